"""One target as a form, for the top role: added, changed, taken out of use and used again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from db import events
from db import targets as stored
from pages import planning_target_fields as fields
from pages import planning_target_history
from pages.campaign_words import plain, tell
from pages.parts import require, signed_in
from pages.planning_address import NEW, TARGET, Part, go
from pages.settings import engine, now, today
from surveys.access import Act, may
from surveys.targets import Target, blank, problems, progress, target_in_words
from surveys.texts import say

_OPENED = "target-opened"  # the target as it was when its form was opened


def show(targets: Sequence[Target], wanted: str) -> None:
    """Show the form of this target, or of a new one."""
    lang = require(Act.SETTINGS).lang
    st.button(
        say("targets.form.back", lang),
        on_click=go,
        args=(Part.TARGETS,),
        icon=":material/arrow_back:",
    )
    known = next((target for target in targets if target.id == wanted), None)
    if wanted == NEW:
        st.header(say("targets.form.new", lang), anchor=False)
        st.caption(say("targets.form.new_help", lang))
        _form(blank(fields.metric(lang), today()), lang)
    elif known is None:
        st.info(say("targets.form.missing", lang))
    else:
        st.header(say("targets.form.title", lang, id=known.id), anchor=False)
        _form(_as_opened(known), lang)
        _retire(known, lang)
        planning_target_history.show(known, lang)


def offer_new(lang: str) -> None:
    """The button for a target the plan does not have."""
    if may(signed_in(), Act.SETTINGS):
        st.button(
            say("targets.form.add", lang),
            icon=":material/add:",
            on_click=go,
            args=(Part.TARGETS,),
            kwargs={TARGET: NEW},
        )


def _form(known: Target, lang: str) -> None:
    below: dict[str, DeltaGenerator] = {}
    name = fields.key(known, f"form-{known.metric}")
    with st.form(name, border=False, enter_to_submit=False):
        wanted = fields.ask(known, below, lang)
        pressed = st.form_submit_button(say("targets.form.save", lang), type="primary")
    if pressed:
        _save(known, wanted, below, lang)


def _as_opened(known: Target) -> Target:
    """The target as it was when the form was opened: what is typed stays, and a change of
    somebody else is noticed."""
    opened: Target | None = st.session_state.get(_OPENED)
    if fields.key(known, "operator") in st.session_state and opened and opened.id == known.id:
        return opened
    st.session_state[_OPENED] = known
    return known


def _save(known: Target, wanted: Target, below: Mapping[str, DeltaGenerator], lang: str) -> None:
    officer = require(Act.SETTINGS)
    wrong = problems(known, wanted)
    for name, sentence in wrong.items():
        below[name].markdown(f":red[:small[:material/error: {plain(say(sentence, lang))}]]")
    if wrong:
        return
    try:
        if known.id:
            kept = stored.save(engine(), wanted, now(), officer.name)
        else:
            kept = stored.add(engine(), wanted, now(), officer.name)
    except stored.ChangedMeanwhile as other:
        st.session_state[_OPENED] = replace(st.session_state[_OPENED], version=other.now.version)
        value = target_in_words(progress((), today(), [other.now])[0], lang)
        st.warning(say("targets.form.changed", lang, value=value))
        return
    _done("change_target" if known.id else "add_target", kept, lang)


def _retire(known: Target, lang: str) -> None:
    """Out of use, or used again: nothing is lost by either."""
    is_out = known.retired_on is not None
    st.button(
        say(f"targets.form.{'restore' if is_out else 'retire'}", lang),
        icon=":material/undo:" if is_out else ":material/inventory_2:",
        help=None if is_out else say("targets.form.retire_help", lang),
        type="tertiary",
        on_click=_turn,
        args=(known,),
    )


def _turn(known: Target) -> None:
    officer = require(Act.SETTINGS)
    is_out = known.retired_on is not None
    wanted = replace(known, retired_on=None if is_out else today(), binding=False)
    try:
        kept = stored.save(engine(), wanted, now(), officer.name)
    except stored.ChangedMeanwhile:
        return  # the page that follows shows what the other officer made of it
    what = "restore_target" if is_out else "retire_target"
    events.note(engine(), now(), officer.id, what, kept.id)
    tell(say(f"targets.form.{'restored' if is_out else 'retired'}", officer.lang, id=kept.id))
    go(Part.TARGETS)


def _done(what: str, kept: Target, lang: str) -> None:
    officer = require(Act.SETTINGS)
    detail = target_in_words(progress((), today(), [kept])[0], "vi")
    events.note(engine(), now(), officer.id, what, f"{kept.id}: {detail}")
    tell(say("targets.form.saved", lang))
    go(Part.TARGETS)
    st.rerun()
