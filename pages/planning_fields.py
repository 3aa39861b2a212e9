"""What an officer types about an activity; it stays while the officer visits other pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.campaign_fields import DAY
from pages.planning_words import dong, need_name
from surveys.plan import SOURCES, Draft, NotANumber, Road, whole
from surveys.texts import say

_DONE = "planning-done"  # how many drafts of this name were saved: the next starts afresh
LIVE = "500ms"  # typing is sent after this pause
_AREA = 80  # CSS pixels: two lines
_MILLION = 1_000_000


@dataclass(slots=True)
class Fields:
    """The fields of the form, and under each a place where its problem is said."""

    lang: str
    name: str
    below: dict[str, DeltaGenerator] = field(default_factory=dict)

    def label(self, name: str) -> str:
        """The name of a field."""
        return say(f"planning.field.{name}", self.lang)

    def key(self, name: str) -> str:
        """The key of a field of the present draft."""
        saved = st.session_state.setdefault(_DONE, {}).get(self.name, 0)
        return f"plan-{self.name}-{saved}-{name}"

    def done(self) -> None:
        """Let go of the draft."""
        saved = st.session_state.setdefault(_DONE, {})
        saved[self.name] = saved.get(self.name, 0) + 1

    def place(self, name: str) -> None:
        """Keep a place under the field just shown."""
        self.below[name] = st.empty()


def ask(fields: Fields, usual: Draft, needs: Sequence[str]) -> Draft:
    """Every field, opened with what is usual; what is typed comes back as a draft."""
    road = _road(fields, usual)
    need = _need(fields, usual, needs)
    title = _text(fields, "title", usual.title)
    left, right = st.columns(2)
    with left:
        scope = _text(fields, "scope", usual.scope)
    with right:
        place = _text(fields, "place", usual.place)
    draft = replace(usual, road=road, need=need, title=title, scope=scope, place=place)
    return _costs(fields, _duties(fields, draft))


def _duties(fields: Fields, draft: Draft) -> Draft:
    """When, who, with what result. Pairs stand in columns of their own, so that on a phone the
    last day still follows the first."""
    left, right = st.columns(2)
    with left:
        starts_on = _day(fields, "starts_on", draft.starts_on)
    with right:
        ends_on = _day(fields, "ends_on", draft.ends_on)
    left, right = st.columns(2)
    with left:
        responsible = _area(fields, "responsible", draft.responsible)
    with right:
        partner = _area(fields, "partner", draft.partner)
    measure = _area(fields, "measure", draft.measure)
    known = replace(draft, starts_on=starts_on, ends_on=ends_on)
    return replace(known, responsible=responsible, partner=partner, measure=measure)


def _costs(fields: Fields, draft: Draft) -> Draft:
    left, right = st.columns(2)
    with left:
        people = _text(fields, "people", draft.people)
    with right:
        money = _text(fields, "money", draft.money, say("planning.form.money_help", fields.lang))
        _understood(money, fields.lang)
    sources = st.pills(
        fields.label("sources"),
        SOURCES,
        selection_mode="multi",
        default=list(draft.sources),
        format_func=lambda code: _capital(say(f"planning.source.{code}", fields.lang)),
        key=fields.key("sources"),
        persist_state="session",
    )
    fields.place("sources")
    other = _text(fields, "other_source", draft.other_source)
    chosen = tuple(code for code in SOURCES if code in sources)
    return replace(draft, people=people, money=money, sources=chosen, other_source=other)


def _understood(money: str, lang: str) -> None:
    """Say how a large sum was read, so that a missing zero is seen."""
    try:
        value = whole(money)
    except NotANumber:
        return
    if value and value >= _MILLION:
        st.caption(say("planning.form.understood", lang, money=dong(value, lang)))


def _road(fields: Fields, usual: Draft) -> Road:
    """Who can act decides the road; each is explained in a sentence."""
    roads = list(Road)
    chosen = st.radio(
        fields.label("road"),
        roads,
        index=roads.index(usual.road),
        format_func=lambda road: say(f"planning.road.{road}", fields.lang),
        captions=[say(f"planning.road_why.{road}", fields.lang) for road in roads],
        key=fields.key("road"),
        persist_state="session",
    )
    return chosen or usual.road


def _need(fields: Fields, usual: Draft, needs: Sequence[str]) -> str:
    """Which need of the catalogue; asked only where several stand behind the ranked one."""
    if len(needs) < 2:
        return usual.need
    chosen = st.selectbox(
        fields.label("need"),
        needs,
        index=list(needs).index(usual.need),
        format_func=lambda code: need_name(code, fields.lang),
        key=fields.key("need"),
        persist_state="session",
    )
    return chosen or usual.need


def _text(fields: Fields, name: str, usual: str, help: str | None = None) -> str:
    typed = st.text_input(
        fields.label(name),
        usual,
        key=fields.key(name),
        help=help,
        live=LIVE,
        persist_state="session",
    )
    fields.place(name)
    return typed or ""


def _area(fields: Fields, name: str, usual: str) -> str:
    typed = st.text_area(
        fields.label(name), usual, height=_AREA, key=fields.key(name), persist_state="session"
    )
    fields.place(name)
    return typed or ""


def _day(fields: Fields, name: str, usual: date | None) -> date | None:
    typed = st.date_input(
        fields.label(name), usual, key=fields.key(name), format=DAY, persist_state="session"
    )
    fields.place(name)
    return typed if isinstance(typed, date) else None


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
