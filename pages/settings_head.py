"""A small picture of head and signature of a paper, as the names just typed would print."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.settings import today
from surveys.organisation import Letterhead
from surveys.texts import LANGUAGES, say
from surveys.texts.numbers import head_date

_PAPER = (
    "container-type:inline-size;background:#fff;color:#000;border:1px solid #cbd2da;"
    "border-radius:4px;padding:4%"
)
_TYPE = (  # as wide as the paper: 13 points on 165 mm
    "font:2.75cqi/1.35 'Times New Roman','Liberation Serif',Tinos,serif;text-align:center"
)
_TWO = "display:grid;grid-template-columns:2fr 3fr;gap:0 1em"
_SHORT = "width:40%;margin:.2em auto .4em;border-top:1px solid #000"
_LONG = "width:62%;margin:.2em auto .4em;border-top:1px solid #000"
_ROOM = "height:4em"  # for signature and seal
_LEFT = "text-align:left;font-size:.85em"


def show(letterhead: Letterhead, lang: str) -> None:
    """Show it; papers are in the customer's language, whatever the screen speaks."""
    st.markdown(f"**{say('office.head.title', lang)}**")
    st.html(
        f'<div lang="{LANGUAGES[0]}" style="{_PAPER}"><div style="{_TYPE}">'
        f'<div style="{_TWO}">{_issuer(letterhead)}{_country(letterhead)}</div>'
        f'{_addressee(letterhead)}<p style="margin:2em 0;color:#57606a">'
        f"{escape(say('office.head.text', lang))}</p>"
        f'<div style="{_TWO}">{_copies(letterhead)}{_signature(letterhead)}</div></div></div>'
    )
    st.caption(say("office.head.note", lang))


def _issuer(letterhead: Letterhead) -> str:
    body = "<br>".join(escape(line) for line in letterhead.body.splitlines())
    symbol = f"{_say('report.symbol')}-{letterhead.symbol or '…'}"
    number = escape(_say("head.number", symbol=symbol))
    return (
        f"<div>{escape(letterhead.superior.upper())}<br><b>{body.upper()}</b>"
        f'<div style="{_SHORT}"></div><span style="white-space:pre">{number}</span></div>'
    )


def _country(letterhead: Letterhead) -> str:
    place = _say("head.place_date", place=letterhead.place, date=head_date(today()))
    country, motto = escape(_say("head.country").upper()), escape(_say("head.motto"))
    return (
        f'<div><b style="white-space:nowrap">{country}</b><br><b>{motto}</b>'
        f'<div style="{_LONG}"></div><i>{escape(place)}</i></div>'
    )


def _addressee(letterhead: Letterhead) -> str:
    if not letterhead.addressee:
        return ""
    words = _say("head.addressee", addressee=letterhead.addressee)
    return f'<p style="margin:2em 0 0">{escape(words)}</p>'


def _copies(letterhead: Letterhead) -> str:
    lines = "<br>".join(f"- {escape(copy)}" for copy in letterhead.copies)
    return f'<div style="{_LEFT}"><b><i>{escape(_say("head.copies"))}</i></b><br>{lines}</div>'


def _signature(letterhead: Letterhead) -> str:
    above = "<br>".join(map(escape, (letterhead.authority, letterhead.role)))
    return f'<div><b>{above}</b><div style="{_ROOM}"></div><b>{escape(letterhead.signer)}</b></div>'


def _say(name: str, **values: object) -> str:
    return say(f"reports.{name}", LANGUAGES[0], **values)
