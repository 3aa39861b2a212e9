"""One question as a figure: bars with intervals, or the reason why it is withheld."""

from __future__ import annotations

from dataclasses import dataclass

from surveys.blocks import Release
from surveys.model import Survey, Words
from surveys.statistics.estimates import Estimate
from surveys.statistics.strata import Selection


@dataclass(frozen=True, slots=True)
class Bar:
    """One answer; `count` people gave it."""

    code: str
    label: Words
    count: int
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Figure:
    """A question in figures. `n` valid answers, `workers` heads in the selected units, `rate`
    answered forms per head, `left_out` answers such as "Không muốn trả lời". When `withheld`
    names a sentence there are no bars; `needed` is the smallest n. `notes` names remarks."""

    question: str
    row: str
    title: Words
    bars: tuple[Bar, ...]
    n: int
    workers: int
    rate: float
    withheld: str
    needed: int
    left_out: int
    notes: tuple[str, ...] = ()


def figure(
    release: Release,
    survey: Survey,
    question_id: str,
    selection: Selection = Selection(),  # noqa: B008
    row: str = "",
) -> Figure:
    """The figure of a question (of one row of it, for a matrix) in the selected units."""
    raise NotImplementedError
