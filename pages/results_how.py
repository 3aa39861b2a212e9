"""The leading figure of each chart, as the panel on how it is reckoned opens it."""

from __future__ import annotations

from pages import releases, releases_compared
from pages.how import unmet
from pages.results_view import View
from surveys.charts.contrast import widest
from surveys.model import Kind, Question
from surveys.needs import Ranking
from surveys.statistics import Bar, Figure
from surveys.statistics.contrast import Contrast
from surveys.statistics.explanation import Formula, Told
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
    """The group that differs most, or the first one told; in the blocks of everybody compared."""
    gap = widest(found)
    if gap is not None and not answer:
        return _told(view, asked, gap[2])
    side = next((side for side in found.sides if side.bars), None)
    if side is None:
        return None
    return _told(view, asked, side.bar(answer) or side.bars[0])


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
    """The highest figure of the last wave; of needs where no question is asked about."""
    told = [line for line in found.lines if line.points[-1] is not None]
    if not told:
        return None
    line = max(told, key=lambda one: one.points[-1].value if one.points[-1] else 0.0)
    formula = _formula(asked.question) if asked else Formula.UNMET
    partition = asked.partition if asked else "pairs"
    selection = found.shared.selections[-1]
    return Told(line.label, line.points[-1], formula, view.release, selection, partition)


def _told(view: View, asked: Asked, bar: Bar | None) -> Told | None:
    if bar is None:
        return None
    where = (view.release, view.selection, asked.partition)
    return Told(bar.label, bar.estimate, _formula(asked.question), *where)


def _formula(question: Question) -> Formula:
    return Formula.SEVERAL if question.kind in _SEVERAL else Formula.ONE
