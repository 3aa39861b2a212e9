"""The register as a table: searched, filtered, summed; a click on a row opens the unit."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from db import events, organisation
from pages import address, seen, unit_undo
from pages.parts import signed_in
from pages.settings import engine, now, today
from pages.unit_address import IMPORT, NEW, SEARCH, TYPES, go
from pages.unit_table import units_table
from surveys.access import Act, Officer, may
from surveys.organisation import UNIT_TYPES, Unit, alive
from surveys.register import export, label
from surveys.texts import say
from surveys.texts.numbers import number
from surveys.texts.search import finds

_COLUMNS = ("code", "name", "type", "place", "workers", "members", "women")
_TABLE, _SHOWN, _FILE = "units-table", "units-shown", "units-file"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(units: Sequence[Unit]) -> None:
    """Show the register, or how to begin one."""
    officer = signed_in()
    if not units:
        _empty(officer)
        return
    here = alive(units, today())
    st.title(_finding(here, officer.lang), anchor=False)
    _tasks(units, officer)
    unit_undo.offer()
    found = _filtered(units, here, officer.lang)
    _table(found, officer.lang)
    st.markdown(f"**{_sums(found, officer.lang)}**")
    st.caption(say("units.list.how", officer.lang))


def _empty(officer: Officer) -> None:
    st.title(say("units.list.empty_title", officer.lang), anchor=False)
    st.write(say("units.list.empty_text", officer.lang))
    if may(officer, Act.EDIT_UNITS):
        with st.container(horizontal=True):
            _button("import", IMPORT, ":material/upload_file:", officer.lang, primary=True)
            _button("add", NEW, ":material/add:", officer.lang)
    unit_undo.offer()


def _tasks(units: Sequence[Unit], officer: Officer) -> None:
    with st.container(horizontal=True):
        if may(officer, Act.EDIT_UNITS):
            _button("add", NEW, ":material/add:", officer.lang, primary=True)
            _button("import", IMPORT, ":material/upload_file:", officer.lang)
        _take_along(units, officer)


def _button(name: str, task: str, icon: str, lang: str, *, primary: bool = False) -> None:
    st.button(
        say(f"units.list.{name}", lang),
        type="primary" if primary else "secondary",
        icon=icon,
        key=f"units-{name}",
        on_click=go,
        args=(task,),
    )


def _take_along(units: Sequence[Unit], officer: Officer) -> None:
    """The register as a file: made when asked for, then offered until the register changes."""
    lang = officer.lang
    if st.button(say("units.list.export", lang), icon=":material/table_view:"):
        with st.spinner(say("units.list.exporting", lang)):
            whole = seen.units_of_every_level()
            content = export(whole, lang, organisation.levels(engine()))
            st.session_state[_FILE] = (units, content)
        name = say("units.file.name_export", lang)
        events.note(engine(), now(), officer.id, "export", f"{name} ({len(units)})")
    made = st.session_state.get(_FILE)
    if made and made[0] == units:
        st.download_button(
            say("units.list.download", lang),
            made[1],
            say("units.file.name_export", lang),
            _SHEET,
            icon=":material/download:",
            on_click="ignore",
        )


def _filtered(units: Sequence[Unit], here: Sequence[Unit], lang: str) -> list[Unit]:
    ended = len(units) - len(here)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        query = _search(lang)
        also_ended = ended > 0 and st.toggle(say("units.list.ended", lang, count=ended))
    shown = units if also_ended else here
    types = _types(shown, lang)
    return [
        unit
        for unit in shown
        if (not types or unit.type in types)
        and finds(query, unit.code, unit.name, unit.place, unit.cluster)
    ]


def _search(lang: str) -> str:
    """What is looked for, kept in the address."""
    key = address.key(SEARCH)
    st.session_state[key] = st.query_params.get(SEARCH, "")
    st.text_input(
        say("units.list.search", lang),
        type="search",
        placeholder=say("units.list.search_hint", lang),
        icon=":material/search:",
        key=key,
        on_change=address.keep,
        args=(SEARCH,),
        live=True,
        width=360,
    )
    return st.query_params.get(SEARCH, "")


def _types(units: Sequence[Unit], lang: str) -> Sequence[str]:
    counts = {type: sum(unit.type == type for unit in units) for type in UNIT_TYPES}
    offered = [type for type in UNIT_TYPES if counts[type]]
    if len(offered) < 2:
        return ()
    chosen = address.many(TYPES, offered)
    st.pills(
        label("type", lang),
        offered,
        selection_mode="multi",
        format_func=lambda type: f"{say(f'names.unit_type.{type}', lang)} ({counts[type]})",
        key=address.key(TYPES),
        on_change=address.keep,
        args=(TYPES,),
        wrap=True,
    )
    return chosen


def _table(units: Sequence[Unit], lang: str) -> None:
    if not units:
        st.info(say("units.list.nothing", lang))
        return
    st.session_state[_SHOWN] = [unit.code for unit in units]
    units_table(units, _COLUMNS, lang, _TABLE, _open)


def _open() -> None:
    """The clicked row's unit."""
    cells = st.session_state[_TABLE].selection.cells
    if cells:
        go(unit=st.session_state[_SHOWN][cells[0][0]])


def _finding(units: Sequence[Unit], lang: str) -> str:
    return say(
        "units.list.finding",
        lang,
        units=number(len(units), lang),
        workers=number(sum(unit.workers for unit in units), lang),
        members=number(sum(unit.members for unit in units), lang),
    )


def _sums(units: Sequence[Unit], lang: str) -> str:
    unknown = sum(unit.women is None for unit in units)
    return say(
        "units.list.sums_unknown" if unknown else "units.list.sums",
        lang,
        units=number(len(units), lang),
        workers=number(sum(unit.workers for unit in units), lang),
        members=number(sum(unit.members for unit in units), lang),
        women=number(sum(unit.women or 0 for unit in units), lang),
        unknown=number(unknown, lang),
    )
