"""The second step of signing in: codes of an authenticator (RFC 6238), each taken once, and
recovery codes for the day the phone is lost. Secrets lie sealed with a key that is elsewhere."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

import pyotp
from sqlalchemy import Engine, delete, func, select
from sqlalchemy.orm import Session

from db.engine import reading, sweep, writing
from db.officers import as_officer, fresh_password
from db.schema import OfficerRow
from db.schema_access import HalfwayRow, RecoveryCodeRow, SecondStepRow
from db.sealing import BadSeal, Seal
from surveys.access import Officer

RECOVERY_CODES = 8
HALFWAY = timedelta(minutes=5)  # from the right password to the code
_SECONDS = 30  # how long a code is shown
_DRIFT = 1  # codes before and after that are taken as well: clocks differ


class KeyLost(Exception):
    """The secret cannot be opened: the key is another one than it was sealed with."""


def propose(engine: Engine, seal: Seal, officer_id: int, now: datetime) -> str:
    """A fresh secret, to be confirmed by a first code; one that was not confirmed is replaced.
    ValueError when the second step is on: its secret is never shown again."""
    secret = pyotp.random_base32()
    with writing(engine) as session:
        row = session.get(SecondStepRow, officer_id)
        if row is not None and row.confirmed_at is not None:
            raise ValueError("the second step is on")
        if row is None:
            row = SecondStepRow(officer_id=officer_id, last_step=0)
            session.add(row)
        row.sealed, row.plain, row.confirmed_at = seal.close(secret, now.date()), None, None
    return secret


def confirm(
    engine: Engine, seal: Seal, officer_id: int, code: str, now: datetime
) -> tuple[str, ...] | None:
    """Turn the second step on with its first code; the recovery codes, which are shown once.
    None when the code does not fit."""
    with writing(engine) as session:
        row = session.get(SecondStepRow, officer_id, with_for_update=True)
        if row is None or row.confirmed_at is not None or not _take(row, seal, code, now):
            return None
        row.confirmed_at = now
        return _fresh_codes(session, officer_id)


def is_on(engine: Engine, officer_id: int) -> bool:
    """Whether this account asks for a code."""
    return officer_id in those_on(engine)


def those_on(engine: Engine) -> frozenset[int]:
    """The accounts that ask for a code."""
    on = select(SecondStepRow.officer_id).where(SecondStepRow.confirmed_at.is_not(None))
    with reading(engine) as session:
        return frozenset(session.scalars(on))


def codes_left(engine: Engine, officer_id: int) -> int:
    """How many recovery codes there are still."""
    mine = select(func.count()).where(RecoveryCodeRow.officer_id == officer_id)
    with reading(engine) as session:
        return session.scalar(mine) or 0


def turn_off(engine: Engine, officer_id: int) -> None:
    """Forget the secret and the recovery codes."""
    with writing(engine) as session:
        for table in (SecondStepRow, RecoveryCodeRow, HalfwayRow):
            session.execute(delete(table).where(table.officer_id == officer_id))


def begin(engine: Engine, officer_id: int, now: datetime) -> str:
    """Remember a browser that gave the right password; the token for its cookie."""
    token = secrets.token_urlsafe(32)
    with writing(engine) as session:
        session.execute(delete(HalfwayRow).where(HalfwayRow.expires_at < now))
        session.add(
            HalfwayRow(digest=_digest(token), officer_id=officer_id, expires_at=now + HALFWAY)
        )
    return token


def halfway(engine: Engine, token: str, now: datetime) -> Officer | None:
    """Who owes a code in this browser; None when nobody, or too late."""
    with reading(engine) as session:
        row = session.get(HalfwayRow, _digest(token))
        if row is None or now >= row.expires_at:
            return None
        person = session.get_one(OfficerRow, row.officer_id)
        return as_officer(person) if person.active else None


def finish(engine: Engine, seal: Seal, token: str, code: str, now: datetime) -> str | None:
    """Take the code: "code" or "recovery" says which kind it was, and the browser owes nothing
    any more; None when it does not fit. Of two who send the same code at once one is refused.
    KeyLost when no code can be checked; recovery codes are good all the same."""
    with writing(engine) as session:
        row = session.get(HalfwayRow, _digest(token), with_for_update=True)
        if row is None or now >= row.expires_at:
            return None
        step = session.get(SecondStepRow, row.officer_id, with_for_update=True)
        kind = None
        if step is not None and step.confirmed_at is not None:
            kind = _recover(session, row.officer_id, code)
            kind = kind or ("code" if _take(step, seal, code, now) else None)
        if kind:
            session.delete(row)
        return kind


def address(officer: Officer, secret: str, issuer: str) -> str:
    """What the QR code for the authenticator holds."""
    return pyotp.TOTP(secret).provisioning_uri(name=officer.login, issuer_name=issuer)


def seal_old(engine: Engine, seal: Seal, now: datetime) -> int:
    """Seal the secrets that an older version kept as they were, also those that an older copy
    brought back, and make what they were illegible; how many."""
    old = select(SecondStepRow).where(SecondStepRow.plain.is_not(None)).with_for_update()
    with writing(engine) as session:
        found = session.scalars(old).all()
        for row in found:
            row.sealed, row.plain = seal.close(row.plain or "", now.date()), None
    if found:
        sweep(engine, (SecondStepRow.__tablename__,))
    return len(found)


def those_lost(engine: Engine, seal: Seal) -> frozenset[int]:
    """The accounts whose secret this key does not open."""
    on = select(SecondStepRow).where(SecondStepRow.confirmed_at.is_not(None))
    with reading(engine) as session:
        return frozenset(row.officer_id for row in session.scalars(on) if not _opens(row, seal))


def _opens(row: SecondStepRow, seal: Seal) -> bool:
    try:
        return bool(_secret(row, seal))
    except KeyLost:
        return False


def _secret(row: SecondStepRow, seal: Seal) -> str:
    try:
        return seal.open(row.sealed or "")
    except BadSeal as error:
        raise KeyLost from error


def _take(row: SecondStepRow, seal: Seal, code: str, now: datetime) -> bool:
    """Whether the code is of now (give or take one) and later than the last one taken."""
    codes = pyotp.TOTP(_secret(row, seal), interval=_SECONDS)
    typed = "".join(code.split())
    here = int(now.timestamp()) // _SECONDS
    for step in range(here - _DRIFT, here + _DRIFT + 1):
        right = codes.at(step * _SECONDS)
        if hmac.compare_digest(right.encode(), typed.encode()) and step > row.last_step:
            row.last_step = step
            return True
    return False


def _recover(session: Session, officer_id: int, code: str) -> str | None:
    row = session.get(RecoveryCodeRow, _digest(_plain(code)), with_for_update=True)
    if row is None or row.officer_id != officer_id:
        return None
    session.delete(row)
    return "recovery"


def _fresh_codes(session: Session, officer_id: int) -> tuple[str, ...]:
    session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.officer_id == officer_id))
    codes = tuple(fresh_password() for _ in range(RECOVERY_CODES))  # 74 bits each
    session.add_all(
        RecoveryCodeRow(digest=_digest(_plain(code)), officer_id=officer_id) for code in codes
    )
    return codes


def _plain(code: str) -> str:
    return "".join(letter for letter in code.casefold() if letter.isalnum())


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
