"""The fields of an entry, one for each column of its register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ledger_known import choosable
from pages.settings import today
from surveys.ledgers import Book, Column, Entry, Kind, Value, choice_text, codes_of, label
from surveys.organisation import Unit
from surveys.texts import say

_ACROSS = 3  # fields side by side
_FIRST_DAY, _LAST_DAY = "1990-01-01", "2100-12-31"
_WIDE = (Kind.TEXT, Kind.MANY)
_STARTS_TODAY = ("day", "since")


@dataclass(frozen=True, slots=True)
class Form:
    """The fields being drawn: of which entry, in which language, a place for faults below each."""

    book: Book
    known: Entry
    units: Sequence[Unit]
    lang: str
    below: dict[str, DeltaGenerator]

    def key(self, name: str) -> str:
        """The widget's key: every entry has fields of its own."""
        return f"ledger-{self.book.name}-{self.known.id}-{name}"

    def label(self, column: Column) -> str:
        """The field's name, with a star where it must be filled in."""
        if column.kind is Kind.UNIT:
            return say("ledgers.list.unit_name", self.lang) + " *"
        return label(self.book, column.name, self.lang) + (" *" if column.must else "")


def ask(form: Form) -> dict[str, Value]:
    """What stands in the fields."""
    values: dict[str, Value] = {}
    narrow = [column for column in form.book.columns if column.kind not in _WIDE]
    if form.book.of_units:
        values["unit"] = _unit(form)
        narrow = narrow[1:]
    for first in range(0, len(narrow), _ACROSS):
        for place, column in zip(
            st.columns(_ACROSS), narrow[first : first + _ACROSS], strict=False
        ):
            with place:
                values[column.name] = _field(form, column)
    for column in form.book.columns:
        if column.kind in _WIDE:
            values[column.name] = _field(form, column)
    return values


def _unit(form: Form) -> Value:
    units = {unit.code: unit for unit in choosable(form.book, form.units)}
    units |= {unit.code: unit for unit in form.units if unit.code == form.known.unit}
    codes = list(units)
    chosen = st.selectbox(
        form.label(form.book.column("unit")),
        codes,
        index=codes.index(form.known.unit) if form.known.unit in codes else None,
        format_func=lambda code: f"{code} · {units[code].name}",
        placeholder=say("ledgers.form.choose_unit", form.lang),
        key=form.key("unit"),
    )
    form.below["unit"] = st.container()
    return chosen or ""


def _field(form: Form, column: Column) -> Value:
    value = form.known.values.get(column.name)
    if not form.known.id and column.name in _STARTS_TODAY:
        value = today()
    typed = _asked(form, column, value)
    form.below[column.name] = st.container()
    return typed


def _asked(form: Form, column: Column, value: Value) -> Value:
    name, key = form.label(column), form.key(column.name)
    match column.kind:
        case Kind.DAY:
            shown = None if value is None or isinstance(value, str | int | tuple) else value
            return st.date_input(
                name,
                value=shown,
                min_value=_FIRST_DAY,
                max_value=_LAST_DAY,
                format="DD/MM/YYYY",
                key=key,
            )
        case Kind.COUNT:
            count = value if isinstance(value, int) else None
            return st.number_input(name, min_value=0, value=count, step=1, key=key)
        case Kind.TEXT:
            return (st.text_area(name, str(value or ""), key=key, height=100) or "").strip()
        case Kind.CHOICE:
            return _choice(form, column, value)
        case Kind.MANY:
            return _many(form, column, value)
        case _:
            return " ".join((st.text_input(name, str(value or ""), key=key) or "").split())


def _choice(form: Form, column: Column, value: Value) -> Value:
    codes = codes_of(column.name)
    usual = codes[0] if column.name in ("source", "stage") and not form.known.id else value
    chosen = st.selectbox(
        form.label(column),
        codes,
        index=codes.index(str(usual)) if usual in codes else None,
        format_func=lambda code: choice_text(column.name, code, form.lang),
        placeholder=say("parts.choose", form.lang),
        key=form.key(column.name),
    )
    return chosen or ""


def _many(form: Form, column: Column, value: Value) -> Value:
    chosen = st.multiselect(
        form.label(column),
        codes_of(column.name),
        default=list(value) if isinstance(value, tuple) else [],
        format_func=lambda code: choice_text(column.name, code, form.lang),
        placeholder=say("parts.choose", form.lang),
        key=form.key(column.name),
    )
    return tuple(chosen)
