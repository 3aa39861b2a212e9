"""The other forms of the plan: employers, union officers, people who took part in an activity.
Each is a campaign of its own kind, on the same engine, never on one board with workers' answers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from surveys import catalogue
from surveys.campaigns import (
    MIXED,
    OUTSIDE,
    SMALLEST_CLUSTER,
    USUAL_K,
    Audience,
    Campaign,
    Problem,
    delete_on,
)
from surveys.model import Kind, Question, Sensitivity, Survey
from surveys.organisation import Unit
from surveys.plan import Activity
from surveys.texts import LANGUAGES, say

TEMPLATES = {Audience.ACTIVITY: "d", Audience.OFFICER: "f", Audience.EMPLOYER: "g"}
OPEN_DAYS = 14
_AFTER = timedelta(days=1)  # the day of the activity and the next: 48 hours
_KEEP_MONTHS = 6
_LONGEST_TITLE = 100  # letters that fit on a poster
_SMALLEST_K = {Audience.ACTIVITY: USUAL_K, Audience.OFFICER: SMALLEST_CLUSTER}
_PLACES = {Audience.ACTIVITY: ("unit",), Audience.OFFICER: ("unit",)}
MEETS_NEED, YES = "F02", "dung"  # CT-23


@dataclass(frozen=True, slots=True)
class Group:
    """The officers of a cluster, who answer by one code; `heads` is how many they are. Of the
    type OUTSIDE nobody knows that."""

    name: str
    type: str
    heads: int


def survey_for(audience: Audience, *, sensitive: bool = False) -> Survey:
    """The questionnaire; questions of high sensitivity only with `sensitive` (DR-19)."""
    survey = catalogue.survey_of(catalogue.templates()[TEMPLATES[audience]])
    kept = tuple(q for q in survey.questions if sensitive or q.sensitivity is not Sensitivity.HIGH)
    if audience is Audience.EMPLOYER:
        kept = (_on_behalf(), *map(_with_promise, kept))
    ids = {question.id for question in kept}
    slots = tuple(slot for slot in survey.slots if ids & set(slot))
    return replace(survey, questions=kept, slots=slots)


def draft(
    audience: Audience, title: str, days: tuple[date, date], contact: tuple[str, str]
) -> Campaign:
    """The campaign to publish, open from the first of the days to the last."""
    opens_on, closes_on = days
    return Campaign(
        id=0,
        title=" ".join(title.split())[:_LONGEST_TITLE],
        survey_version=0,
        opens_on=opens_on,
        closes_on=closes_on,
        delete_on=delete_on(closes_on, _KEEP_MONTHS),
        contact_name=contact[0],
        contact_phone=contact[1],
        k=_SMALLEST_K.get(audience, USUAL_K),
        coordinates=_PLACES.get(audience, ("unit_type",)),
        audience=audience,
    )


def feedback_days(activity: Activity, today: date) -> tuple[date, date]:
    """When feedback is open: 48 hours from the activity's last day, or from today if later."""
    first = max(activity.ends_on, today)
    return first, first + _AFTER


def cluster(name: str, officers: int | None) -> Group:
    """The union officers of a cluster, as many as there are, if that is known."""
    return Group(name, OUTSIDE if officers is None else MIXED, officers or 0)


def clusters(units: Collection[Unit]) -> tuple[str, ...]:
    """The clusters in which there are unions."""
    return tuple(sorted({unit.cluster for unit in units if unit.has_union and unit.cluster}))


def problems(
    title: str, opens_on: date | None, closes_on: date | None, asked: Sequence[object], today: date
) -> dict[str, Problem]:
    """What is wrong, by field; empty when it may be published."""
    found: dict[str, Problem] = {}
    if not title.strip():
        found["title"] = Problem("campaigns.problem.title")
    if opens_on is None or opens_on < today:
        found["opens_on"] = Problem("campaigns.problem.past", {"day": today})
    elif closes_on is None or closes_on < opens_on:
        found["closes_on"] = Problem("campaigns.problem.before_opening", {"day": opens_on})
    if not asked:
        found["units"] = Problem("occasions.problem.nobody")
    return found


def _on_behalf() -> Question:
    words = {lang: say("occasions.employer.note", lang) for lang in LANGUAGES}
    return Question(id="R00", kind=Kind.NOTE, label=words)


def _with_promise(question: Question) -> Question:
    if question.id != "R11":
        return question
    words = {lang: say("occasions.employer.promise", lang) for lang in LANGUAGES}
    return replace(question, help=words)
