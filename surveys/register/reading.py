"""A file of units: each row as what it says, or refused with its number and the reasons."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.register import excel, plain_text
from surveys.register.cells import READERS, Cell, Unreadable, share, text, words
from surveys.register.columns import FIELDS, Header, find_header, is_list_of_people
from surveys.register.faults import Fault, Refused
from surveys.register.sheets import NotReadable, Rows, Table, in_unicode, not_too_long
from surveys.texts.search import plain

_AFTER_TOTAL = re.compile(r"(?<![ :.(])[ :.(]*+([0-9].*)?$")  # "Tổng cộng: 60 đơn vị"
_WHOLE_OF = {"members": "workers", "women": "workers", "women_members": "members"}


@dataclass(frozen=True, slots=True)
class Line:
    """A row that could be read: its number and, by field, what it says."""

    row: int
    says: Mapping[str, object]

    @property
    def code(self) -> str:
        """The unit's code."""
        return str(self.says["code"])


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says. `columns` are the fields it has, `unknown` the column names that mean
    nothing here, `skipped` counts titles, totals and examples among its rows."""

    lines: tuple[Line, ...]
    refused: tuple[Refused, ...]
    columns: tuple[str, ...]
    unknown: tuple[str, ...]
    skipped: int


def read(data: bytes, name: str) -> Reading:
    """Read an Excel workbook or a text file with columns; `name` is the file's name. NotReadable
    when the file as a whole cannot be taken."""
    if not data:
        raise NotReadable("empty")
    tables = _tables(data, name)
    for one in tables:
        in_unicode(one.rows)
    table, header = _with_header(tables)
    body = [row for row in table.rows if row[0] > header.after]
    not_too_long(body)
    units = [(number, cells) for number, cells in body if not _is_skipped(cells, header)]
    if not units:
        raise NotReadable("no_units")
    lines, refused = _read_rows(units, header)
    return Reading(
        lines=lines,
        refused=refused,
        columns=tuple(field for field in FIELDS if field in header.columns.values()),
        unknown=header.unknown,
        skipped=len(body) - len(units),
    )


def _tables(data: bytes, name: str) -> tuple[Table, ...]:
    if data.startswith(excel.START):
        return excel.tables(data)
    if data.startswith(excel.START_OF_OLD):
        raise excel.old(data)
    if data.startswith(b"%PDF") or name.lower().endswith((".xlsx", ".xlsm")):
        raise NotReadable("damaged" if name.lower().endswith("x") else "wrong_kind")
    return plain_text.tables(data)


def _with_header(tables: Sequence[Table]) -> tuple[Table, Header]:
    """The first table with known column names. `after` becomes a row number of the file."""
    for table in tables:
        header = find_header([cells for _, cells in table.rows])
        if header is not None:
            last = table.rows[header.after - 1][0]
            return table, Header(last, header.columns, header.unknown)
    if any(is_list_of_people([cells for _, cells in table.rows]) for table in tables):
        raise NotReadable("people")
    raise NotReadable("no_rows" if not any(table.rows for table in tables) else "no_header")


def _is_skipped(cells: Sequence[Cell], header: Header) -> bool:
    """A title, a row of totals, the template's example."""
    filled = [cell for cell in cells if cell is not None]
    first = plain(str(filled[0]))
    begins = words()["skipped"]
    if len(filled) == 1 or first in begins["examples"]:
        return True
    code = next((cells[at] for at, field in header.columns.items() if field == "code"), None)
    is_total = _AFTER_TOTAL.sub("", first) in begins["totals"]
    return is_total and (code is None or plain(str(code)) == first)


def _read_rows(rows: Rows, header: Header) -> tuple[tuple[Line, ...], tuple[Refused, ...]]:
    lines: list[Line] = []
    refused: list[Refused] = []
    first_rows: dict[str, int] = {}
    for number, cells in rows:
        says, faults = _read_row(cells, header)
        code = str(says.get("code") or "")
        before = first_rows.setdefault(code.casefold(), number) if code else number
        if not code and not any(fault.field == "code" for fault in faults):
            faults.append(Fault("missing", "code"))
        elif before != number:
            faults.append(Fault("doubled", "code", code, limit=str(before)))
        if faults:
            refused.append(Refused(number, code, str(says.get("name") or ""), tuple(faults)))
        else:
            lines.append(Line(number, says))
    return tuple(lines), tuple(refused)


def _read_row(cells: Sequence[Cell], header: Header) -> tuple[dict[str, object], list[Fault]]:
    says: dict[str, object] = {}
    faults: list[Fault] = []
    for place, field in header.columns.items():
        cell = cells[place] if place < len(cells) else None
        try:
            says[field] = READERS[field](cell)
        except Unreadable as problem:
            faults.append(problem.fault(field))
            says[field] = _as_written(cell)
    if not faults:
        faults += _shares(says)
    return says, faults


def _shares(says: dict[str, object]) -> list[Fault]:
    """Turn shares such as "72%" into people, in place; what is wrong is given back."""
    faults = []
    for field in FIELDS:
        written = says.get(field)
        if field not in (*_WHOLE_OF, "workers") or not isinstance(written, str):
            continue
        whole = says.get(_WHOLE_OF.get(field, ""))
        try:
            if not isinstance(whole, int):
                raise Unreadable("share_of_nothing", written)
            says[field] = share(written, whole)
        except Unreadable as problem:
            faults.append(problem.fault(field))
    return faults


def _as_written(cell: Cell) -> str:
    try:
        return text(cell)
    except Unreadable as problem:
        return problem.written
