"""Forms as integers, read once: what was answered to a question, a number a person."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surveys.answers import Submission, Value, looked_at, rows_of, shown
from surveys.blocks.partition import POOLED
from surveys.model import Kind, Question, Survey

Values = Mapping[str, Value]
Numbers = NDArray[np.integer]

UNASKED, SILENT = 0, 1  # the first numbers of every question; then come the answers
REFUSED = "pns"  # "Không muốn trả lời": such a coordinate is unknown
_MOST_KEPT = 50_000  # cases of what was asked of whom
_WROTE = ("#",)
_NONE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Given:
    """The answers to a question. `number` (people) is `UNASKED`, `SILENT`, or the place in
    `answers` of what a person gave, all its codes in order."""

    number: Numbers
    answers: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Rated:
    """The answers to the rows of a matrix: `number` (people, rows) as in Given, `codes` the
    answers; a row that was not put to somebody, and not rated, is `UNASKED`."""

    number: Numbers
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coded:
    """All forms of a campaign. `unit` is the place of a person's unit in `units`, `coordinates`
    the value of each profile question that may split blocks."""

    units: tuple[str, ...]
    unit: Numbers
    coordinates: Mapping[str, tuple[Numbers, tuple[str, ...]]]
    given: Mapping[str, Given]
    rated: Mapping[str, Rated]

    @property
    def people(self) -> int:
        """How many forms there are."""
        return len(self.unit)

    def by_unit(self) -> dict[str, int]:
        """How many forms each unit sent."""
        counted = np.bincount(self.unit, minlength=len(self.units)).tolist()
        return dict(zip(self.units, counted, strict=True))

    def only(self, kept: NDArray[np.bool_]) -> Coded:
        """Some of the forms."""
        if kept.all():
            return self
        return Coded(
            self.units,
            self.unit[kept],
            {name: (number[kept], known) for name, (number, known) in self.coordinates.items()},
            {name: Given(each.number[kept], each.answers) for name, each in self.given.items()},
            {name: Rated(each.number[kept], each.codes) for name, each in self.rated.items()},
        )


class Reader:
    """Reads forms by the handful, question by question; `coded` gives them all."""

    def __init__(self, survey: Survey, coordinates: Iterable[str]) -> None:
        self._units = _Column()
        self._coordinates = {name: _Column() for name in coordinates}
        asked = [question for question in survey.questions if question.kind.asked]
        self._given = {q.id: _Answers(q) for q in asked if q.kind is not Kind.MATRIX}
        self._rated = {q.id: _Rows(q) for q in asked if q.kind is Kind.MATRIX}

    def read(self, forms: Sequence[Submission]) -> None:
        """Takes forms in."""
        people = [form.answers.values for form in forms]
        self._units.add(form.unit for form in forms)
        for name, column in self._coordinates.items():
            column.add(_told(values.get(name)) for values in people)
        for answers in self._given.values():
            answers.add(people)
        for rows in self._rated.values():
            rows.add(people)

    def coded(self) -> Coded:
        """All forms that were read."""
        return Coded(
            units=tuple(map(str, self._units.known)),
            unit=self._units.numbers(),
            coordinates={
                name: (column.numbers(), tuple(map(str, column.known)))
                for name, column in self._coordinates.items()
            },
            given={name: answers.given() for name, answers in self._given.items()},
            rated={name: rows.rated() for name, rows in self._rated.items()},
        )


class _Known(dict[Hashable, int]):
    """Values as numbers in the order in which they first came."""

    def __missing__(self, value: Hashable) -> int:
        self[value] = number = len(self)
        return number


class _Column:
    """The numbers of everybody's value."""

    def __init__(self) -> None:
        self.known = _Known()
        self._numbers = array("i")

    def add(self, values: Iterable[Hashable]) -> None:
        self._numbers.extend(map(self.known.__getitem__, values))

    def numbers(self) -> Numbers:
        found: Numbers = np.frombuffer(self._numbers, dtype=np.intc)
        return fewest(found, len(self.known))


class _Answers:
    def __init__(self, question: Question) -> None:
        self._question, self._asked = question, _Asked(question)
        self._column = _Column()
        self._column.known.update({None: UNASKED, (): SILENT})

    def add(self, people: Sequence[Values]) -> None:
        id = self._question.id
        value = _answer if self._question.kind.tallied else _written
        given: Iterable[Hashable] = [value(values.get(id)) for values in people]
        if self._question.show_if:
            asked = self._asked.each(people)
            given = [g if yes else None for g, yes in zip(given, asked, strict=True)]
        self._column.add(given)

    def given(self) -> Given:
        known = self._column.known
        answers = tuple(answer if isinstance(answer, tuple) else () for answer in known)
        return Given(self._column.numbers(), answers)


class _Rows:
    def __init__(self, question: Question) -> None:
        self._question, self._asked = question, _Asked(question)
        self._codes = _Known({None: UNASKED, "": UNASKED})
        self._put: dict[Hashable, bytes] = {}
        self._parts: list[Numbers] = []

    def add(self, people: Sequence[Values]) -> None:
        id, known = self._question.id, self._codes.__getitem__
        given = [values.get(id) for values in people]
        ratings = [each if isinstance(each, dict) else _NONE for each in given]
        columns = [[known(each.get(row.code)) for each in ratings] for row in self._question.rows]
        numbers = np.array(columns, dtype=np.uint8).T
        put = np.frombuffer(b"".join(map(self._rows_put, people)), dtype=np.uint8)
        numbers = np.maximum(numbers, put.reshape(numbers.shape))
        if self._question.show_if:
            numbers[~np.array(self._asked.each(people), dtype=np.bool_)] = UNASKED
        self._parts.append(numbers)

    def _rows_put(self, values: Values) -> bytes:
        """`SILENT` for the rows that were put to somebody."""
        chosen = _key(values.get(self._question.rows_from))
        found = self._put.get(chosen)
        if found is None:
            rows = rows_of(self._question, values)
            found = bytes(SILENT * (row.code in rows) for row in self._question.rows)
            self._put[chosen] = found
        return found

    def rated(self) -> Rated:
        blank = np.zeros((0, len(self._question.rows)), dtype=np.uint8)
        codes = tuple(str(code or "") for code in self._codes)
        return Rated(np.concatenate([blank, *self._parts]), codes)


class _Asked:
    """Whether a question was asked of somebody, worked out once for each case."""

    def __init__(self, question: Question) -> None:
        self._question, self._names = question, looked_at(question)
        self._known: dict[Hashable, bool] = {}

    def each(self, people: Sequence[Values]) -> list[bool]:
        found = []
        for values in people:
            case = tuple([_key(values.get(name)) for name in self._names])
            is_asked = self._known.get(case)
            if is_asked is None:
                if len(self._known) >= _MOST_KEPT:
                    self._known.clear()
                is_asked = self._known[case] = shown(self._question, values)
            found.append(is_asked)
        return found


def fewest(numbers: Numbers, known: int) -> Numbers:
    """The same numbers, all below `known`, in the fewest bytes."""
    size = next(s for s in (np.uint8, np.uint16, np.int32) if known <= np.iinfo(s).max + 1)
    return numbers.astype(size)


def _answer(value: Value | None) -> Hashable:
    """All codes of an answer, in order."""
    if not value:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def _written(value: Value | None) -> Hashable:
    """Of an answer in own words, or a number, only that there is one."""
    return _WROTE if value else ()


def _told(value: Value | None) -> str:
    return value if isinstance(value, str) and value not in ("", REFUSED) else POOLED


def _key(value: Value | None) -> Hashable:
    if value is None or isinstance(value, str):
        return value
    return tuple(value.items()) if isinstance(value, dict) else tuple(value)
