"""What an import tells the officer: what it found, what it leaves out, why a file is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveys.model import Question, Survey
from surveys.texts import say


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One construct that does not arrive as it stands: its place, what is written there, and a
    sentence of xlsform.left. `values["controls"]` counts the questions that are missing by it."""

    sheet: str
    row: int
    column: str
    what: str
    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def controls(self) -> int:
        """How many questions of the form are not asked because of it."""
        count = self.values.get("controls", 0)
        return count if isinstance(count, int) else 0

    def sentence(self, lang: str) -> str:
        """Where it stands and what becomes of it."""
        said = say(self.key, lang, **{"what": _short(self.what), **self.values})
        return f"{place(self.sheet, self.row, self.column, lang)}{said}"


@dataclass(frozen=True, slots=True)
class Imported:
    """What a workbook holds: a survey, or the questions of a library that has no survey sheet."""

    survey: Survey | None
    questions: tuple[Question, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


class NotXlsForm(Exception):
    """A file that is refused: a sentence of xlsform.refused, and the place where it has one."""

    def __init__(
        self,
        key: str,
        sheet: str = "",
        row: int = 0,
        column: str = "",
        values: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(key, sheet, row, column)
        self.key, self.sheet, self.row, self.column = key, sheet, row, column
        self.values: Mapping[str, object] = values or {}

    def sentence(self, lang: str) -> str:
        """Where the trouble is and what to do about it."""
        said = say(self.key, lang, **self.values)
        return f"{place(self.sheet, self.row, self.column, lang)}{said}"


def place(sheet: str, row: int, column: str, lang: str) -> str:
    """The place as the beginning of a sentence; empty when there is none."""
    if not sheet:
        return ""
    known = "cell" if row and column else "row" if row else "column" if column else "sheet"
    return say(f"xlsform.place.{known}", lang, sheet=sheet, row=row, column=column) + " "


_LONGEST = 80  # of what a cell holds, inside a sentence


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
