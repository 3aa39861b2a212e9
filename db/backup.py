"""A copy of an SQLite database, taken while it is in use."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from sqlalchemy import Engine

_ONLY_OWNER = 0o600  # raw answers lie in the copy


class NotSqlite(Exception):
    """The database is copied by its own tools."""


class BadCopy(Exception):
    """The copy could not be made or read again; nothing is left of it."""


def back_up(engine: Engine, file: Path) -> None:
    """Write a copy to a new file: whole, without what was deleted, and on the disk when this
    returns. NotSqlite for other databases; OSError or BadCopy when it cannot."""
    if engine.dialect.name != "sqlite":
        raise NotSqlite
    file.touch(_ONLY_OWNER, exist_ok=False)
    try:
        _copy(engine, file)
        _check(file)
    except sqlite3.Error as problem:
        file.unlink()
        raise BadCopy(file) from problem
    except BaseException:
        file.unlink()
        raise


def _copy(engine: Engine, file: Path) -> None:
    connection = engine.raw_connection()  # VACUUM runs outside of transactions
    try:
        connection.cursor().execute("VACUUM INTO ?", (str(file.absolute()),))
    finally:
        connection.close()
    with file.open("rb+") as copy:
        os.fsync(copy.fileno())  # VACUUM INTO leaves that to us


def _check(file: Path) -> None:
    copy = sqlite3.connect(f"{file.absolute().as_uri()}?immutable=1", uri=True)
    try:
        found = copy.execute("PRAGMA quick_check").fetchone()
    finally:
        copy.close()
    if found != ("ok",):
        raise BadCopy(file)
