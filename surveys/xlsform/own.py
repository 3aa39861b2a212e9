"""What XLSForm has no column for, in columns that its tools pass over (`ln::sensitivity`)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, replace
from math import isfinite
from typing import Any

from surveys.model import Choice, Question, Sensitivity
from surveys.xlsform.columns import OWN, Line, texts

YES = "yes"
VERSION = "1"  # of these columns
_LARGEST = 1_000_000_000  # whole number that a cell may hold

# In the choices sheet pyxform takes further columns for those of choice filters: one word each.
OWN_WRITES, OWN_CELLS = "ln_writes", "ln_columns"
OWN_COLUMNS = frozenset({OWN_WRITES, OWN_CELLS})

_Codec = tuple[Callable[[Any], str], Callable[[str], Any]]


def own_fields(line: Line) -> dict[str, Any]:
    """The fields of a question that stand in columns of ours; unreadable cells are passed over."""
    found: dict[str, Any] = {}
    for name in line.fields:
        field = name.removeprefix(OWN)
        if name.startswith(OWN) and field in _CODECS:
            try:
                found[field] = _CODECS[field][1](line.text(name))
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
                continue
    return found


def own_cells(question: Question, native: frozenset[str]) -> dict[str, str]:
    """The columns of ours for everything that the usual columns do not say."""
    found = {}
    for known in fields(question):
        value = getattr(question, known.name)
        usual = known.default_factory() if known.default_factory is not MISSING else known.default
        if known.name not in native and value != usual:
            found[f"{OWN}{known.name}"] = _CODECS[known.name][0](value)
    return found


def own_choice(line: Line, choice: Choice) -> Choice:
    """The option with what stands in columns of ours."""
    columns = dict(choice.columns)
    if cells := line.text(OWN_CELLS):
        columns.update(texts(cells))
    return replace(choice, columns=columns, writes=line.text(OWN_WRITES) == YES)


def in_one_cell(texts: Mapping[str, str]) -> str:
    """Texts by name in one cell: columns of an option whose names XLSForm would not take."""
    return json.dumps(dict(texts), ensure_ascii=False, sort_keys=True)


def plain_choices(choices: tuple[Choice, ...]) -> str:
    """Options in one cell, for questions that XLSForm gives no list."""
    return json.dumps(
        [
            {
                "code": c.code,
                "label": dict(c.label),
                "writes": c.writes,
                "columns": dict(c.columns),
                "media": {kind: dict(words) for kind, words in c.media.items()},
            }
            for c in choices
        ],
        ensure_ascii=False,
    )


def _listed(values: Any) -> str:
    """Several texts in one cell: with blanks between where none has one itself."""
    parts = [str(value) for value in values]
    plain = all(p and not any(map(str.isspace, p)) and not p.startswith("[") for p in parts)
    return " ".join(parts) if plain else json.dumps(parts, ensure_ascii=False)


def _parts(cell: str) -> tuple[str, ...]:
    if cell.startswith("["):
        return tuple(str(part) for part in json.loads(cell))
    return tuple(cell.split())


def _words(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=dict)


def _made_words(cell: str) -> dict[str, str]:
    found = json.loads(cell)
    if not all(isinstance(text, str) for text in found.values()):
        raise ValueError(cell)
    return dict(found)


def _made_media(cell: str) -> dict[str, dict[str, str]]:
    return {kind: _made_words(json.dumps(words)) for kind, words in json.loads(cell).items()}


def _made_choices(cell: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            str(made["code"]),
            _made_words(json.dumps(made["label"])),
            made["writes"] is True,
            _made_words(json.dumps(made["columns"])),
            _made_media(json.dumps(made["media"])),
        )
        for made in json.loads(cell)
    )


def _made_whole(cell: str) -> int:
    if abs(number := int(cell)) > _LARGEST:
        raise ValueError(cell)
    return number


def _made_number(cell: str) -> float:
    if not isfinite(number := float(cell)):
        raise ValueError(cell)
    return number


_TEXT: _Codec = (str, str)
_WHOLE: _Codec = (str, _made_whole)
_NUMBER: _Codec = (repr, _made_number)
_TRUTH: _Codec = (lambda value: YES if value else "no", lambda cell: cell == YES)
_SET: _Codec = (lambda codes: _listed(sorted(codes)), lambda cell: frozenset(_parts(cell)))
_LIST: _Codec = (_listed, _parts)
_WORDS: _Codec = (_words, _made_words)
_MEDIA: _Codec = (_words, _made_media)
_CHOICES: _Codec = (plain_choices, _made_choices)

_CODECS: Mapping[str, _Codec] = {
    **dict.fromkeys(
        ("rows_from", "choice_filter", "show_if", "constraint", "calculation", "preset"), _TEXT
    ),
    **dict.fromkeys(("appearance", "block", "indicator"), _TEXT),
    **dict.fromkeys(("extra_rows", "least", "most", "longest", "seconds"), _WHOLE),
    **dict.fromkeys(("lowest", "highest"), _NUMBER),
    **dict.fromkeys(("shuffled", "required", "whole", "short", "coordinate"), _TRUTH),
    **dict.fromkeys(("exclusive", "anchored"), _SET),
    **dict.fromkeys(("label", "required_message", "constraint_message", "help"), _WORDS),
    **dict.fromkeys(("choices", "rows"), _CHOICES),
    "media": _MEDIA,
    "plan_tasks": _LIST,
    "sensitivity": (str, Sensitivity),
}
