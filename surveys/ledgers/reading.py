"""A file of a register: each row as what it says, or refused with its number and the reasons."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import StringIO

from surveys.ledgers.books import BOOKS, Book, Column, Entry, Kind, Value, codes_of
from surveys.ledgers.checking import label
from surveys.ledgers.showing import choice_text
from surveys.organisation import Unit
from surveys.register import Fault, NotReadable, Refused, cells, excel, plain_text
from surveys.register.cells import Cell, Unreadable
from surveys.register.columns import is_list_of_people
from surveys.register.sheets import Rows, in_unicode, not_too_long, tidy
from surveys.texts import LANGUAGES, say
from surveys.texts.search import plain

_SEARCHED = 20  # rows from the top in which column names may stand
_FEWEST = 2  # columns that must be known
_REMARK = re.compile(r"(?<!\s)\s*+[(*].*$", re.DOTALL)
_DELIMITERS = (",", ";", "\t", "|")
_BETWEEN = re.compile(r"[;\n]")


@dataclass(frozen=True, slots=True)
class Line:
    """A row that could be read: its number and, by column, what it says."""

    row: int
    says: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says; `unknown` are the column names that mean nothing here."""

    lines: tuple[Line, ...]
    refused: tuple[Refused, ...]
    unknown: tuple[str, ...]


class Known:
    """Units as a file may name them: by code, or by a name that only one of them has."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._by_word: dict[str, str] = {}
        codes: dict[str, str] = {}
        for unit in units:
            codes[plain(unit.code)] = unit.code
            taken = plain(unit.name) in self._by_word
            self._by_word[plain(unit.name)] = "" if taken else unit.code
        self._by_word |= codes

    def code(self, written: str) -> str:
        """The code of the unit meant; Unreadable when there is none, or more than one."""
        found = self._by_word.get(plain(written))
        if not found:
            raise Unreadable("no_unit" if found is None else "many_units", written)
        return found


def read(book: Book, data: bytes, name: str, known: Known) -> Reading:
    """Read an Excel workbook or a text file; NotReadable when it as a whole cannot be taken."""
    if not data:
        raise NotReadable("empty")
    tables = _tables(book, data, name)
    for rows in tables:
        in_unicode(rows)
    if any(is_list_of_people([row for _, row in rows]) for rows in tables):
        raise NotReadable("people")  # DR-13: figures only, nobody's name
    for rows in tables:
        at, columns, unknown = _header(book, rows)
        if columns:
            return _read(book, rows[at + 1 :], columns, unknown, known)
    raise NotReadable("no_header" if any(tables) else "no_rows")


def _tables(book: Book, data: bytes, name: str) -> tuple[Rows, ...]:
    if data.startswith(excel.START):
        return tuple(table.rows for table in excel.tables(data))
    if data.startswith(excel.START_OF_OLD):
        raise excel.old(data)
    if data.startswith(b"%PDF") or name.lower().endswith((".xlsx", ".xlsm")):
        raise NotReadable("damaged" if name.lower().endswith("x") else "wrong_kind")
    text = plain_text.decoded(data).lstrip("\n")
    tried = [_rows(text, delimiter) for delimiter in _DELIMITERS]
    return (max(tried, key=lambda rows: len(_header(book, rows)[1])),)


def _rows(text: str, delimiter: str) -> Rows:
    try:
        found = list(csv.reader(StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise NotReadable("damaged") from error
    tidied = [(number, tidy(row)) for number, row in enumerate(found, 1)]
    return [(number, row) for number, row in tidied if any(cell is not None for cell in row)]


def _header(book: Book, rows: Rows) -> tuple[int, dict[int, Column], tuple[str, ...]]:
    """Where the column names stand, what they are; no columns when they are not found."""
    best: tuple[int, dict[int, Column], tuple[str, ...]] = (0, {}, ())
    for at, (_, row) in enumerate(rows[:_SEARCHED]):
        words = [_REMARK.sub("", cell) if isinstance(cell, str) else "" for cell in row]
        columns: dict[int, Column] = {}
        for place, word in enumerate(words):
            column = _columns_by_word(book.name).get(plain(word))
            if column and column not in columns.values():
                columns[place] = column
        if len(columns) >= _FEWEST and len(columns) > len(best[1]):
            unknown = tuple(w for place, w in enumerate(words) if w and place not in columns)
            best = (at, columns, unknown)
    return best


def _read(
    book: Book,
    rows: Rows,
    columns: Mapping[int, Column],
    unknown: tuple[str, ...],
    known: Known,
) -> Reading:
    not_too_long(rows)
    lines: list[Line] = []
    refused: list[Refused] = []
    seen: dict[tuple[object, ...], int] = {}
    kept = [(number, row) for number, row in rows if not _is_example(row)]
    if not kept:
        raise NotReadable("no_lines")
    for number, row in kept:
        says, faults = _line(row, columns, known)
        same = Entry(says).same(book)
        first = seen.setdefault(same, number)
        if first != number and not faults:
            faults.append(Fault("doubled", book.identity[0], limit=str(first)))
        if faults:
            refused.append(Refused(number, *_beginning(row), tuple(faults)))
        else:
            lines.append(Line(number, says))
    return Reading(tuple(lines), tuple(refused), unknown)


def _is_example(row: Sequence[Cell]) -> bool:
    """The line that shows how to write one."""
    filled = [cell for cell in row if cell is not None]
    return plain(str(filled[0])) in {plain(say("ledgers.example.mark", lang)) for lang in LANGUAGES}


def _beginning(row: Sequence[Cell]) -> tuple[str, str]:
    """The first cells, by which people find the row again."""
    words = [str(cell) for cell in row if cell is not None][:2]
    return words[0], words[1] if len(words) > 1 else ""


def _line(
    row: Sequence[Cell], columns: Mapping[int, Column], known: Known
) -> tuple[dict[str, Value], list[Fault]]:
    says: dict[str, Value] = {}
    faults: list[Fault] = []
    for place, column in columns.items():
        try:
            says[column.name] = _value(column, row[place] if place < len(row) else None, known)
        except Unreadable as problem:
            faults.append(problem.fault(column.name))
    return says, faults


def _value(column: Column, cell: Cell, known: Known) -> Value:
    written = cells.text(cell)
    if column.kind is Kind.DAY:
        return cells.day(cell)
    if column.kind is Kind.COUNT:
        people = cells.people(cell)
        if isinstance(people, str):  # a share: here only counts are taken
            raise Unreadable("not_a_number", people)
        return people
    if column.kind is Kind.UNIT:
        return known.code(written) if written else ""
    if column.kind is Kind.CHOICE:
        return _choice(column.name, written) if written else ""
    if column.kind is Kind.MANY:
        parts = (part.strip() for part in _BETWEEN.split(str(cell or "")))
        return tuple(_choice(column.name, part) for part in parts if part)
    return written


def _choice(column: str, written: str) -> str:
    found = _choices_by_word(column).get(plain(written))
    if found is None:
        raise Unreadable("not_allowed", written)
    return found


@cache
def _choices_by_word(column: str) -> Mapping[str, str]:
    return {
        plain(word): code
        for code in codes_of(column)
        for word in (code, *(choice_text(column, code, lang) for lang in LANGUAGES))
    }


@cache
def _columns_by_word(name: str) -> Mapping[str, Column]:
    """The columns of a register by every name we give them."""
    book = BOOKS[name]
    return {
        plain(word): column
        for column in book.columns
        for word in (column.name, *(label(book, column.name, lang) for lang in LANGUAGES))
    }
