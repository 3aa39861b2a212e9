"""Looks at the forms of a closed campaign as groups, and sets some aside by a rule that is the
same for every unit; never at one form."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from surveys.answers import Answers, Submission
from surveys.blocks.release import SetAside
from surveys.campaigns import in_steps
from surveys.model import Kind, Survey

LEAST_FORMS = 20  # of a unit of which anything is told here
FEW = -1  # some, but fewer than five
_LEAST_ANSWERED = 8  # answers of a sheet that may be called identical: short ones are alike anyway
_LEAST_ROWS = 3  # of a table that may be called straight


class Rule(StrEnum):
    """What a rule looks at, in the order in which rules are applied."""

    BURST = "burst"
    IDENTICAL = "identical"
    STRAIGHT = "straight"


LEAST = {Rule.BURST: 100, Rule.IDENTICAL: 3, Rule.STRAIGHT: 4}  # a threshold is never lower
USUAL = {Rule.BURST: 100, Rule.IDENTICAL: 5, Rule.STRAIGHT: 5}


@dataclass(frozen=True, slots=True)
class Aside:
    """A rule with its threshold: of so many identical sheets in a unit all but one; sheets with
    so many rows of tables, all marked alike; a unit's day with forms from so many percent of its
    workers. ValueError when the threshold is lower than any may be."""

    rule: Rule
    threshold: int

    def __post_init__(self) -> None:
        if self.threshold < LEAST[self.rule]:
            raise ValueError(f"{self.rule} from {self.threshold} on meets honest forms")


@dataclass(frozen=True, slots=True)
class Arrived:
    """The forms of a closed campaign with the day of each."""

    forms: Sequence[Submission]
    days: Sequence[date]


@dataclass(frozen=True, slots=True)
class Checked:
    """A unit's forms as a group, all in steps of five, `FEW` for one to four: sheets that equal
    another one, sheets marked straight down, forms of its busiest day."""

    unit: str
    answers: int
    identical: int
    straight: int
    busiest: int


def checked(survey: Survey, arrived: Arrived) -> tuple[Checked, ...]:
    """Every unit with at least `LEAST_FORMS` forms."""
    found = []
    for unit, places in sorted(_by_unit(arrived.forms).items()):
        if len(places) < LEAST_FORMS:
            continue
        sheets = [arrived.forms[place].answers for place in places]
        alike = Counter(filter(None, map(_sheet, sheets)))
        identical = sum(count for count in alike.values() if count > 1)
        straight = sum(is_straight(survey, sheet, USUAL[Rule.STRAIGHT]) for sheet in sheets)
        busiest = max(Counter(arrived.days[place] for place in places).values())
        told = (shown(count) for count in (len(places), identical, straight, busiest))
        found.append(Checked(unit, *told))
    return tuple(found)


def sifted(
    survey: Survey, workers: Mapping[str, int], rules: Iterable[Aside], arrived: Arrived
) -> tuple[tuple[Submission, ...], tuple[SetAside, ...]]:
    """The forms that stay, and how many each rule set aside. A form counts for the first rule
    that meets it; rules are applied in the order of `Rule`, whatever order they come in.
    `workers` are the heads of the units whose people answer; others know no burst."""
    by_rule = {each.rule: each for each in rules}
    left = list(range(len(arrived.forms)))
    aside = []
    for rule in (rule for rule in Rule if rule in by_rule):
        each = by_rule[rule]
        met = _met(survey, workers, each, arrived, left)
        left = [place for place in left if place not in met]
        aside.append(SetAside(each.rule.value, each.threshold, len(met)))
    return tuple(arrived.forms[place] for place in left), tuple(aside)


def shown(count: int) -> int:
    """A count as it may be told before the release."""
    return FEW if 0 < count < 5 else in_steps(count)


def is_straight(survey: Survey, sheet: Answers, rows: int) -> bool:
    """Whether every table of the sheet has one and the same mark all the way down, `rows` rows or
    more in all; tables of one or two rows say nothing."""
    tables = (sheet.values.get(q.id) for q in survey.questions if q.kind is Kind.MATRIX)
    long = [t for t in tables if isinstance(t, Mapping) and len(t) >= _LEAST_ROWS]
    return sum(map(len, long)) >= rows and all(len(set(t.values())) == 1 for t in long)


def _met(
    survey: Survey,
    workers: Mapping[str, int],
    each: Aside,
    arrived: Arrived,
    left: Sequence[int],
) -> frozenset[int]:
    match each.rule:
        case Rule.BURST:
            return _of_bursts(workers, each.threshold, arrived, left)
        case Rule.IDENTICAL:
            return _doubles(each.threshold, arrived.forms, left)
        case Rule.STRAIGHT:
            forms = arrived.forms
            return frozenset(
                p for p in left if is_straight(survey, forms[p].answers, each.threshold)
            )


def _of_bursts(
    workers: Mapping[str, int], percent: int, arrived: Arrived, left: Sequence[int]
) -> frozenset[int]:
    came = Counter((arrived.forms[p].unit, arrived.days[p]) for p in left)
    bursts = {
        (unit, day)
        for (unit, day), count in came.items()
        if workers.get(unit) and 100 * count >= percent * workers[unit]
    }
    return frozenset(p for p in left if (arrived.forms[p].unit, arrived.days[p]) in bursts)


def _doubles(threshold: int, forms: Sequence[Submission], left: Sequence[int]) -> frozenset[int]:
    same: dict[tuple[str, str], list[int]] = {}
    for place in left:
        if sheet := _sheet(forms[place].answers):
            same.setdefault((forms[place].unit, sheet), []).append(place)
    return frozenset(p for places in same.values() if len(places) >= threshold for p in places[1:])


def _sheet(answers: Answers) -> str:
    """What identical sheets share; empty when too little was answered to tell."""
    if len(answers.values) < _LEAST_ANSWERED:
        return ""
    return json.dumps(answers.values, ensure_ascii=False, sort_keys=True)


def _by_unit(forms: Sequence[Submission]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, form in enumerate(forms):
        found.setdefault(form.unit, []).append(place)
    return found
