"""Needs side by side: by group of respondents, and over several waves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from surveys.blocks import POOLED
from surveys.model import Question, Survey
from surveys.needs import Ranking, rank_needs
from surveys.organisation import Organisation
from surveys.statistics import EVERYTHING, Selection, figure
from surveys.statistics.contrast import withheld
from surveys.statistics.coverage import Wave, shared
from surveys.statistics.heat import Heat, Row, heat, row_of
from surveys.statistics.pairs import first_of
from surveys.statistics.sides import UNIT_TYPE, Group, axes, groups_of, sides
from surveys.statistics.tables import Asked, tabled
from surveys.statistics.trend import Reached, Trend, together
from surveys.texts import LANGUAGES, say


def axes_of_needs(picks: Asked) -> tuple[str, ...]:
    """The coordinates by which needs may be laid out, `picks` being the question in which people
    pick them."""
    return tuple(axis for axis in axes(picks) if not withheld(picks, axis))


def needs_by(picks: Asked, axis: str) -> Heat:
    """The needs by the groups of a coordinate. By type of unit: the unmet shares, as needs are
    ranked. By other coordinates: how many pick them, for ratings are published no finer."""
    if axis == UNIT_TYPE:
        return _unmet_by_type(picks)
    known = figure(picks.release, picks.survey, picks.question.id, picks.selection)
    whole = {bar.code: bar.estimate for bar in known.bars}
    rated = picks_of(picks.survey)
    rows = rated[1].rows if rated else picks.question.choices
    return heat(rows, whole, [row_of(side) for side in sides(picks, axis)])


def needs_over(
    waves: Sequence[Wave],
    selection: Selection = EVERYTHING,
    organisation: Organisation | None = None,
) -> Trend | None:
    """The unmet shares in two waves or more, the oldest first, on the units that are in all of
    them; None when one of them did not ask for needs, or for others."""
    asked = [found[1].rows if (found := picks_of(wave.survey)) else () for wave in waves]
    if not asked[-1] or len({tuple(row.code for row in rows) for rows in asked}) > 1:
        return None
    common = shared(waves, "pairs", selection, organisation)
    rankings = [
        rank_needs(wave.release, wave.survey, chosen)
        for wave, chosen in zip(waves, common.selections, strict=True)
    ]
    title = {lang: say("charts.ranking.title", lang) for lang in LANGUAGES}
    return together(title, asked[-1], [_reached(ranking) for ranking in rankings], common)


def picks_of(survey: Survey) -> tuple[Question, Question] | None:
    """The question in which people pick needs and the one in which they rate them, if a survey
    has both."""
    pairs = ((first_of(survey, second), second) for second in survey.questions)
    return next(((first, second) for first, second in pairs if first is not None), None)


def _unmet_by_type(picks: Asked) -> Heat:
    whole = rank_needs(picks.release, picks.survey, picks.selection)
    groups = [group for group in groups_of(picks, tabled(picks), UNIT_TYPE) if group[0] != POOLED]
    needs = picks_of(picks.survey)
    rows = needs[1].rows if needs else ()
    shares = {row.code: row.unmet for row in whole.rows}
    return heat(rows, shares, [_row(picks, group) for group in groups])


def _row(picks: Asked, group: Group) -> Row:
    code, label = group
    chosen = replace(picks.selection, unit_types=frozenset({code}))
    found = rank_needs(picks.release, picks.survey, chosen)
    cells = {row.code: row.unmet for row in found.rows}
    return Row(code, label, found.n, found.rate, cells, found.withheld, found.needed)


def _reached(ranking: Ranking) -> Reached:
    """The interval of an unmet share carries no correction as it is."""
    shares = {row.code: row.unmet for row in ranking.rows}
    return Reached(ranking.n, ranking.rate, ranking.withheld, ranking.needed, shares, shares)
