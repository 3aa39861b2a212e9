"""What becomes of a sheet: refused, typed in again, corrected, or ready to be stored."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pages.entry.desk import Desk
from pages.entry.sent import Sent, Sheet
from surveys.answers import Answers, Declined, NotAnswered, Problem, read, walked
from surveys.paper_form import Comparison, compared

ONE_IN = 20  # sheets that are typed in twice (handbook 8.2: a sample of 5 %)


@dataclass(frozen=True, slots=True)
class Refused:
    """Answers that cannot be taken; they stay on the screen."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Again:
    """The sheet was drawn: it is typed in a second time."""


@dataclass(frozen=True, slots=True)
class Differing:
    """Two typings differ: somebody looks at the paper once more."""

    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """May be stored; `twice` says how far two typings agreed, where there were two."""

    answers: Answers
    twice: Comparison | None


def take(desk: Desk, sent: Sent, today: date) -> Refused | Again | Differing | Ready:
    """What is to be done with a sheet. Handing it in was the consent: one on which "no" is
    ticked is not typed in."""
    answers = _read(desk, sent.sheet, today)
    if not isinstance(answers, Answers):
        return Refused(answers.problems)
    if not sent.before:
        return Again() if sent.is_first or drawn(sent.form_id) else Ready(answers, None)
    first, second = (*sent.before, sent.sheet)[:2]
    twice = _compared(desk, first, second, today)
    if twice.differing and len(sent.before) == 1:
        return Differing(twice.differing)
    return Ready(answers, twice)


def shown(desk: Desk, sheet: Sheet, today: date) -> list[str]:
    """The questions of a sheet that are to be answered, given what stands on it so far."""
    printed = {question.id for question in desk.paper.questions}
    return [id for id in walked(desk.reading, sheet, today).shown if id in printed]


def drawn(form_id: str) -> bool:
    """Whether the lot falls on a sheet: one in twenty, always the same for the same sheet."""
    lot = hashlib.blake2b(form_id.encode(), digest_size=8).digest()
    return int.from_bytes(lot) % ONE_IN == 0


def _read(desk: Desk, sheet: Sheet, today: date) -> Answers | NotAnswered:
    consent = desk.reading.consent
    agreed: Mapping[str, list[str]] = {consent.id: ["yes"]} if consent else {}
    read_as = read(desk.reading, {**sheet, **agreed}, today)
    assert not isinstance(read_as, Declined)
    return read_as


def _compared(desk: Desk, first: Sheet, second: Sheet, today: date) -> Comparison:
    asked = [question.id for question in desk.paper.questions]
    values = [walked(desk.reading, sheet, today).values for sheet in (first, second)]
    return compared(asked, *values)
