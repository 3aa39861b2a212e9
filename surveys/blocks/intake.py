"""Looks at the forms of a closed campaign as groups, and sets some aside by a rule that is the
same for every unit; never at one form."""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from surveys.answers import Answers, Submission
from surveys.blocks.release import SetAside
from surveys.campaigns import in_steps
from surveys.model import Kind, Survey

LEAST_FORMS = 20  # of a unit of which anything is told here
FEW = -1  # some, but fewer than five
_LEAST_ANSWERED = 8  # answers of a sheet that may be called identical: short ones are alike anyway
_DIGEST = 16  # bytes that stand for a sheet
_LEAST_ROWS = 3  # of a table that may be called straight

Kept = NDArray[np.bool_]


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


Arrived = Iterable[tuple[Submission, date]]  # the forms of a closed campaign with the day of each


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
    traits = Traits(survey, (Aside(rule, USUAL[rule]) for rule in Rule))
    for _ in traits.through(arrived):
        pass
    found = sorted(traits.by_unit(), key=lambda each: each[0])
    return tuple(
        Checked(unit, *map(shown, counts)) for unit, counts in found if counts[0] >= LEAST_FORMS
    )


def sifted(
    survey: Survey, workers: Mapping[str, int], rules: Iterable[Aside], arrived: Arrived
) -> tuple[tuple[Submission, ...], tuple[SetAside, ...]]:
    """The forms that stay, and how many each rule set aside."""
    traits = Traits(survey, rules)
    forms = list(traits.through(arrived))
    kept, aside = traits.sift(workers)
    return tuple(form for form, stays in zip(forms, kept, strict=True) if stays), aside


class Traits:
    """What the rules look at, form by form; the forms themselves are not kept."""

    def __init__(self, survey: Survey, rules: Iterable[Aside]) -> None:
        self._survey = survey
        self._rules = {each.rule: each for each in rules}
        self._units: dict[str, int] = {}
        self._sheets: dict[tuple[int, bytes], int] = {}
        self._unit, self._day, self._sheet = array("i"), array("i"), array("i")
        self._straight = bytearray()

    def see(self, form: Submission, day: date) -> None:
        """Takes one form in."""
        unit = self._units.setdefault(form.unit, len(self._units))
        self._unit.append(unit)
        self._day.append(day.toordinal())
        if Rule.IDENTICAL in self._rules:
            sheet = _sheet(form.answers)
            key = unit, sheet
            self._sheet.append(self._sheets.setdefault(key, len(self._sheets)) if sheet else -1)
        if straight := self._rules.get(Rule.STRAIGHT):
            self._straight.append(is_straight(self._survey, form.answers, straight.threshold))

    def through(self, arrived: Arrived) -> Iterator[Submission]:
        """Passes forms on and looks at each."""
        for form, day in arrived:
            self.see(form, day)
            yield form

    def sift(self, workers: Mapping[str, int]) -> tuple[Kept, tuple[SetAside, ...]]:
        """Which forms stay, in the order in which they were seen, and how many each rule set
        aside. A form counts for the first rule that meets it; rules are applied in the order of
        `Rule`. `workers` are the heads of the units whose people answer; others know no burst."""
        left = np.ones(len(self._unit), dtype=np.bool_)
        aside = []
        for rule in (rule for rule in Rule if rule in self._rules):
            met = self._met(self._rules[rule], workers, left) & left
            left &= ~met
            aside.append(SetAside(rule.value, self._rules[rule].threshold, int(met.sum())))
        return left, tuple(aside)

    def by_unit(self) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
        """Of each unit: forms, forms that equal another, straight ones, the busiest day's."""
        unit, size = np.array(self._unit), len(self._units)
        forms = np.bincount(unit, minlength=size)
        sheet = np.array(self._sheet)
        alike = np.bincount(sheet[sheet >= 0], minlength=1)
        identical = np.bincount(unit[(sheet >= 0) & (alike[sheet] > 1)], minlength=size)
        straight = np.bincount(unit, weights=np.array(self._straight), minlength=size)
        days, came = np.unique(np.column_stack([unit, self._day]), axis=0, return_counts=True)
        busiest = np.zeros(size, dtype=np.intp)
        np.maximum.at(busiest, days[:, 0], came)
        for name, place in self._units.items():
            counts = (forms[place], identical[place], straight[place], busiest[place])
            one, two, three, four = map(int, counts)
            yield name, (one, two, three, four)

    def _met(self, each: Aside, workers: Mapping[str, int], left: Kept) -> Kept:
        match each.rule:
            case Rule.BURST:
                return self._of_bursts(each.threshold, workers, left)
            case Rule.IDENTICAL:
                return self._doubles(each.threshold, left)
            case Rule.STRAIGHT:
                return np.array(self._straight, dtype=np.bool_)

    def _of_bursts(self, percent: int, workers: Mapping[str, int], left: Kept) -> Kept:
        heads = np.array([workers.get(unit, 0) for unit in self._units], dtype=np.intp)
        unit, both = np.array(self._unit), np.column_stack([self._unit, self._day])
        _, day, came = np.unique(both[left], axis=0, return_inverse=True, return_counts=True)
        on_day = np.zeros(len(unit), dtype=np.intp)
        on_day[left] = came[day.ravel()]
        met: Kept = (heads[unit] > 0) & (100 * on_day >= percent * heads[unit])
        return met

    def _doubles(self, threshold: int, left: Kept) -> Kept:
        """All but the first of so many identical sheets."""
        sheet = np.array(self._sheet)
        told = left & (sheet >= 0)
        count = np.bincount(sheet[told], minlength=1)
        met: Kept = told & (count[np.minimum(sheet, len(count) - 1)] >= threshold)
        places = np.flatnonzero(met)
        met[places[np.unique(sheet[places], return_index=True)[1]]] = False
        return met


def shown(count: int) -> int:
    """A count as it may be told before the release."""
    return FEW if 0 < count < 5 else in_steps(count)


def is_straight(survey: Survey, sheet: Answers, rows: int) -> bool:
    """Whether every table of the sheet has one and the same mark all the way down, `rows` rows or
    more in all; tables of one or two rows say nothing."""
    tables = (sheet.values.get(q.id) for q in survey.questions if q.kind is Kind.MATRIX)
    long = [t for t in tables if isinstance(t, Mapping) and len(t) >= _LEAST_ROWS]
    return sum(map(len, long)) >= rows and all(len(set(t.values())) == 1 for t in long)


def _sheet(answers: Answers) -> bytes:
    """What identical sheets share; empty when too little was answered to tell."""
    if len(answers.values) < _LEAST_ANSWERED:
        return b""
    text = json.dumps(answers.values, ensure_ascii=False, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=_DIGEST).digest()
