"""The connection to the database: one engine, and one way to write in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

BUSY_SECONDS = 15  # how long a writer waits for another one on SQLite
SWEPT = ("campaign", "submission", "card", "scan", "word", "word_look")  # deleted for good
_OF_OWNER = (*SWEPT, "second_step")  # what the function write_anew writes anew
_SHORTLY = 500  # milliseconds that the work of others is held up to make traces illegible
_WRITES = "lang_nghe_writes"


def connect(url: str | URL) -> Engine:
    """An engine for SQLite or PostgreSQL, whose errors tell no values, for they go to the log;
    ArgumentError when the address is neither."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    return create_engine(
        address, hide_parameters=True, pool_pre_ping=True, pool_size=10, max_overflow=20
    )


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that only looks."""
    with Session(engine) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """One transaction that writes: all of it is kept, or nothing."""
    with Session(engine.execution_options(**{_WRITES: True})) as session, session.begin():
        yield session


def is_alive(engine: Engine) -> bool:
    """Whether the database answers; an SQLite file that was taken away does not."""
    file = engine.url.database if engine.dialect.name == "sqlite" else None
    if file and not Path(file).exists():
        return False
    try:
        with engine.connect() as connection:
            return connection.execute(text("SELECT 1")).scalar() == 1
    except Exception:  # whatever the driver says, the answer is no
        return False


def sweep(engine: Engine, tables: Sequence[str] = SWEPT) -> None:
    """Make what was deleted illegible: SQLite keeps it in its write-ahead log, PostgreSQL in dead
    rows, for a while."""
    connection = engine.raw_connection()  # neither statement runs inside a transaction
    try:
        if engine.dialect.name == "sqlite":
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        else:
            _write_anew(connection.driver_connection, tables)
    finally:
        connection.close()


def _write_anew(connection: Any, tables: Sequence[str], patience: int = 0) -> None:
    """`patience` in milliseconds; without it, as long as it takes."""
    connection.autocommit = True
    try:
        connection.execute(f"SET lock_timeout = {patience}")
        for table in tables:
            if (
                table in _OF_OWNER
            ):  # by a function of the owner: others may not (docs/decisions/0012)
                connection.execute("SELECT write_anew(%s)", (table,))
            else:
                connection.execute(f"VACUUM (FULL) {table}")
    finally:
        connection.execute("RESET lock_timeout")
        connection.autocommit = False


def settle(engine: Engine, tables: Sequence[str]) -> bool:
    """The same while people work: whether it could be done at once. Nobody waits for long."""
    connection = engine.raw_connection()
    try:
        if engine.dialect.name == "sqlite":
            return _emptied_log(connection.cursor())
        _write_anew(connection.driver_connection, tables, _SHORTLY)
    except Exception:  # somebody looks at it just now, or the database is away: tried again
        return False
    finally:
        connection.close()
    return True


def _emptied_log(cursor: Any) -> bool:
    cursor.execute(f"PRAGMA busy_timeout = {_SHORTLY}")
    try:
        [(busy, *_)] = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    return not busy


def repack(engine: Engine) -> None:
    """Write SQLite's pages anew: within a page, rows lie in the order in which they came, whatever
    their key. OperationalError when somebody else holds the database for too long."""
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()  # VACUUM runs outside of transactions
        try:
            connection.cursor().execute("VACUUM")
        except sqlite3.OperationalError as problem:
            raise OperationalError("VACUUM", None, problem) from problem
        finally:
            connection.close()


def _sqlite(address: URL) -> Engine:
    engine = create_engine(address, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun below, not by the driver
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",  # what is deleted is overwritten (DR-22)
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    """A writing transaction takes the lock at once: it waits for its turn instead of failing."""
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
