"""What an expression says, given the answers so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from surveys.expressions.functions import FUNCTIONS, divided, remainder
from surveys.expressions.parsing import Tree, parse
from surveys.expressions.values import Value, number, text, truth

_LONG_AGO = date(1970, 1, 1)


@dataclass(slots=True)
class Look:
    """What an expression may look at: the answers by name (see `flat`), its own answer, the
    columns of the option in question, the day, and the wording of a question's option."""

    answers: Mapping[str, str]
    own: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    today: date = _LONG_AGO
    wording: Callable[[str, str], str] = lambda question, code: code


_Step = Callable[[Look], Value]


def flat(values: Mapping[str, Any]) -> dict[str, str]:
    """Answers as expressions see them: texts; several codes with blanks between; the cells of a
    matrix by `question.row`."""
    found: dict[str, str] = {}
    for name, given in values.items():
        if isinstance(given, str):
            found[name] = given
        elif isinstance(given, Mapping):
            found |= {f"{name}.{row}": code for row, code in given.items()}
            found[name] = " ".join(given)
        else:
            found[name] = " ".join(given)
    return found


def value(expression: str, look: Look) -> Value:
    """The value of an expression; NotExpression when it is none."""
    return _made(expression)(look)


def holds(expression: str, look: Look) -> bool:
    """Whether a condition is true; an empty one is."""
    return not expression or truth(_made(expression)(look))


def computed(expression: str, look: Look) -> str:
    """The result of a calculation as it is kept; "" for not-a-number."""
    found = text(value(expression, look))
    return "" if found == "NaN" else found


@lru_cache(maxsize=20_000)
def _made(expression: str) -> _Step:
    """The expression as one function: forms are read by the thousand, each with every condition
    of its survey, and walking the tree again each time took a third of the reading."""
    return _step(parse(expression))


def _step(tree: Tree) -> _Step:
    kind, *parts = tree
    match kind:
        case "var" | "is" | "own" | "column" | "today":
            return _leaf(kind, parts)
        case "and" | "or":
            return _gathered(kind, [_step(part) for part in parts])
    steps = [_step(part) for part in parts if isinstance(part, list)]
    match kind:
        case "if":
            asked, then, other = steps
            return lambda look: then(look) if truth(asked(look)) else other(look)
        case "coalesce":
            first, second = steps
            return lambda look: second(look) if text(first(look)) == "" else first(look)
        case "choice-name":
            code, question = steps
            return lambda look: look.wording(text(question(look)), text(code(look)))
    return _applied(_OPERATORS[kind] if kind in _OPERATORS else _function(kind), steps)


def _leaf(kind: str, parts: list[Any]) -> _Step:
    match kind:
        case "var":
            name = parts[0]
            return lambda look: look.answers.get(name, "")
        case "is":
            found = parts[0] if isinstance(parts[0], str) else float(parts[0])
            return lambda look: found
        case "own":
            return lambda look: look.own
        case "column":
            column = parts[0]
            return lambda look: look.columns.get(column, "")
    return lambda look: look.today.isoformat()


def _gathered(kind: str, steps: list[_Step]) -> _Step:
    if kind == "and":
        return lambda look: all(truth(step(look)) for step in steps)
    return lambda look: any(truth(step(look)) for step in steps)


def _applied(does: Callable[..., Value], steps: list[_Step]) -> _Step:
    match steps:
        case [one]:
            return lambda look: does(one(look))
        case [left, right]:
            return lambda look: does(left(look), right(look))
    return lambda look: does(*(step(look) for step in steps))


def _function(name: str) -> Callable[..., Value]:
    does = FUNCTIONS[name].does
    assert does is not None, name
    return does


def _equal(left: Value, right: Value) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return truth(left) == truth(right)
    if isinstance(left, float) or isinstance(right, float):
        return number(left) == number(right)
    return left == right


_OPERATORS: Mapping[str, Callable[..., Value]] = {
    "=": _equal,
    "!=": lambda left, right: not _equal(left, right),
    "<": lambda left, right: number(left) < number(right),
    "<=": lambda left, right: number(left) <= number(right),
    ">": lambda left, right: number(left) > number(right),
    ">=": lambda left, right: number(left) >= number(right),
    "+": lambda left, right: number(left) + number(right),
    "-": lambda left, right: number(left) - number(right),
    "*": lambda left, right: number(left) * number(right),
    "div": lambda left, right: divided(number(left), number(right)),
    "mod": lambda left, right: remainder(number(left), number(right)),
    "minus": lambda value: -number(value),
}
