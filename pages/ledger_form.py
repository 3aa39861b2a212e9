"""One entry of a register as a form; the second of two officers is told what the first one did."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from db import events, ledgers
from pages import seen
from pages.campaign_words import plain, tell
from pages.ledger_address import go
from pages.ledger_fields import Form, ask
from pages.ledger_known import may_keep, names
from pages.parts import require
from pages.settings import engine, now, today
from surveys.access import EVERYTHING, Act
from surveys.ledgers import Book, Entry, cell_text, explain, faults_of, fitting, label, title
from surveys.texts import say

_OPENED = "ledger-opened"  # the entry as it was when its form was opened, by register and id
_TOLD = "ledger-told"  # what somebody else made of it meanwhile, once the officer knows


def show(book: Book, id: int, *, is_new: bool) -> None:
    """Show the form of this entry, or of a new one."""
    officer = require(Act.SEE_SURVEYS)
    lang = officer.lang
    st.button(say("ledgers.form.back", lang), on_click=go, icon=":material/arrow_back:")
    known = _as_opened(book, id, is_new=is_new)
    if known is None:
        st.title(say("ledgers.form.missing_title", lang), anchor=False)
        st.write(say("ledgers.form.missing_text", lang))
        return
    units = seen.units()
    st.title(_title(book, known, lang), anchor=False)
    st.caption(say(f"ledgers.book.{book.name}.about", lang))
    form = Form(book, known, units, lang, {})
    with st.form(form.key("form"), border=False, enter_to_submit=False):
        values = fitting(book, ask(form))
        allowed = may_keep(book)
        pressed = st.form_submit_button(
            say("ledgers.form.save", lang), type="primary", disabled=not allowed
        )
    if not allowed:
        st.caption(say("ledgers.page.others_see", lang))
    elif pressed:
        _save(form, replace(known, values=values))
    if allowed and known.id:
        _remove(form, lang)


def _title(book: Book, known: Entry, lang: str) -> str:
    if known.id:
        return title(book, known, names(seen.units()), lang)
    return say("ledgers.form.new", lang, book=say(f"ledgers.book.{book.name}.name", lang))


def _save(form: Form, entry: Entry) -> None:
    """Keep the entry and go back to the register; or say what is in the way."""
    officer = require(Act.KEEP_REGISTERS)
    book, lang = form.book, form.lang
    faults = faults_of(book, entry.values, today())
    for fault in faults:
        with form.below[fault.field]:
            st.markdown(f":red[:small[:material/error: {plain(explain(book, fault, lang))}]]")
    if faults:
        st.warning(say("ledgers.form.todo", lang))
        return
    try:
        ledgers.save(engine(), book, _decided(entry), seen.scope())
    except ledgers.ChangedMeanwhile as other:
        _told(form, entry, other.now)
    except ledgers.AlreadyThere as other:
        there = title(book, other.entry, names(form.units), lang)
        st.warning(say("ledgers.form.taken", lang, title=plain(there)))
    except ledgers.NotYours:
        st.warning(say("ledgers.fault.not_yours", lang))
    else:
        what = title(book, entry, names(form.units), lang)
        events.note(engine(), now(), officer.id, f"ledger_{book.name}", what)
        tell(say("ledgers.form.saved", lang))
        go()
        st.rerun()


def _told(form: Form, entry: Entry, now_there: Entry | None) -> None:
    """What the other officer wrote; saving again is then a decision."""
    st.session_state[_TOLD] = now_there or Entry()
    if now_there is None:
        st.warning(say("ledgers.form.gone", form.lang))
        return
    st.warning(say("ledgers.form.changed", form.lang))
    for name in form.book.names:
        value = now_there.values.get(name)
        if value != form.known.values.get(name):
            words = cell_text(form.book, name, value, form.lang) or "–"
            column = label(form.book, name, form.lang)
            said = say("ledgers.form.changed_line", form.lang, column=column, value=words)
            st.markdown(f"- {plain(said)}")


def _as_opened(book: Book, id: int, *, is_new: bool) -> Entry | None:
    """The entry as it was when the form was opened, however often the page runs since: so what
    is typed stays, and a change of somebody else is noticed. None when there is none."""
    drawn = Form(book, Entry(id=id), (), "", {}).key(book.names[0]) in st.session_state
    opened: tuple[str, int, Entry] | None = st.session_state.get(_OPENED)
    if drawn and opened and opened[:2] == (book.name, id):
        return opened[2]
    st.session_state.pop(_TOLD, None)
    scope = seen.scope() if book.of_units else EVERYTHING
    known = Entry() if is_new else ledgers.find(engine(), book, id, scope)
    if known is not None:
        st.session_state[_OPENED] = (book.name, id, known)
    return known


def _decided(entry: Entry) -> Entry:
    """The entry over the version that its officer knows of."""
    told: Entry | None = st.session_state.get(_TOLD)
    return replace(entry, id=told.id, version=told.version) if told else entry


def _remove(form: Form, lang: str) -> None:
    st.button(
        say("ledgers.form.remove", lang),
        type="tertiary",
        icon=":material/delete:",
        on_click=_removed,
        args=(form.book, form.known),
    )


def _removed(book: Book, entry: Entry) -> None:
    officer = require(Act.KEEP_REGISTERS)
    try:
        ledgers.remove(engine(), book, entry, seen.scope())
    except ledgers.ChangedMeanwhile:
        tell(say("ledgers.form.missing_text", officer.lang))
        return
    except ledgers.NotYours:
        return
    what = title(book, entry, names(seen.units()), officer.lang)
    events.note(engine(), now(), officer.id, f"ledger_{book.name}_removed", what)
    tell(say("ledgers.form.removed", officer.lang))
    go()
