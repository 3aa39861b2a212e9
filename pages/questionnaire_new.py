"""A new questionnaire: from a template, the question bank, an XLSForm, or nothing."""

from __future__ import annotations

import streamlit as st

from db import drafts
from pages import questionnaire_bank, questionnaire_file
from pages.parts import require
from pages.questionnaire_address import Start, go, start
from pages.settings import engine, now
from surveys import catalogue
from surveys.access import Act
from surveys.model import Survey, Words
from surveys.questionnaires import MOST_QUESTIONS, length
from surveys.questionnaires.starting import blank, from_template, with_questions
from surveys.texts import LANGUAGES, say

_CONTACT = "h"  # the template that asks for contact data: kept apart from surveys (DR-15)


def show() -> None:
    """Ask what to begin with."""
    lang = require(Act.RUN_CAMPAIGNS).lang
    st.button(say("questionnaires.one.back", lang), on_click=go, icon=":material/arrow_back:")
    st.title(say("questionnaires.new.title", lang), anchor=False)
    chosen = start(lang)
    if chosen is Start.TEMPLATE:
        _template(lang)
    elif chosen is Start.BANK:
        _bank(lang)
    elif chosen is Start.FILE:
        questionnaire_file.show(lang)
    else:
        _nothing(lang)


def begin(survey: Survey) -> None:
    """Keep the new questionnaire and open it: for callbacks."""
    require(Act.RUN_CAMPAIGNS)
    go(drafts.create(engine(), survey, now()).id)


def _template(lang: str) -> None:
    templates = catalogue.templates()
    chosen = st.radio(
        say("questionnaires.new.template", lang),
        list(templates),
        format_func=lambda id: templates[id].title[lang],
        captions=[_caption(id, lang) for id in templates],
        key=f"phieu-template-{lang}",
    )
    usual = templates[chosen].title
    title = _title(usual, lang, f"template-{chosen}")
    if chosen == _CONTACT:
        st.warning(say("questionnaires.new.contact", lang))
    made = from_template(drafts.new_survey_id(), chosen, title)
    _button("begin", lang, made)


def _bank(lang: str) -> None:
    title = _title(_usual(), lang, "bank")
    chosen = questionnaire_bank.pick("new", lang)
    made = with_questions(blank(drafts.new_survey_id(), title), chosen)
    if chosen:
        questions = length(made).questions
        words = say("questionnaires.new.begin_with", lang, count=questions)
        st.button(words, type="primary", on_click=begin, args=(made,))
        if questions > MOST_QUESTIONS:
            st.caption(say("questionnaires.warning.many", lang, most=MOST_QUESTIONS))


def _nothing(lang: str) -> None:
    st.write(say("questionnaires.new.nothing", lang))
    title = _title(_usual(), lang, "blank")
    _button("begin", lang, blank(drafts.new_survey_id(), title))


def _usual() -> Words:
    return {lang: say("questionnaires.new.usual", lang) for lang in LANGUAGES}


def _title(usual: Words, lang: str, key: str) -> Words:
    """The name workers read; in the other languages the proposal, until it is translated."""
    first = LANGUAGES[0]
    typed = st.text_input(
        say("questionnaires.field.title", lang),
        usual[first],
        key=f"phieu-title-{key}",
        live="500ms",
        max_chars=120,
    )
    words = (typed or "").strip()
    if not words or words == usual[first]:
        return usual
    return {first: words}


def _button(name: str, lang: str, survey: Survey) -> None:
    words = say(f"questionnaires.new.{name}", lang)
    st.button(words, type="primary", on_click=begin, args=(survey,))


def _caption(id: str, lang: str) -> str:
    size = length(catalogue.survey_of(catalogue.templates()[id]))
    words = say("questionnaires.size", lang, questions=size.questions, minutes=size.minutes)
    when = catalogue.templates()[id].when if lang == LANGUAGES[0] else ""
    return f"{words} · {when}" if when else words
