"""Texts inside expressions that both evaluators must read alike: search patterns and day formats.

Only what Python and every browser understand in the same way is let through, rewritten so that
no flag matters. A pattern whose parts can grow in two ways at once is refused: a hostile answer
could keep the server busy with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_PATTERN = 200  # characters
_CLASSES = {"d": "0-9", "w": "A-Za-z0-9_", "s": " \\t\\n\\r\\f\\v"}
_ATOM = re.compile(
    r"(?P<class>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<escape>\\.)|(?P<open>\((?:\?:)?)|(?P<close>\))"
    r"|(?P<grow>[*+?]|\{\d{1,3}(?:,\d{0,3})?\})|(?P<bar>\|)|(?P<edge>[$^])|(?P<plain>[^{}\[\]()])"
)
_ESCAPED = re.compile(r"\\(.)")
_FORMAT = re.compile(r"%(.)")
_SIGNS = r".\+*?()[]{}|^$/"  # with a meaning of their own in both
_STRANGE = re.compile(r"^\]|(?<!\\)\[|&&|--|\|\||~~")  # read differently inside a class
_FORMATS = frozenset("YymndeHhMS%")


@dataclass(frozen=True)
class NotPortable(ValueError):
    """Part of a pattern or format that the two evaluators would not read alike."""

    near: str


def portable(pattern: str) -> str:
    """The pattern in the words both evaluators share, to be matched against a whole text.
    NotPortable for anything else."""
    if len(pattern) > LONGEST_PATTERN:
        raise NotPortable(pattern[:20])
    parts, place = [], 0
    while place < len(pattern):
        found = _ATOM.match(pattern, place)
        if not found:
            raise NotPortable(pattern[place : place + 10])
        parts.append(_rewritten(str(found.lastgroup), found[0]))
        place = found.end()
    _refuse_double_growth(pattern)
    rewritten = "".join(parts)
    try:
        re.compile(rewritten)
    except re.error as error:
        raise NotPortable(pattern[:20]) from error
    return rewritten


def day_format(text: str) -> str:
    """The format as it is; NotPortable when it asks for what is not supported."""
    for code in _FORMAT.findall(text):
        if code not in _FORMATS:
            raise NotPortable(f"%{code}")
    return text


def _rewritten(kind: str, text: str) -> str:
    match kind:
        case "plain":
            return "[^\\n]" if text == "." else text
        case "open":
            return "(?:"
        case "escape":
            return _escape(text[1])
        case "class":
            return _class(text)
        case "edge":
            return "(?:)"  # the whole text is matched anyway
    return text


def _escape(letter: str) -> str:
    if letter in _CLASSES:
        return f"[{_CLASSES[letter]}]"
    if letter.lower() in _CLASSES:
        return f"[^{_CLASSES[letter.lower()]}]"
    if letter in "tnrfv":
        return "\\" + letter
    if letter.isalnum() or letter == "_":
        raise NotPortable("\\" + letter)
    return "\\" + letter if letter in _SIGNS else letter


def _class(text: str) -> str:
    inner = text[1:-1]
    head = "^" if inner.startswith("^") else ""
    inner = inner[len(head) :]
    if not inner or _STRANGE.search(inner):
        raise NotPortable(text)
    inside = _ESCAPED.sub(lambda found: _in_class(found[1], text), inner)
    return f"[{head}{inside}]"


def _in_class(letter: str, text: str) -> str:
    if letter in _CLASSES:
        return _CLASSES[letter]
    if letter in "tnrfv":
        return "\\" + letter
    if letter.isalnum() or letter == "_":
        raise NotPortable(text)
    return "\\" + letter if letter in _SIGNS + "-" else letter


def _refuse_double_growth(pattern: str) -> None:
    """A group that grows must not hold what grows or branches without bound: (a+)+, (a|a)*."""
    opened: list[bool] = []
    before = ""
    grew = False  # whether the atom just read holds growth or a branch
    for found in _ATOM.finditer(pattern):
        kind, text = str(found.lastgroup), found[0]
        if kind == before == "grow" and text != "?":
            raise NotPortable(pattern)
        before = kind
        if kind == "open":
            opened.append(False)
        elif kind == "close":
            grew = opened.pop() if opened else False
            if grew and opened:
                opened[-1] = True
            continue
        elif kind == "grow" and text != "?" and not re.fullmatch(r"\{\d+\}", text):
            if grew:
                raise NotPortable(pattern)
            if opened:
                opened[-1] = True
        elif kind == "bar" and opened:
            opened[-1] = True
        grew = False
