"""The recommendation score of a release (CT-16): who would advise a newcomer to join, less who
would not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from surveys.blocks import Release
from surveys.campaigns import in_steps
from surveys.model import Survey
from surveys.statistics.bases import LEAST_RANKING, needed
from surveys.statistics.estimates import Estimate
from surveys.statistics.figures import figure
from surveys.statistics.recommendation import recommendation
from surveys.statistics.strata import EVERYTHING, Selection
from surveys.statistics.tables import Asked, tabled

QUESTION = "U06"


@dataclass(frozen=True, slots=True)
class Score:
    """The score, -100 to 100; when `withheld` names a sentence there is none, n is rounded down
    to fives and `needed` is the smallest n."""

    n: int
    rate: float
    estimate: Estimate | None
    withheld: str
    needed: int
    partition: str


def score(release: Release, survey: Survey, selection: Selection = EVERYTHING) -> Score | None:
    """The score in the selected units; None where the survey does not ask for it."""
    question = next((q for q in survey.questions if q.id == QUESTION), None)
    if question is None:
        return None
    shown = figure(release, survey, QUESTION, selection)
    asked = Asked(release, survey, question, selection=selection)
    least = max(needed(question), LEAST_RANKING)
    reason = shown.withheld or ("results.withheld.few" if shown.n < least else "")
    if reason:
        return Score(in_steps(shown.n), shown.rate, None, reason, least, asked.partition)
    table = tabled(asked)
    layer = table.layers[0]
    steps = np.array([float(choice.code) for choice in table.answers])
    given = np.tile(steps, len(layer.kinds))
    people = np.concatenate([given, np.full(len(layer.kinds), np.nan)])
    found = recommendation(layer.sample(table.cells), people)
    return Score(shown.n, shown.rate, found, "", least, asked.partition)
