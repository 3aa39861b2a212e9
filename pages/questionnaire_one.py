"""One questionnaire: how long it is, what is wrong with it, and the part being worked on."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from db.drafts import Draft
from pages import questionnaire_publish, questionnaire_translate, questionnaire_write
from pages.campaign_words import moment, plain
from pages.parts import require
from pages.questionnaire_address import Part, go, part
from pages.questionnaire_desk import Desk, back, lay, said
from surveys.access import Act
from surveys.model import in_language
from surveys.questionnaires import MOST_QUESTIONS, MOST_SECONDS, length
from surveys.texts.numbers import number

_SHOW: dict[Part, Callable[[Desk], None]] = {
    Part.WRITE: questionnaire_write.show,
    Part.TRANSLATE: questionnaire_translate.show,
    Part.PUBLISH: questionnaire_publish.show,
}


def show(draft: Draft) -> None:
    """Show the questionnaire and the part of it that the address names."""
    desk = lay(draft, require(Act.RUN_CAMPAIGNS).lang)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(desk.say("one.back"), on_click=go, icon=":material/arrow_back:", type="tertiary")
        st.space("stretch")
        _steps(desk)
    st.title(plain(in_language(desk.survey.title, desk.lang)), anchor=False)
    _length(desk)
    said()
    _SHOW[part(desk.lang)](desk)


def _steps(desk: Desk) -> None:
    st.button(
        desk.say("one.undo"),
        icon=":material/undo:",
        key=desk.key("undo"),
        on_click=back,
        disabled=not desk.draft.undoable,
    )
    st.button(
        desk.say("one.redo"),
        icon=":material/redo:",
        key=desk.key("redo"),
        on_click=back,
        kwargs={"forth": True},
        disabled=not desk.draft.redoable,
    )


def _length(desk: Desk) -> None:
    """How long it is, and whether that is too long: always in sight."""
    size = length(desk.survey)
    minutes, seconds = divmod(size.seconds, 60)
    time = desk.say("one.time", minutes=minutes, seconds=seconds)
    asked = desk.say("one.questions", count=number(size.questions, desk.lang))
    kept = desk.say("one.kept", moment=moment(desk.draft.changed_at, desk.lang))
    st.markdown(f"**{asked} · {time}** · :gray[:small[{kept}]]")
    warnings = []
    if size.too_many:
        warnings.append(desk.say("warning.many", most=MOST_QUESTIONS))
    if size.too_slow:
        warnings.append(desk.say("warning.slow", most=MOST_SECONDS // 60))
    with st.container():
        if warnings:
            st.warning(" ".join(warnings), icon=":material/timer:")
