"""Who an account is at the provider of sign-in. An identity is tied by the officer who is signed
in, never guessed from a name or an address, and no account comes into being by it."""

from __future__ import annotations

from sqlalchemy import Engine, delete, select
from sqlalchemy.exc import IntegrityError

from db.engine import reading, writing
from db.officers import as_officer
from db.schema import OfficerRow
from db.schema_access import IdentityRow
from surveys.access import Officer


class IdentityTaken(Exception):
    """Another account is tied to this identity."""


def tie(engine: Engine, officer_id: int, issuer: str, subject: str) -> None:
    """Tie the account to this identity, instead of any other."""
    try:
        with writing(engine) as session:
            session.execute(delete(IdentityRow).where(IdentityRow.officer_id == officer_id))
            session.add(IdentityRow(issuer=issuer, subject=subject, officer_id=officer_id))
    except IntegrityError as error:
        raise IdentityTaken from error


def untie(engine: Engine, officer_id: int) -> None:
    """The account signs in by its password only."""
    with writing(engine) as session:
        session.execute(delete(IdentityRow).where(IdentityRow.officer_id == officer_id))


def officer_of(engine: Engine, issuer: str, subject: str) -> Officer | None:
    """The active account tied to this identity."""
    with reading(engine) as session:
        row = session.get(IdentityRow, (issuer, subject))
        person = session.get_one(OfficerRow, row.officer_id) if row else None
        return as_officer(person) if person and person.active else None


def those_tied(engine: Engine) -> frozenset[int]:
    """The accounts that are tied to an identity."""
    with reading(engine) as session:
        return frozenset(session.scalars(select(IdentityRow.officer_id)))
