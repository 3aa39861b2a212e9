"""One-time cards of a campaign: printed for boxes, counted, withdrawn when a box is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

import pandas as pd
import streamlit as st

from db import added_words, cards, events, surveys
from db.campaigns import Link
from pages import campaign_spoken, campaign_style
from pages.campaign_sheets import sheet_of, with_progress
from pages.campaign_words import noted_units, plain, tell
from pages.parts import require, signed_in
from pages.settings import engine, now, settings, today
from surveys.access import Act, may
from surveys.campaigns import CARDS_A_SHEET, MOST_CARDS, Campaign, cards_for, link
from surveys.posters import Sheet, once
from surveys.reports.names import file_name
from surveys.texts import say
from surveys.texts.numbers import number

_MADE = "cards-made"  # in the session: the last file of a campaign
_EVERYBODY = ""


def show(campaign: Campaign, links: Sequence[Link]) -> None:
    """Show how many were printed, and print more."""
    lang = signed_in().lang
    st.write(say("codes.cards.about", lang))
    st.markdown("\n".join(f"- {say(f'codes.cards.{p}', lang)}" for p in ("box", "lists", "once")))
    if may(signed_in(), Act.RUN_CAMPAIGNS):
        with st.container(border=True):
            st.subheader(say("codes.cards.print", lang), anchor=False)
            _print(campaign, links, lang)
            survey = surveys.load(engine(), campaign.survey_version)
            campaign_spoken.offer(campaign, survey, added_words.load(engine()))
    printed = cards.printed(engine(), campaign.id)
    st.subheader(say("codes.cards.printed", lang), anchor=False)
    _table(links, printed, lang)
    if printed and may(signed_in(), Act.RUN_CAMPAIGNS):
        _offer_revoking(campaign, [each for each in links if each.unit.code in printed], lang)


def _print(campaign: Campaign, links: Sequence[Link], lang: str) -> None:
    names = {each.unit.code: each.unit.name for each in links}
    unit = st.selectbox(
        say("codes.cards.for_whom", lang),
        [_EVERYBODY, *names],
        format_func=lambda code: names.get(code) or say("codes.cards.everybody", lang),
        key="cards-unit",
        placeholder=say("parts.choose", lang),
    )
    wanted = _wanted([each for each in links if not unit or each.unit.code == unit], lang)
    total = sum(wanted.values())
    count = number(total, lang)
    sheets = number(sum(-(-each // CARDS_A_SHEET) for each in wanted.values()), lang)
    st.caption(say("codes.cards.size", lang, count=count, sheets=sheets))
    if total > MOST_CARDS:
        st.warning(say("codes.cards.too_many", lang, most=number(MOST_CARDS, lang)))
        return
    label = say("codes.cards.make", lang, count=count)
    kind: Literal["primary", "secondary"] = "secondary" if _made(campaign) else "primary"
    if total and st.button(label, type=kind, icon=":material/print:"):
        _make(campaign, links, wanted, lang)
    _take_away(campaign, lang)


def _wanted(links: Sequence[Link], lang: str) -> dict[str, int]:
    """How many cards for each unit: as many as the register says, or as typed for a single one."""
    if len(links) != 1:
        return {each.unit.code: cards_for(each.unit.workers) for each in links}
    [each] = links
    usual = cards_for(each.unit.workers)
    label = say("codes.cards.how_many", lang)
    typed = st.number_input(label, value=usual, step=CARDS_A_SHEET, key=f"cards-{each.unit.code}")
    return {each.unit.code: max(int(typed or 0), 0)}


def _make(campaign: Campaign, links: Sequence[Link], wanted: Mapping[str, int], lang: str) -> None:
    """Print new cards. Their codes are in the file and nowhere else."""
    officer = require(Act.RUN_CAMPAIGNS)
    total = sum(wanted.values())
    made = cards.make(engine(), campaign.id, wanted)
    choice = campaign_style.usual(campaign)
    usual = {each.unit.code: sheet_of(campaign, each, choice) for each in links}
    sheets = [_card(usual[unit], code) for unit, codes in made.items() for code in codes]
    label = say("codes.cards.making", lang, count=number(total, lang))
    pages = -(-total // CARDS_A_SHEET)
    file = with_progress(label, pages, lambda told: once(sheets, told))
    st.session_state[_MADE] = {campaign.id: file}
    whose = links[0].unit.name if len(wanted) == 1 else noted_units(len(wanted))
    events.note(engine(), now(), officer.id, "cards", f"{campaign.title}, {whose}: {total}")
    st.rerun()


def _card(usual: Sheet, code: str) -> Sheet:
    return replace(usual, code=code, link=link(settings().base_url, code))


def _made(campaign: Campaign) -> bytes:
    """The file that was made last in this session; empty when there is none."""
    kept: dict[int, bytes] = st.session_state.get(_MADE, {})
    return kept.get(campaign.id, b"")


def _take_away(campaign: Campaign, lang: str) -> None:
    if not (file := _made(campaign)):
        return
    st.warning(say("codes.cards.only_now", lang))
    st.download_button(
        say("codes.cards.download", lang),
        file,
        file_name=file_name("PhieuRut", today(), "pdf"),
        mime="application/pdf",
        type="primary",
        icon=":material/download:",
        on_click="ignore",
    )


def _table(links: Sequence[Link], printed: Mapping[str, int], lang: str) -> None:
    if not printed:
        st.info(say("codes.cards.none", lang))
        return
    rows = [(each.unit.name, each.unit.workers, printed.get(each.unit.code, 0)) for each in links]
    names = [say(f"codes.column.{name}", lang) for name in ("unit", "workers", "printed")]
    st.dataframe(
        pd.DataFrame(rows, columns=names), hide_index=True, alt=say("codes.cards.table", lang)
    )


def _offer_revoking(campaign: Campaign, links: Sequence[Link], lang: str) -> None:
    with st.expander(say("codes.cards.lost", lang), icon=":material/block:"):
        st.write(say("codes.cards.lost_text", lang))
        names = {each.unit.code: each.unit.name for each in links}
        unit = st.selectbox(
            say("campaigns.codes.unit", lang),
            list(names),
            format_func=names.__getitem__,
            key="cards-lost",
            placeholder=say("parts.choose", lang),
        )
        if st.button(say("codes.cards.revoke", lang), icon=":material/block:"):
            st.dialog(say("codes.cards.revoke_title", lang))(_revoke)(campaign, unit, names[unit])


def _revoke(campaign: Campaign, unit: str, name: str) -> None:
    """Say what will happen, then do it or leave it."""
    officer = require(Act.RUN_CAMPAIGNS)
    lang = officer.lang
    st.write(say("codes.cards.revoke_text", lang, unit=plain(name)))
    with st.container(horizontal=True):
        agreed = st.button(say("codes.cards.revoke", lang), type="primary", key="cards-revoke")
        if st.button(say("parts.cancel", lang), key="cards-keep"):
            st.rerun()
    if not agreed:
        return
    cards.revoke(engine(), campaign.id, unit)
    events.note(engine(), now(), officer.id, "revoke_cards", f"{campaign.title}, {name}")
    tell(say("codes.cards.revoked", lang, unit=name))
    st.rerun()
