"""Reading what people wrote, one text after the other, twice (DR-10): who may look when, what a
look decides, and how far the reading has come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from surveys.words.hiding import Span
from surveys.words.themes import UNCLEAR, codes

FIRST, SECOND = 1, 2  # looks
MOST_THEMES = 5  # of one text


class Verdict(StrEnum):
    """Whether a text is counted: one that says nothing of its question is not."""

    USED = "used"
    UNUSED = "unused"


class BadLook(Exception):
    """A look that decides nothing: the argument names the sentence."""


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody decided about a text: whether it counts, what is hidden, its themes."""

    verdict: Verdict
    spans: tuple[Span, ...] = ()
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """A look that was taken: by whom (None when the account is gone), on which day."""

    look: Look
    officer_id: int | None
    on: date


@dataclass(frozen=True, slots=True)
class Slip:
    """One text with nothing of its writer but the type of unit, and the looks taken so far.
    `counted` texts are in published figures: their themes stay as they are."""

    key: str
    text: str
    unit_type: str
    taken: tuple[Taken, ...] = ()
    counted: bool = False

    @property
    def last(self) -> Look | None:
        """What holds now."""
        return self.taken[-1].look if self.taken else None


@dataclass(frozen=True, slots=True)
class Progress:
    """How many texts there are, looked at once and twice, left out, and in published figures."""

    texts: int
    first: int
    second: int
    unused: int
    counted: int

    @property
    def is_complete(self) -> bool:
        """Whether every text was looked at once."""
        return self.first == self.texts


def checked(look: Look) -> Look:
    """The look in order, if it decides something: a text that counts has themes, and these are
    needs, "other" or "unclear" (DR-14). BadLook otherwise."""
    if look.verdict is Verdict.UNUSED:
        return Look(Verdict.UNUSED, tuple(sorted(look.spans)))
    known = codes()
    themes = tuple(code for code in known if code in look.themes)
    if set(look.themes) - set(known):
        raise BadLook("words.problem.unknown")
    if not themes:
        raise BadLook("words.problem.no_theme")
    if len(themes) > MOST_THEMES:
        raise BadLook("words.problem.many")
    if UNCLEAR in themes and len(themes) > 1:
        raise BadLook("words.problem.unclear")
    return Look(Verdict.USED, tuple(sorted(look.spans)), themes)


def waits_for(slip: Slip, officer_id: int, today: date) -> int | None:
    """Which look the officer may take: the second is for somebody else, or for the same officer on
    a later day, with fresh eyes. None when there is nothing to do."""
    if not slip.taken:
        return FIRST
    first = slip.taken[0]
    is_fresh = first.officer_id != officer_id or first.on < today
    return SECOND if len(slip.taken) < SECOND and is_fresh else None


def progress(slips: Iterable[Slip]) -> Progress:
    """How far the reading has come."""
    every = list(slips)
    unused = [s for s in every if s.last is not None and s.last.verdict is Verdict.UNUSED]
    return Progress(
        texts=len(every),
        first=sum(len(slip.taken) >= FIRST for slip in every),
        second=sum(len(slip.taken) >= SECOND for slip in every),
        unused=len(unused),
        counted=sum(slip.counted for slip in every),
    )


def is_quotable(slip: Slip) -> bool:
    """Whether the text may be read with what is hidden left out: after two looks, if it counts."""
    last = slip.last
    return len(slip.taken) >= SECOND and last is not None and last.verdict is Verdict.USED
