"""Both worlds at once, each in a process of its own: everything that officers, phones and strangers
can fetch, everything the process says, and what the database keeps."""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import select
from streamlit.runtime.context import ContextProxy

from db import campaigns, retention
from db.deletions import LEDGER
from db.schema import SubmissionRow, Table
from pages import frame
from pages.cookies import cookie_name
from surveys.access import Act, Role
from surveys.texts import sentences
from tests.db.cast import stored
from tests.pages import naive, tab
from tests.pages.crawl import Walk, Walker
from tests.pages.crawl_routes import Asking, ask_everything
from tests.pages.two_worlds import NOW, Deal, Installation, filled, found, installed


@dataclass
class Seen:
    """What was fetched in a world, by way; what it said; what lies in its tables."""

    walk: Walk = field(default_factory=Walk)
    said: bytes = b""
    tables: dict[str, str] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)  # the same after the day of deletion


def both(folder: Path) -> tuple[Seen, Seen]:
    """The two worlds, each walked by officers of every role."""
    base = folder / "base"
    base.mkdir(parents=True)
    with installed(base) as common:
        tokens = found(common.engine)
    worlds = []
    for deal in Deal:
        shutil.copytree(base, folder / deal)
        worlds.append((folder / deal, deal, tokens))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONHASHSEED", "0")  # the order of sets is chance too
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
    with _kept(here) as anew, pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "pages.naive", naive)
        patch.setitem(sentences("vi"), f"parts.nav.{naive.ADDRESS}", "Thô")
        patch.setitem(sentences("en"), f"parts.nav.{naive.ADDRESS}", "Raw")
        extra = ("naive", naive.ADDRESS, ":material/warning:", Act.SEE_SURVEYS)
        patch.setattr(frame, "PAGES", (*frame.PAGES, extra))
        for role, token in tokens.items():
            cookies = {cookie_name(): token}
            patch.setattr(ContextProxy, "cookies", property(lambda _, jar=cookies: jar))
            Walker(str(role), seen.walk, anew).everywhere()
        anew()
        named = {str(role): token for role, token in tokens.items()}
        ask_everything(Asking(here.engine, named, seen.walk.elsewhere), seen.walk)
        anew()


def _tables(here: Installation) -> dict[str, str]:
    """What lies in each table but the one of forms."""
    tables = (t for t in Table.metadata.sorted_tables if t.name != SubmissionRow.__tablename__)
    with here.engine.connect() as connection:
        return {t.name: repr(connection.execute(select(t)).all()) for t in tables}


def _after_the_day(here: Installation) -> dict[str, str]:
    """All that outlives the raw answers: every table, and the ledger beside them."""
    last = max(c.delete_on for c in campaigns.everything(here.engine))
    retention.purge(here.engine, last, NOW, here.folder)
    ledger = (here.folder / LEDGER).read_text(encoding="utf-8")
    return {**_tables(here), LEDGER: ledger, "forms left": str(stored(here.engine))}


@contextmanager
def _kept(here: Installation) -> Iterator[Callable[[], None]]:
    """What brings back the database as it is now, and the dice."""
    live = sqlite3.connect(str(here.engine.url.database), isolation_level=None)
    with sqlite3.connect(":memory:") as copy:
        live.backup(copy)
        versions = [_version(live)]

        def anew() -> None:
            here.dice.again()
            if _version(live) != versions[0]:
                copy.backup(live)
                versions[0] = _version(live)

        yield anew
    copy.close()
    live.close()


def _version(live: sqlite3.Connection) -> int:
    return int(live.execute("PRAGMA data_version").fetchone()[0])


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
