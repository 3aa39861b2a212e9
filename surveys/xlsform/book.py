"""A workbook as texts by sheet, row and column, whatever kind of file it comes in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveys.xlsform.told import NotXlsForm

SURVEY, CHOICES, SETTINGS, LIBRARY = "survey", "choices", "settings", "library"
FURTHER = ("external_choices", "entities", "osm")  # known to XLSForm, unknown here
KNOWN = frozenset({SURVEY, CHOICES, SETTINGS, LIBRARY, *FURTHER})

MOST_BYTES = 10_000_000  # of a file; the largest real form met has 250,000
MOST_ROWS = 10_000  # of a sheet
MOST_COLUMNS = 200
MOST_CELLS = 80_000  # that are filled, in all sheets
MOST_LETTERS = 3_000_000
MOST_OPTIONS = 100_000  # of all questions together
_EMPTY_ROWS = 60  # after which XLSForm readers take a sheet to be over
_EMPTY_COLUMNS = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file, its texts by column name."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name as written, its column names, its rows that are not empty."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets that XLSForm knows, by name in small letters, and the names of all there are."""

    sheets: Mapping[str, Sheet]
    titles: tuple[str, ...]

    def sheet(self, name: str) -> Sheet:
        """A sheet; an empty one when it is missing."""
        return self.sheets.get(name) or Sheet(name, (), ())


class Counting:
    """Counts what is read, so that a small file cannot become a large form."""

    def __init__(self) -> None:
        self.cells = self.letters = 0

    def add(self, row: Row) -> None:
        """NotXlsForm when a limit is passed."""
        self.cells += len(row.cells)
        self.letters += sum(map(len, row.cells.values()))
        if self.cells > MOST_CELLS or self.letters > MOST_LETTERS:
            raise NotXlsForm("xlsform.refused.too_big")


def wanted(titles: Sequence[str]) -> dict[str, str]:
    """Which sheets are read, by name in small letters; a lonely sheet is the survey."""
    found = {title.lower(): title for title in titles if title.lower() in KNOWN}
    if not found and len(titles) == 1:
        return {SURVEY: titles[0]}
    return found


def sheet_of(title: str, lines: Iterable[Sequence[str]], counting: Counting) -> Sheet:
    """A sheet from its lines of texts, the first of which names the columns."""
    waiting = iter(lines)
    headers = _headers(title, next(waiting, ()))
    rows = tuple(_rows(title, headers, waiting, counting))
    return Sheet(title, tuple(h for h in headers if h), rows)


def _headers(title: str, line: Sequence[str]) -> list[str]:
    found: list[str] = []
    for text in line:
        header = " ".join(text.split(" ")).strip()
        if header and header in found:
            raise NotXlsForm("xlsform.refused.column_twice", title, 1, header)
        found.append(header)
        if not any(found[-_EMPTY_COLUMNS - 1 :]) and len(found) > _EMPTY_COLUMNS:
            break
    while found and not found[-1]:
        found.pop()
    if len(found) > MOST_COLUMNS:
        raise NotXlsForm(
            "xlsform.refused.too_wide", title, 1, values={"most": MOST_COLUMNS, "found": len(found)}
        )
    return found


def _rows(
    title: str, headers: Sequence[str], lines: Iterator[Sequence[str]], counting: Counting
) -> Iterator[Row]:
    empty = 0
    for number, line in enumerate(lines, 2):
        cells = {h: t for h, t in zip(headers, line, strict=False) if h and t and not t.isspace()}
        empty = 0 if cells else empty + 1
        if empty > _EMPTY_ROWS:
            return
        if number > MOST_ROWS + 1 and cells:
            raise NotXlsForm("xlsform.refused.too_long", title, values={"most": MOST_ROWS})
        if cells:
            row = Row(number, cells)
            counting.add(row)
            yield row
