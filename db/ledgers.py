"""The registers the plan counts; what they say of a unit is kept in the unit's row as well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from db.engine import reading, writing
from db.ledger_rows import TABLES, settle
from db.schema import UnitRow
from surveys.access import EVERYTHING, Scope
from surveys.ledgers import Book, Entry, Value


class ChangedMeanwhile(Exception):
    """Somebody else changed the entry since it was looked at; carries it as it is now, None when
    it is gone."""

    def __init__(self, now: Entry | None) -> None:
        super().__init__("changed")
        self.now = now


class AlreadyThere(Exception):
    """The register has an entry with the same identity; carries it."""

    def __init__(self, entry: Entry) -> None:
        super().__init__("there")
        self.entry = entry


class NotYours(Exception):
    """The entry belongs to a unit outside the officer's scope."""


def entries(engine: Engine, book: Book, scope: Scope = EVERYTHING) -> tuple[Entry, ...]:
    """The entries within the scope, the newest first."""
    with reading(engine) as session:
        return _entries(session, book, scope)


def find(engine: Engine, book: Book, id: int, scope: Scope = EVERYTHING) -> Entry | None:
    """One entry; None when there is none within the scope."""
    with reading(engine) as session:
        return next((entry for entry in _entries(session, book, scope) if entry.id == id), None)


def save(engine: Engine, book: Book, entry: Entry, scope: Scope = EVERYTHING) -> Entry:
    """Enter a new entry (id 0) or replace a known one. ChangedMeanwhile when somebody else was
    faster, AlreadyThere when another entry is the same, NotYours outside the scope."""
    with writing(engine) as session:
        return save_in(session, book, entry, scope)


def save_in(session: Session, book: Book, entry: Entry, scope: Scope = EVERYTHING) -> Entry:
    """The same within a transaction."""
    _check_scope(book, entry, scope)
    twin = _twin(session, book, entry)
    if twin is not None and twin.id != entry.id:
        raise AlreadyThere(twin)
    row = _row_for(session, book, entry, scope)
    units = {row.unit_id} if book.of_units and entry.id else set()
    _fill(session, book, row, entry.values)
    row.version = entry.version + 1
    session.add(row)
    session.flush()
    if book.of_units:
        settle(session, book, units | {row.unit_id})
    return Entry(entry.values, row.id, row.version)


def remove(engine: Engine, book: Book, entry: Entry, scope: Scope = EVERYTHING) -> None:
    """Delete an entry; ChangedMeanwhile when it is not any more what was looked at."""
    with writing(engine) as session:
        _check_scope(book, entry, scope)
        row = _row_for(session, book, entry, scope)
        unit = row.unit_id if book.of_units else None
        session.delete(row)
        session.flush()
        if unit is not None:
            settle(session, book, {unit})


def take_in(
    engine: Engine,
    book: Book,
    wanted: Sequence[Entry],
    scope: Scope = EVERYTHING,
    *,
    sample: bool = False,
) -> None:
    """Enter or replace many in one transaction; ChangedMeanwhile or AlreadyThere, and nothing is
    written, when the register is not any more what was compared with."""
    with writing(engine) as session:
        known = {entry.id: entry for entry in _entries(session, book, EVERYTHING)}
        same = {entry.same(book): entry for entry in known.values()}
        codes = _unit_ids(session)
        rows = {row.id: row for row in session.scalars(select(TABLES[book.name]))}
        units = set()
        for entry in wanted:
            _check_scope(book, entry, scope)
            _check_fresh(entry, known, same.get(entry.same(book)))
            row = rows.get(entry.id) or _new_row(book, sample=sample)
            _fill(session, book, row, entry.values, codes)
            row.version = entry.version + 1
            session.add(row)
            units.add(row.unit_id if book.of_units else 0)
        session.flush()
        if book.of_units:
            settle(session, book, units)


def _check_fresh(entry: Entry, known: Mapping[int, Entry], twin: Entry | None) -> None:
    if entry.id and (entry.id not in known or known[entry.id].version != entry.version):
        raise ChangedMeanwhile(known.get(entry.id))
    if twin is not None and twin.id != entry.id:
        raise AlreadyThere(twin)


def _check_scope(book: Book, entry: Entry, scope: Scope) -> None:
    inside = scope.sees(entry.unit) if book.of_units else scope.is_everything
    if not inside:
        raise NotYours(entry.unit)


def _entries(session: Session, book: Book, scope: Scope) -> tuple[Entry, ...]:
    table = TABLES[book.name]
    order = (getattr(table, book.newest).desc(), table.id)
    if not book.of_units:
        return tuple(
            _entry(book, row, "") for row in session.scalars(select(table).order_by(*order))
        )
    found = select(table, UnitRow.code).join(UnitRow, UnitRow.id == table.unit_id).order_by(*order)
    rows = session.execute(found)
    return tuple(_entry(book, row, code) for row, code in rows if scope.sees(code))


def _entry(book: Book, row: Any, code: str) -> Entry:
    values: dict[str, Value] = {"unit": code} if book.of_units else {}
    for name in book.names[1 if book.of_units else 0 :]:
        kept = getattr(row, name)
        values[name] = tuple(kept) if isinstance(kept, list) else kept
    return Entry(values, row.id, row.version)


def _twin(session: Session, book: Book, entry: Entry) -> Entry | None:
    same = entry.same(book)
    known = _entries(session, book, EVERYTHING)
    return next((other for other in known if other.same(book) == same), None)


def _row_for(session: Session, book: Book, entry: Entry, scope: Scope) -> Any:
    """The row of the entry, a new one for a new entry; ChangedMeanwhile when it is another."""
    if not entry.id:
        return _new_row(book)
    row = session.get(TABLES[book.name], entry.id)
    if row is None:
        raise ChangedMeanwhile(None)
    code = session.get_one(UnitRow, row.unit_id).code if book.of_units else ""
    now = _entry(book, row, code)
    _check_scope(book, now, scope)
    if row.version != entry.version:
        raise ChangedMeanwhile(now)
    return row


def _new_row(book: Book, *, sample: bool = False) -> Any:
    return TABLES[book.name](sample=sample)


def _fill(
    session: Session,
    book: Book,
    row: Any,
    values: Mapping[str, Value],
    codes: Mapping[str, int] | None = None,
) -> None:
    for name in book.names:
        value = values.get(name)
        if name == "unit":
            known = codes or _unit_ids(session, (str(value),))
            if value not in known:  # the unit was deleted meanwhile
                raise NotYours(value)
            row.unit_id = known[str(value)]
        else:
            setattr(row, name, list(value) if isinstance(value, tuple) else value)


def _unit_ids(session: Session, only: Iterable[str] | None = None) -> dict[str, int]:
    found = select(UnitRow.code, UnitRow.id)
    if only is not None:
        found = found.where(UnitRow.code.in_(tuple(only)))
    return {row.code: row.id for row in session.execute(found)}
