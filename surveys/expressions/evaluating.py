"""What an expression says, given the answers so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from surveys.expressions.functions import FUNCTIONS, divided, remainder
from surveys.expressions.parsing import Tree, parse
from surveys.expressions.values import Value, number, text, truth

_LONG_AGO = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Look:
    """What an expression may look at: the answers by name (see `flat`), its own answer, the
    columns of the option in question, the day, and the wording of a question's option."""

    answers: Mapping[str, str]
    own: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    today: date = _LONG_AGO
    wording: Callable[[str, str], str] = lambda question, code: code


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
    return _value(parse(expression), look)


def holds(expression: str, look: Look) -> bool:
    """Whether a condition is true; an empty one is."""
    return not expression or truth(value(expression, look))


def computed(expression: str, look: Look) -> str:
    """The result of a calculation as it is kept; "" for not-a-number."""
    found = text(value(expression, look))
    return "" if found == "NaN" else found


def _value(tree: Tree, look: Look) -> Value:
    kind, *parts = tree
    match kind:
        case "var":
            return look.answers.get(parts[0], "")
        case "is":
            return parts[0] if isinstance(parts[0], str) else float(parts[0])
        case "own":
            return look.own
        case "column":
            return look.columns.get(parts[0], "")
        case "and" | "or":
            return _gathered(kind, parts, look)
        case "if":
            return _value(parts[1 if truth(_value(parts[0], look)) else 2], look)
        case "coalesce":
            return _value(parts[0 if text(_value(parts[0], look)) else 1], look)
        case "today":
            return look.today.isoformat()
        case "choice-name":
            return look.wording(text(_value(parts[1], look)), text(_value(parts[0], look)))
    given = [_value(part, look) for part in parts]
    return _OPERATORS[kind](*given) if kind in _OPERATORS else _called(kind, given)


def _gathered(kind: str, parts: Iterable[Tree], look: Look) -> bool:
    found = (truth(_value(part, look)) for part in parts)
    return all(found) if kind == "and" else any(found)


def _called(name: str, given: list[Value]) -> Value:
    does = FUNCTIONS[name].does
    assert does is not None, name
    return does(*given)


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
