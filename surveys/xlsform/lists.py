"""The choices sheet: every list of options once, however many questions use it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyxform.question import Option  # type: ignore[import-untyped]

from surveys.model import Choice, Survey
from surveys.xlsform.columns import WORDED
from surveys.xlsform.languages import header_of
from surveys.xlsform.own import OWN_CELLS, OWN_WRITES, YES, in_one_cell, plain_choices

_COLUMN = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_TAKEN = frozenset({"list_name", "value", "caption", *WORDED, *Option.get_slot_names()})

Lists = Mapping[str, tuple[str, tuple[Choice, ...]]]  # by content: name, options


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the lists by what is in them."""

    lists: Lists

    def of(self, choices: tuple[Choice, ...]) -> str:
        """The name of the list with these options."""
        return self.lists[plain_choices(choices)][0]


def lists_of(survey: Survey) -> Names:
    """The lists a survey needs, each named after the first question that uses it."""
    found: dict[str, tuple[str, tuple[Choice, ...]]] = {}
    for question in survey.questions:
        found.setdefault(plain_choices(question.choices), (question.id, question.choices))
    return Names(found)


def choice_rows(names: Names) -> Iterator[dict[str, str]]:
    """One row for each option of each list."""
    for name, choices in names.lists.values():
        for choice in choices:
            yield {"list_name": name, "name": choice.code, **_cells(choice)}


def worded(column: str, words: Mapping[str, str]) -> dict[str, str]:
    """A column for each language that has something."""
    return {f"{column}::{header_of(lang)}": text for lang, text in words.items() if text}


def _cells(choice: Choice) -> dict[str, str]:
    cells = worded("label", choice.label)
    for kind, words in choice.media.items():
        cells |= worded(f"media::{kind}", words)
    plain = {name: cell for name, cell in choice.columns.items() if _is_plain(name, cell)}
    odd = {name: cell for name, cell in choice.columns.items() if name not in plain}
    if odd:
        cells[OWN_CELLS] = in_one_cell(odd)
    if choice.writes:
        cells[OWN_WRITES] = YES
    return cells | plain


def _is_plain(name: str, cell: str) -> bool:
    """Whether other tools can have the cell in a column of that name."""
    known = name.lower() in _TAKEN or name.startswith("ln_")
    return bool(_COLUMN.fullmatch(name) and not known and cell and cell == cell.strip())
