"""Where requests lie: a file beside the main database, or a schema of its own in PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, func, make_url, select, text

from db.backup import back_up
from db.engine import connect, writing
from db.hardship.ledger import Ledger
from db.hardship.schema import Apart
from db.sealing import Seal

SCHEMA = "ho_tro"  # of a PostgreSQL database; its own role is described in docs/hardship.md
_MIGRATIONS = Path(__file__).parent.parent / "migrations"
_LOCK = 5_264_257  # any number that nobody else takes in this database
_ONLY_OWNER = 0o600


@dataclass(frozen=True, slots=True)
class Store:
    """The database of requests, the list of deleted ones, and the keys; without keys requests can
    be counted and deleted, but neither written nor read."""

    engine: Engine
    ledger: Ledger
    seal: Seal | None = None


def opened(url: str) -> Engine:
    """The database at this address with today's tables."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        if address.database and address.database != ":memory:":
            Path(address.database).touch(_ONLY_OWNER, exist_ok=True)
    else:
        _make_schema(url)
        address = address.update_query_dict({"options": f"-csearch_path={SCHEMA}"})
    engine = connect(address)
    _migrate(engine)
    return engine


def back_up_beside(url: str, file: Path) -> Path | None:
    """Copy the file of requests to a name beside the copy of the main database; None when there
    is no such file. Raises what `back_up` raises."""
    address = make_url(url) if url else None
    if address is None or address.get_backend_name() != "sqlite":
        return None
    if not address.database or not Path(address.database).exists():
        return None
    copy, engine = file.with_name(f"{file.name}-ho-tro"), connect(address)
    try:
        back_up(engine, copy)
    finally:
        engine.dispose()
    return copy


def differences(engine: Engine) -> list[object]:
    """What the database and the tables in code do not agree on; empty when they do."""
    with engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), Apart.metadata))


def _make_schema(url: str) -> None:
    """Made once. Who prepared the schema for a role of its own need not let it make schemas."""
    whole = connect(url)
    try:
        with writing(whole) as session:
            session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
            known = text("SELECT 1 FROM pg_namespace WHERE nspname = :name")
            if session.scalar(known, {"name": SCHEMA}) is None:
                session.execute(text(f"CREATE SCHEMA {SCHEMA}"))
    finally:
        whole.dispose()


def _migrate(engine: Engine) -> None:
    with writing(engine) as session:
        if engine.dialect.name == "postgresql":
            session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        command.upgrade(_config(session.connection()), "head")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("version_locations", str(_MIGRATIONS / "hardship"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
