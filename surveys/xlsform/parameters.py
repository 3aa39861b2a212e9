"""The parameters of a row: `start=0 end=10 step=1`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from pyxform.errors import PyXFormError  # type: ignore[import-untyped]
from pyxform.parsing.parameters import parse  # type: ignore[import-untyped]

from surveys.model import Choice, Kind, Question, Words
from surveys.xlsform.columns import Line
from surveys.xlsform.options import Options

_MOST_STEPS = 11  # of a scale that is shown whole: 0 to 10
_LARGEST = 1_000_000_000  # beyond it an exponent may mean more digits than there is memory
_USUAL = {"start": "1", "end": "10", "step": "1"}


def parameters(line: Line) -> dict[str, str]:
    """The parameters of a row by name; pyxform has refused what is none."""
    try:
        found = parse(raw_parameters=line.text("parameters"), row_number=line.number)
    except PyXFormError:
        return {}
    return {str(name): str(value) for name, value in found.items()}


def ranged(question: Question, line: Line, lists: Mapping[str, Options]) -> dict[str, Any]:
    """A range: whole steps up to 0 to 10 as a scale, longer or finer ones as a number."""
    given = {**_USUAL, **parameters(line)}
    try:
        low, high = sorted((Decimal(given["start"]), Decimal(given["end"])))
        step = abs(Decimal(given["step"])) or Decimal(1)
    except InvalidOperation:  # in a library, which nobody has checked
        return {}
    if max(abs(low), abs(high), step) > _LARGEST:
        return {}
    whole = all(part == part.to_integral_value() for part in (low, high, step))
    if whole and low >= 0 and (high - low) / step < _MOST_STEPS:
        texts = _texts(lists.get(given.get("tick_labelset", "")))
        codes = [str(int(low + step * n)) for n in range(int((high - low) / step) + 1)]
        languages = list(question.label)
        choices = tuple(Choice(c, texts.get(c) or dict.fromkeys(languages, c)) for c in codes)
        return {"kind": Kind.RATING, "choices": choices}
    found: dict[str, Any] = {"whole": whole, "lowest": float(low), "highest": float(high)}
    if step != 1 and whole:
        limit = f"(. - {low}) mod {step} = 0"
        found["constraint"] = (
            f"({question.constraint}) and {limit}" if question.constraint else limit
        )
    return found


def _texts(options: Options | None) -> dict[str, Words]:
    return {choice.code: choice.label for choice in options.choices} if options else {}
