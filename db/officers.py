"""Accounts of officers; a password is kept as its Argon2 hash only."""

from __future__ import annotations

import secrets
from dataclasses import replace
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.clusters import as_nodes
from db.engine import reading, writing
from db.schema import OfficerRow, SessionRow
from db.schema_access import HalfwayRow, IdentityRow
from surveys.access import Officer, Role
from surveys.texts.composing import composed

SHORTEST_PASSWORD = 10
_HASHER = PasswordHasher()


class LoginTaken(Exception):
    """Somebody has this sign-in name already."""


class ChangedMeanwhile(Exception):
    """Somebody else changed the account since it was looked at."""


class LastAdmin(Exception):
    """Without this account nobody could administer the installation."""


def add(engine: Engine, officer: Officer, password: str) -> Officer:
    """Open an account; LoginTaken when the name is used. The id of `officer` is ignored."""
    try:
        with writing(engine) as session:
            return enter(session, officer, password)
    except IntegrityError as error:
        raise LoginTaken(officer.login) from error


def enter(session: Session, officer: Officer, password: str) -> Officer:
    """Open an account as a part of something larger; IntegrityError when the name is used."""
    row = OfficerRow(
        login=_login(officer.login),
        name=officer.name,
        role=officer.role.value,
        password=_HASHER.hash(_composed(password)),
        lang=officer.lang,
        sample=officer.sample,
        places=as_nodes(session, officer.places),
    )
    session.add(row)
    session.flush()
    return as_officer(row)


def everyone(engine: Engine) -> tuple[Officer, ...]:
    """All accounts by name."""
    with reading(engine) as session:
        return tuple(map(as_officer, session.scalars(select(OfficerRow).order_by(OfficerRow.name))))


def id_of(engine: Engine, login: str) -> int | None:
    """The account with this sign-in name."""
    with reading(engine) as session:
        return session.scalar(select(OfficerRow.id).where(OfficerRow.login == _login(login)))


def recognise(engine: Engine, login: str, password: str) -> Officer | None:
    """The officer with this name and password. An unknown name takes as long as a wrong word."""
    with reading(engine) as session:
        row = session.scalar(select(OfficerRow).where(OfficerRow.login == _login(login)))
        known = row is not None and row.active
        right = _fits(row.password if row and known else _nobody(), password)
        return as_officer(row) if row and known and right else None


def change_password(engine: Engine, officer_id: int, password: str) -> None:
    """Set a new password and end every session of the account."""
    with writing(engine) as session:
        set_password(session, session.get_one(OfficerRow, officer_id), password)


def set_password(session: Session, row: OfficerRow, password: str) -> None:
    """The same as a part of something larger."""
    row.password = _HASHER.hash(_composed(password))
    _end_sessions(session, row.id)


def shut_out(engine: Engine, officer_id: int) -> None:
    """Nobody knows the password any more, every session of the account ends, and no identity at
    a provider signs in to it."""
    with writing(engine) as session:
        begin_anew(session, session.get_one(OfficerRow, officer_id), unknown_password())


def begin_anew(session: Session, row: OfficerRow, password: str) -> None:
    """A password set without the old one: whatever else led into the account may be a thief's."""
    set_password(session, row, password)
    session.execute(delete(IdentityRow).where(IdentityRow.officer_id == row.id))


def change(engine: Engine, officer: Officer, seen: Officer | None = None) -> None:
    """Set name, role, places, language and whether the account is active. LastAdmin when refused;
    ChangedMeanwhile when the account is not any more as it was `seen`."""
    admins = (OfficerRow.role == Role.ADMIN.value) & OfficerRow.active.is_(True)
    with writing(engine) as session:
        # All of them in one order: two who shut each other at once must see each other.
        session.scalars(
            select(OfficerRow.id).where(admins).order_by(OfficerRow.id).with_for_update()
        )
        row = session.get_one(OfficerRow, officer.id, with_for_update=True)
        if seen is not None and as_officer(row) != replace(seen, lang=row.lang):
            raise ChangedMeanwhile
        row.name, row.role = officer.name, officer.role.value
        row.lang, row.active = officer.lang, officer.active
        row.places = as_nodes(session, officer.places)
        session.flush()
        if not session.scalar(select(func.count()).where(admins)):
            raise LastAdmin
        if not officer.active:
            _end_sessions(session, officer.id)


def speak(engine: Engine, officer_id: int, lang: str) -> None:
    """Remember the language an officer reads."""
    with writing(engine) as session:
        session.execute(update(OfficerRow).where(OfficerRow.id == officer_id).values(lang=lang))


def unknown_password() -> str:
    """What nobody knows: until a link is used, nobody signs in to such an account."""
    return secrets.token_urlsafe(32)


def fresh_password() -> str:
    """A random password that can be read aloud and typed: three groups of five."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(5)) for _ in range(3))


def _end_sessions(session: Session, officer_id: int) -> None:
    """Also of whoever gave a password and still owes the code."""
    for table in (SessionRow, HalfwayRow):
        session.execute(delete(table).where(table.officer_id == officer_id))


def _login(text: str) -> str:
    return text.strip().casefold()


def _fits(hashed: str, password: str) -> bool:
    try:
        return _HASHER.verify(hashed, _composed(password))
    except (VerificationError, InvalidHashError):
        return False


def _composed(password: str) -> str:
    """One spelling of accented letters: keyboards differ in how they send "ắ"."""
    return composed(password)


@cache
def _nobody() -> str:
    return _HASHER.hash(secrets.token_hex())


def as_officer(row: OfficerRow) -> Officer:
    """The officer a row stands for."""
    who = (row.id, row.login, row.name, Role(row.role), row.lang, row.active, row.sample)
    return Officer(*who, places=tuple(row.places))
