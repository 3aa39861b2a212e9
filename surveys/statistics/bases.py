"""Which answers count in a share, and how many there must be before it is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from surveys import catalogue
from surveys.model import Kind, Question, Sensitivity

LEAST = 10  # valid answers behind a figure (DR-05)
LEAST_SENSITIVE = 20  # behind figures on trust, officers and other sensitive matters (DR-05)
LEAST_RANKING = 30  # behind a ranking (DR-05)
FEW = 100  # below this many a ranking carries the remark "few answers" (handbook 2.4)

_REFUSED = "pns"
_FIVE_STEPS = frozenset("012345")  # five steps, and "0" for "there is none, I do not know"
_NO_CASE = {"P11": "kr", "S02": "khongcan", "S03": "dk", "B01": "dk"}  # as the formulas of 9.1 say
_UNION = "U"  # how the ids of the bank's questions on the union begin
_HARM = "S06"  # harassment, accidents: thirty as for a ranking (DR-05)


def left_out(question: Question) -> frozenset[str]:
    """Codes that are no part of the base. One rule: "pns" always; "0" on five-step scales;
    "don't know" and its like only where the indicator's formula leaves it out (9.1)."""
    codes = {choice.code for choice in question.choices}
    zero = "0" if codes == _FIVE_STEPS else _REFUSED
    return frozenset(codes & {_REFUSED, zero, _NO_CASE.get(question.id, _REFUSED)})


def needed(question: Question) -> int:
    """The smallest number of valid answers with which the question may be shown."""
    least = [LEAST, *(indicator["min_n"] or 0 for indicator in _indicators(question.id))]
    if question.kind is Kind.RANKING or question.id == _HARM:
        least.append(LEAST_RANKING)
    on_union = question.id.startswith(_UNION) and question.sensitivity is Sensitivity.MEDIUM
    if on_union or question.sensitivity in (Sensitivity.HIGH, Sensitivity.CONTACT):
        least.append(LEAST_SENSITIVE)
    return max(least)


def _indicators(question_id: str) -> Iterator[Mapping[str, Any]]:
    """The catalogue's indicators that look at this question alone."""
    return (i for i in _all_indicators() if i["items"] == [question_id])


@cache
def _all_indicators() -> tuple[Mapping[str, Any], ...]:
    return tuple(catalogue.read("indicators"))
