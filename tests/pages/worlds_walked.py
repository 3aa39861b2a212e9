"""Both worlds at once, each in a process of its own: everything that officers, phones and strangers
can fetch, everything the process says, and what the database keeps."""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import select
from streamlit.runtime.context import ContextProxy

from db import campaigns, retention, scopes
from db.deletions import LEDGER
from db.schema import ReleaseRow, SubmissionRow, Table
from db.sessions import officer_of
from pages import frame
from pages.cookies import cookie_name
from surveys.access import Act, Role
from surveys.texts import sentences
from tests.db.cast import stored
from tests.pages import naive, tab
from tests.pages.crawl import Mark, Walk, Walker
from tests.pages.crawl_routes import Asking, ask_everything
from tests.pages.two_worlds import NOW, Deal, Installation, filled, found, installed


@dataclass
class Seen:
    """What was fetched in a world, by way; what it said; what lies in its tables."""

    walk: Walk = field(default_factory=Walk)
    said: bytes = b""
    tables: dict[str, str] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)  # the same after the day of deletion


def both(folder: Path, roles: Sequence[Role]) -> tuple[Seen, Seen]:
    """The two worlds, each walked by an officer of each of these roles."""
    base = folder / "base"
    base.mkdir(parents=True)
    with installed(base) as common:
        tokens = {role: token for role, token in found(common.engine).items() if role in roles}
    worlds = []
    for deal in Deal:
        shutil.copytree(base, folder / deal)
        worlds.append((folder / deal, deal, tokens))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONHASHSEED", "0")  # the order of sets is chance too
        patch.setitem(sys.modules, "__main__", ModuleType("__main__"))  # Streamlit leaves its own
        with ProcessPoolExecutor(len(worlds), get_context("spawn")) as pool:
            first, swapped = pool.map(_seen, *zip(*worlds, strict=True))
    return first, swapped


def _seen(folder: Path, deal: Deal, tokens: Mapping[Role, str]) -> Seen:
    seen = Seen()
    with _heard(folder / "said") as said, installed(folder) as here:
        filled(here.engine, deal)
        seen.tables = _tables(here)
        _walk(here, tokens, seen)
        seen.left = _after_the_day(here)
    seen.said = said.read_bytes()
    return seen


def _walk(here: Installation, tokens: Mapping[Role, str], seen: Seen) -> None:
    """The naive page is one of the navigation: found like any other, and to be caught."""
    tab.listen()
    done: dict[object, set[Mark]] = {}  # by what an officer sees
    with closing(_Kept(here)) as kept, pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "pages.naive", naive)
        patch.setitem(sentences("vi"), f"parts.nav.{naive.ADDRESS}", "Thô")
        patch.setitem(sentences("en"), f"parts.nav.{naive.ADDRESS}", "Raw")
        extra = ("naive", naive.ADDRESS, ":material/warning:", Act.SEE_SURVEYS)
        patch.setattr(frame, "PAGES", (*frame.PAGES, extra))
        for role, token in tokens.items():
            cookies = {cookie_name(): token}
            patch.setattr(ContextProxy, "cookies", property(lambda _, jar=cookies: jar))
            kept.restore()
            officer = officer_of(here.engine, token, NOW)
            assert officer is not None
            seen_by = done.setdefault(scopes.scope(here.engine, officer, NOW.date()), set())
            Walker(str(role), seen.walk, kept, seen_by).everywhere()
        kept.restore()
        named = {str(role): token for role, token in tokens.items()}
        ask_everything(Asking(here.engine, named, seen.walk.elsewhere), seen.walk)
        kept.restore()


def _tables(here: Installation) -> dict[str, str]:
    """What lies in each table but the one of forms."""
    tables = (t for t in Table.metadata.sorted_tables if t.name != SubmissionRow.__tablename__)
    with here.engine.connect() as connection:
        return {t.name: repr(connection.execute(select(t)).all()) for t in tables}


def _after_the_day(here: Installation) -> dict[str, str]:
    """All that outlives the raw answers: every table, and the ledger beside them. What nobody had
    published is published on that day; there the answers are other ones, so it is left out."""
    published = _releases(here)
    last = max(c.delete_on for c in campaigns.everything(here.engine))
    retention.purge(here.engine, last, NOW, here.folder)
    ledger = (here.folder / LEDGER).read_text(encoding="utf-8")
    assert _releases(here)[: len(published)] == published
    known = {ReleaseRow.__tablename__: repr(published), LEDGER: ledger}
    return {**_tables(here), **known, "forms left": str(stored(here.engine))}


def _releases(here: Installation) -> list[object]:
    with here.engine.connect() as connection:
        return list(connection.execute(select(ReleaseRow.__table__).order_by(ReleaseRow.id)).all())


class _Kept:
    """The database as it was: brought back after a press that changed it, and the dice with it."""

    def __init__(self, here: Installation) -> None:
        self._dice = here.dice
        self._live = sqlite3.connect(str(here.engine.url.database), isolation_level=None)
        self._copy = sqlite3.connect(":memory:")
        self._live.backup(self._copy)
        self._version = self.version()

    def version(self) -> int:
        return int(self._live.execute("PRAGMA data_version").fetchone()[0])

    def restore(self) -> None:
        self._dice.again()
        if self.version() != self._version:
            self._copy.backup(self._live)
            self._version = self.version()

    def close(self) -> None:
        self._live.close()
        self._copy.close()


@contextmanager
def _heard(file: Path) -> Iterator[Path]:
    """All that the process says from here on goes to the file: print, errors, the log."""
    kept = [os.dup(stream) for stream in (1, 2)]
    with file.open("wb") as into:
        for stream in (1, 2):
            os.dup2(into.fileno(), stream)
        try:
            logging.getLogger("streamlit").setLevel(logging.ERROR)  # misses a server around it
            yield file
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            for stream, old in zip((1, 2), kept, strict=True):
                os.dup2(old, stream)
                os.close(old)
