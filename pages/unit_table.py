"""Units as a table: columns and numbers as the reader writes them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from pages.settings import today
from surveys.organisation import Unit
from surveys.register import label
from surveys.texts import say
from surveys.texts.numbers import day, number

_COUNTS = ("workers", "members", "women")
_HEAD, _ROW, _MOST = 38, 35, 460  # pixels
_STYLED = 500  # rows; writing each number of a longer table ourselves would take a second


def units_table(
    units: Sequence[Unit],
    fields: Sequence[str],
    lang: str,
    key: str | None = None,
    opened: Callable[[], None] | None = None,
) -> None:
    """Show these fields of the units; `opened` is called when a cell is clicked."""
    clickable: dict[str, Any] = {"on_select": opened, "selection_mode": "single-cell"}
    st.dataframe(
        _table(units, fields, lang),
        hide_index=True,
        height=min(_HEAD + _ROW * len(units), _MOST),
        column_config=_columns(fields, lang, plain=len(units) > _STYLED),
        key=key,
        alt=say("units.list.alt", lang, count=number(len(units), lang)),
        **(clickable if opened else {}),
    )


def _columns(fields: Sequence[str], lang: str, *, plain: bool) -> dict[str, Any]:
    """How columns look; numbers of plain tables are written as the browser writes them."""
    numbers = st.column_config.NumberColumn(format="localized")
    counts = {label(field, lang): numbers for field in fields if plain and field in _COUNTS}
    return {label("code", lang): st.column_config.Column(width=100, pinned=True), **counts}


def _table(units: Sequence[Unit], fields: Sequence[str], lang: str) -> Styler | pd.DataFrame:
    """One row a unit; columns named in the reader's language, numbers written as she does."""
    rows = [[_cell(unit, field, lang) for field in fields] for unit in units]
    table = pd.DataFrame(rows, columns=[label(field, lang) for field in fields])
    counts: list[Hashable] = [label(field, lang) for field in fields if field in _COUNTS]
    table = table.astype(dict.fromkeys(counts, "Int64"))
    if len(units) > _STYLED:
        return table

    def written(count: Any) -> str:
        return number(count, lang)

    return table.style.format(written, subset=counts, na_rep="–")


def _cell(unit: Unit, field: str, lang: str) -> object:
    if field == "type" and not unit.type:
        return "–"
    if field == "type":
        return say(f"names.unit_type.{unit.type}", lang)
    if field == "name" and unit.ended_on and unit.ended_on < today():
        return say("units.list.name_ended", lang, name=unit.name)
    value = getattr(unit, field)
    return day(value, lang) if isinstance(value, date) else value
