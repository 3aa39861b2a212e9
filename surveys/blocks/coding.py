"""Forms as integers, read once: what was answered to a question, a number a person."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Generic, TypeVar, cast

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
_Found = TypeVar("_Found")


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
        looked = (name for q in asked for name in (q.id, q.rows_from, *looked_at(q)))
        self._names = tuple(dict.fromkeys((*self._coordinates, *looked)))

    def read(self, forms: Sequence[Submission]) -> None:
        """Takes forms in."""
        people = _People.of([form.answers.values for form in forms], self._names)
        self._units.add(form.unit for form in forms)
        for name, column in self._coordinates.items():
            column.add(map(_told, people.said[name]))
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


@dataclass(frozen=True, slots=True)
class _People:
    """A handful of forms, as they are and by question: what everybody `said` to it. Each form is
    looked into once, while it lies close by: one by one and question by question takes twice as
    long."""

    forms: Sequence[Values]
    said: Mapping[str, Sequence[Value | None]]

    @classmethod
    def of(cls, forms: Sequence[Values], names: Sequence[str]) -> _People:
        rows = [tuple(map(values.get, names)) for values in forms]
        return cls(forms, dict(zip(names, zip(*rows, strict=True), strict=True)))

    def keys(self, name: str) -> list[Hashable]:
        """What was said to a question, to look it up."""
        return [v if v is None or v.__class__ is str else _key(v) for v in self.said[name]]


class _Known(dict[Hashable, int]):
    """Values as numbers in the order in which they first came."""

    def __missing__(self, value: Hashable) -> int:
        self[value] = number = len(self)
        return number


class _Codes(dict[Hashable, int]):
    """The number of an answer, however it is written down, and the `answers` by number."""

    def __init__(self) -> None:
        super().__init__({None: SILENT, "": SILENT, (): SILENT})
        self.answers: list[tuple[str, ...]] = [(), ()]

    def __missing__(self, value: Hashable) -> int:
        codes = value if isinstance(value, tuple) else (str(value),)
        number = self.get(codes)
        if number is None:
            number = len(self.answers)
            self.answers.append(codes)
        self[codes] = self[value] = number
        return number


class _Column:
    """The numbers of everybody's value."""

    def __init__(self) -> None:
        self.known = _Known()
        self._numbers = array("i")

    def add(self, values: Iterable[Hashable]) -> None:
        self._numbers.extend(map(self.known.__getitem__, values))

    def numbers(self) -> Numbers:
        return fewest(np.frombuffer(self._numbers, dtype=np.intc), len(self.known))


class _Answers:
    def __init__(self, question: Question) -> None:
        self._question, self._asked = question, _Asked(question)
        self._known, self._numbers = _Codes(), array("i")

    def add(self, people: _People) -> None:
        given = people.keys(self._question.id)
        if not self._question.kind.tallied:
            given = [_WROTE if value else None for value in given]
        numbers = np.fromiter(map(self._known.__getitem__, given), dtype=np.intc, count=len(given))
        if self._question.show_if:
            numbers[~self._asked.each(people)] = UNASKED
        self._numbers.frombytes(numbers.tobytes())

    def given(self) -> Given:
        answers = tuple(self._known.answers)
        numbers: Numbers = np.frombuffer(self._numbers, dtype=np.intc)
        return Given(fewest(numbers, len(answers)), answers)


class _Rows:
    def __init__(self, question: Question) -> None:
        self._question, self._asked = question, _Asked(question)
        self._codes = _Known({None: UNASKED, "": UNASKED})
        self._put = _Cases(self._rows_put)
        self._parts: list[Numbers] = []

    def add(self, people: _People) -> None:
        rows = self._question.row_codes
        said = people.said[self._question.id]
        ratings = [each if isinstance(each, dict) else _NONE for each in said]
        given = chain.from_iterable(map(each.get, rows) for each in ratings)
        numbers = np.frombuffer(bytes(map(self._codes.__getitem__, given)), dtype=np.uint8)
        put = self._put.each(people.keys(self._question.rows_from), people.forms)
        numbers = np.maximum(numbers, np.frombuffer(b"".join(put), dtype=np.uint8))
        numbers = numbers.reshape(len(said), len(rows))
        if self._question.show_if:
            numbers[~self._asked.each(people)] = UNASKED
        self._parts.append(numbers)

    def _rows_put(self, values: Values) -> bytes:
        """`SILENT` for the rows that were put to somebody."""
        rows = rows_of(self._question, values)
        return bytes(SILENT * (row.code in rows) for row in self._question.rows)

    def rated(self) -> Rated:
        blank = np.zeros((0, len(self._question.rows)), dtype=np.uint8)
        codes = tuple(str(code or "") for code in self._codes)
        return Rated(np.concatenate([blank, *self._parts]), codes)


class _Cases(Generic[_Found]):
    """What follows from a form, worked out once for each case of what it hangs on."""

    def __init__(self, work_out: Callable[[Values], _Found]) -> None:
        self._work_out = work_out
        self._known: dict[Hashable, _Found] = {}

    def each(self, cases: Sequence[Hashable], forms: Sequence[Values]) -> list[_Found]:
        if len(self._known) >= _MOST_KEPT:
            self._known.clear()
        found = list(map(self._known.get, cases))
        for place, case in enumerate(cases) if None in found else ():
            if found[place] is None:
                self._known[case] = found[place] = self._work_out(forms[place])
        return cast(list[_Found], found)


class _Asked:
    """Whether a question was asked of somebody."""

    def __init__(self, question: Question) -> None:
        self._names = looked_at(question)
        self._cases = _Cases(lambda values: shown(question, values))

    def each(self, people: _People) -> NDArray[np.bool_]:
        said = (people.keys(name) for name in self._names)
        cases = list(zip(repeat(None, len(people.forms)), *said, strict=True))
        return np.array(self._cases.each(cases, people.forms), dtype=np.bool_)


def fewest(numbers: Numbers, known: int) -> Numbers:
    """The same numbers, all below `known`, in the fewest bytes."""
    size = next(s for s in (np.uint8, np.uint16, np.int32) if known <= np.iinfo(s).max + 1)
    return numbers.astype(size)


def _told(value: Value | None) -> str:
    return value if isinstance(value, str) and value not in ("", REFUSED) else POOLED


def _key(value: Value) -> Hashable:
    return tuple(value.items()) if isinstance(value, dict) else tuple(value)
