"""The group being edited: its heading, when it is asked, whether it repeats."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from pages import questionnaire_faults, questionnaire_translate
from pages.questionnaire_address import go
from pages.questionnaire_desk import Change, Desk, Put, act, do, edit_group, error, hold, typed
from surveys.expressions import NotExpression, parse
from surveys.model import MOST_TURNS, Group
from surveys.questionnaires.editing import move, ungroup


def show(desk: Desk, group: Group) -> None:
    """Show the fields of the group; each change is kept at once."""
    _head(desk, group)
    questionnaire_faults.said_at(desk, group.id)
    key = hold(desk.key(group.id, "label"), group.label.get(desk.first, ""))
    st.text_input(
        desk.say("field.group_label"),
        key=key,
        live="500ms",
        on_change=typed,
        args=(key, _naming(group, desk.first), f"label {group.id}"),
    )
    _box(desk, group)
    _expression(desk, group, "show_if")
    _turns(desk, group)
    questionnaire_translate.one(desk, group.id)


def _head(desk: Desk, group: Group) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{desk.say('group.title')}** `{group.id}`", width="content")
        st.space("stretch")
        for name, icon, by in (("up", "arrow_upward", -1), ("down", "arrow_downward", 1)):
            st.button(
                desk.say(f"edit.{name}"),
                icon=f":material/{icon}:",
                key=desk.key(name),
                type="tertiary",
                on_click=do,
                args=(_moving(group.id, by), f"move {group.id}"),
            )
        st.button(
            desk.say("group.dissolve"),
            icon=":material/folder_off:",
            key=desk.key("ungroup"),
            type="tertiary",
            on_click=_dissolve,
            args=(desk, group.id),
        )


def _moving(id: str, by: int) -> Change:
    return lambda survey: move(survey, id, by)


def _dissolve(desk: Desk, id: str) -> None:
    inside = [q.id for q in desk.survey.questions if q.group == id]
    if act(lambda survey: ungroup(survey, id), f"ungroup {id}"):
        go(desk.draft.id, question=inside[0] if inside else "")


def _naming(group: Group, lang: str) -> Put:
    def put(text: str) -> Change:
        return edit_group(group.id, lambda g: replace(g, label={**g.label, lang: text}))

    return put


def _box(desk: Desk, group: Group) -> None:
    key = hold(desk.key(group.id, "page"), group.page)
    st.checkbox(
        desk.say("field.page"),
        key=key,
        on_change=typed,
        args=(key, _setting(group.id, "page"), f"page {group.id}"),
        help=desk.say("about.page"),
    )


def _turns(desk: Desk, group: Group) -> None:
    key = hold(desk.key(group.id, "most"), group.most)
    st.number_input(
        desk.say("field.turns"),
        min_value=0,
        max_value=MOST_TURNS,
        step=1,
        key=key,
        on_change=typed,
        args=(key, _setting(group.id, "most"), f"most {group.id}"),
        help=desk.say("about.turns"),
    )
    if group.most:
        _expression(desk, group, "count")


def _expression(desk: Desk, group: Group, name: str) -> None:
    value = getattr(group, name)
    key = hold(desk.key(group.id, name), value)
    st.text_input(
        desk.say(f"field.{name}"),
        key=key,
        live="500ms",
        placeholder=desk.say(f"example.{name}"),
        on_change=typed,
        args=(key, _setting(group.id, name), f"{name} {group.id}"),
        help=desk.say(f"about.{name}"),
    )
    try:
        parse(value)
    except NotExpression as unreadable:
        error(desk.say("edit.unreadable", near=unreadable.near))


def _setting(id: str, name: str) -> Put:
    def put(value: Any) -> Change:
        return edit_group(id, lambda group: replace(group, **{name: value}))

    return put
