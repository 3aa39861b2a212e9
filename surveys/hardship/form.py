"""The form of a request for help: questions X00 to X11 of the bank, as /ho-tro asks them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from surveys import catalogue
from surveys.model import Kind, Question, Survey, Words
from surveys.texts import LANGUAGES, say

_TEMPLATE = "h"
_LONGEST_PLACE = 100  # letters of a workplace's name
_TEN_DIGITS = "regex(., '^([+]84|0)([ .-]?[0-9]){9}$')"


@cache
def survey() -> Survey:
    """The form. The workplace is written, not chosen: a list of thousands is heavy on a phone."""
    template = catalogue.templates()[_TEMPLATE]
    asked = catalogue.survey_of(template)
    return replace(asked, questions=tuple(map(_fitted, asked.questions)))


def _fitted(question: Question) -> Question:
    match question.id:
        case "X06":
            return replace(question, short=True)
        case "X07":
            said = _said("hardship.form.phone")
            return replace(
                question,
                short=True,
                required=True,
                required_message=said,
                constraint=_TEN_DIGITS,
                constraint_message=said,
            )
        case "X09":
            return replace(question, kind=Kind.TEXT, choices=(), short=True, longest=_LONGEST_PLACE)
    return question


def _said(key: str) -> Words:
    return {lang: say(key, lang) for lang in LANGUAGES}
