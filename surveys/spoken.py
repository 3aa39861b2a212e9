"""Which fixed sentences an office may say in a language it added, and what is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from string import Formatter

from surveys.fonts import lacking
from surveys.texts import LANGUAGES, say, sentences
from surveys.texts.added import Added

LONGER = 2  # times as long as in Vietnamese: more would not fit beside the code on a card
_SHORTEST = 30  # letters a sentence may always have, however short it is in Vietnamese


class Place(StrEnum):
    """Where the sentences stand."""

    PAPER = "paper"  # posters, cards, pictures: drawn in the product's own typeface
    GUIDE = "guide"  # for those who hang them
    GROUP = "group"  # messages that are pasted into Zalo groups
    FORM = "form"
    AFTER = "after"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a wording cannot be taken; `key` names the sentence, `values` fill it."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


_BEGINNINGS = {
    Place.PAPER: ("posters.sheet.", "posters.picture.", "posters.card."),
    Place.GUIDE: ("posters.guide.",),
    Place.GROUP: ("posters.caption.", "collecting.reminder.text"),
    Place.FORM: ("phone.form.", "phone.trust.", "privacy.read"),
    Place.AFTER: ("phone.thanks.", "phone.declined.", "phone.closed.", "phone.waiting."),
    Place.TROUBLE: (
        "phone.problem.",
        "phone.trouble.",
        "phone_keep.resume.",
        "phone_keep.waits.",
        "phone_keep.later.",
        "phone.unknown.",
        "phone.type.",
        "codes.phone.",
    ),
}
_FOR_OFFICERS = frozenset({"posters.sheet.title", "posters.card.title"})  # names of files


def keys(place: Place) -> tuple[str, ...]:
    """The sentences of a place, in the order in which they are read."""
    known = sentences(LANGUAGES[0])
    return tuple(
        key
        for beginning in _BEGINNINGS[place]
        for key in known
        if key.startswith(beginning) and key not in _FOR_OFFICERS
    )


def everything() -> tuple[str, ...]:
    """All of them."""
    return tuple(key for place in Place for key in keys(place))


def printable(languages: Iterable[str], added: Added) -> tuple[str, ...]:
    """The languages a poster can speak, in their order: those of the product, and those of which
    somebody typed a sentence of the paper. The customer's when there is none."""
    on_paper = frozenset(keys(Place.PAPER))
    found = (one for one in languages if one in LANGUAGES or on_paper & added.of(one).keys())
    return tuple(found) or LANGUAGES[:1]


def longest(key: str) -> int:
    """How many letters a wording may have."""
    return max(_SHORTEST, LONGER * len(say(key, LANGUAGES[0])))


def places_to_fill(text: str) -> frozenset[str]:
    """The names in braces; ValueError when a brace is left open or holds more than a name."""
    found = frozenset(_names(text))
    if not all(name.isidentifier() for name in found):
        raise ValueError(text)
    return found


def fault(key: str, words: str) -> Fault | None:
    """Why this wording of a sentence cannot be taken; None when it can."""
    if len(words) > longest(key):
        return Fault("codes.spoken.long", {"length": len(words), "longest": longest(key)})
    needed = places_to_fill(say(key, LANGUAGES[0]))
    try:
        filled = places_to_fill(words)
    except ValueError:
        return Fault("codes.spoken.brace")
    if filled != needed:
        names = ", ".join(f"{{{name}}}" for name in sorted(needed))
        return Fault("codes.spoken.places" if needed else "codes.spoken.no_place", {"names": names})
    drawn = (*keys(Place.PAPER), *keys(Place.GUIDE))
    if key in drawn and (letters := lacking(words)):
        return Fault("codes.spoken.letters", {"letters": " ".join(letters)})
    return None


def _names(text: str) -> Iterator[str]:
    for _, name, form, conversion in Formatter().parse(text):
        if form or conversion:
            raise ValueError(text)
        if name is not None:
            yield name
