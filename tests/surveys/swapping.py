"""Answers dealt out anew among people whom nothing that is published may tell apart."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from surveys.answers import Answers, Submission, Value
from surveys.blocks import Place, Rule
from surveys.blocks.building import grouped, taken_in
from surveys.blocks.partition import Crowd
from surveys.model import Survey

PROFILE = ("P02", "P01", "P06")  # coordinates that people tell themselves
ON_MEMBERSHIP = ("U06", "U01")  # asked of members, and of the others


@dataclass(frozen=True)
class Swap:
    """What a campaign publishes by, and the draw that deals its answers."""

    survey: Survey
    rule: Rule
    frame: tuple[Place, ...]
    seed: int

    def groups(self, forms: Sequence[Submission]) -> list[Crowd]:
        """Who is in which block."""
        return grouped(taken_in(self.survey, self.rule, self.frame, forms))[0]

    def inside_blocks(self, forms: Sequence[Submission]) -> list[Submission]:
        """Every answer but the coordinates dealt out anew inside each block: once among all, and
        what only members (or only others) are asked among those."""
        draw = random.Random(self.seed)
        values = [dict(form.answers.values) for form in forms]
        for group in self.groups(forms):
            _deal(values, group.people, lambda name: name not in (*PROFILE, *ON_MEMBERSHIP), draw)
            alike: dict[object, list[int]] = {}
            for person in group.people:
                alike.setdefault(values[person].get("P06"), []).append(person)
            for people in alike.values():
                _deal(values, people, lambda name: name in ON_MEMBERSHIP, draw)
        return [Submission(f.unit, Answers(v)) for f, v in zip(forms, values, strict=True)]

    def inside_units(self, forms: Sequence[Submission]) -> list[Submission]:
        """Whole sheets dealt out anew inside each unit."""
        draw = random.Random(self.seed)
        dealt = list(forms)
        for unit in sorted({form.unit for form in forms}):
            places = [place for place, form in enumerate(forms) if form.unit == unit]
            others = draw.sample(places, len(places))
            for place, other in zip(places, others, strict=True):
                dealt[place] = forms[other]
        return dealt


def _deal(
    values: list[dict[str, Value]],
    people: Sequence[int],
    moves: Callable[[str], bool],
    draw: random.Random,
) -> None:
    hands = [{name: v for name, v in values[p].items() if moves(name)} for p in people]
    draw.shuffle(hands)
    for person, hand in zip(people, hands, strict=True):
        values[person] = {n: v for n, v in values[person].items() if not moves(n)} | hand
