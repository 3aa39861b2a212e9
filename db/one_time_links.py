"""Links that are used once: an invitation to a new account, or a new password for a known one.
The link holds a random token, the database only its digest."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from db import events
from db.engine import reading, writing
from db.officers import as_officer, begin_anew
from db.schema import OfficerRow
from db.schema_access import OneTimeLinkRow
from surveys.access import Officer


class Purpose(StrEnum):
    """What a link is for."""

    INVITE = "invite"
    RESET = "reset"


LASTS = {Purpose.INVITE: timedelta(days=7), Purpose.RESET: timedelta(days=1)}


class Unknown(Exception):
    """Nobody made this link, a newer one took its place, or the account is shut."""


class Expired(Exception):
    """Its days are over."""


class Used(Exception):
    """Somebody used it already."""


def make(engine: Engine, officer_id: int, purpose: Purpose, now: datetime) -> str:
    """A fresh link's token. Earlier links of the account end."""
    token = secrets.token_urlsafe(32)
    with writing(engine) as session:
        _forget(session, officer_id, now)
        session.add(
            OneTimeLinkRow(
                digest=_digest(token),
                officer_id=officer_id,
                purpose=purpose.value,
                expires_at=now + LASTS[purpose],
                used_at=None,
            )
        )
    return token


def officer_of(engine: Engine, token: str, now: datetime) -> Officer:
    """Whose link this is; looking does not use it up. Unknown, Expired or Used when it is none."""
    with reading(engine) as session:
        _, person = _valid(session, token, now)
        return as_officer(person)


def use(engine: Engine, token: str, password: str, now: datetime) -> Officer:
    """Set the password, end the link, every session and tie of the account, and write it into the
    record; of two who use it at once the second is Used."""
    with writing(engine) as session:
        row, person = _valid(session, token, now)
        row.used_at = now
        begin_anew(session, person, password)
        events.enter(session, now, person.id, "link_used", f"{person.login}: {row.purpose}")
        return as_officer(person)


def waiting(engine: Engine, now: datetime) -> dict[int, datetime]:
    """Accounts with a link that can still be used, and until when."""
    open_links = select(OneTimeLinkRow.officer_id, OneTimeLinkRow.expires_at).where(
        OneTimeLinkRow.used_at.is_(None), OneTimeLinkRow.expires_at > now
    )
    with reading(engine) as session:
        return {row.officer_id: row.expires_at for row in session.execute(open_links)}


def _valid(session: Session, token: str, now: datetime) -> tuple[OneTimeLinkRow, OfficerRow]:
    row = session.get(OneTimeLinkRow, _digest(token), with_for_update=True)
    if row is None:
        raise Unknown
    if row.used_at is not None:
        raise Used
    if now >= row.expires_at:
        raise Expired
    person = session.get_one(OfficerRow, row.officer_id)
    if not person.active:
        raise Unknown
    return row, person


def _forget(session: Session, officer_id: int, now: datetime) -> None:
    """Drop the account's open links, and everybody's that ended long ago."""
    mine = (OneTimeLinkRow.officer_id == officer_id) & OneTimeLinkRow.used_at.is_(None)
    old = OneTimeLinkRow.expires_at < now - timedelta(days=30)
    session.execute(delete(OneTimeLinkRow).where(mine | old))


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
