"""One need: its figure in words, what the catalogue knows about it, and the activities that fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from pages import how
from pages.campaign_words import plain
from pages.how import unmet
from pages.parts import signed_in
from pages.planning_address import ACTIVITY, CAMPAIGN, KIND, NEED, NEW, Part, go
from pages.planning_words import figure, said_aloud, span, tasks
from pages.releases import Published
from pages.results_view import type_name
from surveys.access import Act, may
from surveys.catalogue import activity_types, needs_behind
from surveys.needs import NeedRow
from surveys.plan import Activity, answering, proposals, usual_road
from surveys.statistics import Selection
from surveys.texts import LANGUAGES, say

_COLOURS = {"plan": "blue", "dialogue": "violet", "petition": "orange"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What a campaign found about one need, in the whole campaign or one unit type ("")."""

    published: Published
    row: NeedRow
    unit_type: str

    def figure(self) -> str:
        """The finding as an activity keeps it."""
        scope = type_name(self.unit_type, LANGUAGES[0]) if self.unit_type else ""
        return figure(self.row, self.published.campaign, scope)


def show(finding: Finding, activities: Sequence[Activity]) -> None:
    """Show the need and what may be done about it; nothing is planned without a press."""
    officer = signed_in()
    lang, row = officer.lang, finding.row
    back = say("planning.need.back", lang)
    st.button(
        back, on_click=go, args=(Part.NEEDS,), kwargs={NEED: ""}, icon=":material/arrow_back:"
    )
    st.header(plain(row.label[lang]), anchor=False)
    st.markdown(
        f"{said_aloud(row, lang)}  \n{say('planning.need.as_cited', lang)} **{finding.figure()}**"
    )
    types = frozenset({finding.unit_type} if finding.unit_type else ())
    told = partial(unmet, finding.published, Selection(unit_types=types), row)
    how.panel("need", lang, told)
    _promised(answering(row.code, activities), lang)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _offers(finding, lang, can_plan=may(officer, Act.PLAN))
    with right:
        _background(row.code, lang)


def badge(road: str, lang: str) -> str:
    """The road as a small label for Markdown."""
    return f":{_COLOURS[road]}-badge[{say(f'planning.road.{road}', lang)}]"


def _promised(activities: Sequence[Activity], lang: str) -> None:
    if not activities:
        return
    lines = (
        f"- {plain(a.title)} · {say(f'planning.state.{a.state}', lang)} · {span(a, lang)}"
        for a in activities
    )
    st.markdown(f"{say('planning.need.promised', lang)}\n\n" + "\n".join(lines))


def _offers(finding: Finding, lang: str, *, can_plan: bool) -> None:
    st.subheader(say("planning.need.offers", lang), anchor=False)
    fitting = proposals(needs_behind(finding.row.code))
    for code in fitting:
        _offer(finding, code, lang, can_plan=can_plan)
    if can_plan:
        _others(finding, [code for code in activity_types() if code not in fitting], lang)


def _offer(finding: Finding, code: str, lang: str, *, can_plan: bool) -> None:
    kind = activity_types()[code]
    with st.container(border=True):
        st.markdown(f"**{plain(kind.label[lang])}** {badge(usual_road(code), lang)}")
        st.caption(
            f"{say('planning.need.season', lang, season=kind.season)}  \n"
            f"{say('planning.need.measure', lang, measure=kind.measures)}"
        )
        if can_plan:
            st.button(
                say("planning.need.choose", lang),
                key=f"choose-{code}",
                on_click=_begin,
                args=(finding.published.campaign.id, finding.row.code, code),
            )


def _others(finding: Finding, codes: Sequence[str], lang: str) -> None:
    """Any other activity: the catalogue proposes, the officer decides."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        other = st.selectbox(
            say("planning.need.other", lang),
            codes,
            format_func=lambda code: activity_types()[code].label[lang],
            index=None,
            placeholder=say("parts.choose", lang),
            key=f"other-{finding.row.code}",
        )
        st.button(
            say("planning.need.choose", lang),
            key="choose-other",
            disabled=other is None,
            on_click=_begin,
            args=(finding.published.campaign.id, finding.row.code, other),
        )


def _begin(campaign_id: int, row: str, code: str) -> None:
    """Open the form; the campaign stands in the address so that the figure is the same."""
    go(Part.NEEDS, **{CAMPAIGN: str(campaign_id), NEED: row, ACTIVITY: NEW, KIND: code})


def _background(row: str, lang: str) -> None:
    st.subheader(say("planning.need.behind", lang), anchor=False)
    for place, need in enumerate(needs_behind(row)):
        with st.expander(plain(need.label[lang]), expanded=not place):
            st.markdown(
                f"**{say('planning.need.responsible', lang)}**  \n{plain(need.responsible)}"
            )
            lines = [
                say("planning.need.tasks", lang),
                "",
                *(f"- {plain(t)}" for t in tasks(need.plan_tasks)),
            ]
            st.markdown("\n".join(lines))
            papers = [
                say("planning.need.papers", lang),
                "",
                *(f"- {plain(p)}" for p in need.papers),
            ]
            st.markdown("\n".join(papers))
