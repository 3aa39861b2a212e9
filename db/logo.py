"""The logo on posters: one for the installation, kept in the database like everything else."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.engine import reading, writing
from db.schema_posters import LogoRow
from surveys.posters import Logo

_ONE = 1


class ChangedMeanwhile(Exception):
    """Somebody else sent or removed the logo since it was looked at."""


def load(engine: Engine) -> Logo | None:
    """The logo; None when nobody has sent one."""
    with reading(engine) as session:
        row = session.get(LogoRow, _ONE)
        return Logo(row.content) if row else None


def keep(engine: Engine, logo: Logo, now: datetime, seen: Logo | None) -> None:
    """Put this logo in the place of the one that was `seen`; ChangedMeanwhile when another one
    is there by now."""
    try:
        with writing(engine) as session:
            row = _as_seen(session, seen) or LogoRow(id=_ONE)
            row.content, row.changed_at = logo.content, now
            session.add(row)
    except IntegrityError as error:  # both were the first
        raise ChangedMeanwhile from error


def remove(engine: Engine, seen: Logo | None) -> None:
    """Posters have no logo any more; ChangedMeanwhile as above."""
    with writing(engine) as session:
        row = _as_seen(session, seen)
        if row is not None:
            session.delete(row)


def _as_seen(session: Session, seen: Logo | None) -> LogoRow | None:
    row = session.get(LogoRow, _ONE, with_for_update=True)
    if (row.content if row else None) != (seen.content if seen else None):
        raise ChangedMeanwhile
    return row
