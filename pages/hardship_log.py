"""Who opened which request, for the inspection committee; it names officers and no one else."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from db import events
from db.hardship import office, openings
from pages import hardship_store
from pages.campaign_words import moment
from pages.parts import require
from pages.settings import engine, now, today
from surveys.access import Act, Officer
from surveys.reports.names import file_name
from surveys.reports.one_table import one_table
from surveys.texts import say
from surveys.texts.numbers import number

_COLUMNS = ("at", "officer", "number", "what")
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXPORTED = "hardship_log"  # what the record of the office calls it


def show(officer: Officer) -> None:
    """Show the log, or what it will be for."""
    officer = require(Act.READ_RECORD)
    lang = officer.lang
    st.write(say("support.log.lead", lang))
    if office.load(engine()).version == 0:
        st.info(say("support.counts.never", lang))
        return
    store = hardship_store.store()
    lines = openings.everything(store.engine)
    gone = number(len(store.ledger.numbers()), lang)
    st.caption(say("support.log.gone", lang, count=gone))
    if not lines:
        st.info(say("support.log.empty", lang))
        return
    rows = [
        [moment(line.at, lang), line.officer, line.number, say(f"support.did.{line.what}", lang)]
        for line in lines
    ]
    columns = [say(f"support.column.{name}", lang) for name in _COLUMNS]
    table = pd.DataFrame(rows, columns=columns)
    st.dataframe(table, hide_index=True, width="stretch")
    st.download_button(
        say("support.log.export", lang),
        one_table(say("support.log.title", lang), (), table, ()),  # no cell of it is a formula
        file_name=file_name(say("support.log.title", lang), today(), "xlsx"),
        mime=_SHEET,
        on_click=_note,
        args=(officer.id, len(rows)),
    )


def _note(officer_id: int, lines: int) -> None:
    events.note(engine(), now(), officer_id, EXPORTED, str(lines))
