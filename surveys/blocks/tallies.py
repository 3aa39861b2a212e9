"""How many people of each block gave each answer, as arrays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from surveys.blocks.coding import SILENT, UNASKED, Given, Numbers, Rated
from surveys.blocks.columns import Column, small
from surveys.model import Kind, Question

ANSWERED = "#"  # persons who answered, where one person may give several answers
NOTHING = ""  # persons who were asked but did not answer
UNMET = ("1", "2")  # ratings of a need that is not met (handbook 2.4)
_SEVERAL = (Kind.MULTIPLE, Kind.RANKING)  # kinds of which a person gives several answers
_UNMET_MARK, _MISSED_MARK = 1, 2  # picked and not met; picked and not rated
_BOTH = {(1, 1): "uu", (1, 2): "um", (2, 1): "mu", (2, 2): "mm"}

People = NDArray[np.intp]
Hits = NDArray[np.bool_]


class Groups:
    """Which block everybody is in: `people` are those who are in one, `block` theirs."""

    def __init__(self, block: NDArray[np.int32], size: int) -> None:
        self.people: People = np.flatnonzero(block >= 0)
        self.block = block[self.people]
        self.size = size

    def count(self, hits: Hits) -> NDArray[np.int64]:
        """By block, the people (of `people`) who are hit."""
        return np.bincount(self.block[hits], minlength=self.size)

    def cross(self, number: Numbers, known: int) -> NDArray[np.int64]:
        """By block and number, the people (of `people`) who have it."""
        both = self.block.astype(np.int64) * known + number
        return np.bincount(both, minlength=self.size * known).reshape(self.size, known)


def column(question: Question, given: Given, groups: Groups) -> Column:
    """The counts of a question, nobody's own words."""
    number = given.number[groups.people]
    marks: dict[str, list[int]] = defaultdict(list)
    for place, answer in enumerate(given.answers):
        for mark in _marks(question, place, answer):
            marks[mark].append(place)
    if question.kind not in _SEVERAL:
        found = groups.cross(number, len(given.answers))
        return _sorted({mark: found[:, places[0]] for mark, places in marks.items()}, groups.size)
    counted = {}
    for mark, places in marks.items():
        is_hit = np.zeros(len(given.answers), dtype=np.bool_)
        is_hit[places] = True
        counted[mark] = groups.count(is_hit[number])
    return _sorted(counted, groups.size)


def rows(question: Question, rated: Rated, groups: Groups) -> Iterator[tuple[str, Column]]:
    """The counts of a matrix, row by row; rows added at random count only when rated, since nobody
    knows who saw them."""
    for place, row in enumerate(question.rows):
        found = groups.cross(rated.number[groups.people, place], len(rated.codes))
        counted = {code: found[:, i] for i, code in enumerate(rated.codes) if i != UNASKED}
        yield f"{question.id}.{row.code}", _sorted(counted, groups.size)


def pair_columns(
    first: tuple[Question, Given], second: tuple[Question, Rated], groups: Groups
) -> Iterator[tuple[str, Column]]:
    """Picked or not (y, n), how many were picked, and the rating, for each row of the second;
    and for two rows at once who picked both and finds them unmet (u) or did not rate them (m),
    without which nobody could say how surely one stands before the other."""
    question, rated = second
    picked, how_many = _picked(question, first[1], groups)
    name = f"{first[0].id}*{question.id}."
    states = {}
    for place, row in enumerate(question.rows):
        rating = rated.number[groups.people, place]
        yield name + row.code, _pair(picked[:, place], how_many, (rating, rated.codes), groups)
        states[row.code] = _state(picked[:, place], rating, rated.codes)
    for one, other in combinations(states, 2):
        together = states[one] * (_MISSED_MARK + 1) + states[other]
        found = groups.cross(together, (_MISSED_MARK + 1) ** 2)
        counted = {mark: found[:, a * (_MISSED_MARK + 1) + b] for (a, b), mark in _BOTH.items()}
        if any(each.any() for each in counted.values()):
            yield f"{name}{one}+{other}", _sorted(counted, groups.size)


def _marks(question: Question, place: int, answer: tuple[str, ...]) -> tuple[str, ...]:
    """What an answer counts for."""
    if place <= SILENT:
        return (NOTHING,) if place == SILENT else ()
    if question.kind is Kind.MULTIPLE:
        return (*answer, ANSWERED)
    if question.kind is Kind.RANKING:
        return (*answer, *(f"{code}:{i}" for i, code in enumerate(answer, 1)), ANSWERED)
    return answer


def _picked(question: Question, given: Given, groups: Groups) -> tuple[Hits, Numbers]:
    """Whom each row of the second question was picked by, and how many options each picked."""
    number = given.number[groups.people]
    rows = [row.code for row in question.rows]
    has = np.array([[code in answer for code in rows] for answer in given.answers])
    many = np.array([len(set(answer)) for answer in given.answers])
    return has.reshape(len(given.answers), len(rows))[number], many[number]


def _pair(
    picked: Hits, how_many: Numbers, rating: tuple[Numbers, tuple[str, ...]], groups: Groups
) -> Column:
    number, codes = rating
    most = int(how_many.max(initial=0)) + 1
    key = (picked * most + how_many) * len(codes) + np.maximum(number, SILENT)
    found = groups.cross(key, 2 * most * len(codes))
    counted = {
        f"{'ny'[yes]}{many}:{codes[rated]}": found[:, (yes * most + many) * len(codes) + rated]
        for yes in (0, 1)
        for many in range(1, most)
        for rated in range(SILENT, len(codes))
    }
    return _sorted(counted, groups.size)


def _state(picked: Hits, number: Numbers, codes: tuple[str, ...]) -> Numbers:
    """Of people who picked a need: is it unmet, or did they not rate it?"""
    by_number = np.array(
        [_MISSED_MARK if not code else _UNMET_MARK * (code in UNMET) for code in codes]
    )
    state: Numbers = np.where(picked, by_number[number], 0)
    return state


def _sorted(counted: dict[str, NDArray[np.int64]], size: int) -> Column:
    """The answers that anybody gave, in order."""
    codes = tuple(sorted(code for code, counts in counted.items() if counts.any()))
    if not codes:
        return Column((), small(np.zeros((size, 0))))
    return Column(codes, small(np.column_stack([counted[code] for code in codes])))
