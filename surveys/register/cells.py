"""One cell of a file, read as what its column means; people write numbers and days in many ways."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl.utils.datetime import from_excel

from surveys.organisation import LINK_KINDS, SECTORS, UNIT_TYPES
from surveys.register.faults import Fault
from surveys.texts import LANGUAGES, say
from surveys.texts.composing import composed
from surveys.texts.search import plain

Cell = str | int | float | date | None
_ERRORS = re.compile(r"#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!)", re.IGNORECASE)
_WHOLE = re.compile(r"[0-9]+([.,]0+)?")
_GROUPED = re.compile(r"[0-9]{1,3}(?P<gap>[., ])[0-9]{3}((?P=gap)[0-9]{3})*")
_PERCENT = re.compile(r"([0-9]+([.,][0-9]+)?) ?%")
_LONGEST = 100  # letters of a number or a day, with words around it
_TIME = re.compile(r"[T ]{1,3}[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?$")
_PEOPLE = re.compile(r"( ?(nguoi|ld|lao dong|dv|doan vien|people|persons))$")
_SERIALS = range(20_000, 80_000)  # Excel's day numbers for the years 1954 to 2118
_CENTURY = 2000
_YEARS = range(1950, 2200)


class Unreadable(Exception):
    """A cell that cannot be taken; carries the fault without its field."""

    def __init__(self, reason: str, written: str = "") -> None:
        super().__init__(reason)
        self.reason, self.written = reason, written

    def fault(self, field: str) -> Fault:
        """The fault of this cell in that column."""
        return Fault(self.reason, field, self.written)


@cache
def words() -> Mapping[str, Any]:
    """How people write headers and values (words.toml)."""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def text(cell: Cell) -> str:
    """The cell as one line of composed letters; Unreadable when a formula failed there."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    written = cell.isoformat() if isinstance(cell, date) else str("" if cell is None else cell)
    kept = "".join(c if c.isprintable() else " " for c in composed(written))
    line = " ".join(kept.split())
    if _ERRORS.fullmatch(line):
        raise Unreadable("formula", line)
    return line


def people(cell: Cell) -> int | str | None:
    """A headcount; a share such as "72%" is given back as it stands, nothing as None."""
    line = _PEOPLE.sub("", plain(_short(cell, "not_a_number")))
    if line in ("", "-", "–"):
        return None
    if _PERCENT.fullmatch(line):
        return line
    if _WHOLE.fullmatch(line) and not (isinstance(cell, str) and _GROUPED.fullmatch(line)):
        return int(re.split("[.,]", line)[0])
    if isinstance(cell, str) and _GROUPED.fullmatch(line):
        return int(re.sub("[., ]", "", line))
    raise Unreadable("not_a_number", text(cell))


def share(percent: str, whole: int) -> int:
    """ "72,5%" of 200 people -> 145; Unreadable above 100 %."""
    part = float(percent.rstrip("% ").replace(",", ".")) / 100
    if part > 1:
        raise Unreadable("share", percent)
    return round(part * whole)


def day(cell: Cell) -> date | None:
    """A day: of Excel, 31/12/2027, 31.12.27, 2027-12-31, "ngày 31 tháng 12 năm 2027"."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    line = _TIME.sub("", _short(cell, "not_a_day"))
    if plain(line) in ("", "-", "–", *words()["no"]["words"]):
        return None
    if line.isdecimal() and int(line) in _SERIALS:
        return _from_serial(int(line))
    try:
        return _of_parts([int(part) for part in re.findall(r"[0-9]+", line)])
    except ValueError as error:
        raise Unreadable("not_a_day", line) from error


def yes(cell: Cell) -> bool | None:
    """Whether the cell says yes; None when it is empty."""
    line = plain(text(cell))
    if not line:
        return None
    if line in words()["yes"]["words"]:
        return True
    if line in words()["no"]["words"]:
        return False
    raise Unreadable("not_yes_or_no", text(cell))


def unit_type(cell: Cell) -> str:
    """The code of a unit type, however it is written; empty when nothing is."""
    return _one_of("type", "unit_type", cell)


def sector(cell: Cell) -> str:
    """The code of a sector, however it is written; empty when nothing is."""
    return _one_of("sector", "sector", cell)


def link_kind(cell: Cell) -> str:
    """The code of how a unit belongs to a body; empty when nothing is written."""
    return _one_of("parent_kind", "link_kind", cell)


READERS: Mapping[str, Callable[[Cell], object]] = {
    **dict.fromkeys(("code", "name", "place", "cluster", "level", "abbreviation", "parent"), text),
    **dict.fromkeys(("workers", "members", "women", "women_members"), people),
    **dict.fromkeys(("has_union", "agreement"), yes),
    **dict.fromkeys(("agreement_until", "ended_on", "began_on", "parent_from"), day),
    "type": unit_type,
    "sector": sector,
    "parent_kind": link_kind,
}
_CODES = {"unit_type": UNIT_TYPES, "sector": SECTORS, "link_kind": LINK_KINDS}


def _short(cell: Cell, reason: str) -> str:
    """The cell as text; Unreadable before anything is done with one too long to be meant."""
    if isinstance(cell, str) and len(cell) > _LONGEST:
        raise Unreadable(reason, f"{cell[:_LONGEST]}…")
    line = text(cell)
    if len(line) > _LONGEST:
        raise Unreadable(reason, f"{line[:_LONGEST]}…")
    return line


def _one_of(table: str, group: str, cell: Cell) -> str:
    line = plain(text(cell))
    if not line:
        return ""
    found = _spellings(table, group).get(line)
    if found is None:
        raise Unreadable("not_allowed", text(cell))
    return found


@cache
def _spellings(table: str, group: str) -> Mapping[str, str]:
    """Every way to write a type, a sector or a kind of link, and the code it stands for."""
    found: dict[str, str] = {}
    for code in _CODES[group]:
        names = [say(f"names.{group}.{code}", lang) for lang in LANGUAGES]
        found |= {plain(name): code for name in (code, *names, *words()[table][code])}
    return found


def _from_serial(serial: int) -> date:
    moment = from_excel(serial)
    if not isinstance(moment, datetime):
        raise Unreadable("not_a_day", str(serial))
    return moment.date()


def _of_parts(parts: list[int]) -> date:
    """Day, month, year, or the year first; ValueError for anything else."""
    if len(parts) != 3:
        raise ValueError(parts)
    year, month, number = parts if parts[0] in _YEARS else parts[::-1]
    found = date(year + (_CENTURY if year < 100 else 0), month, number)
    if found.year not in _YEARS:
        raise ValueError(parts)
    return found
