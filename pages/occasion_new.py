"""A new survey of employers or of union officers: few fields, one code a unit or a cluster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from db import campaigns, events, occasions
from pages import seen
from pages.campaign_address import Part, go
from pages.campaign_fields import DAY
from pages.campaign_words import sentence, tell
from pages.parts import installation, require
from pages.settings import engine, now, today
from pages.settings_fields import LIVE
from surveys.access import Act, Officer, may
from surveys.campaigns import SMALLEST_CLUSTER, USUAL_K, Audience, Campaign
from surveys.model import in_language
from surveys.occasions import (
    OPEN_DAYS,
    Group,
    cluster,
    clusters,
    draft,
    problems,
    survey_for,
)
from surveys.organisation import UNIT_TYPES, Unit, alive
from surveys.texts import say
from surveys.texts.numbers import number

ADDRESSES = {"nguoi-su-dung-lao-dong": Audience.EMPLOYER, "can-bo-cong-doan": Audience.OFFICER}
_OFFICERS = "officers"


@dataclass(frozen=True, slots=True)
class _Typed:
    """What the officer typed so far."""

    title: str
    opens_on: date | None
    closes_on: date | None
    contact: tuple[str, str]


def offer(officer: Officer) -> None:
    """The buttons that lead here, beside that of a workers' campaign."""
    if may(officer, Act.RUN_CAMPAIGNS):
        for where, audience in ADDRESSES.items():
            label = say(f"occasions.new.{audience}", officer.lang)
            st.button(label, key=f"new-{audience}", on_click=go, args=(where,))


def show(where: str) -> None:
    """Show the fields of the new survey."""
    officer = require(Act.RUN_CAMPAIGNS)
    lang, audience = officer.lang, ADDRESSES[where]
    st.button(say("campaigns.one.back", lang), on_click=go, icon=":material/arrow_back:")
    st.title(say(f"occasions.new.{audience}", lang), anchor=False)
    st.write(say(f"occasions.lead.{audience}", lang, k=_smallest(audience)))
    typed, below = _fields(audience, lang)
    asked: Sequence[Unit | Group] = (
        _employers(lang) if audience is Audience.EMPLOYER else _officers(lang)
    )
    below["units"] = st.empty()
    wrong = problems(typed.title, typed.opens_on, typed.closes_on, asked, today())
    for name, problem in wrong.items():
        below[name].markdown(f":red[:small[:material/error: {sentence(problem, lang)}]]")
    if st.button(say("campaigns.new.publish", lang), type="primary", disabled=bool(wrong)):
        _publish(audience, typed, asked)


def _fields(audience: Audience, lang: str) -> tuple[_Typed, dict[str, DeltaGenerator]]:
    below: dict[str, DeltaGenerator] = {}
    usual = in_language(survey_for(audience).title, lang)
    title = st.text_input(
        say("campaigns.field.title", lang),
        f"{usual} {today().year}",
        key=f"{audience}-title",
        live=LIVE,
    )
    below["title"] = st.empty()
    left, right = st.columns(2)
    opens_on, below["opens_on"] = _day(left, "opens_on", today(), lang)
    last = today() + timedelta(days=OPEN_DAYS)
    closes_on, below["closes_on"] = _day(right, "closes_on", last, lang)
    head = installation().letterhead
    return _Typed(title or "", opens_on, closes_on, (head.name, head.phone)), below


def _day(
    column: DeltaGenerator, name: str, usual: date, lang: str
) -> tuple[date | None, DeltaGenerator]:
    typed = column.date_input(
        say(f"campaigns.field.{name}", lang), usual, key=f"occasion-{name}", format=DAY
    )
    return (typed if isinstance(typed, date) else None), column.empty()


def _employers(lang: str) -> list[Unit]:
    """Units of the chosen types; an employer answers once, on behalf of the unit."""
    units = alive(seen.units(), today())
    types = [type for type in UNIT_TYPES if any(unit.type == type for unit in units)]
    chosen = st.pills(
        say("occasions.field.types", lang),
        types,
        selection_mode="multi",
        default=types,
        format_func=lambda code: say(f"names.unit_type.{code}", lang),
        key="employer-types",
    )
    only = st.checkbox(say("occasions.field.without", lang), key="employer-without")
    found = [u for u in units if u.type in chosen and not (only and u.has_union)]
    st.caption(say("occasions.field.chosen", lang, count=number(len(found), lang)))
    return found


def _officers(lang: str) -> list[Group]:
    """Clusters with how many officers each has; where nobody knows, the total only counts."""
    names = clusters(seen.units())
    if not names:
        st.info(say("occasions.field.no_cluster", lang))
        return []
    st.write(say("occasions.field.officers_help", lang, least=SMALLEST_CLUSTER))
    where, heads = say("occasions.field.cluster", lang), say("occasions.field.heads", lang)
    table = pd.DataFrame({where: names, heads: pd.array([None] * len(names), dtype="Int64")})
    edited = st.data_editor(
        table,
        hide_index=True,
        disabled=[where],
        key=_OFFICERS,
        width="stretch",
        placeholder="–",
    )
    rows = zip(edited[where], edited[heads], strict=True)
    return [cluster(name, None if pd.isna(n) else max(0, int(n))) for name, n in rows]


def _publish(audience: Audience, typed: _Typed, asked: Sequence[Unit | Group]) -> None:
    officer = require(Act.RUN_CAMPAIGNS)
    if typed.opens_on is None or typed.closes_on is None:
        return
    days = (typed.opens_on, typed.closes_on)
    survey = survey_for(audience, sensitive=may(officer, Act.ASK_SENSITIVE))
    campaign = draft(audience, typed.title, days, typed.contact)
    groups = [one for one in asked if isinstance(one, Group)]
    codes = [one.code for one in asked if isinstance(one, Unit)]
    made: Campaign = (
        occasions.publish_to(engine(), campaign, survey, groups, now())
        if groups
        else campaigns.publish(engine(), campaign, survey, codes, now())
    )
    events.note(engine(), now(), officer.id, "publish", made.title)
    tell(say("campaigns.new.published", officer.lang))
    go(made.id, Part.CODES)
    st.rerun()


def _smallest(audience: Audience) -> int:
    return SMALLEST_CLUSTER if audience is Audience.OFFICER else USUAL_K
