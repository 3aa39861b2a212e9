"""The recordings of a question: one for each language, to upload, hear, and take away."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from db import sounds
from pages.parts import require
from pages.questionnaire_desk import Change, Desk, act, do, edit_question
from pages.questionnaire_words import language
from pages.settings import engine
from surveys.access import Act
from surveys.model import Question
from surveys.questionnaires.sounds import ENDINGS, LARGEST, NotSound, sound

_MEGABYTE = 1024 * 1024


def show(desk: Desk, question: Question) -> None:
    """Show what is recorded and what may be."""
    spoken = question.media.get("audio", {})
    count = sum(lang in spoken for lang in desk.survey.languages)
    name = desk.say("sound.some", count=count) if count else desk.say("sound.title")
    with st.expander(name, icon=":material/mic:", key=desk.key("sounds", question.id)):
        st.caption(desk.say("sound.about", megabytes=LARGEST // _MEGABYTE))
        for lang in desk.survey.languages:
            st.markdown(f"**{language(desk.survey, lang)}**")
            if lang in spoken:
                _hear(desk, question, lang, spoken[lang])
            else:
                _upload(desk, question, lang)


def _hear(desk: Desk, question: Question, lang: str, name: str) -> None:
    kept = sounds.load(engine(), desk.survey.id, name)
    if kept:
        st.audio(kept.content, format=kept.type, alt=name)
    else:
        st.warning(desk.say("sound.lost", name=name))
    st.button(
        desk.say("sound.remove"),
        key=desk.key("unsound", question.id, lang),
        icon=":material/delete:",
        on_click=do,
        args=(_speaking(question.id, lang, ""), f"sound {question.id}"),
    )


def _upload(desk: Desk, question: Question, lang: str) -> None:
    key = desk.key("sound", question.id, lang, desk.draft.step)
    sent = st.file_uploader(
        desk.say("sound.upload", language=language(desk.survey, lang)),
        ENDINGS,
        key=key,
        label_visibility="collapsed",
    )
    if sent is None:
        return
    require(Act.RUN_CAMPAIGNS)
    try:
        made = sound(sent.getvalue(), question.id, lang)
    except NotSound as refused:
        megabytes = LARGEST // _MEGABYTE
        st.error(desk.say(f"sound.refused.{refused.reason}").format(megabytes=megabytes))
        return
    sounds.keep(engine(), desk.survey.id, made)
    act(_speaking(question.id, lang, made.name), f"sound {question.id}")
    st.rerun()


def _speaking(id: str, lang: str, name: str) -> Change:
    """The question with this recording; without one when the name is empty."""

    def edit(question: Question) -> Question:
        spoken = dict(question.media.get("audio", {}))
        spoken.pop(lang, None)
        if name:
            spoken[lang] = name
        others = {kind: words for kind, words in question.media.items() if kind != "audio"}
        return replace(question, media={**others, "audio": spoken} if spoken else others)

    return edit_question(id, edit)
