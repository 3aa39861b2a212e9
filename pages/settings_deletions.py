"""What was deleted on its day, for the inspection committee: the list, its proof, and a file of it
(DR-22)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import pandas as pd
import streamlit as st

from db import deletions, events, retention
from db.deletions import Deletion
from pages import hardship_store
from pages.campaign_words import moment
from pages.parts import require
from pages.settings import PLACE, engine, now, settings, today
from surveys.access import Act, Officer
from surveys.campaigns import STEP, in_steps
from surveys.reports.names import file_name
from surveys.reports.one_table import one_table
from surveys.texts import say
from surveys.texts.numbers import day, number

_COLUMNS = ("done", "kind", "title", "count", "due", "late", "again")
_FILE = "deletions-file"  # the last file made, kept for its download
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(_officer: Officer) -> None:
    """Show the proof, the table and the file, or what they will be for."""
    lang = require(Act.READ_RECORD).lang
    st.write(_say("lead", lang))
    _proof(lang)
    rows = _rows(lang)
    if not rows:
        st.info(_say("empty", lang))
        return
    table = pd.DataFrame(rows, columns=[_say(f"column.{name}", lang) for name in _COLUMNS])
    st.dataframe(table, hide_index=True, width="stretch")
    st.caption(_say("steps", lang))
    _take_along(table, lang)


def _proof(lang: str) -> None:
    """Whether anything is left that should be gone, and whether both books say the same."""
    for good, name in (
        (not retention.overdue(engine(), today()), "overdue"),
        (not deletions.unwritten(engine(), settings().data_dir), "ledger"),
    ):
        if good:
            st.markdown(f":small[:material/verified: {_say(f'{name}_none', lang)}]")
        else:
            st.error(_say(name, lang))


def _rows(lang: str) -> list[tuple[str, ...]]:
    """The lines of the table, the newest first."""
    every = deletions.together(engine(), settings().data_dir)
    known = [(d.at, _row(d, lang)) for d in every]
    known += [(at, _request(at, count, lang)) for at, count in _requests()]
    return [row for _, row in sorted(known, key=lambda line: line[0], reverse=True)]


def _requests() -> Iterable[tuple[datetime, int]]:
    """When requests for help were deleted, and how many; nothing else is kept of them."""
    for event in events.latest(engine(), None):
        if event.what == hardship_store.PURGED and event.detail.isdecimal():
            yield event.at, int(event.detail)


def _row(deletion: Deletion, lang: str) -> tuple[str, ...]:
    late = (deletion.at.astimezone(PLACE).date() - deletion.due_on).days
    on_time = _say("on_time", lang) if late <= 0 else _say("days", lang, days=number(late, lang))
    raw = deletion.kind == retention.ANSWERS
    return (
        moment(deletion.at, lang),
        _say(f"kind.{deletion.kind}", lang),
        deletion.title,
        _about(deletion.count, lang) if raw else number(deletion.count, lang),
        day(deletion.due_on, lang),
        on_time,
        _say("again", lang) if deletion.again else "",
    )


def _request(at: datetime, count: int, lang: str) -> tuple[str, ...]:
    what = _say("kind.hardship", lang), "", _about(count, lang)
    return moment(at, lang), *what, "", "", ""


def _about(count: int, lang: str) -> str:
    """A count of what people sent, in steps (DR-07): no two deletions tell of one person."""
    low = in_steps(count)
    if not low:
        return _say("few", lang)
    return _say("about", lang, low=number(low, lang), high=number(low + STEP - 1, lang))


def _take_along(table: pd.DataFrame, lang: str) -> None:
    """The table as a file: made when asked for, and itself noted (DR-20)."""
    title, wanted = _say("title", lang), (lang, tuple(table.iloc[0]), len(table))
    made = st.session_state.get(_FILE)
    if made and made[0] == wanted:
        name = file_name(title, today(), "xlsx")
        label = _say("download", lang)
        st.download_button(label, made[1], name, _SHEET, on_click="ignore", type="primary")
    elif st.button(_say("export", lang), icon=":material/table_view:"):
        me = require(Act.READ_RECORD)
        asked = _say("made", lang, who=me.name, moment=moment(now(), lang))
        file = one_table(title, (asked,), table, (_say("steps", lang),))
        st.session_state[_FILE] = (wanted, file)
        events.note(engine(), now(), me.id, "export", f"{title} ({len(table)})")
        st.rerun()


def _say(name: str, lang: str, **values: object) -> str:
    return say(f"deletions.{name}", lang, **values)
