"""The logo on posters: one for the installation, kept in the database like everything else."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, delete

from db.engine import reading, writing
from db.schema_posters import LogoRow
from surveys.posters import Logo

_ONE = 1


def load(engine: Engine) -> Logo | None:
    """The logo; None when nobody has sent one."""
    with reading(engine) as session:
        row = session.get(LogoRow, _ONE)
        return Logo(row.content) if row else None


def keep(engine: Engine, logo: Logo, now: datetime) -> None:
    """Put this logo in the place of the one before."""
    with writing(engine) as session:
        session.merge(LogoRow(id=_ONE, content=logo.content, changed_at=now))


def remove(engine: Engine) -> None:
    """Posters have no logo any more."""
    with writing(engine) as session:
        session.execute(delete(LogoRow))
