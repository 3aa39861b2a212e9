"""Limits of an answer, and what is needed seldom: conditions, calculations, what it is for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from db import bank
from pages.parts import require
from pages.questionnaire_address import go
from pages.questionnaire_desk import (
    SEEN,
    Change,
    Desk,
    Put,
    edit_question,
    error,
    hold,
    refusal,
    set_question,
    typed,
)
from pages.settings import engine, now
from surveys import catalogue
from surveys.access import Act
from surveys.expressions import NotExpression, parse
from surveys.model import Kind, Question, Sensitivity
from surveys.questionnaires.editing import rename
from surveys.questionnaires.options import column_lines, columns_of
from surveys.texts import say

_CHOOSE = (Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING)


def limits(desk: Desk, question: Question) -> None:
    """Least and most of what may be answered."""
    match question.kind:
        case Kind.MULTIPLE:
            _pair(desk, question, "least", "most")
        case Kind.RANKING:
            _amount(desk, question, "most", whole=True)
        case Kind.NUMBER:
            _pair(desk, question, "lowest", "highest")
            _box(desk, question, "whole")
        case Kind.TEXT:
            _box(desk, question, "short")
            _amount(desk, question, "longest", whole=True)


def show(desk: Desk, question: Question) -> None:
    """What is needed seldom, folded away."""
    with st.expander(
        desk.say("edit.advanced"), icon=":material/tune:", key=desk.key("more", question.id)
    ):
        st.caption(desk.say("edit.advanced_about"))
        _expression(desk, question, "show_if")
        if question.kind.asked:
            _expression(desk, question, "constraint")
            _message(desk, question, "constraint_message")
            _message(desk, question, "required_message")
        if question.kind.unseen:
            _expression(desk, question, "calculation")
            _line(desk, question, "preset")
        if question.kind in _CHOOSE:
            _expression(desk, question, "choice_filter")
            _columns(desk, question)
        _purpose(desk, question)
        _code(desk, question)
        if question.kind.asked:
            st.button(
                desk.say("bank.keep"),
                icon=":material/library_add:",
                key=desk.key("keep", question.id),
                on_click=_keep,
                args=(desk, question),
            )


def _pair(desk: Desk, question: Question, low: str, high: str) -> None:
    left, right = st.columns(2)
    whole = low == "least"
    with left:
        _amount(desk, question, low, whole=whole)
    with right:
        _amount(desk, question, high, whole=whole)


def _amount(desk: Desk, question: Question, name: str, *, whole: bool) -> None:
    value = getattr(question, name)
    shown = value if value is None else (int(value) if whole else float(value))
    key = hold(desk.key(question.id, name), shown)
    st.number_input(
        desk.say(f"field.{name}"),
        value=None,
        step=1 if whole else 1.0,
        format="%d" if whole else "%g",
        key=key,
        placeholder=desk.say("edit.no_limit"),
        on_change=typed,
        args=(key, _setting(question.id, name), f"{name} {question.id}"),
    )


def _setting(id: str, name: str) -> Put:
    def put(value: Any) -> Change:
        if name == "longest":
            return set_question(id, longest=max(1, int(value or 300)))
        empty = value in (None, 0) and name in ("least", "most")
        return set_question(id, **{name: None if empty else value})

    return put


def _box(desk: Desk, question: Question, name: str) -> None:
    key = hold(desk.key(question.id, name), getattr(question, name))
    st.checkbox(
        desk.say(f"field.{name}"),
        key=key,
        on_change=typed,
        args=(key, lambda on: set_question(question.id, **{name: on}), f"{name} {question.id}"),
    )


def _expression(desk: Desk, question: Question, name: str) -> None:
    """A condition or calculation, with an example, read as soon as it is typed."""
    value = getattr(question, name)
    _line(desk, question, name)
    try:
        parse(value)
        st.container()  # the spot of the error: what follows stays where it is
    except NotExpression as unreadable:
        error(desk.say("edit.unreadable", near=unreadable.near))


def _line(desk: Desk, question: Question, name: str) -> None:
    key = hold(desk.key(question.id, name), getattr(question, name))
    st.text_input(
        desk.say(f"field.{name}"),
        key=key,
        live="500ms",
        placeholder=desk.say(f"example.{name}"),
        on_change=typed,
        args=(key, lambda text: set_question(question.id, **{name: text.strip()}), name),
        help=desk.say(f"about.{name}"),
    )


def _message(desk: Desk, question: Question, name: str) -> None:
    words = getattr(question, name)
    key = hold(desk.key(question.id, name), words.get(desk.first, ""))

    def put(text: str) -> Change:
        def edit(question: Question) -> Question:
            words = {**getattr(question, name), desk.first: text}
            if not text.strip():
                words.pop(desk.first)
            changed: dict[str, Any] = {name: words}
            return replace(question, **changed)

        return edit_question(question.id, edit)

    st.text_input(
        desk.say(f"field.{name}"),
        key=key,
        live="500ms",
        on_change=typed,
        args=(key, put, f"{name} {question.id}"),
    )
    refusal(key)


def _columns(desk: Desk, question: Question) -> None:
    """The cells of options that a filter looks at."""
    if not question.choice_filter and not any(c.columns for c in question.choices):
        return
    key = hold(desk.key(question.id, "columns"), column_lines(question.choices))
    st.text_area(
        desk.say("field.columns"),
        key=key,
        height="content",
        on_change=typed,
        args=(
            key,
            lambda lines: edit_question(
                question.id, lambda q: replace(q, choices=columns_of(lines, q.choices))
            ),
            f"columns {question.id}",
        ),
        help=desk.say("about.columns"),
    )


def _purpose(desk: Desk, question: Question) -> None:
    """What the question is for, and how carefully its answers must be published."""
    if not question.kind.asked:
        return
    key = hold(desk.key(question.id, "sensitivity", desk.lang), question.sensitivity)
    st.selectbox(
        desk.say("field.sensitivity"),
        list(Sensitivity),
        format_func=lambda name: desk.say(f"sensitivity.{name}"),
        key=key,
        on_change=typed,
        args=(key, lambda v: set_question(question.id, sensitivity=v), f"sens {question.id}"),
        help=desk.say("about.sensitivity"),
    )
    tasks = catalogue.plan_tasks()
    known = [*tasks, *(id for id in question.plan_tasks if id not in tasks)]
    key = hold(desk.key(question.id, "plan_tasks"), list(question.plan_tasks))
    st.multiselect(
        desk.say("field.plan_tasks"),
        known,
        format_func=lambda id: f"{id} {tasks[id].label}" if id in tasks else id,
        key=key,
        placeholder=say("parts.choose", desk.lang),
        on_change=typed,
        args=(key, lambda ids: set_question(question.id, plan_tasks=tuple(ids)), "tasks"),
    )
    if question.kind in (Kind.SINGLE, Kind.RATING):
        _box(desk, question, "coordinate")


def _code(desk: Desk, question: Question) -> None:
    """The code by which figures know the question. It cannot be one that is used already."""
    key = hold(desk.key(question.id, "id"), question.id)
    ids = {q.id for q in desk.survey.questions} | {g.id for g in desk.survey.groups}

    def put(new: str) -> Change:
        wanted = new.strip()
        taken = wanted in ids or not wanted
        return (lambda survey: survey) if taken else lambda s: rename(s, question.id, wanted)

    st.text_input(
        desk.say("field.id"),
        key=key,
        on_change=_renamed,
        args=(desk, key, put, question.id),
        help=desk.say("about.id"),
        max_chars=60,
    )


def _keep(desk: Desk, question: Question) -> None:
    """Put the question into the office's bank, under an id that the catalogue does not use."""
    require(Act.RUN_CAMPAIGNS)
    id = question.id
    while id in catalogue.bank():
        id += "_2"
    bank.add(engine(), [replace(question, id=id, group="", show_if="")], now())
    st.toast(desk.say("bank.kept"), icon=":material/check:")


def _renamed(desk: Desk, key: str, put: Put, old: str) -> None:
    wanted = str(st.session_state[key]).strip()
    typed(key, put, f"id {old}")
    known = {q.id for q in st.session_state[SEEN].survey.questions}
    go(desk.draft.id, question=wanted if wanted in known else old)
