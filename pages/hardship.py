"""The page "Hỗ trợ khó khăn": counts for everybody, requests for those who care, the access log
for the inspection committee, the form's settings for administrators (DR-15)."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import streamlit as st

from db.hardship import requests
from pages import (
    address,
    hardship_cases,
    hardship_counts,
    hardship_log,
    hardship_settings,
    hardship_store,
)
from pages.campaign_words import told
from pages.parts import signed_in
from pages.settings import today
from surveys.access import Act, Officer, may
from surveys.hardship import ENDED, Case, is_late
from surveys.texts import say
from surveys.texts.numbers import number

_PART = "muc"


class Part(StrEnum):
    """The parts of the page, as they stand in the address."""

    CASES = "de-nghi"
    COUNTS = "so-lieu"
    LOG = "nhat-ky"
    SETTINGS = "cai-dat"


_SHOW: dict[Part, tuple[Act, Callable[[Officer], None]]] = {
    Part.CASES: (Act.CARE, hardship_cases.show),
    Part.COUNTS: (Act.LOOK, hardship_counts.show),
    Part.LOG: (Act.READ_RECORD, hardship_log.show),
    Part.SETTINGS: (Act.SETTINGS, hardship_settings.show),
}


def page() -> None:
    """Show the part the address asks for, if the role allows it."""
    officer = signed_in()
    told()
    st.title(_finding(officer), anchor=False)
    mine = [part for part, (act, _) in _SHOW.items() if may(officer, act)]
    chosen = Part(address.one(_PART, mine, mine[0]))
    if len(mine) > 1:
        st.segmented_control(
            say("support.page.part", officer.lang),
            mine,
            format_func=lambda part: say(f"support.part.{part}", officer.lang),
            key=address.key(_PART),
            on_change=address.keep,
            args=(_PART,),
            required=True,
            label_visibility="collapsed",
        )
    _SHOW[chosen][1](officer)


def _finding(officer: Officer) -> str:
    """The heading: who waits, told exactly only to those who care."""
    if not may(officer, Act.CARE):
        return say("support.page.title", officer.lang)
    cases = requests.cases(hardship_store.store().engine)
    late = sum(is_late(case, today()) for case in cases)
    if late:
        return say("support.page.late", officer.lang, count=number(late, officer.lang))
    return _waiting(cases, officer.lang)


def _waiting(cases: tuple[Case, ...], lang: str) -> str:
    waiting = sum(case.state not in ENDED for case in cases)
    key = "support.page.waiting" if waiting else "support.page.none"
    return say(key, lang, count=number(waiting, lang))
