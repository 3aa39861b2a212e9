"""The frame around every officers' page: navigation, language, sign-out."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from db.officers import speak
from pages import campaigns, home, needs_plan, reports, results, settings_page, units
from pages.parts import signed_in
from pages.settings import engine
from surveys.access import Act, Officer, may
from surveys.texts import LANGUAGES, say

_PAGES: tuple[tuple[Callable[[], None], str, str, Act], ...] = (
    (home.page, "tong-quan", ":material/home:", Act.LOOK),
    (campaigns.page, "dot-khao-sat", ":material/qr_code_2:", Act.LOOK),
    (results.page, "ket-qua", ":material/bar_chart:", Act.LOOK),
    (needs_plan.page, "ke-hoach", ":material/checklist:", Act.LOOK),
    (reports.page, "bao-cao", ":material/description:", Act.LOOK),
    (units.page, "don-vi", ":material/apartment:", Act.LOOK),
    (settings_page.page, "cai-dat", ":material/settings:", Act.SETTINGS),
)


def run() -> None:
    """Show the page the address asks for, to an officer who is signed in."""
    st.set_page_config(
        page_title=say("parts.product", "vi"), page_icon=":material/hearing:", layout="wide"
    )
    officer = signed_in()
    page = st.navigation(_pages(officer), position="top")
    _corner(officer)
    page.run()


def _pages(officer: Officer) -> list[StreamlitPage]:
    return [
        st.Page(
            page,
            title=say(f"parts.nav.{path}", officer.lang),
            url_path=path,
            icon=icon,
            default=page is home.page,
        )
        for page, path, icon, act in _PAGES
        if may(officer, act)
    ]


def _corner(officer: Officer) -> None:
    """Language and sign-out, at the right of every page."""
    with st.container(horizontal=True, horizontal_alignment="right"):
        st.caption(officer.name)
        chosen = st.segmented_control(
            say("parts.language", officer.lang),
            LANGUAGES,
            default=officer.lang,
            format_func=lambda lang: say(f"parts.lang.{lang}", lang),
            label_visibility="collapsed",
            key="language",
        )
        st.html(
            f"<form method=post action=/dang-xuat><button class=quiet>"
            f"{say('parts.sign_out', officer.lang)}</button></form>"
        )
    if chosen and chosen != officer.lang:
        speak(engine(), officer.id, chosen)
        st.rerun()
