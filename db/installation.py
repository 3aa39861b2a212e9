"""The organisation of this installation; without its row, set-up is not over."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db import officers
from db.engine import reading, writing
from db.schema import InstallationRow
from surveys.access import Officer
from surveys.organisation import Letterhead

_ONLY = 1


@dataclass(frozen=True, slots=True)
class Installation:
    """Names for papers, and how often participation is counted anew."""

    letterhead: Letterhead
    refresh_hours: int


class AlreadySetUp(Exception):
    """Set-up was finished before; it is never offered again."""


class ChangedMeanwhile(Exception):
    """Somebody else changed names or settings since they were looked at."""


def load(engine: Engine) -> Installation | None:
    """The installation, or None before set-up."""
    with reading(engine) as session:
        row = session.get(InstallationRow, _ONLY)
        return Installation(letterhead_of(row), row.refresh_hours) if row else None


def set_up(engine: Engine, letterhead: Letterhead, now: datetime) -> None:
    """Write the names for the first time; AlreadySetUp when they stand there."""
    with writing(engine) as session:
        _enter(session, letterhead, now)


def found(
    engine: Engine, letterhead: Letterhead, founder: Officer, password: str, now: datetime
) -> Officer:
    """Names and the first account together, or neither: nobody is left outside a finished
    set-up. AlreadySetUp when the names stand there."""
    try:
        with writing(engine) as session:
            _enter(session, letterhead, now)
            return officers.enter(session, founder, password)
    except IntegrityError as error:  # somebody finished it at the same moment
        raise AlreadySetUp from error


def _enter(session: Session, letterhead: Letterhead, now: datetime) -> None:
    if session.get(InstallationRow, _ONLY) is not None:
        raise AlreadySetUp
    names = asdict(letterhead)
    session.add(InstallationRow(id=_ONLY, letterhead=names, refresh_hours=24, set_up_at=now))


def change(engine: Engine, installation: Installation, seen: Installation | None = None) -> None:
    """Replace names and settings; ChangedMeanwhile when they are not any more as they were
    `seen`."""
    with writing(engine) as session:
        row = session.get_one(InstallationRow, _ONLY, with_for_update=True)
        if seen is not None and Installation(letterhead_of(row), row.refresh_hours) != seen:
            raise ChangedMeanwhile
        row.letterhead = asdict(installation.letterhead)
        row.refresh_hours = installation.refresh_hours


def letterhead_of(row: InstallationRow) -> Letterhead:
    """The names in a row."""
    return Letterhead(**{**row.letterhead, "copies": tuple(row.letterhead["copies"])})
