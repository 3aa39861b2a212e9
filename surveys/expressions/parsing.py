"""Reads an expression into a tree of plain JSON values, the same for both evaluators:
["var", id], ["own"], ["column", name], ["is", "a"], ["is", 1], ["and", x, y, …], [f, x, …].
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from surveys.expressions.functions import FUNCTIONS, LITERAL
from surveys.expressions.patterns import NotPortable

Tree = list[Any]

DEEPEST = 150  # operators inside each other: keeps both evaluators far from trouble
MOST_BRACKETS = 60  # inside each other: each takes the reader ten steps down
_TOKEN = re.compile(
    r"\s*(?:(?P<var>\$\{\s*[^\W\d][\w.-]*\s*\})|(?P<text>'[^']*'|\"[^\"]*\")"
    r"|(?P<number>\d+(?:\.\d*)?|\.\d+)|(?P<up>\.\.)|(?P<own>\.(?![\w/.]))"
    r"|(?P<name>[^\W\d][\w:-]*)|(?P<sign><=|>=|!=|[=<>(),+*-]))"
)
_LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
_WORDS = {"or", "and", "div", "mod"}


@dataclass(frozen=True)
class NotExpression(ValueError):
    """The text is no expression; `near` is where reading stopped, or the name refused."""

    text: str
    near: str

    def __str__(self) -> str:
        return f"cannot read {self.near!r} in {self.text!r}"


@lru_cache(maxsize=20_000)
def parse(text: str) -> Tree:
    """The tree of an expression; an empty text is always true. NotExpression when refused."""
    if not text.strip():
        return ["true"]
    tokens = _Tokens(text)
    tree = _level(tokens, 0)
    if tokens.now[1]:
        raise NotExpression(text, tokens.now[1])
    if _depth(tree) > DEEPEST:
        raise NotExpression(text, text[:20])
    return tree


def names(text: str) -> frozenset[str]:
    """The answers an expression looks at: `question`, or `question.row` of a matrix."""
    return frozenset(_leaves(parse(text), "var"))


def columns(text: str) -> frozenset[str]:
    """The columns of options an expression looks at."""
    return frozenset(_leaves(parse(text), "column"))


def _leaves(tree: Tree, kind: str) -> Iterator[str]:
    if tree[0] == kind:
        yield tree[1]
        return
    for part in tree[1:]:
        if isinstance(part, list):
            yield from _leaves(part, kind)


def _depth(tree: Tree) -> int:
    """How deep a tree goes, without recursion: the tree may be a hostile one."""
    deepest, waiting = 0, [(tree, 1)]
    while waiting:
        part, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(inner, depth + 1) for inner in part[1:] if isinstance(inner, list)]
    return deepest


class _Tokens:
    """The text cut into tokens; `now` is the one to read next, ("", "") at the end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.brackets = 0
        self.now = self._next()

    def _next(self) -> tuple[str, str]:
        if not self.text[self.place :].strip():
            return "", ""
        found = _TOKEN.match(self.text, self.place)
        if not found:
            raise NotExpression(self.text, self.text[self.place :].strip()[:40])
        self.place = found.end()
        return str(found.lastgroup), found[str(found.lastgroup)]

    def step(self) -> None:
        self.now = self._next()

    def take(self, *values: str) -> str:
        """Step over the next token if it is one of the values; "" when it is not."""
        kind, value = self.now
        if kind not in ("sign", "name") or value not in values:
            return ""
        self.step()
        return value

    def need(self, value: str) -> None:
        if not self.take(value):
            raise NotExpression(self.text, self.now[1] or "…")


def _level(tokens: _Tokens, level: int) -> Tree:
    """Operators that bind alike, from the left; `and` and `or` gather all their parts."""
    if level == len(_LEVELS):
        return _signed(tokens)
    tree = _level(tokens, level + 1)
    while sign := tokens.take(*_LEVELS[level]):
        part = _level(tokens, level + 1)
        gathers = level < 2 and tree[0] == sign
        tree = [*tree, part] if gathers else [sign, tree, part]
    return tree


def _signed(tokens: _Tokens) -> Tree:
    negative = False
    while tokens.take("-"):
        negative = not negative
    tree = _operand(tokens)
    return ["minus", tree] if negative else tree


def _operand(tokens: _Tokens) -> Tree:
    kind, value = tokens.now
    if tokens.take("("):
        tree = _bracketed(tokens)
        tokens.need(")")
        return tree
    tokens.step()
    match kind:
        case "var":
            return ["var", value[2:-1].strip()]
        case "own":
            return ["own"]
        case "text":
            return ["is", value[1:-1]]
        case "number":
            return ["is", _plain(float(value))]
        case "name" if tokens.now == ("sign", "("):
            return _called(tokens, value)
        case "name" if value not in _WORDS and ":" not in value:
            return ["column", value]
    raise NotExpression(tokens.text, value or "…")


def _bracketed(tokens: _Tokens) -> Tree:
    tokens.brackets += 1
    if tokens.brackets > MOST_BRACKETS:
        raise NotExpression(tokens.text, "((…")
    tree = _level(tokens, 0)
    tokens.brackets -= 1
    return tree


def _called(tokens: _Tokens, name: str) -> Tree:
    if name == "position":
        return _position(tokens)
    if name not in FUNCTIONS:
        raise NotExpression(tokens.text, f"{name}()")
    given = _arguments(tokens)
    fewest, most = FUNCTIONS[name].arity
    if not fewest <= len(given) <= most:
        raise NotExpression(tokens.text, f"{name}()")
    if name in LITERAL:
        given = _literal(tokens, name, given)
    return [name.removeprefix("jr:"), *given]


def _literal(tokens: _Tokens, name: str, given: list[Tree]) -> list[Tree]:
    """The last argument has to be a text in quotes, so that it can be checked here and now."""
    last = given[-1]
    if last[0] != "is" or not isinstance(last[1], str):
        raise NotExpression(tokens.text, f"{name}()")
    try:
        return [*given[:-1], ["is", LITERAL[name](last[1])]]
    except NotPortable as error:
        raise NotExpression(tokens.text, f"{name}(… {error.near})") from error


def _position(tokens: _Tokens) -> Tree:
    """`position(..)`: the turn of a repeated group; outside of one always the first."""
    tokens.need("(")
    if tokens.now[0] != "up":
        raise NotExpression(tokens.text, "position()")
    tokens.step()
    tokens.need(")")
    return ["is", 1]


def _arguments(tokens: _Tokens) -> list[Tree]:
    tokens.need("(")
    found: list[Tree] = []
    if tokens.take(")"):
        return found
    while True:
        found.append(_bracketed(tokens))
        if not tokens.take(","):
            break
    tokens.need(")")
    return found


def _plain(number: float) -> float | int:
    return int(number) if number.is_integer() else number
