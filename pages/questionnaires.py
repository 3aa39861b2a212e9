"""The page "Phiếu khảo sát": all questionnaires, a new one, or the one the address names."""

from __future__ import annotations

import streamlit as st
from sqlalchemy.exc import NoResultFound

from db import drafts
from db.drafts import Draft
from pages import address, questionnaire_list, questionnaire_new, questionnaire_one
from pages.campaign_words import told
from pages.parts import signed_in
from pages.questionnaire_address import DRAFT, NEW, TASK, go
from pages.settings import engine
from surveys.texts import say


def page() -> None:
    """Show the part the address asks for."""
    officer = signed_in()
    told()
    wanted = st.query_params.get(DRAFT, "")
    if wanted:
        draft = _found(wanted)
        if draft:
            questionnaire_one.show(draft)
            return
        st.title(say("questionnaires.one.missing_title", officer.lang), anchor=False)
        st.write(say("questionnaires.one.missing_text", officer.lang))
        back = say("questionnaires.one.back", officer.lang)
        st.button(back, on_click=go, icon=":material/arrow_back:")
    elif st.query_params.get(TASK, "") == NEW:
        questionnaire_new.show()
    else:
        questionnaire_list.show()


def _found(wanted: str) -> Draft | None:
    try:
        return drafts.load(engine(), address.row(wanted))
    except NoResultFound:
        return None
