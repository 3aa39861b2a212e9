"""Sheets for the wall, pictures and words for Zalo groups: made here, noted, taken away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from db import events
from db.campaigns import Link
from pages import address, campaign_renew, campaign_style
from pages.campaign_address import UNIT
from pages.campaign_style import ZALO, Choice
from pages.campaign_words import noted_units, plain
from pages.parts import installation, signed_in
from pages.settings import engine, now, settings, today
from surveys.campaigns import Campaign, link, spaced
from surveys.posters import (
    Logo,
    Paper,
    Sheet,
    Style,
    caption,
    code_svg,
    page,
    picture,
    pictures,
    posters,
    preview,
)
from surveys.reports.names import file_name
from surveys.texts import LANGUAGES, say
from surveys.texts.numbers import number

_QR = 220  # CSS pixels
_PICTURE = 360
_TOLD_EVERY = 5  # sheets: oftener the screen is slower than the work
_PDF, _PNG, _ZIP = "application/pdf", "image/png", "application/zip"
_FILES = {"a4": "ToDan", "a5": "ToDan A5", "cards": "The", "guide": "HuongDan", ZALO: "Zalo"}


def show(campaign: Campaign, links: Sequence[Link]) -> None:
    """Offer the sheets of the whole campaign, and everything for one unit."""
    lang = signed_in().lang
    with st.container(border=True):
        st.subheader(say("campaigns.codes.all", lang), anchor=False)
        choice = campaign_style.choose(campaign, lang)
        sheets = {each.unit.code: sheet_of(campaign, each, choice) for each in links}
        st.caption(say(f"codes.sheets.about_{choice.what}", lang))
        _everything(campaign, tuple(sheets.values()), choice, lang)
    with st.container(border=True):
        st.subheader(say("campaigns.codes.one", lang), anchor=False)
        _one(campaign, sheets, choice, lang)


def sheet_of(campaign: Campaign, each: Link, choice: Choice) -> Sheet:
    """What stands on the sheet of a unit."""
    return Sheet(
        unit=each.unit.name,
        campaign=campaign.title,
        organisation=installation().letterhead.name,
        phone=campaign.contact_phone,
        closes_on=campaign.closes_on,
        link=link(settings().base_url, each.code),
        code=each.code,
        lang=choice.lang,
        second=choice.second,
        added=choice.added,
    )


def with_progress(label: str, total: int, make: Callable[[Callable[[int], None]], bytes]) -> bytes:
    """What `make` returns, with a bar that moves as it tells how many are done."""
    bar = st.progress(0.0, label)

    def told(done: int) -> None:
        if done % _TOLD_EVERY == 0:
            bar.progress(min(done / total, 1.0), label)

    made = make(told)
    bar.empty()
    return made


def _everything(campaign: Campaign, sheets: tuple[Sheet, ...], choice: Choice, lang: str) -> None:
    """Made at a press, kept in this session until something on the sheets changes."""
    count = number(len(sheets), lang)
    made: dict[tuple[object, ...], bytes] = st.session_state.setdefault("sheets-made", {})
    key = (sheets, choice)
    if key not in made:
        label = say("campaigns.codes.make", lang, count=count)
        if not st.button(label, type="primary", icon=":material/print:"):
            return
        label = say("campaigns.codes.making", lang, count=count)
        data = with_progress(label, len(sheets), partial(_made, sheets, choice))
        made.clear()
        made[key] = data
        _note(campaign, choice.what, noted_units(len(sheets)))
        st.rerun()
    is_zip = choice.what == ZALO
    st.download_button(
        _download(choice.what, lang),
        made[key],
        file_name=file_name(_FILES[choice.what], today(), "zip" if is_zip else "pdf"),
        mime=_ZIP if is_zip else _PDF,
        type="primary",
        icon=":material/download:",
        on_click="ignore",
    )
    st.caption(say("campaigns.codes.ready", lang, count=count))


def _download(what: str, lang: str) -> str:
    if what in (Paper.A4, Paper.A5):
        return say("campaigns.codes.download", lang)
    return say("codes.sheets.download_zip" if what == ZALO else "codes.sheets.download_pdf", lang)


def _made(sheets: Sequence[Sheet], choice: Choice, told: Callable[[int], None]) -> bytes:
    if choice.what == ZALO:
        return pictures(sheets, choice.style.logo, told)
    return posters(sheets, choice.style, told)


def _one(campaign: Campaign, sheets: dict[str, Sheet], choice: Choice, lang: str) -> None:
    sheet = sheets[_unit(sheets, lang)]
    left, right = st.columns([3, 2], gap="large")
    with left:
        code = spaced(sheet.code)
        st.image(code_svg(sheet.link), width=_QR, alt=_words("qr", sheet, lang, code=code))
        st.markdown(f"**{code}** · {plain(sheet.link)}")
        _take_away(campaign, sheet, choice, lang)
        st.markdown(f"**{say('campaigns.codes.message', lang)}**")
        st.code(caption(sheet), language=None, wrap_lines=True)
        st.caption(say("campaigns.codes.message_help", lang))
        campaign_renew.offer(campaign, sheet, lang)
    with right:
        if choice.what == ZALO:
            shown, alt = _picture(sheet, choice.style.logo), "picture_alt"
        else:
            shown, alt = _preview(sheet, choice.style), "paper_alt"
        st.image(shown, width=_PICTURE, alt=_alt(alt, sheet, lang))


def _alt(name: str, sheet: Sheet, lang: str) -> str:
    if name == "paper_alt":
        return say("codes.sheets.paper_alt", lang, unit=sheet.unit, link=sheet.link)
    return _words(name, sheet, lang, link=sheet.link)


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


def _take_away(campaign: Campaign, sheet: Sheet, choice: Choice, lang: str) -> None:
    paper = choice.style.paper
    with st.container(horizontal=True):
        st.link_button(
            say("campaigns.codes.open_form", lang),
            link("", sheet.code),
            icon=":material/open_in_new:",
        )
        for label, name, data, ending, mime in (
            (f"codes.sheets.one_{paper}", paper, _poster(sheet, choice.style), "pdf", _PDF),
            (
                "campaigns.codes.picture",
                ZALO,
                _picture(sheet, choice.style.logo),
                "png",
                _PNG,
            ),
        ):
            stem = _FILES[name]
            st.download_button(
                say(label, lang),
                data,
                file_name=file_name(f"{stem} {sheet.unit}", today(), ending),
                mime=mime,
                icon=":material/download:",
                on_click=partial(_note, campaign, name, sheet.unit),
            )


def _words(name: str, sheet: Sheet, lang: str, **values: object) -> str:
    return say(f"campaigns.codes.{name}", lang, unit=sheet.unit, **values)


@st.cache_data(max_entries=50, show_spinner=False)
def _poster(sheet: Sheet, style: Style) -> bytes:
    return posters([sheet], style)


@st.cache_data(max_entries=50, show_spinner=False)
def _picture(sheet: Sheet, logo: Logo | None) -> bytes:
    return picture(sheet, logo)


@st.cache_data(max_entries=50, show_spinner=False)
def _preview(sheet: Sheet, style: Style) -> bytes:
    return preview(page(sheet, style))


def _note(campaign: Campaign, what: str, whose: str) -> None:
    """Every export is written down: who, when, what (DR-20)."""
    named = say(f"codes.sheets.what_{what}", LANGUAGES[0])
    detail = f"{named}, {campaign.title}, {whose}"
    events.note(engine(), now(), signed_in().id, "export", detail)
