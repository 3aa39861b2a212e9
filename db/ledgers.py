"""The registers the plan counts; what they say of a unit is kept in the unit's row as well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Engine, select
from sqlalchemy.exc import IntegrityError
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
        return next(iter(_entries(session, book, scope, TABLES[book.name].id == id)), None)


def save(engine: Engine, book: Book, entry: Entry, scope: Scope = EVERYTHING) -> Entry:
    """Enter a new entry (id 0) or replace a known one. ChangedMeanwhile when somebody else was
    faster, AlreadyThere when another entry is the same, NotYours outside the scope."""
    try:
        with writing(engine) as session:
            return save_in(session, book, entry, scope)
    except IntegrityError as error:  # the same entry, made at the same moment
        with reading(engine) as session:
            twin = _twin(session, book, entry)
        if twin is None:
            raise
        raise AlreadyThere(twin) from error


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
    try:
        _take_in(engine, book, wanted, scope, sample=sample)
    except IntegrityError as error:  # somebody made the same entry at the same moment
        raise ChangedMeanwhile(None) from error


def _take_in(
    engine: Engine, book: Book, wanted: Sequence[Entry], scope: Scope, *, sample: bool
) -> None:
    table = TABLES[book.name]
    with writing(engine) as session:
        locked = select(table).order_by(table.id).with_for_update()
        rows = {row.id: row for row in session.scalars(locked)}
        known = {entry.id: entry for entry in _entries(session, book, EVERYTHING)}
        same = {entry.same(book): entry for entry in known.values()}
        codes = _unit_ids(session)
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


def _entries(
    session: Session, book: Book, scope: Scope, *only: ColumnElement[bool]
) -> tuple[Entry, ...]:
    """Columns, not objects: a register may have a line for every unit and quarter."""
    table = TABLES[book.name]
    names = book.names[1:] if book.of_units else book.names
    found = select(table.id, table.version, *(getattr(table, name) for name in names))
    if book.of_units:
        found = found.add_columns(UnitRow.code).join(UnitRow, UnitRow.id == table.unit_id)
    found = found.where(*only).order_by(getattr(table, book.newest).desc(), table.id)
    return tuple(
        entry for row in session.execute(found) if scope.sees((entry := _entry(book, row)).unit)
    )


def _entry(book: Book, row: Any) -> Entry:
    """A line; that of a unit ends with the unit's code."""
    id, version, *kept = row
    names = (*book.names[1:], "unit") if book.of_units else book.names
    values = zip(names, kept, strict=True)
    return Entry({n: tuple(v) if isinstance(v, list) else v for n, v in values}, id, version)


def _twin(session: Session, book: Book, entry: Entry) -> Entry | None:
    """The entry that is the same, if there is one."""
    only = []
    if book.of_units:
        only.append(UnitRow.code == entry.unit)
    same = entry.same(book)
    known = _entries(session, book, EVERYTHING, *only)
    return next((other for other in known if other.same(book) == same), None)


def _row_for(session: Session, book: Book, entry: Entry, scope: Scope) -> Any:
    """The row of the entry, a new one for a new entry; ChangedMeanwhile when it is another."""
    if not entry.id:
        return _new_row(book)
    table = TABLES[book.name]
    row = session.get(table, entry.id, with_for_update=True)  # before it is compared
    now = next(iter(_entries(session, book, EVERYTHING, table.id == entry.id)), None)
    if row is None or now is None:
        raise ChangedMeanwhile(None)
    _check_scope(book, now, scope)
    if now.version != entry.version:
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
