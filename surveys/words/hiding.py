"""What is hidden in a text before others read it, and the text without it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from surveys.texts import say
from surveys.words.letters import alike, bare, composed


class Trace(StrEnum):
    """What leads to a person."""

    NAME = "name"
    PHONE = "phone"
    NUMBER = "number"  # identity card, insurance, staff
    PLATE = "plate"
    EMAIL = "email"
    PLACE = "place"  # an address, a team, a firm
    DAY = "day"
    OTHER = "other"  # what a person found


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A part of the composed text, from `start` up to `end`."""

    start: int
    end: int
    trace: Trace


def hidden(text: str, spans: Iterable[Span], lang: str) -> str:
    """The text with a word in brackets for each trace, the same whatever and however much stood
    there. What is hidden at one place is hidden wherever it is repeated, in any spelling."""
    text = composed(text)
    shown, last = [], 0
    for span in merged(text, spans):
        shown += [text[last : span.start], f"[{say(f'words.trace.{span.trace}', lang)}]"]
        last = span.end
    return "".join([*shown, text[last:]])


def merged(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, with their repetitions; those that touch become one. ValueError when
    one lies outside of the text."""
    wanted = sorted(spans)
    if any(not 0 <= span.start < span.end <= len(text) for span in wanted):
        raise ValueError("a span lies outside of its text")
    found: list[Span] = []
    for span in sorted({*wanted, *(r for s in wanted for r in everywhere(text, s))}):
        if found and span.start < found[-1].end:
            last = found.pop()
            span = Span(last.start, max(last.end, span.end), last.trace)
        found.append(span)
    return tuple(found)


def everywhere(text: str, span: Span) -> tuple[Span, ...]:
    """All places where the same stands as whole words, in capitals or without accents too."""
    wanted = text[span.start : span.end]
    return tuple(
        replace(span, start=start, end=start + len(wanted))
        for start in places(bare(text), bare(wanted))
        if _is_whole(text, start, start + len(wanted))
        and _sounds_alike(wanted, text[start : start + len(wanted)])
    )


def places(plain: str, wanted: str) -> Iterator[int]:
    """Where a piece stands in a text, both without accents."""
    start = plain.find(wanted) if wanted else -1
    while start >= 0:
        yield start
        start = plain.find(wanted, start + len(wanted))


def _is_whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return not (before.isalnum() and text[start].isalnum()) and not (
        after.isalnum() and text[end - 1].isalnum()
    )


def _sounds_alike(one: str, other: str) -> bool:
    return alike(one.lower(), other) or alike(other.lower(), one)
