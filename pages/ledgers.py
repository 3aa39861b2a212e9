"""The page "Sổ theo dõi": one of the registers the plan counts, or the periodic reports."""

from __future__ import annotations

import streamlit as st

from db.ledger_rows import catch_up
from pages import (
    address,
    ledger_board,
    ledger_form,
    ledger_import,
    ledger_list,
    periodic_board,
    periodic_calendar,
    periodic_one,
)
from pages.campaign_words import told
from pages.ledger_address import (
    CALENDAR,
    ENTRY,
    IMPORT,
    LOOK,
    NEW,
    REPORT,
    TABLE,
    TASK,
    UNIT,
    book_of,
    here,
    part,
)
from pages.parts import require
from pages.settings import engine, today
from surveys.access import Act
from surveys.ledgers import Book
from surveys.texts import say


def page() -> None:
    """Show what the address asks for."""
    officer = require(Act.SEE_SURVEYS)
    told()
    catch_up(engine(), today())
    task, entry = st.query_params.get(TASK, ""), st.query_params.get(ENTRY, "")
    book = book_of(here())
    if book is not None and task == IMPORT:
        ledger_import.show(book)
    elif book is not None and (task == NEW or entry):
        ledger_form.show(book, address.row(entry), is_new=task == NEW)
    elif book is None and task == CALENDAR:
        periodic_calendar.show()
    elif book is None and task == REPORT:
        periodic_one.show(st.query_params.get(UNIT, ""))
    else:
        st.title(say("ledgers.page.title", officer.lang), anchor=False)
        st.caption(say("ledgers.page.lead", officer.lang))
        _part(book_of(part(officer.lang)))


def _part(book: Book | None) -> None:
    if book is None:
        periodic_board.show()
    elif book.name == "organising" and st.query_params.get(LOOK) != TABLE:
        ledger_board.show(book)
    else:
        ledger_list.show(book)
