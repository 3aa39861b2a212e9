"""Turns what a phone sent into fields, and a form without script into its next step."""

from __future__ import annotations

import random
import re
from datetime import date
from urllib.parse import parse_qsl

from db.submissions import Mode
from pages.phone.asking import Filled, waits
from surveys.answers import Form, Problem, Reading, options_of, rows_of, walked
from surveys.campaigns import new_form_id
from surveys.expressions import Look, flat
from surveys.model import Choice, Question, Survey

LARGEST = 64 * 1024  # bytes of a form: a hundred times a long one
MOST_FIELDS = 500
_FORM_ID = re.compile(r"[0-9A-Za-z_-]{16,64}")


class TooLarge(Exception):
    """The body is larger than any form."""


def fields(body: bytes) -> dict[str, list[str]]:
    """The fields of a form as sent; TooLarge when there are more than any form has."""
    try:
        pairs = parse_qsl(
            body.decode("utf-8", "replace"), keep_blank_values=False, max_num_fields=MOST_FIELDS
        )
    except ValueError as error:
        raise TooLarge from error
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
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
    if given and not ask and not wrong:
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
