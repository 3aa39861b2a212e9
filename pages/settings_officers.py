"""Accounts of officers: who there is, a new one, changes, fresh passwords, one's own password."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from db import events, officers
from pages import settings_password
from pages.api.setting_up import problems_of
from pages.campaign_words import plain, tell
from pages.parts import require
from pages.settings import engine, now
from pages.settings_fields import Field, beside, done, key, text
from surveys.access import Act, Officer, Role
from surveys.texts import say

_NEW = "officer"
_ASKED = ("name", "login")


def show(me: Officer) -> None:
    """Show the accounts, a form for a new one, and one's own password."""
    lang = me.lang
    settings_password.fresh(lang)
    st.write(say("office.officers.lead", lang))
    for officer in officers.everyone(engine()):
        _account(officer, me)
    left, right = st.columns(2, gap="large")
    with left, st.container(key="new-officer"):
        _new(lang)
    with right:
        settings_password.own(me)


def _account(officer: Officer, me: Officer) -> None:
    lang = me.lang
    with st.expander(_line(officer, me), key=f"account-{officer.id}"):
        changed, below = _ask(officer, lang)
        if changed.role is Role.OFFICER and officer.id == me.id:
            st.caption(say("office.officers.own_role", lang))
        problems = _problems(changed, me)
        beside(below, problems)
        with st.container(horizontal=True):
            label = say("office.officers.save", lang)
            saved = st.button(label, key=key(_form(officer), "save"), type="primary")
            if officer.id != me.id:
                _offer_reset(officer, lang)
        if saved and not problems:
            _change(changed)


def _offer_reset(officer: Officer, lang: str) -> None:
    label = say("office.officers.reset", lang)
    if st.button(label, key=key(_form(officer), "reset"), icon=":material/key:"):
        st.dialog(say("office.officers.reset_title", lang))(_ask_reset)(officer)


def _line(officer: Officer, me: Officer) -> str:
    """Name, sign-in name, role; marks for oneself, the demo, an account that is shut."""
    lang = me.lang
    marks = {
        "you": ("blue", officer.id == me.id),
        "sample": ("violet", officer.sample),
        "shut": ("orange", not officer.active),
    }
    shown = [
        f":{colour}-badge[{say(f'office.officers.{mark}', lang)}]"
        for mark, (colour, holds) in marks.items()
        if holds
    ]
    role = say(f"office.role.{officer.role}", lang)
    return " ".join([f"**{plain(officer.name)}** · {plain(officer.login)} · {role}", *shown])


def _ask(officer: Officer, lang: str) -> tuple[Officer, dict[str, DeltaGenerator]]:
    """The account as it is to be, and places below its fields."""
    field = Field("name", say("office.officers.name", lang))
    name, below = text(_form(officer), field, officer.name)
    role = _role(_form(officer), officer.role, lang)
    active = st.toggle(
        say("office.officers.active", lang),
        officer.active,
        key=key(_form(officer), "active"),
        help=say("office.officers.active_help", lang),
    )
    places = {"name": below, "active": st.empty()}
    return replace(officer, name=name, role=role, active=active), places


def _role(form: str, usual: Role, lang: str) -> Role:
    chosen = st.radio(
        say("office.officers.role", lang),
        list(Role),
        index=list(Role).index(usual),
        format_func=lambda role: say(f"office.role.{role}", lang),
        captions=[say(f"office.role_may.{role}", lang) for role in Role],
        key=f"{key(form, 'role')}-{lang}",
    )
    return Role(chosen or usual)


def _form(officer: Officer) -> str:
    return f"account-{officer.id}"


def _problems(changed: Officer, me: Officer) -> dict[str, str]:
    found = {}
    if not changed.name:
        field = say("office.officers.name", me.lang)
        found["name"] = say("door.set_up.missing", me.lang, field=field)
    if changed.id == me.id and not changed.active:
        found["active"] = say("office.officers.not_yourself", me.lang)
    return found


def _change(changed: Officer) -> None:
    me = require(Act.SETTINGS)
    try:
        officers.change(engine(), changed)
    except officers.LastAdmin:
        st.warning(say("office.officers.last_admin", me.lang))
        return
    state = f"{changed.login}: {changed.role}" + ("" if changed.active else ", inactive")
    events.note(engine(), now(), me.id, "officer_changed", state)
    tell(say("office.officers.saved", me.lang, name=changed.name))
    done(_form(changed))
    st.rerun()


def _ask_reset(officer: Officer) -> None:
    """Say what a new password does, then make one or leave it."""
    me = require(Act.SETTINGS)
    st.write(say("office.officers.reset_text", me.lang, name=plain(officer.name)))
    with st.container(horizontal=True):
        agreed = st.button(say("office.officers.reset", me.lang), type="primary", key="reset-yes")
        if st.button(say("parts.cancel", me.lang), key="reset-no"):
            st.rerun()
    if agreed:
        password = officers.fresh_password()
        officers.change_password(engine(), officer.id, password)
        events.note(engine(), now(), me.id, "password_reset", officer.login)
        settings_password.keep(officer, password)
        st.rerun()


def _new(lang: str) -> None:
    st.subheader(say("office.officers.new", lang), anchor=False)
    below, typed = {}, {}
    for name in _ASKED:
        help = say("door.set_up.login_help", lang) if name == "login" else None
        field = Field(name, say(f"office.officers.{name}", lang), help)
        typed[name], below[name] = text(_NEW, field, "")
    role = _role(_NEW, Role.OFFICER, lang)
    st.caption(say("office.officers.new_password", lang))
    label = say("office.officers.add", lang)
    if st.button(label, type="primary", key=key(_NEW, "add"), icon=":material/person_add:"):
        wrong = problems_of(typed, lang)
        problems = {name: wrong[name] for name in _ASKED if name in wrong}
        if not problems:
            problems = _add(Officer(0, typed["login"], typed["name"], role, lang))
        beside(below, problems)


def _add(officer: Officer) -> dict[str, str]:
    """Open the account and show its password; a problem by field when the name is used."""
    me, password = require(Act.SETTINGS), officers.fresh_password()
    try:
        made = officers.add(engine(), officer, password)
    except officers.LoginTaken:
        return {"login": say("office.officers.taken", me.lang, login=officer.login)}
    _hand_over(made, password, me)
    return {}


def _hand_over(officer: Officer, password: str, me: Officer) -> None:
    events.note(engine(), now(), me.id, "officer_added", f"{officer.login}: {officer.role}")
    settings_password.keep(officer, password)
    done(_NEW)
    st.rerun()
