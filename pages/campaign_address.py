"""Where an officer is inside the page "Đợt khảo sát": ?dot= names the campaign, ?muc= the part."""

from __future__ import annotations

from enum import StrEnum
from typing import NoReturn

import streamlit as st

from pages import address
from pages.parts import signed_in
from surveys.access import Act, may
from surveys.campaigns import Step
from surveys.texts import say

NEW = "moi"  # ?dot=moi is a new campaign
KEPT = "nhap-"  # ?dot=nhap-7 is a draft that was kept
CAMPAIGN, PART, UNIT = "dot", "muc", "don_vi"  # names in the address
OWN = "phieu"  # ?dot=moi&phieu= begins with this questionnaire of the office


class Part(StrEnum):
    """The parts of one campaign's page, as they stand in the address."""

    CODES = "ma"
    PROGRESS = "tien_do"
    PAPER = "phieu_giay"
    CLOSE = "dong"


WHERE = {  # the part in which a step is taken
    Step.HANG_POSTERS: Part.CODES,
    Step.WATCH: Part.PROGRESS,
    Step.CLOSE: Part.CLOSE,
    Step.RELEASE: Part.CLOSE,
    Step.READ: Part.CLOSE,
}


def chosen() -> str:
    """The campaign in the address: an id, NEW, or nothing for the list."""
    return st.query_params.get(CAMPAIGN, "")


def part(usual: Part, lang: str) -> Part:
    """The part to show, chosen by the officer from a row of names."""
    offered = _offered()
    wanted = address.one(PART, offered, usual if usual in offered else offered[0])
    st.segmented_control(
        say("campaigns.one.view", lang),
        offered,
        format_func=lambda name: say(f"campaigns.part.{name}", lang),
        key=address.key(PART),
        on_change=address.keep,
        args=(PART,),
        required=True,
        label_visibility="collapsed",
    )
    return Part(wanted)


def _offered() -> list[Part]:
    """The parts the signed-in officer may use."""
    needed = {Part.PAPER: Act.ENTER_PAPER, Part.CLOSE: Act.RUN_CAMPAIGNS}
    officer = signed_in()
    return [part for part in Part if may(officer, needed.get(part, Act.SEE_SURVEYS))]


def go(campaign: int | str = "", where: Part | None = None) -> None:
    """Change the address to a campaign and one of its parts, or back to the list. For callbacks:
    the run that follows shows what the new address names."""
    wanted = {CAMPAIGN: str(campaign)} if campaign else {}
    st.query_params.from_dict({**wanted, PART: where.value} if where else wanted)


def read_results(campaign_id: int) -> NoReturn:
    """Leave for the page of results, at this campaign."""
    st.switch_page(
        st.Page(_elsewhere, url_path="ket-qua"), query_params={CAMPAIGN: str(campaign_id)}
    )


def open_register() -> NoReturn:
    """Leave for the register of units."""
    st.switch_page(st.Page(_elsewhere, url_path="don-vi"))


def _elsewhere() -> None:
    """Stands for a page of the navigation, which Streamlit knows by its address alone."""
