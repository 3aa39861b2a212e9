"""The questionnaire as text, for the annex: what was asked, with every answer on offer."""

from __future__ import annotations

import re
from dataclasses import replace

from surveys.campaigns import Campaign
from surveys.model import Kind, Question, Survey
from surveys.reports.paper import Bullets, Manner, Paragraph, Part
from surveys.reports.phrases import words
from surveys.texts import say
from surveys.texts.numbers import day
from surveys.words.themed import is_themed

_OPEN = re.compile(r"\{([^{}]*)\}")  # what no campaign knows is left to the officer
_BOX, _POINT = "☐", "•"


def questionnaire(survey: Survey, campaign: Campaign, lang: str) -> tuple[Part, ...]:
    """Every place of the form in order; alternatives of one place share its number."""
    parts: list[Part] = []
    place = 0
    for slot in survey.slots:
        questions = [survey.question(id) for id in slot]
        place += any(q.kind.asked for q in questions)
        for turn, question in enumerate(questions):
            mark = "abcdefgh"[turn] if len(questions) > 1 else ""
            parts.extend(_printed(_filled(question, campaign), f"{place}{mark}. ", lang))
    return tuple(parts)


def _filled(question: Question, campaign: Campaign) -> Question:
    """The invitation with this campaign's contact and day of deletion, as the phone showed it."""
    if question.kind.asked:
        return question
    label = {lang: _without_places(text, campaign, lang) for lang, text in question.label.items()}
    return replace(question, label=label)


def _without_places(text: str, campaign: Campaign, lang: str) -> str:
    filled = text.replace("{until}", day(campaign.delete_on, lang))
    filled = filled.replace("{name}", campaign.contact_name)
    return _OPEN.sub(r"[\1]", filled.replace("{phone}", campaign.contact_phone))


def _printed(question: Question, mark: str, lang: str) -> tuple[Part, ...]:
    wording = words(question.label, lang)
    if not question.kind.asked:
        first, *points = wording.split(_POINT)
        said = Bullets(tuple(point.strip() for point in points))
        return (Paragraph(first.strip()), said, *_choices(question, lang))
    condition = f" {say('reports.form.sometimes', lang)}" if question.show_if else ""
    title = Paragraph(mark + wording + condition, Manner.LABEL)
    if question.kind is Kind.MATRIX:
        return (title, _rows(question, lang), _steps(question, lang))
    if not question.kind.tallied or is_themed(question):
        return (title, Paragraph(say("reports.form.text", lang), Manner.CHOICES))
    return (title, *_choices(question, lang))


def _choices(question: Question, lang: str) -> tuple[Part, ...]:
    if not question.choices:
        return ()
    return (Paragraph(_boxes(question, lang), Manner.CHOICES),)


def _rows(question: Question, lang: str) -> Part:
    if question.rows_from:
        return Paragraph(say("reports.form.rows_from", lang), Manner.CHOICES)
    return Bullets(tuple(words(row.label, lang) for row in question.rows))


def _steps(question: Question, lang: str) -> Part:
    steps = _boxes(question, lang)
    return Paragraph(say("reports.form.steps", lang, steps=steps), Manner.CHOICES)


def _boxes(question: Question, lang: str) -> str:
    """The options in one line; a box never stands at its end."""
    return "   ".join(f"{_BOX}\N{NO-BREAK SPACE}{words(c.label, lang)}" for c in question.choices)
