"""Where an officer is inside the page "Kế hoạch": its part, need, activity; all in the address."""

from __future__ import annotations

from enum import StrEnum

import streamlit as st

from pages import address, seen
from surveys.texts import say

NEW = "moi"  # ?viec=moi is an activity that is being planned
CAMPAIGN, TYPE, NEED = "dot", "loai", "nhu_cau"  # names in the address, as on "Kết quả"
PART, ACTIVITY, KIND, ROAD = "muc", "viec", "hoat_dong", "cach"
TARGET = "chi_tieu"  # ?chi_tieu=MT-2030-DV is a target that is being changed


class Part(StrEnum):
    """The parts of the page, as they stand in the address."""

    NEEDS = "tu-nhu-cau"
    BOARD = "viec-da-hua"
    TARGETS = "chi-tieu"


def part(usual: Part, lang: str) -> Part:
    """The part to show, chosen by the officer from a row of names."""
    whole = seen.scope().is_everything  # the targets are those of the whole organisation
    offered = [part for part in Part if whole or part is not Part.TARGETS]
    wanted = address.one(PART, offered, usual)
    st.segmented_control(
        say("planning.page.part", lang),
        offered,
        format_func=lambda name: say(f"planning.part.{name}", lang),
        key=address.key(PART),
        on_change=address.keep,
        args=(PART,),
        required=True,
        label_visibility="collapsed",
    )
    return Part(wanted)


def go(where: Part, **changes: str) -> None:
    """Change the address to a part, keeping the filters; `changes` name or ("") drop the rest."""
    kept = {name: st.query_params[name] for name in _KEPT if name in st.query_params}
    wanted = {**kept, PART: where.value, **changes}
    st.query_params.from_dict({name: value for name, value in wanted.items() if value})


_KEPT = (CAMPAIGN, TYPE, NEED, ROAD)
