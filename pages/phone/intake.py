"""Turns what a phone sent into fields, and a form without script into its next step."""

from __future__ import annotations

import random
import re
from urllib.parse import parse_qsl

from db.submissions import Mode
from pages.phone.render import Filled
from surveys.answers import Answers, Form, rows_of, shown
from surveys.campaigns import new_form_id
from surveys.model import Question, Survey

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


def next_step(survey: Survey, form: Form, answers: Answers) -> Filled | None:
    """What a form without script asks next; None when it may be stored. A form from the script
    has an id and asks everything by itself; one without is asked to look once more before
    sending, so that it, too, has an id and counts once."""
    given = form_id(form)
    if given and "seen" not in form:
        return None
    seen = tuple(name for name in form.get("seen", ("",))[-1].split(",") if name)
    ask = tuple(
        q for q in survey.questions if q.show_if and q.id not in seen and shown(q, answers.values)
    )
    if given and not ask:
        return None
    return Filled(
        typed=form,
        form_id=given or new_form_id(),
        seen=(*seen, *(q.id for q in ask)),
        ask=ask,
        rows={q.id: _rows(q, answers) for q in ask if q.rows_from},
    )


def rows_typed(survey: Survey, form: Form) -> dict[str, list[str]]:
    """For showing a refused form again: the rows that were chosen or rated."""
    found: dict[str, list[str]] = {}
    for q in survey.questions:
        if q.rows_from:
            chosen = form.get(q.rows_from, ())
            rated = [row.code for row in q.rows if f"{q.id}.{row.code}" in form]
            found[q.id] = [row.code for row in q.rows if row.code in chosen or row.code in rated]
    return found


def _rows(question: Question, answers: Answers) -> list[str]:
    """The chosen rows and some of the others, drawn at random, in the survey's order."""
    chosen = set(rows_of(question, answers.values))
    others = [row.code for row in question.rows if row.code not in chosen]
    drawn = set(random.SystemRandom().sample(others, min(question.extra_rows, len(others))))
    return [row.code for row in question.rows if row.code in chosen | drawn]
