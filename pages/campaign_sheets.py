"""Sheets for the wall, pictures and words for Zalo groups: made here, noted, taken away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from db import events
from db.campaigns import Link
from pages import address
from pages.campaign_address import UNIT
from pages.campaign_words import plain
from pages.parts import installation, signed_in
from pages.settings import engine, now, settings, today
from surveys.campaigns import Campaign, link, spaced
from surveys.posters import Sheet, a4, caption, code_svg, picture
from surveys.reports.names import file_name
from surveys.texts import LANGUAGES, say
from surveys.texts.numbers import number

_QR = 220  # CSS pixels
_PICTURE = 360
_PDF, _PNG = "application/pdf", "image/png"


def show(campaign: Campaign, links: Sequence[Link]) -> None:
    """Offer the sheets of the whole campaign, and everything for one unit."""
    lang = signed_in().lang
    spoken = _language(campaign, lang)
    sheets = {each.unit.code: _sheet(campaign, each, spoken) for each in links}
    with st.container(border=True):
        st.subheader(say("campaigns.codes.all", lang), anchor=False)
        st.write(say("campaigns.codes.all_text", lang))
        _everything(campaign, tuple(sheets.values()), lang)
    with st.container(border=True):
        st.subheader(say("campaigns.codes.one", lang), anchor=False)
        _one(campaign, sheets, lang)


def _language(campaign: Campaign, lang: str) -> str:
    """The language of what is printed."""
    if len(campaign.languages) == 1:
        return campaign.languages[0]
    return st.segmented_control(
        say("campaigns.codes.language", lang),
        campaign.languages,
        default=campaign.languages[0],
        format_func=lambda code: say(f"parts.lang.{code}", code) if code in LANGUAGES else code,
        key="sheet-language",
        required=True,
    )


def _sheet(campaign: Campaign, each: Link, spoken: str) -> Sheet:
    return Sheet(
        unit=each.unit.name,
        campaign=campaign.title,
        organisation=installation().letterhead.name,
        phone=campaign.contact_phone,
        closes_on=campaign.closes_on,
        link=link(settings().base_url, each.code),
        code=each.code,
        lang=spoken,
    )


def _everything(campaign: Campaign, sheets: tuple[Sheet, ...], lang: str) -> None:
    """Made at a press, kept in this session until something on the sheets changes."""
    count = number(len(sheets), lang)
    made: dict[tuple[Sheet, ...], bytes] = st.session_state.setdefault("sheets-made", {})
    if sheets not in made:
        label = say("campaigns.codes.make", lang, count=count)
        if not st.button(label, type="primary", icon=":material/picture_as_pdf:"):
            return
        with st.spinner(say("campaigns.codes.making", lang, count=count)):
            made.clear()
            made[sheets] = a4(sheets)
        _note(campaign, "posters", count)
        st.rerun()
    st.download_button(
        say("campaigns.codes.download", lang),
        made[sheets],
        file_name=file_name("ToDan", today(), "pdf"),
        mime=_PDF,
        type="primary",
        icon=":material/download:",
        on_click="ignore",
    )
    st.caption(say("campaigns.codes.ready", lang, count=count))


def _one(campaign: Campaign, sheets: dict[str, Sheet], lang: str) -> None:
    sheet = sheets[_unit(sheets, lang)]
    left, right = st.columns([3, 2], gap="large")
    with left:
        code = spaced(sheet.code)
        st.image(code_svg(sheet.link), width=_QR, alt=_words("qr", sheet, lang, code=code))
        st.markdown(f"**{code}** · {plain(sheet.link)}")
        _take_away(campaign, sheet, lang)
        st.markdown(f"**{say('campaigns.codes.message', lang)}**")
        st.code(caption(sheet), language=None, wrap_lines=True)
        st.caption(say("campaigns.codes.message_help", lang))
    with right:
        st.image(
            _picture(sheet), width=_PICTURE, alt=_words("picture_alt", sheet, lang, link=sheet.link)
        )


def _unit(sheets: dict[str, Sheet], lang: str) -> str:
    chosen = address.one(UNIT, list(sheets), next(iter(sheets)))
    st.selectbox(
        say("campaigns.codes.unit", lang),
        list(sheets),
        format_func=lambda code: f"{sheets[code].unit} ({code})",
        key=address.key(UNIT),
        on_change=address.keep,
        args=(UNIT,),
        placeholder=say("parts.choose", lang),
    )
    return chosen


def _take_away(campaign: Campaign, sheet: Sheet, lang: str) -> None:
    with st.container(horizontal=True):
        st.link_button(
            say("campaigns.codes.open_form", lang),
            link("", sheet.code),
            icon=":material/open_in_new:",
        )
        for name, data, ending, mime in (
            ("poster", _poster(sheet), "pdf", _PDF),
            ("picture", _picture(sheet), "png", _PNG),
        ):
            st.download_button(
                say(f"campaigns.codes.{name}", lang),
                data,
                file_name=file_name(f"ToDan {sheet.unit}", today(), ending),
                mime=mime,
                icon=":material/download:",
                on_click=partial(_note, campaign, name, sheet.unit),
            )


def _words(name: str, sheet: Sheet, lang: str, **values: object) -> str:
    return say(f"campaigns.codes.{name}", lang, unit=sheet.unit, **values)


@st.cache_data(max_entries=50, show_spinner=False)
def _poster(sheet: Sheet) -> bytes:
    return a4([sheet])


@st.cache_data(max_entries=50, show_spinner=False)
def _picture(sheet: Sheet) -> bytes:
    return picture(sheet)


def _note(campaign: Campaign, what: str, whose: str) -> None:
    """Every export is written down: who, when, what (DR-20)."""
    detail = f"{what}, {campaign.title}, {whose}"
    events.note(engine(), now(), signed_in().id, "export", detail)
