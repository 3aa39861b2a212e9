"""A question by groups side by side: which of them surely differ, and why some are not shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from surveys.blocks import POOLED
from surveys.model import Sensitivity, Words
from surveys.statistics.bases import needed
from surveys.statistics.comparisons import LETTERS
from surveys.statistics.crossing import crossed
from surveys.statistics.crosstabs import Association
from surveys.statistics.differing import against_rest, pairwise, whole_table
from surveys.statistics.reading import kind_of
from surveys.statistics.sides import UNIT, UNIT_TYPE, Side, axes, classified, sides, trait
from surveys.statistics.strata import all_crowded
from surveys.statistics.tables import Asked, Table, cells_of, tabled

_FOR_LETTERS = 12  # more groups than these are compared with all others together, not in pairs
_A_PAIR = 2

Marks = Mapping[tuple[str, str], str]  # by answer and group


@dataclass(frozen=True, slots=True)
class Contrast:
    """A question by the groups of one coordinate, `trait` in words. `classified` is the share of
    the forms whose group is known. `higher` names by answer and group those whose share is surely
    lower, `lower` those whose share is surely higher: letters of groups, or "*" for all others
    together. `test` is that of the whole table. When `withheld` names a sentence there are no
    sides."""

    question: str
    row: str
    title: Words
    axis: str
    trait: Words
    withheld: str
    needed: int
    sides: tuple[Side, ...] = ()
    classified: float = 0.0
    in_pairs: bool = True
    higher: Marks = field(default_factory=dict)
    lower: Marks = field(default_factory=dict)
    test: Association | None = None

    @property
    def tested(self) -> int:
        """How many groups were compared."""
        return sum(side.tested for side in self.sides)


def contrast(asked: Asked, axis: str) -> Contrast:
    """The question by the groups of a coordinate of the release."""
    reason = withheld(asked, axis)
    named = (asked.question.id, asked.row, asked.title, axis, trait(asked.survey, axis))
    found = Contrast(*named, reason, needed(asked.question))
    if reason:
        return found
    table = tabled(asked)
    known = classified(table, axis)
    return _compared(replace(found, sides=sides(asked, axis), classified=known), table)


def withheld(asked: Asked, axis: str) -> str:
    """Why a question is not told by this coordinate at all; "" when it is."""
    if asked.question.sensitivity is Sensitivity.CONTACT:
        return "results.withheld.contact"
    if not asked.question.kind.tallied:
        return "results.withheld.text"
    if asked.question.id in asked.release.rule.coordinates and axis not in (UNIT_TYPE, UNIT):
        return "results.withheld.trait"  # who is pooled depends on it: its shares would be made up
    if asked.selection.units and asked.partition != "main":
        return f"results.withheld.{kind_of(asked.partition)}"
    if not cells_of(asked).strata:
        return "results.withheld.pooled"
    if all_crowded(asked.release, asked.partition, asked.selection):
        return "results.withheld.more_than_heads"
    if axis in axes(asked):
        return ""
    return f"results.withheld.{kind_of(asked.partition)}_axis"


def _compared(found: Contrast, table: Table) -> Contrast:
    """The groups tested against each other, or each against all others where they are many."""
    able = [side for side in found.sides if side.code != POOLED and not side.withheld]
    if len(able) < _A_PAIR:
        return found
    groups = table.groups(found.axis, [side.code for side in able])
    made = crossed(table.cells, table.layers, groups, corrected=False)
    in_pairs = len(able) <= _FOR_LETTERS
    tests = (pairwise if in_pairs else against_rest)(table, groups, made)
    worth = {side.code for side, enough in zip(able, tests.worth, strict=True) if enough}
    letters = dict(zip([side.code for side in able], LETTERS, strict=False)) if in_pairs else {}
    return replace(
        found,
        sides=tuple(
            replace(side, letter=letters.get(side.code, ""), tested=side.code in worth)
            for side in found.sides
        ),
        in_pairs=in_pairs,
        higher=_by_answer(table, able, tests.higher),
        lower=_by_answer(table, able, tests.lower),
        test=whole_table(table.cells, tests.of_worth(made)),
    )


def _by_answer(table: Table, able: list[Side], marks: tuple[tuple[str, ...], ...]) -> Marks:
    return {
        (answer.code, side.code): mark
        for answer, row in zip(table.answers, marks, strict=True)
        for side, mark in zip(able, row, strict=True)
        if mark
    }
