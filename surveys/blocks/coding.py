"""Forms as integers, read once: what was answered to a question, a number a person."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Mapping
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
_MOST_KEPT = 50_000  # what was asked of whom, by the answers it hangs on


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
    """Reads forms one by one; `coded` gives them all."""

    def __init__(self, survey: Survey, coordinates: Iterable[str]) -> None:
        self._units = _Column()
        self._coordinates = {name: _Column() for name in coordinates}
        asked = [question for question in survey.questions if question.kind.asked]
        self._given = {q.id: _Answers(q) for q in asked if q.kind is not Kind.MATRIX}
        self._rated = {q.id: _Rows(q) for q in asked if q.kind is Kind.MATRIX}

    def read(self, form: Submission) -> None:
        """Takes one form in."""
        values = form.answers.values
        self._units.add(form.unit)
        for name, column in self._coordinates.items():
            value = values.get(name)
            is_told = isinstance(value, str) and value not in ("", REFUSED)
            column.add(str(value) if is_told else POOLED)
        for answers in self._given.values():
            answers.add(values)
        for rows in self._rated.values():
            rows.add(values)

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


class _Column:
    """Values as numbers in the order in which they first came."""

    def __init__(self) -> None:
        self.known: dict[Hashable, int] = {}
        self._numbers = array("i")

    def add(self, value: Hashable) -> None:
        self._numbers.append(self.known.setdefault(value, len(self.known)))

    def numbers(self) -> Numbers:
        found: Numbers = np.frombuffer(self._numbers, dtype=np.intc)
        return fewest(found, len(self.known))


class _Answers:
    def __init__(self, question: Question) -> None:
        self._id, self._asked = question.id, _asked(question)
        self._counts = question.kind.tallied
        self._column = _Column()
        self._column.known = {None: UNASKED, (): SILENT}

    def add(self, values: Values) -> None:
        value = values.get(self._id)
        if self._asked is not None and not self._asked(values):
            self._column.add(None)
        elif not value:
            self._column.add(())
        elif not self._counts:
            self._column.add(("#",))
        else:
            self._column.add((str(value),) if isinstance(value, str) else tuple(value))

    def given(self) -> Given:
        answers = tuple(
            answer if isinstance(answer, tuple) else () for answer in self._column.known
        )
        return Given(self._column.numbers(), answers)


class _Rows:
    def __init__(self, question: Question) -> None:
        self._question, self._asked = question, _asked(question)
        self._place = {row.code: place for place, row in enumerate(question.rows)}
        self._codes: dict[str, int] = {}
        self._numbers = bytearray()
        self._blank = bytes([UNASKED] * len(question.rows))
        self._put: dict[Hashable, bytes] = {}

    def add(self, values: Values) -> None:
        if self._asked is not None and not self._asked(values):
            self._numbers += self._blank
            return
        ratings = values.get(self._question.id)
        chosen = _key(values.get(self._question.rows_from)) if self._question.rows_from else None
        silent = self._put.get(chosen)
        if silent is None:
            silent = self._put[chosen] = self._silent(values)
        numbers = bytearray(silent)
        for row, rating in ratings.items() if isinstance(ratings, dict) else ():
            if rating and row in self._place:
                known = self._codes.setdefault(rating, len(self._codes) + SILENT + 1)
                numbers[self._place[row]] = known
        self._numbers += numbers

    def _silent(self, values: Values) -> bytes:
        put = rows_of(self._question, values)
        return bytes(SILENT if row in put else UNASKED for row in self._place)

    def rated(self) -> Rated:
        numbers = np.frombuffer(bytes(self._numbers), dtype=np.uint8)
        return Rated(numbers.reshape(-1, len(self._place)), ("", "", *self._codes))


def fewest(numbers: Numbers, known: int) -> Numbers:
    """The same numbers, all below `known`, in the fewest bytes."""
    size = next(s for s in (np.uint8, np.uint16, np.int32) if known <= np.iinfo(s).max + 1)
    return numbers.astype(size)


def _asked(question: Question) -> Callable[[Values], bool] | None:
    """Whether a question was asked of a person, worked out once for each case; None if always."""
    if not question.show_if:
        return None
    names = looked_at(question)
    known: dict[Hashable, bool] = {}

    def asked(values: Values) -> bool:
        case = tuple(_key(values.get(name)) for name in names)
        found = known.get(case)
        if found is None:
            if len(known) >= _MOST_KEPT:
                known.clear()
            found = known[case] = shown(question, values)
        return found

    return asked


def _key(value: Value | None) -> Hashable:
    if value is None or isinstance(value, str):
        return value
    return tuple(value.items()) if isinstance(value, dict) else tuple(value)
