"""The key that seals the secrets of second steps: a file beside the database, never in it, made at
the first start. docs/decisions/0016 says why."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from tempfile import mkstemp

from db.sealing import Seal, new_key

FILE = "sign-in.key"  # in the folder of the data; no copy of the database holds it


def load(folder: Path) -> Seal:
    """The seal of this installation. BadKey when the file is no key, OSError when it cannot be
    read. Of several who start at once one makes the key and all use it."""
    file = folder / FILE
    if not file.exists():
        _make(file)
    return Seal(file.read_text(encoding="ascii", errors="replace").split())


def _make(file: Path) -> None:
    """Write it beside its place, whole and on the disk, then give it its name: a file that is
    half written is never read. Only the owner may look (as mkstemp makes it: 0600)."""
    descriptor, written = mkstemp(dir=file.parent, prefix=f"{FILE}.")
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as new:
            new.write(f"{new_key()}\n")
            new.flush()
            os.fsync(new.fileno())
        with contextlib.suppress(FileExistsError):  # somebody was faster
            os.link(written, file)
    finally:
        os.unlink(written)
