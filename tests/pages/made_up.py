"""Surveys and forms nobody would write, for comparing two readers of them."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from surveys.model import Choice, Group, Kind, Question, Survey, unfolded

WORDS = {"vi": "Câu hỏi"}
CODES = ("a", "b", "c", "1", "2", "0")
TEXTS = (
    "", "a", "b c", "Đồng Phú", "  hai  chữ ", "12", "-3.50", "007", "1e3", "2026-11-22",
    "2024-02-30", "07:30", "7h", "🙂x", "tiê\u0300n", "NaN", "true", "31/12/2025", "1.000", "12,5",
    "<b>", "x\u0000y",
)  # fmt: skip
PATTERNS = ("[0-9]{2,4}", "\\d+", "a|b", "[^a-c]*", ".*", "(?:\\w+ ?)", "0[35789]\\d{8}", "[Đđ].+")
_TEXT_FUNCTIONS = {
    "string": 1, "normalize-space": 1, "upper-case": 1, "lower-case": 1, "substring-before": 2,
    "substring-after": 2, "translate": 3, "concat": 3, "join": 4, "coalesce": 2, "date": 1,
    "once": 1,
}  # fmt: skip
_NUMBER_FUNCTIONS = {
    "number": 1, "int": 1, "floor": 1, "ceiling": 1, "abs": 1, "string-length": 1,
    "count-selected": 1, "min": 3, "max": 3, "sum": 3, "count": 2, "count-non-empty": 2,
    "decimal-date-time": 1,
    "decimal-time": 1, "round": 1,
}  # fmt: skip
_TRUTH_FUNCTIONS = {
    "not": 1, "boolean": 1, "boolean-from-string": 1, "contains": 2, "starts-with": 2,
    "ends-with": 2, "selected": 2, "true": 0, "false": 0,
}  # fmt: skip


def expression(draw: Random, names: list[str], depth: int = 3, *, own: bool = False) -> str:
    """Any expression over the names."""
    kind = draw.choice((_truth, _number, _text, _truth))
    return kind(draw, [*names, "."] if own else names, depth)


def survey(draw: Random) -> Survey:
    """A survey of up to twelve questions, some of them in groups that repeat or depend."""
    groups = (
        Group("g", WORDS, show_if=""),
        Group("r", WORDS, most=3, count=draw.choice(("", "2", "${q0}"))),
    )
    questions: list[Question] = []
    size = draw.randint(2, 12)
    inside = ["", *("g" for _ in range(2)), *("r" for _ in range(2))]
    place = draw.randint(1, size)
    for number in range(size):
        at = number - place
        group = inside[at + 1] if 0 <= at < len(inside) - 1 else ""
        names = [q.id for q in questions]
        questions.append(replace(_question(draw, number, names), group=group))
    used = {q.group for q in questions}
    kept = tuple(group for group in groups if group.id in used)
    slots = tuple((q.id,) for q in questions)
    return unfolded(Survey("x", WORDS, tuple(questions), slots, ("vi",), kept))


def form(draw: Random, survey: Survey) -> dict[str, list[str]]:
    """Whatever a phone might send for it."""
    sent: dict[str, list[str]] = {}
    for q in survey.questions:
        codes = [choice.code for choice in q.choices]
        if draw.random() < 0.15:
            continue
        if q.rows:
            rated = [row.code for row in q.rows if draw.random() < 0.6]
            sent |= {f"{q.id}.{row}": [draw.choice(codes)] for row in rated}
        elif codes:
            sent[q.id] = draw.sample(codes, draw.randint(0, min(4, len(codes))))
            sent |= {
                f"{q.id}.{code}": [draw.choice(TEXTS)] for code in codes if draw.random() < 0.3
            }
        else:
            sent[q.id] = [draw.choice(TEXTS)]
    return sent


def _question(draw: Random, number: int, names: list[str]) -> Question:
    kind = draw.choice([k for k in Kind if k is not Kind.CONSENT])
    choices: tuple[Choice, ...] = ()
    if kind.tallied:
        choices = tuple(
            Choice(code, WORDS, writes=draw.random() < 0.2, columns={"x": draw.choice(TEXTS)})
            for code in draw.sample(CODES, draw.randint(2, 5))
        )
    changes: dict[str, Any] = {}
    if names and draw.random() < 0.5:
        changes["show_if"] = expression(draw, names)
    if draw.random() < 0.3 and not kind.unseen:
        changes["constraint"] = expression(draw, names, own=True)
    if kind is Kind.CALCULATED or (kind is Kind.HIDDEN and draw.random() < 0.5):
        changes["calculation"] = expression(draw, names) if names else "1 + 1"
    if kind is Kind.HIDDEN:
        changes["preset"] = draw.choice(TEXTS)
    if names and kind in (Kind.SINGLE, Kind.MULTIPLE) and draw.random() < 0.4:
        changes["choice_filter"] = f"x = {expression(draw, names, 1)} or name != 'a'"
    return Question(
        id=f"q{number}",
        kind=kind,
        label=WORDS,
        choices=choices,
        rows=tuple(Choice(c, WORDS) for c in CODES[:3]) if kind is Kind.MATRIX else (),
        rows_from=draw.choice(names)
        if kind is Kind.MATRIX and names and draw.random() < 0.5
        else "",
        extra_rows=draw.randint(0, 2),
        least=draw.choice((None, None, 2)),
        most=draw.choice((None, 2, 3)) if kind in (Kind.MULTIPLE, Kind.RANKING) else None,
        exclusive=frozenset({choices[0].code}) if choices and draw.random() < 0.3 else frozenset(),
        required=draw.random() < 0.2,
        lowest=draw.choice((None, -2.0, 1.5)),
        highest=draw.choice((None, 10.0)),
        whole=draw.random() < 0.5,
        longest=draw.choice((3, 300)),
        **changes,
    )


def _call(draw: Random, table: dict[str, int], names: list[str], depth: int) -> str:
    name = draw.choice(sorted(table))
    parts = (_any(draw, names, depth - 1) for _ in range(table[name]))
    return f"{name}({', '.join(parts)})"


def _any(draw: Random, names: list[str], depth: int) -> str:
    return draw.choice((_truth, _number, _text, _text))(draw, names, depth)


def _leaf(draw: Random, names: list[str]) -> str:
    if names and draw.random() < 0.6:
        name = draw.choice(names)
        return "." if name == "." else f"${{{name}}}"
    text = draw.choice(TEXTS)
    return "'" + text.replace("'", "").replace("\x00", "") + "'"


def _text(draw: Random, names: list[str], depth: int) -> str:
    roll = draw.random()
    if depth <= 0 or roll < 0.3:
        return _leaf(draw, names)
    if roll < 0.4:
        return f"if({_truth(draw, names, depth - 1)}, {_any(draw, names, depth - 1)}, 'x')"
    if roll < 0.5:
        return f"substr({_leaf(draw, names)}, {draw.randint(-3, 3)}, {draw.randint(-3, 5)})"
    if roll < 0.6:
        return f"format-date({_any(draw, names, depth - 1)}, '%e/%n/%Y %H:%M')"
    if roll < 0.7:
        return f"selected-at({_leaf(draw, names)}, {draw.randint(0, 2)})"
    return "today()" if roll < 0.75 else _call(draw, _TEXT_FUNCTIONS, names, depth)


def _number(draw: Random, names: list[str], depth: int) -> str:
    roll = draw.random()
    if depth <= 0 or roll < 0.2:
        return draw.choice(("0", "1", "2.5", "0.1", "100000000000000000000", ".5", "3"))
    if roll < 0.6:
        sign = draw.choice(("+", "-", "*", "div", "mod"))
        left, right = _any(draw, names, depth - 1), _any(draw, names, depth - 1)
        return f"({left} {sign} {right})"
    if roll < 0.7:
        return f"round({_number(draw, names, depth - 1)}, {draw.randint(-2, 3)})"
    if roll < 0.8:
        return f"pow({_number(draw, names, depth - 1)}, {draw.randint(-3, 4)})"
    return _call(draw, _NUMBER_FUNCTIONS, names, depth)


def _truth(draw: Random, names: list[str], depth: int) -> str:
    roll = draw.random()
    if depth <= 0 or roll < 0.2:
        return f"{_leaf(draw, names)} != ''"
    if roll < 0.5:
        sign = draw.choice(("=", "!=", "<", "<=", ">", ">="))
        return f"{_any(draw, names, depth - 1)} {sign} {_any(draw, names, depth - 1)}"
    if roll < 0.7:
        word = draw.choice(("and", "or"))
        left, right = _truth(draw, names, depth - 1), _truth(draw, names, depth - 1)
        return f"({left} {word} {right})"
    if roll < 0.8:
        return f"regex({_leaf(draw, names)}, '{draw.choice(PATTERNS)}')"
    return _call(draw, _TRUTH_FUNCTIONS, names, depth)
