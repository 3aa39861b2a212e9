"""Accounts of officers: who there is, a new one, changes of name, role and scope."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from db import events, identities, officers, one_time_links, scopes, second_steps
from db.one_time_links import Purpose
from pages import account_sessions, settings_links
from pages.api.setting_up import problems_of
from pages.campaign_words import plain, tell
from pages.parts import require
from pages.settings import codes_seal, engine, now
from pages.settings_fields import Field, beside, done, key, text
from surveys.access import PLACED, Act, Officer, Role
from surveys.texts import LANGUAGES, say

_NEW = "officer"
_ASKED = ("name", "login")


def show(me: Officer) -> None:
    """Show the accounts, a form for a new one, and who is signed in."""
    lang = me.lang
    settings_links.fresh(lang)
    st.write(say("office.officers.lead", lang))
    marked = _Marks()
    for officer in officers.everyone(engine()):
        _account(officer, me, marked)
    with st.container(key="new-officer"):
        _new(lang)
    account_sessions.everyone(me)


class _Marks:
    """What is known of all accounts, asked once for the page."""

    def __init__(self) -> None:
        self.pending = one_time_links.waiting(engine(), now())
        self.second = second_steps.those_on(engine())
        self.lost = second_steps.those_lost(engine(), codes_seal())
        self.tied = identities.those_tied(engine())
        clusters, units = scopes.places(engine())
        self.clusters, self.units = dict(clusters), dict(units)

    def name(self, place: str) -> str:
        """What people call a place."""
        return self.clusters.get(place) or self.units.get(place) or place


def _account(officer: Officer, me: Officer, marked: _Marks) -> None:
    lang, form = me.lang, _form(officer)
    with st.expander(_line(officer, me, marked), key=f"account-{officer.id}"):
        seen = st.session_state.setdefault(key(form, "seen"), officer)  # as the draft began
        changed, below = _ask(officer, marked, lang)
        if changed.role is not Role.ADMIN and officer.id == me.id:
            st.caption(say("office.officers.own_role", lang))
        problems = _problems(changed, me)
        beside(below, problems)
        with st.container(horizontal=True):
            label = say("office.officers.save", lang)
            saved = st.button(label, key=key(form, "save"), type="primary")
            if officer.id != me.id:
                settings_links.offer(officer, lang)
                _offer_help(officer, marked, lang)
        if saved and not problems:
            _change(changed, seen)


def _offer_help(officer: Officer, marked: _Marks, lang: str) -> None:
    """For the day a phone is lost, or somebody leaves the provider."""
    if officer.id in marked.lost:
        st.caption(say("access.officers.lost_help", lang))
    if officer.id in marked.second:
        label = say("access.officers.second_off", lang)
        st.button(label, key=key(_form(officer), "code"), on_click=_second_off, args=(officer,))
    if officer.id in marked.tied:
        label = say("access.officers.untie", lang)
        st.button(label, key=key(_form(officer), "untie"), on_click=_untie, args=(officer,))


def _second_off(officer: Officer) -> None:
    me = require(Act.SETTINGS)
    second_steps.turn_off(engine(), officer.id)
    events.note(engine(), now(), me.id, "second_step_off", officer.login)
    tell(say("access.account.second_is_off", me.lang))


def _untie(officer: Officer) -> None:
    me = require(Act.SETTINGS)
    identities.untie(engine(), officer.id)
    events.note(engine(), now(), me.id, "identity_removed", officer.login)
    tell(say("access.account.untied", me.lang))


def _line(officer: Officer, me: Officer, marked: _Marks) -> str:
    """Name, sign-in name, role; marks for oneself, the demo, an account that is shut."""
    lang = me.lang
    marks = {
        "office.officers.you": ("blue", officer.id == me.id),
        "office.officers.sample": ("violet", officer.sample),
        "office.officers.shut": ("orange", not officer.active),
        "access.officers.pending": ("gray", officer.id in marked.pending),
        "access.officers.second": ("green", officer.id in marked.second - marked.lost),
        "access.officers.lost": ("red", officer.id in marked.lost),
    }
    shown = [f":{colour}-badge[{say(mark, lang)}]" for mark, (colour, on) in marks.items() if on]
    role = say(f"office.role.{officer.role}", lang)
    names = plain(", ".join(marked.name(place) for place in officer.places))
    where = f" · {names}" if officer.role in PLACED and names else ""
    return " ".join([f"**{plain(officer.name)}** · {plain(officer.login)} · {role}{where}", *shown])


def _ask(officer: Officer, marked: _Marks, lang: str) -> tuple[Officer, dict[str, DeltaGenerator]]:
    """The account as it is to be, and places below its fields."""
    form = _form(officer)
    name, below = text(form, Field("name", say("office.officers.name", lang)), officer.name)
    role = _role(form, officer.role, lang)
    places, below_places = _places(form, replace(officer, role=role), marked, lang)
    active = st.toggle(
        say("office.officers.active", lang),
        officer.active,
        key=key(form, "active"),
        help=say("office.officers.active_help", lang),
    )
    below_all = {"name": below, "places": below_places, "active": st.empty()}
    return replace(officer, name=name, role=role, active=active, places=places), below_all


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


def _places(
    form: str, officer: Officer, marked: _Marks, lang: str
) -> tuple[tuple[str, ...], DeltaGenerator]:
    """What the officer works for, for the roles that see a part only."""
    if officer.role not in PLACED:
        return (), st.empty()
    gone = [p for p in officer.places if p not in marked.clusters and p not in marked.units]
    chosen = st.multiselect(
        say("access.officers.places", lang),
        [*marked.clusters, *marked.units, *gone],
        default=list(officer.places),
        format_func=lambda place: _place(place, marked, lang),
        key=key(form, "places"),
        placeholder=say("parts.choose", lang),
        help=say("access.officers.places_help", lang),
    )
    return tuple(chosen), st.empty()


def _place(place: str, marked: _Marks, lang: str) -> str:
    if (name := marked.clusters.get(place)) is not None:
        known = "cluster" if name == place else "cluster_node"
        return say(f"access.officers.{known}", lang, name=name, code=place)
    if place in marked.units:
        return say("access.officers.unit", lang, code=place, name=marked.units[place])
    return say("access.officers.gone", lang, code=place)


def _form(officer: Officer) -> str:
    return f"account-{officer.id}"


def _problems(changed: Officer, me: Officer) -> dict[str, str]:
    found = {}
    if not changed.name:
        field = say("office.officers.name", me.lang)
        found["name"] = say("door.set_up.missing", me.lang, field=field)
    if changed.role in (Role.CLUSTER, Role.UNIT) and not changed.places:
        found["places"] = say("access.officers.places_missing", me.lang)
    if changed.id == me.id and not changed.active:
        found["active"] = say("office.officers.not_yourself", me.lang)
    return found


def _change(changed: Officer, seen: Officer) -> None:
    me = require(Act.SETTINGS)
    try:
        officers.change(engine(), changed, seen)
    except officers.LastAdmin:
        st.warning(say("office.officers.last_admin", me.lang))
        return
    except officers.ChangedMeanwhile:
        tell(say("access.officers.changed", me.lang))
        done(_form(changed))
        st.rerun()
    events.note(engine(), now(), me.id, "officer_changed", _told(changed))
    tell(say("office.officers.saved", me.lang, name=changed.name))
    done(_form(changed))
    st.rerun()


def _told(officer: Officer) -> str:
    """How the record names an account: sign-in name, role, places, whether it is shut."""
    places = f" [{', '.join(officer.places)}]" if officer.places else ""
    role = say(f"office.role.{officer.role}", LANGUAGES[0])
    shut = "" if officer.active else say("office.noted.shut", LANGUAGES[0])
    return f"{officer.login}: {role}{places}{shut}"


def _new(lang: str) -> None:
    st.subheader(say("office.officers.new", lang), anchor=False)
    below, typed = {}, {}
    for name in _ASKED:
        help = say("door.set_up.login_help", lang) if name == "login" else None
        field = Field(name, say(f"office.officers.{name}", lang), help)
        typed[name], below[name] = text(_NEW, field, "")
    role = _role(_NEW, Role.OFFICER, lang)
    blank = Officer(0, typed["login"], typed["name"], role, lang)
    places, below["places"] = _places(_NEW, blank, _Marks(), lang)
    st.caption(say("access.officers.new_link", lang))
    label = say("office.officers.add", lang)
    if st.button(label, type="primary", key=key(_NEW, "add"), icon=":material/person_add:"):
        officer = replace(blank, places=places)
        wrong = {**problems_of(typed, lang), **_problems(officer, replace(blank, id=-1))}
        problems = {name: wrong[name] for name in (*_ASKED, "places") if name in wrong}
        beside(below, problems or _add(officer))


def _add(officer: Officer) -> dict[str, str]:
    """Open the account and show its link; a problem by field when the name is used."""
    me = require(Act.SETTINGS)
    try:
        made = officers.add(engine(), officer, officers.unknown_password())
    except officers.LoginTaken:
        return {"login": say("office.officers.taken", me.lang, login=officer.login)}
    events.note(engine(), now(), me.id, "officer_added", _told(officer))
    settings_links.hand_over(made, Purpose.INVITE)
    done(_NEW)
    st.rerun()
    return {}
