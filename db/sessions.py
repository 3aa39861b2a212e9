"""Signed-in browsers: the cookie holds a random token, the database only its digest."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, update

from db.engine import reading, writing
from db.officers import as_officer
from db.schema import OfficerRow, SessionRow
from surveys.access import Officer

LONGEST = timedelta(hours=12)  # a working day: then sign in again, whatever happened
IDLE = timedelta(hours=2)
NOTED_EVERY = timedelta(minutes=5)  # how exactly the last visit is known; spares writes


def begin(engine: Engine, officer_id: int, now: datetime) -> str:
    """Sign a browser in; returns the token for its cookie. Old sessions are swept out."""
    token = secrets.token_urlsafe(32)
    with writing(engine) as session:
        session.execute(delete(SessionRow).where(SessionRow.began_at < now - LONGEST))
        session.add(
            SessionRow(digest=_digest(token), officer_id=officer_id, began_at=now, seen_at=now)
        )
    return token


def officer_of(engine: Engine, token: str, now: datetime) -> Officer | None:
    """Who is signed in with this token; None when nobody (any more)."""
    with reading(engine) as session:
        row = session.get(SessionRow, _digest(token))
        if row is None or now - row.began_at > LONGEST or now - row.seen_at > IDLE:
            return None
        person = session.get_one(OfficerRow, row.officer_id)
        if not person.active:
            return None
        officer, unnoted = as_officer(person), now - row.seen_at > NOTED_EVERY
    if unnoted:
        _note(engine, token, now)
    return officer


def end(engine: Engine, token: str) -> None:
    """Sign a browser out."""
    with writing(engine) as session:
        session.execute(delete(SessionRow).where(SessionRow.digest == _digest(token)))


def _note(engine: Engine, token: str, now: datetime) -> None:
    with writing(engine) as session:
        session.execute(
            update(SessionRow).where(SessionRow.digest == _digest(token)).values(seen_at=now)
        )


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
