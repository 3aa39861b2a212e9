"""Paper forms of a campaign: to print, to type in, how many there are, and how to help."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from db import events, paper_checks, surveys
from db.campaigns import Link
from pages import address, seen
from pages.campaign_address import UNIT
from pages.campaign_words import noted_units, plain
from pages.parts import installation, signed_in
from pages.settings import engine, now, settings, today
from surveys.campaigns import Campaign, in_steps, link
from surveys.organisation import Unit
from surveys.paper_form import Occasion, a4, missing_letters
from surveys.reports.names import file_name
from surveys.texts import LANGUAGES, say
from surveys.texts.numbers import number, percent

_PDF = "application/pdf"
_ENTRY = "/nhap-phieu"
_GUIDE = ("outside", "aloud", "hands", "unrecorded", "voluntary")


def show(campaign: Campaign) -> None:
    """Show what is printed, what is typed in, and the guide for helpers."""
    lang = signed_in().lang
    links = seen.links(campaign.id)
    with st.container(border=True):
        st.subheader(_say("print", lang), anchor=False)
        st.write(_say("print_text", lang))
        _print(campaign, links, lang)
    with st.container(border=True):
        st.subheader(_say("enter", lang), anchor=False)
        _enter(campaign, lang)
    with st.container(border=True):
        st.subheader(_say("help", lang), anchor=False)
        _help(links, lang)


def _print(campaign: Campaign, links: Sequence[Link], lang: str) -> None:
    survey = surveys.load(engine(), campaign.survey_version)
    spoken = _language(campaign, lang)
    occasion = Occasion(survey, campaign, installation().letterhead.name, spoken)
    if missing := missing_letters(occasion):
        st.info(_say("no_letters", lang, letters=plain(missing[:20])))
        return
    unit = _unit(links, lang)
    count = number(len(links), lang)
    everybody = [each.unit for each in links]
    with st.container(horizontal=True):
        _download(occasion, [unit], _say("download", lang), f"PhieuGiay {unit.name}")
        if len(everybody) > 1:
            _download(occasion, everybody, _say("download_all", lang, count=count), "PhieuGiay")
    st.caption(_say("copies", lang))


def _download(occasion: Occasion, units: Sequence[Unit], label: str, name: str) -> None:
    """Made when it is asked for, and written down (DR-20). That happens outside of the page, where
    nobody is signed in: the door has looked at the session before."""
    whose = units[0].name if len(units) == 1 else noted_units(len(units))
    st.download_button(
        label,
        partial(_made, occasion, units, whose, signed_in().id),
        file_name=file_name(name, today(), "pdf"),
        mime=_PDF,
        icon=":material/print:",
        key=f"paper-{name}",
        on_click="ignore",
    )


def _made(occasion: Occasion, units: Sequence[Unit], whose: str, officer_id: int) -> bytes:
    named = say("campaigns.part.phieu_giay", LANGUAGES[0])
    detail = f"{named}, {occasion.campaign.title}, {whose}"
    events.note(engine(), now(), officer_id, "export", detail)
    return a4(occasion, units)


def _language(campaign: Campaign, lang: str) -> str:
    """The language of what is printed."""
    if len(campaign.languages) == 1:
        return campaign.languages[0]
    return st.segmented_control(
        _say("language", lang),
        campaign.languages,
        default=campaign.languages[0],
        format_func=lambda code: say(f"parts.lang.{code}", code) if code in LANGUAGES else code,
        key="paper-language",
        required=True,
    )


def _unit(links: Sequence[Link], lang: str) -> Unit:
    units = {each.unit.code: each.unit for each in links}
    chosen = address.one(UNIT, list(units), next(iter(units)))
    st.selectbox(
        say("campaigns.codes.unit", lang),
        list(units),
        format_func=lambda code: f"{units[code].name} ({code})",
        key=address.key(UNIT),
        on_change=address.keep,
        args=(UNIT,),
        placeholder=say("parts.choose", lang),
    )
    return units[chosen]


def _enter(campaign: Campaign, lang: str) -> None:
    if campaign.closed_on or today() < campaign.opens_on:
        st.write(say("paper_form.refused.closed", lang))
    else:
        st.write(_say("enter_text", lang))
        st.link_button(
            _say("enter_button", lang),
            f"{_ENTRY}/{campaign.id}",
            type="primary",
            icon=":material/keyboard:",
        )
    if seen.scope().is_everything:  # the counts are of the whole campaign
        _counts(campaign, lang)


def _counts(campaign: Campaign, lang: str) -> None:
    """What came in, in steps: nobody follows it sheet by sheet (DR-07)."""
    typed = paper_checks.typed(engine(), campaign.id)
    check = paper_checks.load(engine(), campaign.id)
    left, right = st.columns(2)
    shown = _say("at_least", lang, count=number(typed, lang)) if typed else _say("few", lang)
    left.metric(_say("typed", lang), shown, border=True)
    share = percent(check.share, lang) if in_steps(check.sheets) else "–"
    right.metric(_say("differing", lang), share, border=True)
    st.caption(_say("checked", lang, sheets=number(in_steps(check.sheets), lang)))


def _help(links: Sequence[Link], lang: str) -> None:
    """DR-17: who helps, how, and where the assisted form is."""
    st.markdown("\n".join(f"- {_say(f'guide_{rule}', lang)}" for rule in _GUIDE))
    code = st.session_state.get(address.key(UNIT))
    each = next((each for each in links if each.unit.code == code), links[0])
    st.write(_say("address", lang, unit=plain(each.unit.name)))
    st.code(f"{link(settings().base_url, each.code)}?m=help", language=None)


def _say(name: str, lang: str, **values: object) -> str:
    return say(f"paper_form.office.{name}", lang, **values)
