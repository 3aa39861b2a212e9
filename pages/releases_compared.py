"""Comparisons of what campaigns published, computed once and kept like single figures."""

from __future__ import annotations

from typing import NamedTuple

from pages.releases import Drawing, Published, Reader, keep, layout, ready, unchecked
from surveys import charts
from surveys.charts import Withheld
from surveys.needs_compared import needs_by, picks_of
from surveys.statistics import Selection
from surveys.statistics.contrast import Contrast, contrast
from surveys.statistics.heat import Heat
from surveys.statistics.score import Score, score
from surveys.statistics.screen import Screen, screen
from surveys.statistics.sides import UNIT_TYPE
from surveys.statistics.tables import Asked


class Chosen(NamedTuple):
    """What is put side by side: a question ("W02", or "S05.dat" for a row) by a coordinate; of
    one `answer` alone where one is named."""

    question: str
    axis: str
    answer: str = ""


def asked(published: Published, selection: Selection, question: str) -> Asked:
    """A question as it stands in the address."""
    name, _, row = question.partition(".")
    found = published.survey.question(name)
    return Asked(published.release, published.survey, found, row, selection)


@keep
def compared(published: Published, selection: Selection, question: str, axis: str) -> Contrast:
    """The question by the groups of a coordinate."""
    return contrast(asked(published, selection, question), axis)


@keep
@unchecked
def contrast_bars(
    published: Published, selection: Selection, chosen: Chosen, reader: Reader
) -> Drawing | Withheld:
    """The chart of it."""
    found = compared(published, selection, chosen.question, chosen.axis)
    only = [chosen.answer] if chosen.answer else []
    return ready(charts.contrast_bars(found, reader.lang, layout(reader), only), reader)


@keep
def what_differs(published: Published, selection: Selection) -> Screen:
    """Every question by every trait."""
    return screen(published.release, published.survey, selection)


def picks(published: Published, selection: Selection) -> Asked | None:
    """The question in which people pick needs; None where there is none."""
    found = picks_of(published.survey)
    return asked(published, selection, found[0].id) if found else None


@keep
def needs(published: Published, selection: Selection, axis: str) -> Heat | None:
    """The needs by the groups of a coordinate; None where they were not asked for."""
    found = picks(published, selection)
    return needs_by(found, axis) if found else None


@keep
@unchecked
def heat_map(
    published: Published, selection: Selection, axis: str, reader: Reader
) -> Drawing | Withheld | None:
    """The chart of it."""
    found = needs(published, selection, axis)
    if found is None:
        return None
    return ready(charts.heat_map(found, measure(axis), reader.lang, layout(reader)), reader)


def measure(axis: str) -> str:
    """What the cells of needs by this coordinate say."""
    return "unmet" if axis == UNIT_TYPE else "picked"


@keep
def recommended(published: Published, selection: Selection) -> Score | None:
    """The recommendation score; None where it was not asked for."""
    return score(published.release, published.survey, selection)
