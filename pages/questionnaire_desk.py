"""The desk on which a questionnaire is edited: every change is one step in the database, made only
if nobody else changed it meanwhile and nothing in it asks who somebody is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from db import drafts
from db.drafts import ChangedMeanwhile, Draft
from pages.campaign_words import plain
from pages.parts import require
from pages.settings import engine, now
from surveys.access import Act
from surveys.model import Group, Question, Survey
from surveys.questionnaires import RULE, identities
from surveys.questionnaires.editing import change, change_group
from surveys.texts import say

Change = Callable[[Survey], Survey]
Put = Callable[[Any], Change]  # what is typed into a field -> the change it means

SEEN, _REFUSED, _SAID = "phieu-seen", "phieu-refused", "phieu-said"
_NOTHING = object()


@dataclass(frozen=True, slots=True)
class Desk:
    """The questionnaire on the screen, and the language of the screen."""

    draft: Draft
    lang: str

    @property
    def survey(self) -> Survey:
        """The questionnaire as it stands."""
        return self.draft.survey

    @property
    def first(self) -> str:
        """The language it is written in."""
        return self.survey.languages[0]

    def say(self, name: str, /, **values: object) -> str:
        """A sentence of the page."""
        return say(f"questionnaires.{name}", self.lang, **values)

    def key(self, *names: object) -> str:
        """The key of a widget of this questionnaire."""
        return "-".join(map(str, ("phieu", self.draft.id, *names)))


def lay(draft: Draft, lang: str) -> Desk:
    """Put a questionnaire on the desk: changes from now on are changes of this state."""
    seen: Draft | None = st.session_state.get(SEEN)
    if seen is None or seen.id != draft.id:
        st.session_state[_REFUSED] = {}
    st.session_state[SEEN] = draft
    return Desk(draft, lang)


def act(todo: Change, what: str, typed: str = "") -> bool:
    """Make a change, in a callback; whether it was made. Otherwise it is said why not."""
    lang = require(Act.RUN_CAMPAIGNS).lang
    draft: Draft = st.session_state[SEEN]
    try:
        changed = todo(draft.survey)
    except KeyError:  # the question is gone: undone, or removed in another window
        _say(say("questionnaires.clash.gone", lang))
        return False
    if sentence := _identity(draft.survey, changed, lang):
        _say(sentence)
        return False
    try:
        st.session_state[SEEN] = drafts.save(engine(), draft, changed, what, now())
    except ChangedMeanwhile:
        _clash(lang, typed)
        return False
    return True


def do(todo: Change, what: str) -> None:
    """Make a change: the callback of a button."""
    act(todo, what)


def back(*, forth: bool = False) -> None:
    """Undo or do again: the callback of the two buttons."""
    lang = require(Act.RUN_CAMPAIGNS).lang
    draft: Draft = st.session_state[SEEN]
    try:
        st.session_state[SEEN] = (drafts.redo if forth else drafts.undo)(engine(), draft, now())
        st.session_state[_REFUSED] = {}
    except ChangedMeanwhile:
        _clash(lang, "")


def said() -> None:
    """Say, above everything, why the last change was not made."""
    with st.container():
        if sentence := st.session_state.pop(_SAID, ""):
            st.error(sentence, icon=":material/error:")


def hold(key: str, value: object) -> str:
    """Make the widget with this key show what the questionnaire holds; a value that was refused
    stays where it was typed. Nothing is touched when both agree: somebody may be typing."""
    refused = st.session_state.get(_REFUSED, {})
    if key not in refused and st.session_state.get(key, _NOTHING) != value:
        st.session_state[key] = value
    return key


def typed(key: str, put: Put, what: str) -> None:
    """The callback of a field: the change that its new value means."""
    value = st.session_state[key]
    lang = require(Act.RUN_CAMPAIGNS).lang
    draft: Draft = st.session_state[SEEN]
    refused: dict[str, str] = st.session_state.setdefault(_REFUSED, {})
    refused.pop(key, None)
    try:
        changed = put(value)(draft.survey)
    except KeyError:
        changed = draft.survey
    if sentence := _identity(draft.survey, changed, lang):
        refused[key] = sentence
        return
    act(put(value), what, value if isinstance(value, str) else "")


def refusal(key: str) -> None:
    """Say under a field why what stands in it was not taken."""
    with st.container():
        if sentence := st.session_state.get(_REFUSED, {}).get(key):
            error(sentence)


def error(sentence: str) -> None:
    """A sentence in red under a field."""
    st.markdown(f":red[:small[:material/error: {plain(sentence)}]]")


def set_question(id: str, **values: Any) -> Change:
    """The change that gives a question other values."""
    return lambda survey: change(survey, replace(survey.question(id), **values))


def edit_question(id: str, edit: Callable[[Question], Question]) -> Change:
    """The change that makes another question of one."""
    return lambda survey: change(survey, edit(survey.question(id)))


def edit_group(id: str, edit: Callable[[Group], Group]) -> Change:
    """The change that makes another group of one."""
    return lambda survey: change_group(survey, edit(survey.group(id)))


def _identity(before: Survey, after: Survey, lang: str) -> str:
    """Why a change is refused (DR-01); "" when it may be made."""
    known = {(hit.question, hit.words) for hit in identities(before)}
    for hit in identities(after):
        if (hit.question, hit.words) not in known:
            asked = say(f"questionnaires.identity.{hit.what}", lang)
            return say("questionnaires.identity.refused", lang, asked=asked, rule=RULE)
    return ""


def _clash(lang: str, typed: str) -> None:
    said = say("questionnaires.clash.meanwhile", lang)
    if typed:
        said += " " + say("questionnaires.clash.typed", lang, text=plain(typed))
    _say(said)


def _say(sentence: str) -> None:
    st.session_state[_SAID] = sentence
