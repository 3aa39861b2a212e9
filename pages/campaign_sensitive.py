"""Questions on health, ethnicity, harassment: the top role asks them and says why (DR-19)."""

from __future__ import annotations

import streamlit as st

from pages.campaign_fields import LIVE, Form
from pages.campaign_words import plain
from surveys.access import Act, Officer, may
from surveys.campaigns import Problem
from surveys.model import in_language

_SHORTEST = 10  # characters of a reason that somebody can read


def ask(form: Form, officer: Officer) -> tuple[str, Problem | None]:
    """The reason for asking, and what is still missing; nothing when nothing sensitive is asked."""
    asked = form.survey.sensitive
    if not asked:
        return "", None
    st.subheader(form.say("sensitive"), anchor=False)
    lines = (f"- {plain(in_language(q.label, form.lang))}" for q in asked)
    st.markdown("\n".join((form.say("sensitive_text"), "", *lines)))
    if not may(officer, Act.ASK_SENSITIVE):
        return "", Problem("campaigns.problem.sensitive")
    typed = st.text_input(
        form.label("reason"),
        form.usual("reason", ""),
        key=form.key("reason"),
        max_chars=300,
        help=form.say("reason_help"),
        live=LIVE,
        persist_state="session",
    )
    reason = form.took("reason", (typed or "").strip())
    form.place("reason")
    missing = len(reason) < _SHORTEST
    return reason, Problem("campaigns.problem.reason", {"least": _SHORTEST}) if missing else None
