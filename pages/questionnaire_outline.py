"""The outline of a questionnaire: every question in order, and ways to add one."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from db import drafts
from pages.campaign_words import plain
from pages.questionnaire_address import BANK, go
from pages.questionnaire_desk import Desk, act
from pages.questionnaire_faults import places
from pages.settings import engine
from surveys.model import Group, Kind, Question, in_language
from surveys.questionnaires.editing import add, new_id
from surveys.questionnaires.starting import fresh
from surveys.texts.search import finds

ICONS: Mapping[Kind, str] = {
    Kind.CONSENT: ":material/handshake:",
    Kind.NOTE: ":material/notes:",
    Kind.SINGLE: ":material/radio_button_checked:",
    Kind.MULTIPLE: ":material/check_box:",
    Kind.RATING: ":material/linear_scale:",
    Kind.MATRIX: ":material/table_rows:",
    Kind.RANKING: ":material/format_list_numbered:",
    Kind.TEXT: ":material/edit_note:",
    Kind.NUMBER: ":material/123:",
    Kind.DATE: ":material/event:",
    Kind.TIME: ":material/schedule:",
    Kind.CALCULATED: ":material/calculate:",
    Kind.HIDDEN: ":material/visibility_off:",
}
_A_PAGE = 40
_HEIGHT = 560
_LETTERS = 60
_DEEP = "\u2003"  # an em of blank for each group around


def show(desk: Desk, chosen: str) -> None:
    """Show the outline; the chosen question stands out."""
    st.subheader(desk.say("outline.title"), anchor=False)
    _ways_to_add(desk, chosen)
    shown = _page(desk, chosen)
    wrong = places(desk.survey)
    with st.container(key="outline-box", height=_HEIGHT if len(shown) > 10 else "content"):  # noqa: SIM117
        with st.container(key="outline", gap="xxsmall"):
            _rows(desk, shown, chosen, wrong)


def _ways_to_add(desk: Desk, chosen: str) -> None:
    with st.container(horizontal=True, gap="small"):
        kind = st.menu_button(
            desk.say("outline.add"),
            list(Kind),
            type="primary",
            icon=":material/add:",
            format_func=lambda kind: desk.say(f"kind.{kind}"),
            key=desk.key("add"),
            on_click=_add,
            args=(desk, chosen),
        )
        del kind  # read by the callback
        st.button(
            desk.say("outline.bank"),
            icon=":material/library_books:",
            key=desk.key("bank"),
            on_click=go,
            args=(desk.draft.id,),
            kwargs={"question": chosen, "task": BANK},
        )


def _add(desk: Desk, chosen: str) -> None:
    """A new question behind the chosen one, opened at once."""
    kind = Kind(st.session_state[desk.key("add")])
    id = new_id(desk.survey, drafts.ids_used(engine(), desk.draft))
    question = fresh(kind, id, desk.survey.languages, desk.survey)
    after = _behind(desk, chosen)
    if act(lambda survey: add(survey, question, after), f"add {id}"):
        go(desk.draft.id, question=id)


def _behind(desk: Desk, chosen: str) -> str:
    """The question a new one follows: the chosen one, or the last one of the chosen group."""
    inside = [
        q.id
        for q in desk.survey.questions
        if chosen in (q.id, *(group.id for group in desk.survey.groups_of(q)))
    ]
    return inside[-1] if inside else ""


def _page(desk: Desk, chosen: str) -> list[Question]:
    """The questions to list: all of a short questionnaire, a page or the hits of a long one."""
    questions = list(desk.survey.questions)
    if len(questions) <= _A_PAGE:
        return questions
    query = st.text_input(
        desk.say("outline.search"), key=desk.key("find"), live=True, type="search"
    )
    hits = [q for q in questions if finds(query or "", q.id, *q.label.values())]
    pages = max(1, -(-len(hits) // _A_PAGE))
    here = next((i for i, q in enumerate(hits) if q.id == chosen), 0) // _A_PAGE + 1
    key = desk.key("page", pages, here)
    page = st.pagination(pages, default=here, key=key, max_visible_pages=5) if pages > 1 else 1
    return hits[(page - 1) * _A_PAGE : page * _A_PAGE]


def _rows(desk: Desk, shown: list[Question], chosen: str, wrong: frozenset[str]) -> None:
    told: set[str] = set()
    numbers = {id: n for n, slot in enumerate(_counted(desk), 1) for id in slot}
    for question in shown:
        groups = desk.survey.groups_of(question)
        for deep, group in enumerate(groups):
            if group.id not in told:
                told.add(group.id)
                words = in_language(group.label, desk.lang) or group.id
                _row(desk, group, f"{_DEEP * deep}{words}", chosen, group.id in wrong)
        words = in_language(question.label, desk.lang).partition(" • ")[0] or question.id
        number = f"{numbers[question.id]}. " if question.id in numbers else ""
        _row(desk, question, f"{_DEEP * len(groups)}{number}{words}", chosen, question.id in wrong)


def _row(desk: Desk, what: Question | Group, words: str, chosen: str, wrong: bool) -> None:
    icon = ICONS[what.kind] if isinstance(what, Question) else ":material/folder:"
    cut = words if len(words) <= _LETTERS else words[:_LETTERS].rstrip() + "…"
    st.button(
        plain(cut),
        icon=":material/error:" if wrong else icon,
        key=desk.key("row", what.id),
        type="primary" if what.id == chosen else "tertiary",
        width="stretch",
        on_click=go,
        args=(desk.draft.id,),
        kwargs={"question": what.id},
    )


def _counted(desk: Desk) -> list[tuple[str, ...]]:
    asked = {q.id for q in desk.survey.questions if q.kind.asked}
    return [slot for slot in desk.survey.slots if not asked.isdisjoint(slot)]
