"""The keys under which the options of a question are printed and typed in."""

from __future__ import annotations

from surveys.model import Kind, Question

_KEYS = "1234567890abcdefghijklmnopqrstuvwxyz"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def keys_of(question: Question) -> tuple[str, ...]:
    """A key for each option in its order: 1 to 9, 0, then letters. Options that are numbers
    themselves keep their digit; a ranking has letters, since its boxes take numbers. Beyond the
    keys there are, options are numbered through."""
    codes = [choice.code for choice in question.choices]
    known = _LETTERS if question.kind is Kind.RANKING else _KEYS
    if len(codes) > len(known):
        return tuple(str(number) for number in range(1, len(codes) + 1))
    own = {code for code in codes if len(code) == 1 and code.isdecimal()}
    if question.kind is Kind.RANKING or not all(code.isdecimal() for code in codes):
        own = set()
    free = iter([key for key in known if key not in own])
    return tuple(code if code in own else next(free) for code in codes)
