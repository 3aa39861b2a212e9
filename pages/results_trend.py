"""The board "Xu hướng": the same questions in several campaigns, on the units they share."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from db import organisation
from pages import address, releases, seen
from pages.campaign_words import plain
from pages.releases import Published
from pages.results_compare import pick_question, wordings
from pages.results_files import Files, shown
from pages.results_filter import CAMPAIGN
from pages.results_how import of_trend
from pages.results_view import View, foot, head
from pages.settings import engine
from surveys import charts
from surveys.campaigns import Audience, Campaign
from surveys.charts.trend import finding
from surveys.needs_compared import needs_over
from surveys.organisation import Event, Organisation
from surveys.statistics.coverage import Coverage, Wave, is_same, shared, turned
from surveys.statistics.screen import questions
from surveys.statistics.tables import Asked
from surveys.statistics.trend import Trend, trend
from surveys.texts import say
from surveys.texts.numbers import day, number

BEFORE = "so_voi"  # in the address
NEEDS = "nhu-cau"  # in place of a question
_NAMED = 5  # events that are named, the others are counted


def show(view: View) -> None:
    """Show the board."""
    known = _earlier(view)
    chosen = _waves(known, view.lang) if known else []
    if not chosen:
        _nothing(view)
    else:
        _shown(view, [*(known[code] for code in chosen), view.published])
    foot(view)


def _earlier(view: View) -> dict[str, Published]:
    """What earlier campaigns published of the same questions, by the campaign's id."""
    now = view.published.campaign
    before = (
        c
        for c in seen.campaigns(Audience(now.audience))
        if c.released_on and c.opens_on < now.opens_on
    )
    found = ((str(campaign.id), _published(campaign)) for campaign in before)
    return {
        code: one
        for code, one in found
        if one is not None and one.release.blocks and _in_common(one, view.published)
    }


def _published(campaign: Campaign) -> Published | None:
    try:
        return releases.published(campaign)
    except ValueError:  # altered: it says so where it is looked at itself
        return None


def _in_common(one: Published, other: Published) -> list[str]:
    mine = {question.id: question for question in one.survey.questions}
    return [
        asked.id
        for asked in other.survey.questions
        if asked.kind.tallied and asked.id in mine and is_same(mine[asked.id], asked)
    ]


def _waves(known: dict[str, Published], lang: str) -> list[str]:
    """The earlier campaigns to show, the oldest first; the last one unless others are chosen."""
    names = {code: _name(one) for code, one in known.items()}
    asked = address.many(BEFORE, list(known)) or (next(iter(known)),)
    st.session_state[address.key(BEFORE)] = list(asked)
    st.pills(
        say("board.trend.before", lang),
        list(known),
        selection_mode="multi",
        format_func=lambda code: f"{plain(known[code].campaign.title)} · {names[code]}",
        key=address.key(BEFORE),
        on_change=address.keep,
        args=(BEFORE,),
        wrap=True,
    )
    return sorted(asked, key=lambda code: known[code].campaign.opens_on)


def _nothing(view: View) -> None:
    head(view, say("board.trend.title", view.lang), "xu-huong")
    st.info(say("board.trend.none", view.lang))
    if st.button(say("board.trend.none_action", view.lang), type="primary"):
        address.visit("dot-khao-sat", **{CAMPAIGN: str(view.published.campaign.id)})


def _shown(view: View, published: Sequence[Published]) -> None:
    waves = [Wave(one.campaign.opens_on, one.survey, one.release) for one in published]
    tree = _tree()
    every = _askable(view, published)
    offered = {NEEDS: say("board.trend.needs", view.lang), **wordings(every, view.lang)}
    if needs_over(waves, view.selection, tree) is None:
        del offered[NEEDS]
    code = pick_question(view, offered, next(iter(offered)))
    asked = next((one for one in every if code in wordings([one], view.lang)), None)
    found = _found(view, waves, asked, tree)
    if found is None:
        return
    names = [_name(one) for one in published]
    head(view, finding(found, view.lang), "xu-huong")
    _remarks(found, turned(tree, waves), view.lang)
    again = partial(charts.trend_bars, found, names, view.lang)
    drawing = releases.ready(again(layout=releases.layout(view.reader)), view.reader)
    told = partial(of_trend, view, found, asked)
    shown(view, drawing, Files("trend", offered[code], again, told=told), _notes(view.lang))


def _found(
    view: View, waves: Sequence[Wave], asked: Asked | None, tree: Organisation | None
) -> Trend | None:
    if asked is None:
        return needs_over(waves, view.selection, tree)
    common = shared(waves, asked.partition, view.selection, tree)
    return trend(waves, asked.question.id, asked.row, common)


def _askable(view: View, published: Sequence[Published]) -> list[Asked]:
    """The questions that all of these campaigns asked alike."""
    common = [set(_in_common(one, view.published)) for one in published[:-1]]
    same = set.intersection(*common)
    every = questions(view.release, view.published.survey, view.selection)
    return [asked for asked in every if asked.question.id in same]


def _tree() -> Organisation | None:
    """The organisation with what befell it; only for those who see the whole."""
    if not seen.scope().is_everything or not organisation.has_bodies(engine()):
        return None
    return organisation.load(engine())


def _remarks(found: Trend, events: Sequence[Event], lang: str) -> None:
    if found.shared.coverage is Coverage.CHANGED:
        st.warning(say("board.trend.changed", lang), icon=":material/warning:")
    elif found.shared.left:
        st.info(say("board.trend.left", lang, count=number(found.shared.left, lang)))
    if events:
        st.info(_turned(events, lang), icon=":material/account_tree:")


def _turned(events: Sequence[Event], lang: str) -> str:
    """What befell the organisation, the last first."""
    named = [
        say(
            "board.trend.event",
            lang,
            kind=say(f"organisation.kind.{event.kind}", lang),
            day=day(event.day, lang),
        )
        for event in events[::-1][:_NAMED]
    ]
    last, count = day(events[-1].day, lang), number(len(events), lang)
    return say("board.trend.turned", lang, count=count, day=last, events=", ".join(named))


def _notes(lang: str) -> list[str]:
    return [say("board.trend.holm", lang), say("board.trend.note", lang)]


def _name(published: Published) -> str:
    """A wave as it is written beside a bar."""
    opens = published.campaign.opens_on
    return f"{opens.month}/{opens.year}"
