"""The list of requests that were deleted, beside the databases and in no copy of them: what a
restored copy brings back is deleted again (DR-23)."""

from __future__ import annotations

import os
from collections.abc import Collection
from datetime import date
from pathlib import Path

_ONLY_OWNER = 0o600


class Ledger:
    """A file with one line for each: number and day, nothing else."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def add(self, numbers: Collection[str], on: date) -> None:
        """Write the lines; they are on the disk when this returns."""
        lines = "".join(f"{number} {on.isoformat()}\n" for number in sorted(numbers))
        target = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, _ONLY_OWNER)
        try:
            os.write(target, lines.encode())
            os.fsync(target)
        finally:
            os.close(target)

    def numbers(self) -> frozenset[str]:
        """The requests that must not be there any more."""
        if not self._file.exists():
            return frozenset()
        lines = self._file.read_text(encoding="utf-8").splitlines()
        return frozenset(line.split(" ")[0] for line in lines if line)
