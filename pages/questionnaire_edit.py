"""The question being edited: its words, its options, what it allows; the rest behind "advanced"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from db import drafts
from pages import (
    questionnaire_faults,
    questionnaire_more,
    questionnaire_options,
    questionnaire_sound,
    questionnaire_translate,
)
from pages.questionnaire_address import go
from pages.questionnaire_desk import (
    Change,
    Desk,
    act,
    do,
    edit_question,
    hold,
    refusal,
    set_question,
    typed,
)
from pages.settings import engine
from surveys.model import Kind, Question
from surveys.questionnaires.editing import (
    copy,
    into_group,
    move,
    new_group,
    place_after,
    remove,
    reshaped,
)
from surveys.questionnaires.wordings import wordings_of

_OUTSIDE, _NEW = "", "+"  # instead of a group
_LONG = frozenset({Kind.CONSENT, Kind.NOTE})  # kinds whose words are paragraphs


def show(desk: Desk, question: Question) -> None:
    """Show every field of the question; each change is kept at once."""
    _head(desk, question)
    questionnaire_faults.said_at(desk, question.id)
    _kind(desk, question)
    if not question.kind.unseen:
        _words(desk, question, "label", long=question.kind in _LONG)
        _words(desk, question, "help")
    questionnaire_options.show(desk, question)
    questionnaire_more.limits(desk, question)
    if question.kind.asked:
        _required(desk, question)
    if not question.kind.unseen:
        questionnaire_translate.one(desk, question.id)
        questionnaire_sound.show(desk, question)
    questionnaire_more.show(desk, question)
    _place(desk, question)


def _head(desk: Desk, question: Question) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{desk.say('edit.title')}** `{question.id}`", width="content")
        st.space("stretch")
        for name, icon, by in (("up", "arrow_upward", -1), ("down", "arrow_downward", 1)):
            st.button(
                desk.say(f"edit.{name}"),
                icon=f":material/{icon}:",
                key=desk.key(name),
                type="tertiary",
                on_click=do,
                args=(_moving(question.id, by), f"move {question.id}"),
            )
        for name, icon, does in (("copy", "content_copy", _copy), ("remove", "delete", _remove)):
            st.button(
                desk.say(f"edit.{name}"),
                icon=f":material/{icon}:",
                key=desk.key(name),
                type="tertiary",
                on_click=does,
                args=(desk, question.id),
            )


def _moving(id: str, by: int) -> Change:
    return lambda survey: move(survey, id, by)


def _copy(desk: Desk, id: str) -> None:
    made, new = copy(desk.survey, id, drafts.ids_used(engine(), desk.draft))
    if act(lambda survey: made if survey == desk.survey else copy(survey, id)[0], f"copy {id}"):
        go(desk.draft.id, question=new)


def _remove(desk: Desk, id: str) -> None:
    """Take it away and open its neighbour; undo brings it back."""
    ids = [question.id for question in desk.survey.questions]
    place = ids.index(id)
    if act(lambda survey: remove(survey, id), f"remove {id}"):
        rest = ids[:place] + ids[place + 1 :]
        go(desk.draft.id, question=rest[min(place, len(rest) - 1)] if rest else "")


def _kind(desk: Desk, question: Question) -> None:
    kinds = list(Kind)
    key = hold(desk.key(question.id, "kind", desk.lang), question.kind)
    st.selectbox(
        desk.say("field.kind"),
        kinds,
        format_func=lambda kind: desk.say(f"kind.{kind}"),
        key=key,
        on_change=typed,
        args=(key, _shaping(desk, question.id), f"kind {question.id}"),
    )
    st.caption(desk.say(f"kind_about.{question.kind}"))
    refusal(key)


def _shaping(desk: Desk, id: str) -> questionnaire_options.Put:
    def put(kind: Kind) -> Change:
        return edit_question(
            id, lambda question: questionnaire_options.complete(desk, reshaped(question, kind))
        )

    return put


def _words(desk: Desk, question: Question, part: str, *, long: bool = False) -> None:
    """The words in the language the questionnaire is written in."""
    value = getattr(question, part).get(desk.first, "")
    key = hold(desk.key(question.id, part), value)
    asked: dict[str, Any] = {
        "label": desk.say(f"field.{part}"),
        "key": key,
        "on_change": typed,
        "args": (key, _wording(question.id, part, desk.first), f"{part} {question.id}"),
        "help": desk.say(f"about.{part}"),
    }
    if long or len(value.split()) > 60:
        st.text_area(**asked, height="content")
    else:
        st.text_input(**asked, live="500ms")
    refusal(key)


def _wording(id: str, part: str, lang: str) -> questionnaire_options.Put:
    def put(text: str) -> Change:
        def edit(question: Question) -> Question:
            words = {**getattr(question, part), lang: text}
            if not text.strip():
                words.pop(lang)
            changed: dict[str, Any] = {part: words}
            return replace(question, **changed)

        return edit_question(id, edit)

    return put


def _required(desk: Desk, question: Question) -> None:
    key = hold(desk.key(question.id, "required"), question.required)
    st.checkbox(
        desk.say("field.required"),
        key=key,
        on_change=typed,
        args=(key, lambda on: set_question(question.id, required=on), f"required {question.id}"),
        help=desk.say("about.required"),
    )


def _place(desk: Desk, question: Question) -> None:
    """Its group, and behind which question it stands."""
    with st.expander(
        desk.say("edit.place"), icon=":material/low_priority:", key=desk.key("place", question.id)
    ):
        groups = {group.id: group.label.get(desk.first, "") for group in desk.survey.groups}
        key = hold(desk.key(question.id, "group", desk.lang), question.group)
        st.selectbox(
            desk.say("field.group"),
            [_OUTSIDE, *groups, _NEW],
            format_func=lambda id: groups.get(id) or (desk.say(_GROUP[id]) if id in _GROUP else id),
            key=key,
            on_change=typed,
            args=(key, _grouping(desk, question.id), f"group {question.id}"),
        )
        others = [q.id for q in desk.survey.questions if q.id != question.id]
        after = st.selectbox(
            desk.say("field.after"),
            ["", *others],
            index=None,
            format_func=lambda id: _named(desk, id) if id else desk.say("edit.first"),
            placeholder=desk.say("edit.choose_place"),
            key=desk.key(question.id, "after", desk.draft.step),
        )
        if after is not None:
            moved = desk.say("edit.place_now")
            placing = _placing(question.id, after)
            st.button(moved, on_click=do, args=(placing, f"move {question.id}"))


_GROUP = {_OUTSIDE: "edit.no_group", _NEW: "edit.new_group"}


def _grouping(desk: Desk, id: str) -> questionnaire_options.Put:
    label = {lang: desk.say("edit.group_name") for lang in (desk.first,)}

    def put(group: str) -> Change:
        if group == _NEW:
            return lambda survey: new_group(survey, id, label)[0]
        return lambda survey: into_group(survey, id, group)

    return put


def _placing(id: str, after: str) -> Change:
    return lambda survey: place_after(survey, id, after)


def _named(desk: Desk, id: str) -> str:
    words = next(iter(wordings_of(desk.survey, id)), None)
    return f"{id} · {words.words.get(desk.first, '')[:50]}" if words else id
