"""The leading figure of each chart, as the panel on how it is reckoned opens it."""

from __future__ import annotations

from dataclasses import replace

from pages import releases, releases_compared
from pages.how import unmet
from pages.results_view import View
from surveys.blocks import POOLED
from surveys.charts.contrast import widest
from surveys.charts.trend import highest, widest_change
from surveys.model import Kind, Question
from surveys.needs import Ranking
from surveys.statistics import Bar, Figure, composition
from surveys.statistics.contrast import Contrast
from surveys.statistics.explanation import Formula, Some, Told
from surveys.statistics.sides import Side, narrowed
from surveys.statistics.tables import Asked
from surveys.statistics.trend import Trend
from surveys.texts import LANGUAGES, say

_SEVERAL = (Kind.MULTIPLE, Kind.RANKING)


def of_ranking(view: View, ranking: Ranking) -> Told | None:
    """The unmet share of the need on top."""
    if not ranking.rows:
        return None
    return unmet(view.published, view.selection, ranking.rows[0])


def of_figure(view: View, question: Question, figure: Figure) -> Told | None:
    """The most frequent answer."""
    first = max(figure.bars, key=lambda bar: bar.estimate.value, default=None)
    asked = releases_compared.asked(view.published, view.selection, question.id)
    return _told(view, asked, first)


def of_contrast(view: View, asked: Asked, found: Contrast, answer: str) -> Told | None:
    """The group that differs most, or the first one told."""
    gap = widest(found)
    if gap is not None and not answer:
        return of_side(asked, found.axis, gap[0], gap[2])
    side = next((side for side in found.sides if side.bars), None)
    if side is None:
        return None
    return of_side(asked, found.axis, side, side.bar(answer) or side.bars[0])


def of_side(asked: Asked, axis: str, side: Side, bar: Bar) -> Told:
    """What a group says: a unit or a type in its own blocks, people with a trait in those of
    everybody compared, beside the heads the register knows of them."""
    place = narrowed(asked, axis, side.code)
    chosen, of = (
        (asked.selection, Some(_heads(asked, axis, side.code))) if place is None else (place, None)
    )
    where = (asked.release, chosen, asked.partition)
    return Told(bar.label, bar.estimate, _formula(asked.question), *where, people=bar.count, of=of)


def _heads(asked: Asked, axis: str, code: str) -> int | None:
    rows = composition(asked.release, asked.survey, asked.selection)
    known = (row.workers for row in rows if (row.coordinate, row.code) == (axis, code))
    return next(known, None) if code != POOLED else None


def of_people(view: View) -> Told:
    """The count of forms behind the make-up."""
    label = {lang: say("board.people.chart", lang) for lang in LANGUAGES}
    return Told(label, None, Formula.FORMS, view.release, view.selection)


def of_score(view: View) -> Told | None:
    """The recommendation score."""
    found = releases_compared.recommended(view.published, view.selection)
    if found is None or found.estimate is None:
        return None
    label = {lang: say("board.score.label", lang) for lang in LANGUAGES}
    where = (view.release, view.selection, found.partition)
    return Told(label, found.estimate, Formula.SCORE, *where)


def of_heat(view: View, axis: str) -> Told | None:
    """The need on top in the whole selection."""
    if releases_compared.measure(axis) == "unmet":
        return of_ranking(view, releases.ranking(view.published, view.selection))
    picks = releases_compared.picks(view.published, view.selection)
    if picks is None:
        return None
    figure = releases.answers(view.published, view.selection, picks.question.id, "")
    return of_figure(view, picks.question, figure)


def of_trend(view: View, found: Trend, asked: Asked | None) -> Told | None:
    """The last wave's figure of the finding, else the highest one; of needs where no question is
    asked about."""
    line = widest_change(found) or highest(found)
    if line is None:
        return None
    selection = found.shared.selections[-1]
    if asked is None:
        needs = releases.ranking(view.published, selection).rows
        row = next((row for row in needs if row.code == line.code), None)
        return unmet(view.published, selection, row) if row else None
    bars = releases.answers(view.published, selection, asked.question.id, asked.row).bars
    bar = next((bar for bar in bars if bar.code == line.code), None)
    return _told(view, replace(asked, selection=selection), bar)


def _told(view: View, asked: Asked, bar: Bar | None) -> Told | None:
    if bar is None:
        return None
    where = (view.release, asked.selection, asked.partition)
    return Told(bar.label, bar.estimate, _formula(asked.question), *where, people=bar.count)


def _formula(question: Question) -> Formula:
    return Formula.SEVERAL if question.kind in _SEVERAL else Formula.ONE
