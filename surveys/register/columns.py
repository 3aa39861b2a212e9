"""Which column of a file holds what: names with or without accents, in any order, in two rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache

from surveys.organisation import Unit
from surveys.register.cells import Cell, words
from surveys.texts import LANGUAGES, say
from surveys.texts.search import plain

FIELDS = tuple(field.name for field in fields(Unit))  # the order of the columns on our own template
_SEARCHED = 20  # rows from the top in which column names may stand, below titles and mottos
_FEWEST = 2  # columns that must be known, the code among them
_REMARK = re.compile(r"(?<!\s)\s*+[(*].*$", re.DOTALL)  # "Số lao động (người)", "Mã đơn vị *"


@dataclass(frozen=True, slots=True)
class Header:
    """Where the column names stand. `after` counts the rows up to and with them, `columns` maps
    the place of a column to its field, `unknown` are names that mean nothing here."""

    after: int
    columns: Mapping[int, str]
    unknown: tuple[str, ...]


def find_header(rows: Sequence[Sequence[Cell]]) -> Header | None:
    """The row, or two rows, with the most known column names; None when there are too few."""
    found = [h for i in range(min(len(rows), _SEARCHED)) for h in _headers_at(rows, i)]
    best = max(found, key=lambda header: len(header.columns), default=None)
    if best is None or len(best.columns) < _FEWEST or "code" not in best.columns.values():
        return None
    return best


def is_list_of_people(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the column names are those of a list with names and numbers of people."""
    personal = set(words()["people"]["words"])
    return any(plain(_word(cell)) in personal for row in rows[:_SEARCHED] for cell in row)


def _headers_at(rows: Sequence[Sequence[Cell]], i: int) -> tuple[Header, ...]:
    one = _header([_word(cell) for cell in rows[i]], i + 1)
    if i + 1 >= len(rows):
        return (one,)
    return one, _header(_over_two_rows(rows[i], rows[i + 1]), i + 2)


def _header(names: Sequence[str], after: int) -> Header:
    columns: dict[int, str] = {}
    unknown = []
    for place, name in enumerate(names):
        field = _fields_by_word().get(plain(name))
        if field and field not in columns.values():
            columns[place] = field
        elif name:
            unknown.append(name)
    return Header(after, columns, tuple(unknown))


def _over_two_rows(above: Sequence[Cell], below: Sequence[Cell]) -> list[str]:
    """ "Số lao động" above "Tổng số" and "Nữ": the upper name goes with each of the lower ones."""
    names, upper = [], ""
    for place in range(max(len(above), len(below))):
        top = _word(above[place]) if place < len(above) else ""
        lower = _word(below[place]) if place < len(below) else ""
        upper = top or (upper if lower else "")
        names.append(f"{upper} {lower}".strip() if lower != upper else upper)
    return names


def _word(cell: Cell) -> str:
    """A column name on one line, without remarks."""
    return " ".join(_REMARK.sub("", cell).split()) if isinstance(cell, str) else ""


@cache
def _fields_by_word() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for field in FIELDS:
        ours = [plain(say(f"units.column.{field}", lang)) for lang in LANGUAGES]
        found |= dict.fromkeys((*words()["header"][field], *ours, field), field)
    return found
