"""Requests go when their day has come, or when the person wants it; nothing of them stays."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Engine, delete, select

from db.engine import reading, sweep, writing
from db.hardship.requests import digest_of
from db.hardship.schema import RequestRow
from db.hardship.store import Store
from surveys.hardship import delete_on


def purge(store: Store, today: date, months: int) -> int:
    """Delete what ended that many months ago, and what a restored copy brought back; how many
    requests that were. Done again, it changes nothing."""
    again = store.ledger.numbers()
    with reading(store.engine) as session:
        rows = session.execute(select(RequestRow.number, RequestRow.closed_on))
        due = {
            number
            for number, closed_on in rows
            if number in again or (closed_on and delete_on(closed_on, months) <= today)
        }
    return _delete(store, due, today)


def remove(store: Store, number: str, today: date) -> bool:
    """Delete one request because the person wants it; whether it was there."""
    return _delete(store, {number}, today) == 1


def withdraw(store: Store, form_id: str, today: date) -> bool:
    """Delete the request of a person's code; whether it was there."""
    found = select(RequestRow.number).where(RequestRow.digest == digest_of(form_id))
    with reading(store.engine) as session:
        number = session.scalar(found)
    return number is not None and remove(store, number, today)


def renew(store: Store) -> int:
    """Seal everything with the first key; how many requests lay under another. BadSeal when no
    key opens one of them: then nothing is changed."""
    if store.seal is None:
        return 0
    renewed = 0
    with writing(store.engine) as session:
        for row in session.scalars(select(RequestRow)):
            fresh = store.seal.renewed(row.sealed)
            if fresh is not None:
                row.sealed, renewed = fresh, renewed + 1
    if renewed:
        _sweep(store.engine)
    return renewed


def _delete(store: Store, numbers: Collection[str], on: date) -> int:
    """The list is written first: should the power go between the two, the deletion is repeated."""
    if not numbers:
        return 0
    store.ledger.add(set(numbers) - store.ledger.numbers(), on)
    with writing(store.engine) as session:
        gone = session.scalars(
            delete(RequestRow).where(RequestRow.number.in_(numbers)).returning(RequestRow.number)
        )
        count = len(gone.all())
    _sweep(store.engine)
    return count


def _sweep(engine: Engine) -> None:
    sweep(engine, ("request", "wish"))
