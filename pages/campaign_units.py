"""Which units a new campaign asks: everybody, some types, or units one by one."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from db import units as register
from pages.campaign_address import open_register
from pages.campaign_fields import Form, keep, kept, key
from pages.settings import engine
from surveys.organisation import UNIT_TYPES, Unit, alive
from surveys.texts import say
from surveys.texts.numbers import number
from surveys.texts.search import plain

_HOW = ("everyone", "types", "some")


def choose(form: Form) -> tuple[Unit, ...]:
    """The units chosen among those that exist today."""
    units = alive(register.everyone(engine()), form.today)
    if not units:
        st.info(_say(form, "none"))
        if st.button(_say(form, "open_register"), icon=":material/apartment:"):
            open_register()
    how = _how(form) if units else _HOW[0]
    chosen = _some(form, units) if how == "some" else _but_some(form, _typed(form, units, how))
    form.place("units")
    return chosen


def explain(form: Form, units: Sequence[Unit], k: int) -> None:
    """How many units and people these are, and which units are too small to be told apart."""
    if not units:
        return
    workers = number(sum(unit.workers for unit in units), form.lang)
    count = number(len(units), form.lang)
    small = [unit for unit in units if unit.workers < k]
    lines = [_say(form, "chosen", count=count, workers=workers)]
    if small:
        lines.append(_say(form, "pooled", count=number(len(small), form.lang), k=k))
    st.caption(" ".join(lines))
    with st.expander(_say(form, "list")):
        st.dataframe(
            _table(form, units, k),
            hide_index=True,
            column_config={
                say("campaigns.column.workers", form.lang): st.column_config.NumberColumn(
                    format="localized"
                )
            },
            alt=_say(form, "list"),
        )


def _how(form: Form) -> str:
    chosen, widget = kept(form.lang, "how", _HOW[0])
    return st.segmented_control(
        _say(form, "how"),
        _HOW,
        default=chosen,
        format_func=lambda name: _say(form, name),
        key=widget,
        on_change=keep,
        args=("how", widget),
        required=True,
    )


def _typed(form: Form, units: Sequence[Unit], how: str) -> list[Unit]:
    if how != "types":
        return list(units)
    types = [type for type in UNIT_TYPES if any(unit.type == type for unit in units)]
    before, widget = kept(form.lang, "types", types)
    chosen = st.pills(
        _say(form, "which_types"),
        types,
        selection_mode="multi",
        default=[type for type in types if type in before],
        format_func=lambda type: _type_words(type, units, form.lang),
        key=widget,
        on_change=keep,
        args=("types", widget),
        wrap=True,
    )
    return [unit for unit in units if unit.type in chosen]


def _but_some(form: Form, units: Sequence[Unit]) -> tuple[Unit, ...]:
    without = _pick(form, "without", units)
    return tuple(unit for unit in units if unit.code not in without)


def _some(form: Form, units: Sequence[Unit]) -> tuple[Unit, ...]:
    wanted = _pick(form, "which_units", units)
    return tuple(unit for unit in units if unit.code in wanted)


def _pick(form: Form, name: str, units: Sequence[Unit]) -> frozenset[str]:
    by_code = {unit.code: unit for unit in units}
    picked = st.multiselect(
        _say(form, name),
        list(by_code),
        format_func=lambda code: f"{by_code[code].name} ({code})",
        key=key(name),
        placeholder=_say(form, "search"),
        wrap=True,
        persist_state="session",
    )
    return frozenset(picked)


def _type_words(type: str, units: Sequence[Unit], lang: str) -> str:
    count = sum(1 for unit in units if unit.type == type)
    return f"{say(f'names.unit_type.{type}', lang)} ({number(count, lang)})"


def _table(form: Form, units: Sequence[Unit], k: int) -> pd.DataFrame:
    """Unit, workers, type, note; those that are put together first."""
    rows = [
        (
            unit.name,
            unit.workers,
            say(f"names.unit_type.{unit.type}", form.lang),
            _say(form, "joined") if unit.workers < k else "",
        )
        for unit in sorted(units, key=lambda unit: (unit.workers >= k, plain(unit.name)))
    ]
    names = ("unit", "workers", "type", "note")
    columns = [say(f"campaigns.column.{name}", form.lang) for name in names]
    return pd.DataFrame(rows, columns=columns)


def _say(form: Form, name: str, **values: object) -> str:
    return say(f"campaigns.units.{name}", form.lang, **values)
