"""Limits that the vocabulary has fields for and XLSForm only constraints: at most three options."""

from __future__ import annotations

from collections.abc import Iterator

from surveys.model import Kind, Question


def limited(question: Question) -> str:
    """The constraint that other tools need: the limits of the fields, then the question's own."""
    limits = " and ".join(_limits(question))
    if not limits or not question.constraint:
        return limits or question.constraint
    return f"{limits} and ({question.constraint})"


def without_limits(question: Question) -> str:
    """The question's own constraint, when its fields say the rest."""
    limits = " and ".join(_limits(question))
    if not limits or question.constraint == limits:
        return "" if limits else question.constraint
    own = question.constraint.removeprefix(f"{limits} and (")
    return own.removesuffix(")") if own != question.constraint else own


def _limits(question: Question) -> Iterator[str]:
    if question.kind in (Kind.MULTIPLE, Kind.RANKING):
        if question.least is not None:
            yield f"count-selected(.) >= {question.least}"
        if question.most is not None:
            yield f"count-selected(.) <= {question.most}"
        for code in sorted(question.exclusive):
            yield f"(not(selected(., '{code}')) or count-selected(.) = 1)"
    if question.kind is Kind.NUMBER:
        if question.lowest is not None:
            yield f". >= {_number(question.lowest)}"
        if question.highest is not None:
            yield f". <= {_number(question.highest)}"


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))
