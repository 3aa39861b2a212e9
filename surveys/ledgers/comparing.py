"""What a file would change in a register: new entries, changed ones, rows that cannot be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from surveys.ledgers.books import Book, Column, Entry, Kind, Value
from surveys.ledgers.checking import faults_of
from surveys.ledgers.reading import Line, Reading
from surveys.register import Refused


@dataclass(frozen=True, slots=True)
class Change:
    """A known entry before and after, and the columns that differ."""

    before: Entry
    after: Entry
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a confirmed import would do; `refused` rows stay out, in the order of the file."""

    new: tuple[Entry, ...]
    changed: tuple[Change, ...]
    unchanged: int
    refused: tuple[Refused, ...]

    @property
    def to_take_in(self) -> tuple[Entry, ...]:
        """The entries to write."""
        return (*self.new, *(change.after for change in self.changed))


def compare(book: Book, reading: Reading, known: Iterable[Entry], today: date) -> Comparison:
    """Lay the file beside the register; a column the file lacks leaves known entries as they
    are."""
    by_identity = {entry.same(book): entry for entry in known}
    new: list[Entry] = []
    changed: list[Change] = []
    refused, unchanged = list(reading.refused), 0
    for line in reading.lines:
        before = by_identity.get(Entry(line.says).same(book))
        after = _entry(book, line, before)
        faults = faults_of(book, after.values, today)
        columns = _differing(before, after) if before else ()
        if faults:
            refused.append(Refused(line.row, *_named(book, after), faults))
        elif before is None:
            new.append(after)
        elif columns:
            changed.append(Change(before, after, columns))
        else:
            unchanged += 1
    in_order = tuple(sorted(refused, key=lambda row: row.row))
    return Comparison(tuple(new), tuple(changed), unchanged, in_order)


def fitting(book: Book, says: dict[str, Value]) -> dict[str, Value]:
    """Every column with a value of its kind: what was left empty as nothing."""
    return {column.name: _nothing(column, says.get(column.name)) for column in book.columns}


def _entry(book: Book, line: Line, before: Entry | None) -> Entry:
    if before is None:
        return Entry(fitting(book, {**_usual(book), **line.says}))
    says = {name: value for name, value in line.says.items() if name not in book.identity}
    return Entry(fitting(book, {**before.values, **says}), before.id, before.version)


def _usual(book: Book) -> dict[str, Value]:
    """What a new line of a file says where it says nothing."""
    return {"source": "nhap_tep"} if "source" in book.names else {}


def _nothing(column: Column, value: Value) -> Value:
    if value not in (None, "", ()):
        return value
    return {Kind.DAY: None, Kind.COUNT: None, Kind.MANY: ()}.get(column.kind, "")


def _differing(before: Entry, after: Entry) -> tuple[str, ...]:
    return tuple(name for name in after.values if before.values.get(name) != after.values[name])


def _named(book: Book, entry: Entry) -> tuple[str, str]:
    first, *others = (str(entry.values.get(name) or "") for name in book.identity)
    return first, others[0] if others else ""
