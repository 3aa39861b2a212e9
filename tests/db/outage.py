"""A database that is taken away for a while."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa


@contextmanager
def gone(engine: sa.Engine) -> Iterator[None]:
    """Inside, nothing of the database can be reached; afterwards everything is back."""
    away = _file_moved if engine.dialect.name == "sqlite" else _connections_refused
    with away(engine):
        yield


@contextmanager
def _file_moved(engine: sa.Engine) -> Iterator[None]:
    file = Path(str(engine.url.database))
    engine.dispose()
    hidden = file.rename(file.with_suffix(".hidden"))
    file.mkdir()  # where a folder lies, no database is opened
    try:
        yield
    finally:
        engine.dispose()
        file.rmdir()
        hidden.rename(file)


@contextmanager
def _connections_refused(engine: sa.Engine) -> Iterator[None]:
    url = engine.url
    server = sa.create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    name = url.database
    try:
        with server.connect() as connection:
            connection.exec_driver_sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
            connection.exec_driver_sql(
                f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
            )
        yield
    finally:
        with server.connect() as connection:
            connection.exec_driver_sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        server.dispose()
