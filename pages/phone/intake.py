"""Turns what a phone sent into fields, and a form without script into its next step."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote

from db.submissions import Mode
from pages.phone.asking import Filled, waits
from surveys.answers import LONGEST_OTHER, Form, Problem, Reading, options_of, rows_of, walked
from surveys.campaigns import new_form_id
from surveys.expressions import Look, flat
from surveys.model import Choice, Kind, Question, Survey

LARGEST = 64 * 1024  # bytes that any form may have: ten times a usual one
MOST_FIELDS = 500  # that any form may have
_LETTER = 9  # bytes of a Vietnamese letter on its way
_BESIDE = 200  # bytes of a field's name, twice: once as itself, once in what was seen
_FORM_ID = re.compile(r"[0-9A-Za-z_-]{16,64}")


class TooLarge(Exception):
    """The body is larger than any form."""


@dataclass(frozen=True, slots=True)
class Room:
    """The bytes and fields that a form of one survey may have."""

    size: int = LARGEST
    count: int = MOST_FIELDS


def room(survey: Survey) -> Room:
    """What a form needs in which everything is answered at length, and some more."""
    count = size = 0
    for question in survey.questions:
        own = sum(choice.writes for choice in question.choices)
        boxes = max(len(question.choices) + own, len(question.rows), 1)
        letters = own * LONGEST_OTHER + (question.longest if question.kind is Kind.TEXT else 0)
        count += boxes
        size += boxes * _BESIDE + letters * _LETTER
    return Room(max(LARGEST, size), max(MOST_FIELDS, 2 * count))


def fields(body: bytes, room: Room) -> dict[str, list[str]]:
    """The fields of a form as sent; TooLarge when there are more than any form has. Read here and
    not by `parse_qsl`, which takes three times as long: most fields bear no escaped sign."""
    pairs = body.decode("utf-8", "replace").replace("+", " ").split("&")
    if len(pairs) > room.count:
        raise TooLarge
    found: dict[str, list[str]] = {}
    for pair in pairs:
        name, _, value = pair.partition("=")
        if not value:
            continue
        if "%" in pair:
            name, value = unquote(name), unquote(value)
        if name in found:
            found[name].append(value)
        else:
            found[name] = [value]
    return found


def form_id(form: Form) -> str:
    """The random id the page made; empty when there is none or it is no id."""
    sent = form.get("id", ("",))[-1]
    return sent if _FORM_ID.fullmatch(sent) else ""


def mode(form: Form) -> Mode:
    """How the form was filled in; the script says so on a helper's device."""
    return Mode.HELPED if "helped" in form.get("mode", ()) else Mode.PHONE


def next_step(survey: Survey, form: Form, today: date) -> Filled | None:
    """What a form without script is asked next, or what in it is wrong; None when it may be
    stored. A form from the script has an id and asks everything by itself; one without is asked
    to look once more before sending, so that it, too, has an id and counts once."""
    given = form_id(form)
    consent = survey.consent
    agreed = consent is None or form.get(consent.id, ("",))[-1] == "yes"
    if not agreed or (given and "seen" not in form):
        return None
    seen = tuple(name for name in form.get("seen", ("",))[-1].split(",") if name)
    reading = walked(survey, form, today)
    due = [q for q in survey.questions if q.id in reading.shown and not q.kind.unseen]
    ask = tuple(q for q in due if waits(q, survey) and q.id not in seen)
    later = {q.id for q in ask}
    wrong = tuple(p for p in reading.problems if p.question not in later)
    empty = reading.values.keys() <= survey.unseen  # which is said at once
    if (given or empty) and not ask and not wrong:
        return None
    if wrong:
        broken = {problem.question for problem in wrong}
        ask = tuple(q for q in due if q.id in broken)
    return Filled(
        typed=form,
        problems=wrong,
        form_id=given or new_form_id(),
        seen=seen if wrong else (*seen, *later),
        ask=ask,
        rows={q.id: _rows(q, form, reading) for q in ask if q.rows_from},
        options={q.id: _offered(q, reading, today) for q in ask if q.choices},
        values=reading.values,
    )


def refused(survey: Survey, form: Form, problems: tuple[Problem, ...], today: date) -> Filled:
    """The whole form again, as it was typed, with what is wrong beside each question."""
    rows: dict[str, list[str]] = {}
    for q in survey.questions:
        if q.rows_from:
            chosen = form.get(q.rows_from, ())
            rated = [row.code for row in q.rows if f"{q.id}.{row.code}" in form]
            rows[q.id] = [row.code for row in q.rows if row.code in chosen or row.code in rated]
    return Filled(form, problems, form_id(form), rows=rows, today=today.isoformat())


def _rows(question: Question, form: Form, reading: Reading) -> list[str]:
    """The chosen rows and some of the others: those rated before, else drawn at random; in the
    survey's order."""
    chosen = set(rows_of(question, reading.values))
    others = [row.code for row in question.rows if row.code not in chosen]
    rated = [code for code in others if f"{question.id}.{code}" in form]
    drawn = random.SystemRandom().sample(others, min(question.extra_rows, len(others)))
    wanted = chosen | set(rated or drawn)
    return [row.code for row in question.rows if row.code in wanted]


def _offered(question: Question, reading: Reading, today: date) -> tuple[Choice, ...]:
    """The options that are offered now; in random order where the survey says so."""
    options = list(options_of(question, Look(flat(reading.values), today=today)))
    if question.shuffled:
        last = question.anchored | question.exclusive
        last |= {choice.code for choice in question.choices if choice.writes}
        random.SystemRandom().shuffle(options)
        options.sort(key=lambda choice: choice.code in last)
    return tuple(options)
