"""The sample district: whether it is loaded, loading it, taking it away again (DR-21)."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, wait

import streamlit as st

from db import campaigns, demo, events, officers
from pages.campaign_words import plain, tell
from pages.parts import require
from pages.settings import engine, now, today
from surveys.access import Act, Officer
from surveys.texts import say
from surveys.texts.numbers import number

_LOADED = "demo-loaded"  # a list with the demo just loaded: its passwords are shown once
_TICK = 0.3  # seconds between two looks at how much is done


def show(officer: Officer) -> None:
    """Show what can be done now."""
    lang = officer.lang
    _passwords(lang)
    samples = [c for c in campaigns.everything(engine()) if c.sample]
    there = bool(samples) or any(o.sample for o in officers.everyone(engine()))
    st.subheader(say("office.demo.there" if there else "office.demo.absent", lang), anchor=False)
    st.write(say("office.demo.about", lang))
    if there:
        st.write(say("office.demo.marked", lang, campaigns=len(samples)))
        label = say("office.demo.remove", lang)
        if st.button(label, icon=":material/delete:", key="demo-remove"):
            st.dialog(say("office.demo.ask", lang))(_ask)()
    else:
        st.write(say("office.demo.takes", lang))
        label = say("office.demo.load", lang)
        if st.button(label, type="primary", icon=":material/science:", key="demo-load"):
            _load()


def _load() -> None:
    """Load it beside this run, so that somebody who turns to another page stops nothing."""
    me = require(Act.SETTINGS)
    bar = st.progress(0.0, say("office.demo.loading", me.lang))
    shares, loaded = [0.0], st.session_state.setdefault(_LOADED, [])

    def work() -> None:
        loaded[:] = [demo.load(engine(), today(), now(), progress=shares.append)]
        events.note(engine(), now(), me.id, "demo_loaded")

    with ThreadPoolExecutor(1) as beside:
        running = beside.submit(work)
        while not wait([running], _TICK).done:
            bar.progress(shares[-1], say("office.demo.loading", me.lang))
    _told(running, me.lang)


def _told(running: Future[None], lang: str) -> None:
    try:
        running.result()
    except demo.NamesTaken as taken:
        names = plain(", ".join(map(str, taken.args)))
        st.warning(say("db.fault.names_taken", lang, names=names))
        return
    tell(say("office.demo.loaded", lang))
    st.rerun()


def _passwords(lang: str) -> None:
    """Sign-in names and passwords of the demo just loaded."""
    for loaded in st.session_state.get(_LOADED, ()):
        with st.container(border=True):
            st.markdown(say("office.demo.logins", lang))
            lines = [f"{login}  {secret}" for login, secret in loaded.logins]
            st.code("\n".join(lines), language=None)
            st.caption(say("office.password.once", lang))
            label = say("office.password.noted", lang)
            st.button(label, on_click=_forget, icon=":material/check:", key="demo-noted")


def _forget() -> None:
    st.session_state.pop(_LOADED, None)


def _ask() -> None:
    """Say what goes and what stays, then remove it or leave it."""
    me = require(Act.SETTINGS)
    st.write(say("office.demo.goes", me.lang))
    if me.sample:
        st.warning(say("office.demo.you_too", me.lang))
    with st.container(horizontal=True):
        agreed = st.button(say("office.demo.confirm", me.lang), type="primary", key="demo-yes")
        if st.button(say("parts.cancel", me.lang), key="demo-no"):
            st.rerun()
    if agreed:
        _remove(me)


def _remove(me: Officer) -> None:
    with st.spinner(say("office.demo.removing", me.lang)):
        try:
            gone = demo.remove(engine())
        except demo.NoAdminLeft:
            st.warning(say("db.fault.no_admin", me.lang))
            return
    _forget()
    if not gone.installation:
        events.note(engine(), now(), None if me.sample else me.id, "demo_removed", me.name)
    counts = ("campaigns", "submissions", "units", "activities", "officers")
    values = {name: number(getattr(gone, name), me.lang) for name in counts}
    said = [say("db.command.removed", me.lang, **values)]
    if gone.kept_units:
        said.append(say("db.command.kept", me.lang, units=number(gone.kept_units, me.lang)))
    tell(" ".join(said))
    st.rerun()
