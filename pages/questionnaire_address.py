"""Where an officer is inside the page "Phiếu khảo sát": ?phieu= names the questionnaire, ?muc= the
part, ?cau= the question or group being edited; ?viec= what is begun."""

from __future__ import annotations

from enum import StrEnum

import streamlit as st

from pages import address
from surveys.texts import say

PAGE = "phieu"  # the page in the navigation
DRAFT, PART, QUESTION, TASK = "phieu", "muc", "cau", "viec"
NEW = "moi"  # ?viec=moi begins a questionnaire
BANK = "ngan-hang"  # ?viec=ngan-hang picks questions for the one that is open


class Part(StrEnum):
    """The parts of one questionnaire's page."""

    WRITE = "soan"
    TRANSLATE = "dich"
    PUBLISH = "phat-hanh"


class Start(StrEnum):
    """What a questionnaire may begin with."""

    TEMPLATE = "mau"
    BANK = "ngan-hang"
    FILE = "xlsform"
    NOTHING = "trong"


def go(draft: int | str = "", *, question: str = "", task: str = "", part: str = "") -> None:
    """Change the address to a questionnaire, a question of it, a task, or back to the list. For
    callbacks: the run that follows shows what the new address names."""
    wanted = {DRAFT: str(draft), QUESTION: question, TASK: task, PART: part}
    st.query_params.from_dict({name: value for name, value in wanted.items() if value})


def part(lang: str) -> Part:
    """The part to show, chosen by the officer from a row of names."""
    wanted = address.one(PART, list(Part), Part.WRITE)
    _row(list(Part), "questionnaires.part", lang)
    return Part(wanted)


def start(lang: str) -> Start:
    """What to begin with, chosen from a row of names."""
    wanted = address.one(PART, list(Start), Start.TEMPLATE)
    _row(list(Start), "questionnaires.start", lang)
    return Start(wanted)


def _row(names: list[Part] | list[Start], key: str, lang: str) -> None:
    st.segmented_control(
        say("questionnaires.one.view", lang),
        names,
        format_func=lambda name: say(f"{key}.{name}", lang),
        key=address.key(PART),
        on_change=address.keep,
        args=(PART,),
        required=True,
        label_visibility="collapsed",
    )
