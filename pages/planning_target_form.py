"""One target as a form, for the top role: number, denominator, which one binds, a note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from db import events
from db import targets as stored
from pages.campaign_words import plain, tell
from pages.parts import require
from pages.planning_address import Part, go
from pages.settings import engine, now, today
from surveys.access import Act
from surveys.organisation import UNIT_TYPES
from surveys.targets import KINDS, OPERATORS, Target, progress, target_in_words
from surveys.texts import say

_OPENED = "target-opened"  # the target as it was when its form was opened
_LONGEST_NOTE = 500
_PERCENT = 100


def show(known: Target | None) -> None:
    """Show the form of this target."""
    lang = require(Act.SETTINGS).lang
    st.button(
        say("targets.form.back", lang),
        on_click=go,
        args=(Part.TARGETS,),
        icon=":material/arrow_back:",
    )
    if known is None:
        st.info(say("targets.form.missing", lang))
        return
    known = _as_opened(known)
    st.header(say("targets.form.title", lang, id=known.id), anchor=False)
    st.markdown(f"**{plain(known.label[lang])}**")
    st.caption(say("targets.form.written", lang, words=plain(known.as_written)))
    below: dict[str, DeltaGenerator] = {}
    with st.form(_key(known, "form"), border=False, enter_to_submit=False):
        wanted = _asked(known, below, lang)
        pressed = st.form_submit_button(say("targets.form.save", lang), type="primary")
    if pressed:
        _save(known, wanted, below, lang)


def _as_opened(known: Target) -> Target:
    """The target as it was when the form was opened: what is typed stays, and a change of
    somebody else is noticed."""
    opened: Target | None = st.session_state.get(_OPENED)
    if _key(known, "operator") in st.session_state and opened and opened.id == known.id:
        return opened
    st.session_state[_OPENED] = known
    return known


def _key(target: Target, name: str) -> str:
    return f"target-{target.id}-{name}"


def _asked(known: Target, below: dict[str, DeltaGenerator], lang: str) -> Target:
    one, two, three = st.columns(3)
    with one:
        operator = st.selectbox(
            say("targets.form.operator", lang),
            OPERATORS,
            index=OPERATORS.index(known.operator),
            format_func=lambda code: say(f"targets.operator.{code}", lang),
            key=_key(known, "operator"),
        )
    with two:
        goal = _goal(known, lang)
        below["goal"] = st.container()
    with three:
        kind = st.selectbox(
            say("targets.form.kind", lang),
            KINDS,
            index=KINDS.index(known.kind),
            format_func=lambda code: say(f"planning.targets.kind.{code}", lang),
            key=_key(known, "kind"),
        )
    changes = _counted(known, below, lang) if known.unit_types else {}
    help = say("targets.form.binding_help", lang)
    label = say("targets.form.binding", lang)
    binding = st.checkbox(label, known.binding, key=_key(known, "binding"), help=help)
    note = st.text_area(
        say("targets.form.note", lang),
        known.note,
        max_chars=_LONGEST_NOTE,
        key=_key(known, "note"),
        height=80,
    )
    goals = {"threshold": goal} if known.value is None else {"value": goal}
    chosen = {"operator": operator, "kind": kind, "binding": binding, "note": (note or "").strip()}
    return replace(known, **{**goals, **changes, **chosen})  # type: ignore[arg-type]


def _goal(known: Target, lang: str) -> float | None:
    """The number to reach; the threshold where the plan names none."""
    names_one = known.value is not None
    label = say(f"targets.form.value_{known.unit}", lang)
    help = None if names_one else say("targets.form.threshold_help", lang)
    if not names_one:
        label = say("targets.form.threshold", lang, words=known.as_written)
    share = known.unit == "percent"
    usual = known.goal
    shown = None if usual is None else round(usual * (_PERCENT if share else 1), 1)
    typed = st.number_input(
        label,
        value=None if shown is None else float(shown),
        step=1.0,
        format="%.10g",
        key=_key(known, "goal"),
        help=help,
    )
    if typed is None:
        return None
    return typed / _PERCENT if share else typed


def _counted(known: Target, below: dict[str, DeltaGenerator], lang: str) -> Mapping[str, object]:
    types = st.multiselect(
        say("targets.form.types", lang),
        UNIT_TYPES,
        default=[type for type in UNIT_TYPES if type in known.unit_types],
        format_func=lambda code: say(f"names.unit_type.{code}", lang),
        placeholder=say("parts.choose", lang),
        key=_key(known, "types"),
    )
    below["types"] = st.container()
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        label = say("targets.form.has_union", lang)
        has_union = st.checkbox(label, known.has_union, key=_key(known, "has_union"))
    with right:
        least = st.number_input(
            say("targets.form.min_headcount", lang),
            min_value=0,
            value=known.min_headcount,
            step=1,
            key=_key(known, "min"),
        )
    return {"unit_types": frozenset(types), "has_union": has_union, "min_headcount": least or 0}


def _problems(known: Target, wanted: Target) -> dict[str, str]:
    """What cannot be taken, by field. Only a threshold may be left empty."""
    found = {}
    most = 1.0 if wanted.unit == "percent" else float("inf")
    goal = wanted.goal
    if (goal is None and known.value is not None) or (goal is not None and not 0 < goal <= most):
        found["goal"] = f"targets.form.{wanted.unit}_bad"
    if known.unit_types and not wanted.unit_types:
        found["types"] = "targets.form.types_bad"
    return found


def _save(known: Target, wanted: Target, below: Mapping[str, DeltaGenerator], lang: str) -> None:
    officer = require(Act.SETTINGS)
    problems = _problems(known, wanted)
    for name, sentence in problems.items():
        below[name].markdown(f":red[:small[:material/error: {plain(say(sentence, lang))}]]")
    if problems:
        return
    try:
        kept = stored.save(engine(), wanted)
    except stored.ChangedMeanwhile as other:
        st.session_state[_OPENED] = replace(st.session_state[_OPENED], version=other.now.version)
        value = target_in_words(progress((), today(), [other.now])[0], lang)
        st.warning(say("targets.form.changed", lang, value=value))
        return
    detail = target_in_words(progress((), today(), [kept])[0], "vi")
    events.note(engine(), now(), officer.id, "change_target", f"{kept.id}: {detail}")
    tell(say("targets.form.saved", lang))
    go(Part.TARGETS)
    st.rerun()
