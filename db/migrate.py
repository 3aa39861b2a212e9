"""Brings a database to the newest schema; doing it again changes nothing."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, func, select

import db.schema_hardship  # noqa: F401 - registers its tables
import db.schema_organisation  # noqa: F401 - registers its tables
import db.schema_registers  # noqa: F401 - registers its tables
from db import (
    schema_campaigns,  # noqa: F401 - registers its tables
    schema_collecting,  # noqa: F401 - registers its tables
    schema_posters,  # noqa: F401 - registers its tables
    schema_words,  # noqa: F401 - registers its tables
)
from db.engine import writing
from db.schema_access import Table  # with every table registered

_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 5_264_254  # any number that nobody else takes in this database


def migrate(engine: Engine) -> None:
    """Run every migration that has not run yet, all of them or none. Whoever starts at the same
    moment waits and finds nothing left to do."""
    with writing(engine) as session:
        if engine.dialect.name == "postgresql":  # SQLite's writers wait for each other anyway
            session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        command.upgrade(_config(session.connection()), "head")


def differences(engine: Engine) -> list[object]:
    """What the migrated database and the schema in code do not agree on; empty when they do."""
    with engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), Table.metadata))


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
