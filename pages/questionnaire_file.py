"""A questionnaire from an XLSForm: what will not arrive is told, and only then it is kept."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from db import bank, drafts
from pages.campaign_words import tell
from pages.parts import require
from pages.questionnaire_address import go
from pages.settings import engine, now
from surveys.access import Act
from surveys.catalogue import bank as catalogue_bank
from surveys.model import Question, Survey
from surveys.questionnaires import length
from surveys.questionnaires.timing import all_timed
from surveys.texts import say
from surveys.texts.numbers import number
from surveys.xlsform import Imported, LeftOut, NotXlsForm, read

_ENDINGS = ("xlsx", "xlsm", "xls")
_MOST_MEGABYTES = 10
_SCROLLS = 12  # rows beyond which the table gets a height of its own
_HEIGHT = 460


def show(lang: str) -> None:
    """Ask for a workbook and show what is in it."""
    st.write(say("questionnaires.file.lead", lang))
    sent = st.file_uploader(
        say("questionnaires.file.upload", lang),
        _ENDINGS,
        key="phieu-file",
        max_upload_size=_MOST_MEGABYTES,
    )
    if sent is None:
        return
    try:
        with st.spinner(say("questionnaires.file.reading", lang)):
            found = _read(sent.getvalue())
    except NotXlsForm as refused:
        st.error(refused.sentence(lang))
        return
    if found.survey:
        _found(found.survey, found.left_out, lang)
    else:
        _library(found, lang)


@st.cache_data(show_spinner=False, scope="session", max_entries=2)
def _read(content: bytes) -> Imported:
    return read(content, "import")


def _found(survey: Survey, left_out: tuple[LeftOut, ...], lang: str) -> None:
    survey = all_timed(survey)
    size = length(survey)
    heading = say("questionnaires.file.found", lang, questions=number(size.questions, lang))
    st.subheader(heading, anchor=False)
    _left_out(left_out, lang)
    words = "take" if not left_out else "take_without"
    st.button(
        say(f"questionnaires.file.{words}", lang).format(count=len(left_out)),
        type="primary",
        on_click=_take,
        args=(survey,),
    )


def _left_out(left_out: tuple[LeftOut, ...], lang: str) -> None:
    """Everything that does not arrive, by its place."""
    if not left_out:
        st.success(say("questionnaires.file.whole", lang), icon=":material/check:")
        return
    count = number(len(left_out), lang)
    st.warning(say("questionnaires.file.lost", lang, count=count), icon=":material/warning:")
    names = ("sheet", "row", "column", "what")
    columns = [say(f"questionnaires.file.{name}", lang) for name in names]
    rows = [(e.sheet, str(e.row or "–"), e.column or "–", e.sentence(lang)) for e in left_out]
    table = pd.DataFrame(rows, columns=columns)
    st.table(table, hide_index=True, height=_HEIGHT if len(rows) > _SCROLLS else "content")


def _take(survey: Survey) -> None:
    officer = require(Act.RUN_CAMPAIGNS)
    title = survey.title or {survey.languages[0]: say("questionnaires.new.usual", officer.lang)}
    new = replace(survey, id=drafts.new_survey_id(), title=title)
    go(drafts.create(engine(), new, now()).id)


def _library(found: Imported, lang: str) -> None:
    """Questions without a survey go to the office's bank."""
    heading = say("questionnaires.file.library", lang, count=number(len(found.questions), lang))
    st.subheader(heading, anchor=False)
    st.write(say("questionnaires.file.library_about", lang))
    _left_out(found.left_out, lang)
    st.button(
        say("questionnaires.file.to_bank", lang, count=number(len(found.questions), lang)),
        type="primary",
        on_click=_to_bank,
        args=(found.questions,),
    )


def _to_bank(questions: tuple[Question, ...]) -> None:
    officer = require(Act.RUN_CAMPAIGNS)
    count = bank.add(engine(), own_ids(questions), now())
    tell(say("questionnaires.file.banked", officer.lang, count=number(count, officer.lang)))
    go(task="moi", part="ngan-hang")


def own_ids(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """The questions under ids that the catalogue's bank does not use."""
    taken = catalogue_bank()
    return tuple(replace(q, id=f"{q.id}_2") if q.id in taken else q for q in questions)
