"""What should be hidden in a text, as far as rules can tell; what they miss a person hides."""

from __future__ import annotations

from surveys.words.hiding import Span, Trace, places
from surveys.words.letters import bare, composed
from surveys.words.names import names
from surveys.words.numbers import numbers


def traces(text: str) -> tuple[Span, ...]:
    """The suggestions in the order of the text, none inside another. A number tells more surely
    what it is than a word, so it goes first."""
    text = composed(text)
    found: list[Span] = []
    for span in (*sorted(numbers(text), key=_longest), *sorted(names(text), key=_longest)):
        if not any(span.start < other.end and other.start < span.end for other in found):
            found.append(span)
    return tuple(sorted(found))


def typed(text: str, words: str) -> tuple[Span, ...]:
    """Where the words that a person typed stand in the text, in any spelling."""
    plain, wanted = bare(composed(text)), bare(composed(words.strip()))
    return tuple(Span(start, start + len(wanted), Trace.OTHER) for start in places(plain, wanted))


def _longest(span: Span) -> tuple[int, int]:
    return span.start - span.end, span.start
