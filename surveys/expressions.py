"""Skip logic: an expression is parsed once, evaluated here, and handed to the phone as a tree.

The language is XLSForm's: `${question}`, quoted texts, numbers, = != < <= > >=, and, or,
not(), selected(), count-selected(), true(), false(). Anything else is refused by name.
A tree is nested lists of plain JSON values, so both evaluators read the same thing:
["var", id], ["text", "a"], ["number", 1], ["and", x, y], ["selected", x, y] …
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

Tree = list[Any]

_TOKEN = re.compile(
    r"\s*(?:(?P<var>\$\{[\w.-]+\})|(?P<text>'[^']*'|\"[^\"]*\")|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<name>[a-z][a-z-]*)|(?P<sign><=|>=|!=|[=<>(),]))"
)
_ARITY = {"not": 1, "selected": 2, "count-selected": 1, "true": 0, "false": 0}
_COMPARE = {"=", "!=", "<", "<=", ">", ">="}


@dataclass(frozen=True)
class NotExpression(ValueError):
    """The text is no expression; `near` is where reading stopped."""

    text: str
    near: str

    def __str__(self) -> str:
        return f"cannot read {self.near!r} in {self.text!r}"


@cache
def parse(text: str) -> Tree:
    """The tree of an expression; an empty text is always true. NotExpression when refused."""
    if not text.strip():
        return ["true"]
    tokens = _Tokens(text)
    tree = _either(tokens)
    if tokens.now[1]:
        raise NotExpression(text, tokens.now[1])
    return tree


def holds(text: str, answers: Mapping[str, Any]) -> bool:
    """Whether the condition is true. An answer is a text, a list of texts, or missing."""
    return bool(_value(parse(text), answers))


def names(text: str) -> frozenset[str]:
    """The questions an expression looks at."""
    return frozenset(_names(parse(text)))


def _value(tree: Tree, answers: Mapping[str, Any]) -> Any:
    match tree:
        case ["var", name]:
            return answers.get(name, "")
        case ["text", value] | ["number", value]:
            return value
        case ["true"]:
            return True
        case ["false"]:
            return False
        case ["and", left, right]:
            return bool(_value(left, answers)) and bool(_value(right, answers))
        case ["or", left, right]:
            return bool(_value(left, answers)) or bool(_value(right, answers))
        case ["not", inner]:
            return not _value(inner, answers)
        case ["selected", inner, code]:
            return _value(code, answers) in _chosen(_value(inner, answers))
        case ["count-selected", inner]:
            return len(_chosen(_value(inner, answers)))
        case [sign, left, right]:
            return _compared(sign, _value(left, answers), _value(right, answers))
    raise AssertionError(tree)


def _compared(sign: str, left: Any, right: Any) -> bool:
    """Equality compares texts; order compares numbers, and a missing number is never ordered."""
    if sign in ("=", "!="):
        return (_text(left) == _text(right)) == (sign == "=")
    try:
        a, b = float(_text(left)), float(_text(right))
    except ValueError:
        return False
    return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[sign]


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return " ".join(map(str, value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _chosen(value: Any) -> list[str]:
    return list(value) if isinstance(value, (list, tuple)) else str(value).split()


def _names(tree: Tree) -> Iterator[str]:
    if tree[0] == "var":
        yield tree[1]
        return
    for part in tree[1:]:
        if isinstance(part, list):
            yield from _names(part)


class _Tokens:
    """The text cut into tokens; `now` is the one to read next, ("", "") at the end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.now = self._next()

    def _next(self) -> tuple[str, str]:
        if not self.text[self.place :].strip():
            return "", ""
        found = _TOKEN.match(self.text, self.place)
        if not found:
            raise NotExpression(self.text, self.text[self.place :].strip())
        self.place = found.end()
        return str(found.lastgroup), found[str(found.lastgroup)]

    def take(self, *values: str) -> str:
        """Step over the next token if it is one of the values; "" when it is not."""
        kind, value = self.now
        if kind == "text" or value not in values:
            return ""
        self.now = self._next()
        return value

    def need(self, value: str) -> None:
        if not self.take(value):
            raise NotExpression(self.text, self.now[1] or "…")


def _either(tokens: _Tokens) -> Tree:
    tree = _both(tokens)
    while tokens.take("or"):
        tree = ["or", tree, _both(tokens)]
    return tree


def _both(tokens: _Tokens) -> Tree:
    tree = _comparison(tokens)
    while tokens.take("and"):
        tree = ["and", tree, _comparison(tokens)]
    return tree


def _comparison(tokens: _Tokens) -> Tree:
    tree = _operand(tokens)
    sign = tokens.take(*_COMPARE)
    return [sign, tree, _operand(tokens)] if sign else tree


def _operand(tokens: _Tokens) -> Tree:
    kind, value = tokens.now
    if tokens.take("("):
        tree = _either(tokens)
        tokens.need(")")
        return tree
    tokens.now = tokens._next()
    match kind:
        case "var":
            return ["var", value[2:-1]]
        case "text":
            return ["text", value[1:-1]]
        case "number":
            return ["number", float(value)]
        case "name" if value in _ARITY:
            return [value, *_arguments(tokens, _ARITY[value])]
    raise NotExpression(tokens.text, value or "…")


def _arguments(tokens: _Tokens, count: int) -> list[Tree]:
    tokens.need("(")
    found = []
    for position in range(count):
        if position:
            tokens.need(",")
        found.append(_either(tokens))
    tokens.need(")")
    return found
