"""Gives a role of PostgreSQL what the running product needs, and no right to read an answer."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, text

ANSWERS = "submission"
TOLD = ("key", "campaign_id", "unit_id", "mode")  # of a form; neither answers, day nor language
_MARK = "alembic_version"
_FUNCTIONS = (
    "closed_answers(integer)",
    "forget_order(integer)",
    "forget_words(integer, text[])",
    "write_anew(text)",
)


class NoRoles(Exception):
    """The database has no roles: it is a file."""


class Unknown(Exception):
    """There is no such role."""


def grant(engine: Engine, role: str) -> None:
    """Give an existing role its rights on the tables of this schema, as their owner. Said again,
    it takes back what is too much; after a migration it is said again, for new tables."""
    if engine.dialect.name != "postgresql":
        raise NoRoles
    with engine.begin() as connection:
        known = text("SELECT 1 FROM pg_roles WHERE rolname = :name")
        if connection.scalar(known, {"name": role}) is None:
            raise Unknown(role)
        for statement in _statements(connection, role):
            connection.exec_driver_sql(statement)


def _statements(connection: Connection, role: str) -> list[str]:
    quote = connection.dialect.identifier_preparer.quote
    schema = quote(connection.scalar(text("SELECT current_schema()")) or "")
    name = quote(role)
    told = ", ".join(TOLD)
    return [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {name}",
        f"GRANT USAGE ON SCHEMA {schema} TO {name}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {name}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {name}",
        f"REVOKE ALL ON {ANSWERS}, {_MARK} FROM {name}",
        f"GRANT SELECT ON {_MARK} TO {name}",
        f"GRANT INSERT, DELETE, SELECT ({told}) ON {ANSWERS} TO {name}",
        *(f"GRANT EXECUTE ON FUNCTION {function} TO {name}" for function in _FUNCTIONS),
    ]
