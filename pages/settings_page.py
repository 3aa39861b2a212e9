"""The page "Cài đặt" for administrators: papers, officers, record, deletions, demo data,
this installation."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import streamlit as st

from pages import (
    address,
    settings_about,
    settings_deletions,
    settings_demo,
    settings_names,
    settings_officers,
    settings_record,
)
from pages.campaign_words import told
from pages.parts import require
from surveys.access import Act, Officer
from surveys.texts import say

_PART = "muc"


class Part(StrEnum):
    """The parts of the page, as they stand in the address."""

    NAMES = "van-ban"
    OFFICERS = "can-bo"
    RECORD = "nhat-ky"
    DELETIONS = "da-xoa"
    DEMO = "so-lieu-mau"
    ABOUT = "gioi-thieu"


_SHOW: dict[Part, Callable[[Officer], None]] = {
    Part.NAMES: settings_names.show,
    Part.OFFICERS: settings_officers.show,
    Part.RECORD: settings_record.show,
    Part.DELETIONS: settings_deletions.show,
    Part.DEMO: settings_demo.show,
    Part.ABOUT: settings_about.show,
}


def page() -> None:
    """Show the part the address asks for."""
    officer = require(Act.SETTINGS)
    told()
    st.title(say("office.page.title", officer.lang), anchor=False)
    _SHOW[_part(officer.lang)](officer)


def _part(lang: str) -> Part:
    wanted = address.one(_PART, list(Part), Part.NAMES)
    st.segmented_control(
        say("office.page.part", lang),
        list(Part),
        format_func=lambda part: say(f"office.part.{part}", lang),
        key=address.key(_PART),
        on_change=address.keep,
        args=(_PART,),
        required=True,
        label_visibility="collapsed",
    )
    return Part(wanted)
