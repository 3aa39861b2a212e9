"""Publishing: what is still wrong, what may be compared with the last version, and the file."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from db import drafts, events
from db.drafts import ChangedMeanwhile, Version
from pages import address, questionnaire_faults
from pages.campaign_words import moment, plain, tell
from pages.parts import require
from pages.questionnaire_address import go
from pages.questionnaire_desk import Change, Desk, hold, typed
from pages.questionnaire_words import language
from pages.settings import engine, now
from surveys.access import Act
from surveys.model import Sensitivity, Words, in_language
from surveys.questionnaires import Compared, compare, missing, reworded, wordings
from surveys.reports.names import ascii_words
from surveys.texts import say
from surveys.texts.numbers import number
from surveys.xlsform import write

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LETTERS = 70


def show(desk: Desk) -> None:
    """Show what stands before publishing, and what was published."""
    _title(desk)
    versions = drafts.versions(engine(), desk.survey.id)
    wrong = questionnaire_faults.everything(desk.survey, desk.lang)
    if wrong:
        st.subheader(desk.say("faults.count", count=len(wrong)), anchor=False)
        questionnaire_faults.show(desk, wrong)
    _lacking(desk)
    _sensitive(desk)
    if versions and versions[-1].survey == desk.survey:
        st.success(desk.say("publish.same", number=versions[-1].number))
        _ask(desk)
    else:
        if versions:
            _compared(desk, versions[-1])
        _publish(desk, blocked=bool(wrong))
    _versions(desk, versions)
    _file(desk)
    _remove(desk)


def _title(desk: Desk) -> None:
    def put(text: str) -> Change:
        return lambda survey: reworded(survey, wordings(survey)[0], desk.first, text)

    key = hold(desk.key("title"), desk.survey.title.get(desk.first, ""))
    st.text_input(
        desk.say("field.title"),
        key=key,
        live="500ms",
        max_chars=120,
        on_change=typed,
        args=(key, put, "title"),
    )


def _lacking(desk: Desk) -> None:
    """Translations may be missing: the first language is shown instead."""
    for lang in desk.survey.languages[1:]:
        count = len(missing(desk.survey, lang))
        if count:
            called = language(desk.survey, lang)
            said = desk.say("publish.lacking", count=number(count, desk.lang), language=called)
            st.warning(said, icon=":material/translate:")


def _sensitive(desk: Desk) -> None:
    """DR-19: whoever approves the campaign that asks such questions says why, once."""
    found = [q.id for q in desk.survey.questions if q.sensitivity is Sensitivity.HIGH]
    if found:
        st.warning(desk.say("publish.sensitive", questions=", ".join(found)))
        st.info(desk.say("publish.sensitive_who"))


def _compared(desk: Desk, last: Version) -> None:
    """Which questions may stand beside those of the last version, and why others may not."""
    found = compare(last.survey, desk.survey)
    st.subheader(desk.say("compare.title", number=last.number), anchor=False)
    count = number(len(found.comparable), desk.lang)
    every = number(len(found.questions), desk.lang)
    st.markdown(desk.say("compare.same", count=count, all=every))
    rows = [_row(desk, compared) for compared in found.different]
    rows += [
        (id, _short(last.survey.question(id).label, desk.lang), desk.say("compare.reason.gone"))
        for id in found.gone
    ]
    if rows:
        columns = [desk.say(f"compare.{name}") for name in ("code", "question", "why")]
        st.table(pd.DataFrame(rows, columns=columns), hide_index=True)
        st.caption(desk.say("compare.about"))


def _row(desk: Desk, compared: Compared) -> tuple[str, str, str]:
    reasons = [desk.say(f"compare.reason.{reason}") for reason in compared.reasons]
    label = desk.survey.question(compared.question).label
    return compared.question, _short(label, desk.lang), "; ".join(reasons)


def _publish(desk: Desk, *, blocked: bool) -> None:
    st.caption(desk.say("publish.about"))
    st.button(
        desk.say("publish.button"),
        type="primary",
        icon=":material/publish:",
        key=desk.key("publish"),
        disabled=blocked,
        on_click=_published,
        args=(desk,),
    )


def _published(desk: Desk) -> None:
    """Make a version; only of what is on the screen, and only if nothing is wrong with it."""
    officer = require(Act.RUN_CAMPAIGNS)
    if questionnaire_faults.everything(desk.survey, desk.lang):
        return
    try:
        version = drafts.publish(engine(), desk.draft, now())
    except ChangedMeanwhile:
        tell(desk.say("clash.meanwhile"))
        return
    name = f"{in_language(desk.survey.title, 'vi')} ({version.number})"
    events.note(engine(), now(), officer.id, "publish_questionnaire", name)
    tell(desk.say("publish.done", number=version.number))


def _ask(desk: Desk) -> None:
    if st.button(desk.say("list.ask"), type="primary", icon=":material/qr_code_2:"):
        address.visit("dot-khao-sat", dot="moi", phieu=desk.survey.id)


def _versions(desk: Desk, versions: Sequence[Version]) -> None:
    if not versions:
        return
    st.subheader(desk.say("publish.versions"), anchor=False)
    for version in reversed(versions):
        at = moment(version.published_at, desk.lang)
        count = number(version.survey.length, desk.lang)
        words = desk.say("publish.version", number=version.number, moment=at, questions=count)
        st.markdown(f"- {words}")


def _file(desk: Desk) -> None:
    """The questionnaire as an XLSForm, made when it is asked for."""
    st.subheader(desk.say("publish.file"), anchor=False)
    st.caption(desk.say("publish.file_about"))
    made: tuple[int, int, bytes] | None = st.session_state.get("phieu-xlsform")
    here = (desk.draft.id, desk.draft.step)
    if made is None or made[:2] != here:
        words = desk.say("publish.make_file")
        st.button(words, icon=":material/table_view:", on_click=_make_file, args=(desk,))
        return
    st.download_button(
        desk.say("publish.download"),
        made[2],
        f"{ascii_words(in_language(desk.survey.title, desk.first)).replace(' ', '-')}.xlsx",
        _SHEET,
        icon=":material/download:",
        on_click="ignore",
    )


def _make_file(desk: Desk) -> None:
    officer = require(Act.RUN_CAMPAIGNS)
    st.session_state["phieu-xlsform"] = (desk.draft.id, desk.draft.step, write(desk.survey))
    name = f"XLSForm: {in_language(desk.survey.title, 'vi')}"
    events.note(engine(), now(), officer.id, "export", name)


def _remove(desk: Desk) -> None:
    with st.expander(desk.say("publish.remove"), icon=":material/delete:", key=desk.key("remove")):
        st.write(desk.say("publish.remove_about"))
        st.button(desk.say("publish.remove_now"), on_click=_removed, args=(desk,))


def _removed(desk: Desk) -> None:
    officer = require(Act.RUN_CAMPAIGNS)
    try:
        drafts.remove(engine(), desk.draft)
    except ChangedMeanwhile:
        tell(desk.say("clash.meanwhile"))
        return
    name = in_language(desk.survey.title, "vi")
    events.note(engine(), now(), officer.id, "remove_questionnaire", name)
    tell(say("questionnaires.publish.removed", officer.lang, name=plain(name)))
    go()


def _short(label: Words, lang: str) -> str:
    words = in_language(label, lang)
    return words if len(words) <= _LETTERS else words[:_LETTERS].rstrip() + "…"
