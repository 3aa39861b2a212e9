"""The page /ho-tro for tests: an installation whose form is open, its key in the environment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine
from starlette.routing import Router

from db import installation
from db.hardship import office
from db.hardship.store import Store
from db.sealing import new_key
from pages import hardship_store, settings
from pages.phone import support
from pages.settings import now
from surveys.hardship import Office
from tests.pages.asgi import Answer, ask
from tests.pages.world import LETTERHEAD

SENT = [
    ("X00", "yes"),
    ("X02", "benhnang"),
    ("X03", "Chồng tôi nằm viện"),
    ("X05", "ngay"),
    ("X06", "Chị Bông Mẫu"),
    ("X07", "0912 345 678"),
]
OPEN = Office(open=True, carer="cán bộ chăm lo", phone="0271 000 111", months=24)


@dataclass(frozen=True)
class Desk:
    """The page, and what lies behind it."""

    engine: Engine
    folder: Path
    page: Router

    @property
    def store(self) -> Store:
        return hardship_store.store()

    def get(self, path: str = "/ho-tro") -> Answer:
        return ask(self.page, "GET", path)

    def send(self, *changes: tuple[str, str], path: str = "/ho-tro") -> Answer:
        names = {name for name, _ in changes}
        kept = [field for field in SENT if field[0] not in names]
        return ask(self.page, "POST", path, [*kept, *(c for c in changes if c[1])])

    def bytes(self) -> bytes:
        return b"".join(file.read_bytes() for file in self.folder.iterdir() if file.is_file())


@contextmanager
def desk(
    engine: Engine, folder: Path, patch: pytest.MonkeyPatch, taken: Office | None = OPEN
) -> Iterator[Desk]:
    """The page of this installation; its requests lie in the folder."""
    folder.mkdir()
    patch.setenv("DATA_DIR", str(folder))
    patch.setenv("SUPPORT_KEY", new_key())
    forget()
    installation.set_up(engine, LETTERHEAD, now())
    if taken:
        office.save(engine, taken)
    try:
        yield Desk(engine, folder, Router(support.routes(engine)))
    finally:
        if hardship_store.store.cache_info().currsize:
            hardship_store.store().engine.dispose()
        patch.undo()
        forget()


def forget() -> None:
    """Read the environment anew."""
    settings.settings.cache_clear()
    hardship_store.store.cache_clear()


def code_of(answer: Answer) -> str:
    """The person's own code on the last page."""
    found = re.search(r"<em>([0-9A-Z ]+)</em>", answer.text)
    assert found, answer.text
    return found[1]
