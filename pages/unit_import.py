"""A register taken in from a file: chosen, looked through, and only then written."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st
from sqlalchemy.exc import IntegrityError

from db import events, organisation
from db import units as register
from pages.campaign_words import tell
from pages.parts import require
from pages.settings import engine, now
from pages.unit_address import go
from pages.unit_table import units_table
from pages.unit_words import difference
from surveys.access import Act
from surveys.organisation import Level
from surveys.register import (
    MOST_ROWS,
    Change,
    Comparison,
    NotReadable,
    Reading,
    compare,
    explain,
    label,
    read,
    template,
)
from surveys.texts import say
from surveys.texts.numbers import number

_KINDS = ("xlsx", "xlsm", "xls", "csv", "txt")  # .xls is refused with what to do
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NEW = ("code", "name", "type", "place", "workers", "members")
_PLACED = ("parent", "parent_from")  # shown where a new unit says it
_ROW_HEIGHT, _MOST_HEIGHT = 35, 420


def show() -> None:
    """Ask for a file, show what it would change, and take it in when that is confirmed."""
    lang = require(Act.EDIT_UNITS).lang
    st.button(say("units.form.back", lang), on_click=go, icon=":material/arrow_back:")
    st.title(say("units.import.title", lang), anchor=False)
    levels = organisation.levels(engine())
    left, right = st.columns([3, 2], gap="large")
    with left:
        sent = st.file_uploader(say("units.import.file", lang), _KINDS, key="units-import")
    with right:
        _beginning(lang, levels)
    if sent is None:
        return
    try:
        reading = read(sent.getvalue(), sent.name)
    except NotReadable as refusal:
        values = {"most": number(MOST_ROWS, lang), **refusal.values}
        st.error(say(f"units.file.{refusal.reason}", lang, **values))
        return
    found = compare(reading, register.of_every_level(engine()), levels)
    _preview(reading, found, lang)
    _confirm(reading, found, lang)


def _beginning(lang: str, levels: Sequence[Level]) -> None:
    st.markdown(say("units.import.lead", lang))
    st.download_button(
        say("units.import.template", lang),
        template(lang, levels),
        say("units.file.name_template", lang),
        _SHEET,
        icon=":material/download:",
        on_click="ignore",
    )


def _preview(reading: Reading, found: Comparison, lang: str) -> None:
    st.header(_finding(found, lang), anchor=False)
    if reading.skipped:
        st.caption(say("units.import.skipped", lang, count=number(reading.skipped, lang)))
    if reading.unknown:
        names = ", ".join(reading.unknown)
        st.caption(say("units.import.unknown", lang, columns=names))
    if found.refused:
        st.subheader(say("units.import.refused", lang), anchor=False)
        st.caption(say("units.import.refused_how", lang))
        _table(_refused(found, lang))
    if found.changed:
        st.subheader(say("units.import.changed", lang), anchor=False)
        _table(_changes(found.changed, lang))
    if found.new:
        st.subheader(say("units.import.new", lang), anchor=False)
        placed = _PLACED if any(unit.parent for unit in found.new) else ()
        units_table(found.new, (*_NEW, *placed), lang)


def _finding(found: Comparison, lang: str) -> str:
    counts = {
        "new": len(found.new),
        "changed": len(found.changed),
        "unchanged": found.unchanged,
        "refused": len(found.refused),
    }
    said = [
        say(f"units.import.count_{name}", lang, count=number(count, lang))
        for name, count in counts.items()
        if count
    ]
    return ", ".join(said)


def _table(rows: Sequence[dict[str, str]]) -> None:
    """Text that wraps, in a box that scrolls when there is much of it."""
    height = min(len(rows) * _ROW_HEIGHT + 2 * _ROW_HEIGHT, _MOST_HEIGHT)
    scrolls = height == _MOST_HEIGHT
    st.table(
        pd.DataFrame(rows),
        hide_index=True,
        border="horizontal",
        height=height if scrolls else "content",
    )


def _refused(found: Comparison, lang: str) -> list[dict[str, str]]:
    row, what = say("units.import.row", lang), say("units.import.what", lang)
    code, name = label("code", lang), label("name", lang)
    return [
        {
            row: number(refused.row, lang),
            code: refused.code or "–",
            name: refused.name or "–",
            what: " ".join(explain(fault, lang) for fault in refused.faults),
        }
        for refused in found.refused
    ]


def _changes(changed: Sequence[Change], lang: str) -> list[dict[str, str]]:
    what = say("units.import.change", lang)
    code, name = label("code", lang), label("name", lang)
    return [
        {
            code: change.after.code,
            name: change.after.name,
            what: "; ".join(difference(change, field, lang) for field in change.fields),
        }
        for change in changed
    ]


def _confirm(reading: Reading, found: Comparison, lang: str) -> None:
    count = len(found.to_take_in)
    if not count:
        st.info(say("units.import.nothing", lang))
        return
    with st.container(horizontal=True):
        words = say("units.import.confirm", lang, count=number(count, lang))
        st.button(words, type="primary", on_click=_take_in, args=(reading, found))
        st.button(say("parts.cancel", lang), on_click=go)


def _take_in(reading: Reading, shown: Comparison) -> None:
    """Write what was shown, in one transaction, and go back to the list; nothing when the
    register is not any more what the file was compared with."""
    officer = require(Act.EDIT_UNITS)
    found = compare(reading, register.of_every_level(engine()), organisation.levels(engine()))
    seen = {change.before.code: change.before for change in found.changed}
    try:
        if found != shown:
            raise organisation.ChangedMeanwhile
        new, changed = register.take_in(engine(), found.to_take_in, seen)
    except (organisation.ChangedMeanwhile, register.ChangedMeanwhile, IntegrityError):
        tell(say("units.import.meanwhile", officer.lang))
        return
    detail = say("units.import.done", "vi", new=new, changed=changed)
    events.note(engine(), now(), officer.id, "import_units", detail)
    tell(say("units.import.done", officer.lang, new=new, changed=changed))
    go()
