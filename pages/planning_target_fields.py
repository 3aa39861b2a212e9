"""The fields of a target: what is to be reached, of what, by when, and where it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from surveys.organisation import UNIT_TYPES
from surveys.targets import KINDS, METRICS, OF_UNITS, OPERATORS, Target
from surveys.texts import LANGUAGES, say

Below = dict[str, DeltaGenerator]
_LONGEST = 500
_PERCENT = 100
_NOTE_HEIGHT = 80  # pixels


def key(target: Target, name: str) -> str:
    """The key of a field."""
    return f"target-{target.id}-{name}"


def metric(lang: str) -> str:
    """What a new target counts; the other fields follow from it."""
    return st.selectbox(
        _say("metric", lang),
        METRICS,
        format_func=lambda name: say(f"targets.metric.{name}", lang),
        key="target--metric",
    )


def ask(known: Target, below: Below, lang: str) -> Target:
    """The target as it was typed."""
    words = _words(known, below, lang)
    goal = _number(known, below, lang)
    period = _period(known, below, lang)
    counted = _counted(known, below, lang) if known.metric in OF_UNITS else {}
    label, help = _say("binding", lang), _say("binding_help", lang)
    binding = st.checkbox(label, known.binding, key=key(known, "binding"), help=help)
    note = _text(known, "note", lang, height=_NOTE_HEIGHT)
    return replace(known, **words, **goal, **period, **counted, binding=binding, note=note)


def _words(known: Target, below: Below, lang: str) -> dict[str, Any]:
    label = st.text_input(
        _say("label", lang),
        known.label.get(LANGUAGES[0], ""),
        max_chars=_LONGEST,
        key=key(known, "label"),
        placeholder=_say("label_hint", lang),
    )
    below["label"] = st.container()
    first = " ".join((label or "").split())
    left, right = st.columns(2)
    with left:
        written = _text(known, "as_written", lang)
    with right:
        source = _text(known, "source", lang)
    same = first == known.label.get(LANGUAGES[0])
    words = dict(known.label) if same else dict.fromkeys(LANGUAGES, first)
    return {"label": words, "as_written": written, "source": source}


def _text(known: Target, name: str, lang: str, height: int | None = None) -> str:
    options: dict[str, Any] = {
        "label": _say(name, lang),
        "value": str(getattr(known, name)),
        "max_chars": _LONGEST,
        "key": key(known, name),
        "placeholder": say(f"targets.form.{name}_hint", lang),
    }
    typed = st.text_area(**options, height=height) if height else st.text_input(**options)
    return (typed or "").strip()


def _number(known: Target, below: Below, lang: str) -> dict[str, Any]:
    one, two, three = st.columns(3)
    with one:
        operator = st.selectbox(
            _say("operator", lang),
            OPERATORS,
            index=OPERATORS.index(known.operator),
            format_func=lambda code: say(f"targets.operator.{code}", lang),
            key=key(known, "operator"),
        )
    with two:
        goal = _goal(known, lang)
        below["goal"] = st.container()
    with three:
        kind = st.selectbox(
            _say("kind", lang),
            KINDS,
            index=KINDS.index(known.kind),
            format_func=lambda code: say(f"planning.targets.kind.{code}", lang),
            key=key(known, "kind"),
        )
    field = "value" if _names_a_number(known) else "threshold"
    return {"operator": operator, "kind": kind, field: goal}


def _names_a_number(known: Target) -> bool:
    return known.value is not None or not known.id


def _goal(known: Target, lang: str) -> float | None:
    """The number to reach; the threshold where the plan names none."""
    label, help = _say(f"value_{known.unit}", lang), None
    if not _names_a_number(known):
        label = say("targets.form.threshold", lang, words=known.as_written)
        help = _say("threshold_help", lang)
    share = known.unit == "percent"
    usual = known.goal
    shown = None if usual is None else round(usual * (_PERCENT if share else 1), 1)
    typed = st.number_input(
        label,
        value=None if shown is None else float(shown),
        step=1.0,
        format="%.10g",
        key=key(known, "goal"),
        help=help,
    )
    if typed is None:
        return None
    return typed / _PERCENT if share else typed


def _period(known: Target, below: Below, lang: str) -> dict[str, Any]:
    left, right = st.columns(2)
    with left:
        first = st.date_input(
            _say("begins_on", lang),
            known.begins_on,
            format="DD/MM/YYYY",
            key=key(known, "begins_on"),
        )
        below["begins_on"] = st.container()
    with right:
        last = st.date_input(
            _say("deadline", lang), known.deadline, format="DD/MM/YYYY", key=key(known, "deadline")
        )
    return {"begins_on": first, "deadline": last or known.deadline}


def _counted(known: Target, below: Below, lang: str) -> Mapping[str, Any]:
    types = st.multiselect(
        _say("types", lang),
        UNIT_TYPES,
        default=[type for type in UNIT_TYPES if type in known.unit_types],
        format_func=lambda code: say(f"names.unit_type.{code}", lang),
        placeholder=say("parts.choose", lang),
        key=key(known, "types"),
        wrap=True,
    )
    below["types"] = st.container()
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        label = _say("has_union", lang)
        has_union = st.checkbox(label, known.has_union, key=key(known, "has_union"))
    with right:
        least = st.number_input(
            _say("min_headcount", lang),
            min_value=0,
            value=known.min_headcount,
            step=1,
            key=key(known, "min"),
        )
    return {"unit_types": frozenset(types), "has_union": has_union, "min_headcount": least or 0}


def _say(name: str, lang: str) -> str:
    return say(f"targets.form.{name}", lang)
