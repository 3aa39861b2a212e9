"""A small picture of head and signature of a paper, as the names just typed would print."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.settings import today
from surveys.organisation import Letterhead
from surveys.texts import LANGUAGES, say
from surveys.texts.numbers import head_date

_PAPER = (
    "background:#fff;color:#000;border:1px solid #cbd2da;border-radius:4px;padding:18px 14px;"
    "font:14px/1.35 'Times New Roman','Liberation Serif',Tinos,serif;text-align:center"
)
_TWO = "display:grid;grid-template-columns:2fr 3fr;gap:2px 12px"
_UNDER = "border-bottom:1px solid #000;padding-bottom:2px"
_GAP = "height:52px"
_LINES_LEFT = "text-align:left;font-size:12px"


def show(letterhead: Letterhead, lang: str) -> None:
    """Show it; papers are in the customer's language, whatever the screen speaks."""
    st.markdown(f"**{say('office.head.title', lang)}**")
    st.html(
        f'<div lang="{LANGUAGES[0]}" style="{_PAPER}">'
        f'<div style="{_TWO}">{_issuer(letterhead)}{_country(letterhead)}</div>'
        f'<p style="margin:22px 0;color:#57606a">{escape(say("office.head.text", lang))}</p>'
        f'<div style="{_TWO}">{_copies(letterhead)}{_signature(letterhead)}</div></div>'
    )
    st.caption(say("office.head.note", lang))


def _issuer(letterhead: Letterhead) -> str:
    body = "<br>".join(escape(line) for line in letterhead.body.splitlines())
    symbol = f"{_say('report.symbol')}-{letterhead.symbol or '…'}"
    number = escape(_say("head.number", symbol=symbol))
    return (
        f"<div>{escape(letterhead.superior.upper())}<br>"
        f'<b style="{_UNDER}">{body.upper()}</b><br>'
        f'<span style="white-space:pre">{number}</span></div>'
    )


def _country(letterhead: Letterhead) -> str:
    place = _say("head.place_date", place=letterhead.place, date=head_date(today()))
    return (
        f"<div><b>{escape(_say('head.country').upper())}</b><br>"
        f'<b style="{_UNDER}">{escape(_say("head.motto"))}</b><br><i>{escape(place)}</i></div>'
    )


def _copies(letterhead: Letterhead) -> str:
    lines = "<br>".join(f"- {escape(copy)}" for copy in letterhead.copies)
    return (
        f'<div style="{_LINES_LEFT}"><b><i>{escape(_say("head.copies"))}</i></b><br>{lines}</div>'
    )


def _signature(letterhead: Letterhead) -> str:
    above = "<br>".join(map(escape, (letterhead.authority, letterhead.role)))
    return f'<div><b>{above}</b><div style="{_GAP}"></div><b>{escape(letterhead.signer)}</b></div>'


def _say(name: str, **values: object) -> str:
    return say(f"reports.{name}", LANGUAGES[0], **values)
