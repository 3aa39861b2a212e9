"""All questionnaires of the office, the last changed first, or how to begin one."""

from __future__ import annotations

import streamlit as st

from db import drafts, sounds
from db.drafts import Draft
from pages import address
from pages.campaign_words import moment, plain, tell
from pages.parts import require, signed_in
from pages.questionnaire_address import NEW, go
from pages.settings import engine, now
from surveys.access import Act, Officer, may
from surveys.model import in_language
from surveys.questionnaires import length
from surveys.questionnaires.starting import renamed
from surveys.texts import say
from surveys.texts.numbers import number


def show() -> None:
    """Show every questionnaire with what can be done next."""
    officer = signed_in()
    lang = officer.lang
    found = drafts.everything(engine())
    title = "finding" if found else "empty_title"
    count = number(len(found), lang)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.title(say(f"questionnaires.list.{title}", lang).format(count=count), anchor=False)
    if not found:
        st.write(say("questionnaires.list.empty_text", lang))
    if may(officer, Act.RUN_CAMPAIGNS):
        create = say("questionnaires.list.create", lang)
        st.button(create, type="primary", icon=":material/add:", on_click=_begin)
    for draft in found:
        _card(draft, officer)


def _begin() -> None:
    go(task=NEW)


def _card(draft: Draft, officer: Officer) -> None:
    lang = officer.lang
    versions = drafts.versions(engine(), draft.survey.id)
    with st.container(border=True):
        st.markdown(f"**{plain(in_language(draft.survey.title, lang))}** {_badge(draft, lang)}")
        st.caption(_about(draft, lang))
        with st.container(horizontal=True):
            st.button(
                say("questionnaires.list.open", lang),
                key=f"open-{draft.id}",
                icon=":material/edit:",
                on_click=go,
                args=(draft.id,),
            )
            if versions and may(officer, Act.RUN_CAMPAIGNS):
                _ask_with(draft, lang)
            st.button(
                say("questionnaires.list.copy", lang),
                key=f"copy-{draft.id}",
                type="tertiary",
                icon=":material/content_copy:",
                on_click=_copy,
                args=(draft.id,),
            )


def _ask_with(draft: Draft, lang: str) -> None:
    """On to a campaign that asks with it."""
    words = say("questionnaires.list.ask", lang)
    if st.button(words, key=f"ask-{draft.id}", icon=":material/qr_code_2:"):
        address.visit("dot-khao-sat", dot=NEW, phieu=draft.survey.id)


def _badge(draft: Draft, lang: str) -> str:
    """Whether it can be asked with, and whether it was changed since."""
    versions = drafts.versions(engine(), draft.survey.id)
    if not versions:
        return f":gray-badge[{say('questionnaires.list.unpublished', lang)}]"
    last = versions[-1]
    if last.survey == draft.survey:
        words = say("questionnaires.list.published", lang, number=last.number)
        return f":green-badge[{words}]"
    return f":orange-badge[{say('questionnaires.list.changed', lang, number=last.number)}]"


def _about(draft: Draft, lang: str) -> str:
    size = length(draft.survey)
    words = say("questionnaires.size", lang, questions=size.questions, minutes=size.minutes)
    changed = say("questionnaires.list.at", lang, moment=moment(draft.changed_at, lang))
    return f"{words} · {changed}"


def _copy(draft_id: int) -> None:
    """A questionnaire of its own that begins as this one."""
    officer = require(Act.RUN_CAMPAIGNS)
    survey = drafts.load(engine(), draft_id).survey
    title = {
        lang: say("questionnaires.list.copied", officer.lang, title=words)
        for lang, words in survey.title.items()
    }
    made = drafts.create(engine(), renamed(survey, drafts.new_survey_id(), title), now())
    sounds.take_along(engine(), survey.id, made.survey.id)
    tell(say("questionnaires.list.copy_made", officer.lang))
    go(made.id)
