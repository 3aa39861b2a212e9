"""The page "Ý kiến viết": what workers wrote is read, grouped by need and published as counts."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from db import surveys, words
from pages import address, seen, words_desk, words_publish, words_quotes, words_table
from pages.campaign_words import plain
from pages.parts import require
from pages.settings import engine, now
from pages.words_address import CAMPAIGN, QUESTION, VIEW
from pages.words_reading import Reading
from surveys.access import Act, Officer
from surveys.blocks.own_words import LEAST_WRITERS
from surveys.campaigns import Campaign
from surveys.charts.chart import in_words
from surveys.texts import say
from surveys.texts.numbers import day, number
from surveys.words.screening import Progress, progress, waits_for
from surveys.words.themed import title_of

_VIEWS = {
    "doc": words_desk.show,
    "bang": words_table.show,
    "cong-bo": words_publish.show,
    "trich": words_quotes.show,
}
_OPENED = "words-opened"  # in the session: what the record already knows was opened


@dataclass(frozen=True, slots=True)
class _Subject:
    campaign: Campaign
    question: str
    title: str


def page() -> None:
    """Show the page."""
    officer = require(Act.SCREEN_WORDS)
    lang = officer.lang
    st.title(say("words.page.title", lang), anchor=False)
    st.write(say("words.page.lead", lang))
    subject = _subject(lang)
    if subject is None:
        st.info(say("words.page.none", lang, least=LEAST_WRITERS))
        return
    _note(subject, officer)
    slips = words.slips(engine(), subject.campaign.id, subject.question)
    reading = Reading(officer, subject.campaign, subject.question, slips)
    view = _view(lang)
    st.subheader(plain(subject.title), anchor=False)
    _progress(reading, progress(slips))
    _VIEWS[view](reading)
    st.caption(say("words.page.promise", lang))
    deleted = day(subject.campaign.delete_on, lang)
    st.caption(say("words.page.deleted", lang, day=deleted))


def _subject(lang: str) -> _Subject | None:
    """The campaign and the question, of those that have texts."""
    have = words.campaigns_with_words(engine())
    known = {str(c.id): c for c in seen.every_campaign() if c.id in have}
    if not known:
        return None
    left, right = st.columns([1, 1])
    campaign = known[_pick(left, CAMPAIGN, {id: c.title for id, c in known.items()}, lang)]
    survey = surveys.load(engine(), campaign.survey_version)
    counts = words.questions(engine(), campaign.id)
    titles = {name: in_words(title_of(survey, name), lang) for name in counts}
    named = {name: f"{titles[name]} ({number(counts[name], lang)})" for name in counts}
    question = _pick(right, QUESTION, named, lang)
    return _Subject(campaign, question, titles[question])


def _pick(
    place: st.delta_generator.DeltaGenerator, name: str, named: dict[str, str], lang: str
) -> str:
    chosen = address.one(name, list(named), next(iter(named)))
    place.selectbox(
        say("words.page.campaign" if name == CAMPAIGN else "words.page.question", lang),
        list(named),
        format_func=named.__getitem__,
        key=address.key(name),
        on_change=address.keep,
        args=(name,),
    )
    return chosen


def _view(lang: str) -> str:
    chosen = address.one(VIEW, list(_VIEWS), next(iter(_VIEWS)))
    st.segmented_control(
        say("words.page.view", lang),
        list(_VIEWS),
        format_func=lambda view: say(f"words.view.{view}", lang),
        key=address.key(VIEW),
        on_change=address.keep,
        args=(VIEW,),
        required=True,
        label_visibility="collapsed",
    )
    return chosen


def _progress(reading: Reading, found: Progress) -> None:
    lang = reading.lang
    told = {
        name: number(getattr(found, name), lang) for name in ("texts", "first", "second", "unused")
    }
    done = (found.first + found.second) / (2 * found.texts) if found.texts else 0.0
    st.progress(done, say("words.progress.label", lang, **told))
    if not found.is_complete:
        left = number(found.texts - found.first, lang)
        st.caption(say("words.progress.behind", lang, left=left))
    elif found.second == found.texts:
        st.caption(say("words.progress.done", lang))
    elif not any(waits_for(s, reading.officer.id, reading.today) for s in reading.slips):
        st.caption(say("words.progress.waits", lang))


def _note(subject: _Subject, officer: Officer) -> None:
    """Write into the record, once a session, that the texts of a question were opened (DR-20)."""
    known: set[tuple[int, str]] = st.session_state.setdefault(_OPENED, set())
    what = (subject.campaign.id, subject.question)
    if what not in known:
        words.opened(engine(), *what, officer.id, now())
        known.add(what)
