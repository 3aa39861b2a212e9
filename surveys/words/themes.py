"""The themes a text may speak of: the needs of the catalogue, "other" and "unclear", nothing else
(DR-14)."""

from __future__ import annotations

from functools import cache

from surveys import catalogue
from surveys.model import Choice
from surveys.texts import LANGUAGES, say

OTHER, UNCLEAR = "khac", "khongro"


@cache
def themes() -> tuple[Choice, ...]:
    """The themes in the order of the catalogue."""
    needs = tuple(Choice(need.code, need.label) for need in catalogue.needs())
    return (*needs, _own(OTHER), _own(UNCLEAR))


@cache
def codes() -> tuple[str, ...]:
    """The codes of all themes, in their order."""
    return tuple(theme.code for theme in themes())


def _own(code: str) -> Choice:
    return Choice(code, {lang: say(f"words.theme.{code}", lang) for lang in LANGUAGES})
