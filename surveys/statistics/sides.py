"""The groups of a coordinate, each with the shares of its answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from surveys.blocks import POOLED
from surveys.campaigns import in_steps
from surveys.model import Survey, Words
from surveys.organisation import UNIT_TYPES
from surveys.statistics.bases import needed
from surveys.statistics.composition import composition
from surveys.statistics.figures import Bar, figure
from surveys.statistics.shares import by_group
from surveys.statistics.strata import Selection
from surveys.statistics.tables import Asked, Table, cells_of, tabled
from surveys.texts import LANGUAGES, sentences

UNIT_TYPE, UNIT = "unit_type", "unit"
MOST = 60  # units side by side: those with the most answers

Group = tuple[str, Words]  # its code and its name


@dataclass(frozen=True, slots=True)
class Side:
    """One group of a comparison; `code` is "*" for people who are in no group of their own. `n`
    valid answers, `rate` forms per head where the register knows the heads. When `withheld` names
    a sentence there are no bars and n is rounded down to fives; `needed` is the smallest n.
    `letter` names a group that is compared in pairs; `tested` says whether it is worth it."""

    code: str
    label: Words
    n: int
    rate: float | None
    bars: tuple[Bar, ...]
    withheld: str
    needed: int
    letter: str = ""
    tested: bool = False

    def bar(self, answer: str) -> Bar | None:
        """What the group says to an answer; None when it is withheld."""
        return next((bar for bar in self.bars if bar.code == answer), None)


def axes(asked: Asked) -> tuple[str, ...]:
    """The coordinates by which a question may be compared, as it is published."""
    return tuple(name for name in cells_of(asked).coordinates if name != asked.question.id)


def sides(asked: Asked, axis: str) -> tuple[Side, ...]:
    """The groups with their shares, in the order of the register or the question; of units at
    most `MOST`, those with the most answers. What is pooled comes last."""
    table = tabled(asked)
    groups = groups_of(asked, table, axis)
    if axis in (UNIT_TYPE, UNIT):
        pooled = [group for group in groups if group[0] == POOLED]
        own = (_place(asked, axis, group) for group in groups if group[0] != POOLED)
        return (*own, *_people(asked, table, axis, pooled))
    rates = _rates(asked, axis)
    people = _people(asked, table, axis, groups)
    return tuple(replace(side, rate=rates.get(side.code)) for side in people)


def groups_of(asked: Asked, table: Table, axis: str) -> list[Group]:
    """The groups of a coordinate with their names; the pooled ones together, at the end."""
    known = table.cells.values(axis)
    named: list[Group]
    if axis == UNIT_TYPE:
        ordered = [*(c for c in UNIT_TYPES if c in known), *sorted(known - set(UNIT_TYPES))]
        named = [(code, in_texts(f"names.unit_type.{code}", code)) for code in ordered]
    elif axis == UNIT:
        most = _most_answers(table, known - {POOLED})
        frame = [place for place in asked.release.frame if place.code in most]
        named = [(place.code, dict.fromkeys(LANGUAGES, place.name)) for place in frame]
    else:
        choices = asked.survey.question(axis).choices
        named = [(choice.code, choice.label) for choice in choices if choice.code in known]
    pooled = "results.pooled" if axis in (UNIT_TYPE, UNIT) else "results.unclassified"
    last = [(POOLED, in_texts(pooled, POOLED))] if POOLED in known else []
    return [group for group in named if group[0] != POOLED] + last


def classified(table: Table, axis: str) -> float:
    """The share of the forms whose group is known."""
    n = table.cells.n
    is_told = table.cells.number(axis, [POOLED]) < 0
    return float(n[is_told].sum() / n.sum()) if n.sum() else 0.0


def trait(survey: Survey, axis: str) -> Words:
    """A coordinate in words: our own, or the question's."""
    asked = {question.id: question.label for question in survey.questions}
    return {
        lang: sentences(lang).get(f"results.coordinate.{axis}") or asked[axis][lang]
        for lang in LANGUAGES
        if f"results.coordinate.{axis}" in sentences(lang) or lang in asked.get(axis, {})
    }


def in_texts(key: str, code: str) -> Words:
    """A name from our sentences in every language; the code where there is none."""
    return {lang: sentences(lang).get(key, code) for lang in LANGUAGES}


def _place(asked: Asked, axis: str, group: Group) -> Side:
    """A unit or a type of units: the same figure as when the board is narrowed to it."""
    code, label = group
    chosen = narrowed(asked, axis, code) or asked.selection
    found = figure(asked.release, asked.survey, asked.question.id, chosen, asked.row)
    return Side(code, label, found.n, found.rate, found.bars, found.withheld, found.needed)


def narrowed(asked: Asked, axis: str, code: str) -> Selection | None:
    """The blocks of a unit or a type of units; None for people who are told by anything else."""
    if code == POOLED or axis not in (UNIT_TYPE, UNIT):
        return None
    one = frozenset({code})
    return Selection(units=one) if axis == UNIT else replace(asked.selection, unit_types=one)


def _people(asked: Asked, table: Table, axis: str, groups: Sequence[Group]) -> Iterator[Side]:
    """People with the same coordinate, wherever they work."""
    if not groups:
        return
    inside, least = table.groups(axis, [code for code, _ in groups]), needed(asked.question)
    people = [layer.people(inside) for layer in table.layers]
    found = by_group(table.cells, table.layers, inside)
    for place, (code, label) in enumerate(groups):
        n = round(float(people[0][place] @ (table.layers[0].base > 0)))
        if n < least:
            yield Side(code, label, in_steps(n), None, (), "results.withheld.few", least)
            continue
        hits = [some[place] @ layer.hits for some, layer in zip(people, table.layers, strict=True)]
        told = zip(table.answers, np.concatenate(hits).tolist(), found, strict=True)
        bars = (Bar(a.code, a.label, round(some), e) for a, some, row in told if (e := row[place]))
        yield Side(code, label, n, None, tuple(bars), "", least)


def _rates(asked: Asked, axis: str) -> Mapping[str, float]:
    """Forms per head of each group whose heads the register knows."""
    return {
        row.code: row.answered / row.workers
        for row in composition(asked.release, asked.survey, asked.selection)
        if row.coordinate == axis and row.workers
    }


def _most_answers(table: Table, codes: frozenset[str]) -> frozenset[str]:
    people = {stratum.unit: stratum.n for stratum in table.cells.strata}
    return frozenset(sorted(codes, key=lambda code: (-people[code], code))[:MOST])
