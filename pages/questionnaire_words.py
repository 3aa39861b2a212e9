"""How the languages of a questionnaire are called on screens."""

from __future__ import annotations

from surveys.model import Survey, right_to_left
from surveys.texts import LANGUAGES, say


def language(survey: Survey, code: str) -> str:
    """The language in its own words, as far as somebody said how it calls itself."""
    if code in survey.language_names:
        return survey.language_names[code]
    return say(f"parts.lang.{code}", code) if code in LANGUAGES else code


def direction(code: str) -> str:
    """The direction in which it is written, as HTML names it."""
    return "rtl" if right_to_left(code) else "ltr"
