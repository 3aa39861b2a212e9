"""Writing: the outline on the left, the question in the middle, a phone on the right."""

from __future__ import annotations

import streamlit as st

from pages import (
    questionnaire_bank,
    questionnaire_edit,
    questionnaire_faults,
    questionnaire_group,
    questionnaire_outline,
    questionnaire_preview,
)
from pages.questionnaire_address import BANK, QUESTION, TASK, go
from pages.questionnaire_desk import Desk, act
from surveys.model import Question
from surveys.questionnaires.starting import with_questions

_STYLE = """<style>
.st-key-outline *{min-width:0}
.st-key-outline [data-testid=stElementContainer],.st-key-outline .stButton{width:100%!important}
.st-key-outline button{justify-content:flex-start;text-align:left;width:100%;min-height:2.5rem;
 padding:.25rem .5rem}
.st-key-outline button>*{display:flex;justify-content:flex-start;width:100%;overflow:hidden}
.st-key-outline button p{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
@media(min-width:1151px){
 .st-key-desk [data-testid=stColumn]:last-child>*{position:sticky;top:4.5rem}
}
@media(max-width:1150px){
 .st-key-desk [data-testid=stHorizontalBlock]:has(>[data-testid=stColumn]){flex-wrap:wrap}
 .st-key-desk [data-testid=stColumn]{min-width:20rem;flex:1 1 20rem}
}
@media(max-width:640px){
 .st-key-outline-box,[data-testid=stLayoutWrapper]:has(>.st-key-outline-box){
  height:16rem!important;max-height:16rem;flex:none!important}
}
</style>"""


def show(desk: Desk) -> None:
    """Show the three."""
    st.html(_STYLE)
    chosen = st.query_params.get(QUESTION, "")
    questions = {question.id for question in desk.survey.questions}
    groups = {group.id for group in desk.survey.groups}
    if chosen not in questions | groups:
        chosen = desk.survey.questions[0].id if desk.survey.questions else ""
    questionnaire_faults.strip(desk)
    with st.container(key="desk"):
        outline, editor, phone = st.columns([5, 9, 7], gap="medium")
    with outline:
        questionnaire_outline.show(desk, chosen)
    with editor:
        if st.query_params.get(TASK) == BANK:
            _bank(desk, chosen)
        elif chosen in groups:
            questionnaire_group.show(desk, desk.survey.group(chosen))
        elif chosen:
            questionnaire_edit.show(desk, desk.survey.question(chosen))
        else:
            st.info(desk.say("edit.none"))
    with phone:
        questionnaire_preview.show(desk, chosen if chosen in questions else "")


def _bank(desk: Desk, after: str) -> None:
    """Pick questions of the bank for behind the chosen one."""
    st.subheader(desk.say("bank.title"), anchor=False)
    known = [question.id for question in desk.survey.questions]
    name = str(desk.draft.id)
    picked = questionnaire_bank.pick(name, desk.lang, known)
    with st.container(horizontal=True):
        st.button(
            desk.say("bank.add", count=len(picked)),
            type="primary",
            disabled=not picked,
            on_click=_add,
            args=(desk, picked, after),
        )
        st.button(desk.say("bank.done"), on_click=go, args=(desk.draft.id,), kwargs=_at(after))


def _add(desk: Desk, picked: tuple[Question, ...], after: str) -> None:
    behind = after if after in {q.id for q in desk.survey.questions} else ""
    if act(lambda survey: with_questions(survey, picked, behind), "add bank"):
        questionnaire_bank.forget(str(desk.draft.id))
        go(desk.draft.id, question=picked[0].id)


def _at(question: str) -> dict[str, str]:
    return {"question": question}
