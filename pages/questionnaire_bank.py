"""The question bank to pick from: searched by words, by need, by task of the plan."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from db import bank
from pages.campaign_words import plain
from pages.settings import engine
from surveys import catalogue
from surveys.model import Question, in_language
from surveys.questionnaires.starting import found
from surveys.texts import say
from surveys.texts.numbers import number

_A_PAGE = 12
_NOT_OFFERED = frozenset({"X"})  # the support form asks for contact data (DR-15)


def pick(name: str, lang: str, without: Sequence[str] = ()) -> tuple[Question, ...]:
    """The questions ticked so far, in the order they were ticked; `name` keeps apart what is
    picked for different questionnaires, `without` are ids that are there already."""
    everything = {q.id: q for q in (*bank.everything(engine()), *_own())}
    ticked: list[str] = st.session_state.setdefault(_key(name, "ticked"), [])
    hits = [q for q in _searched(name, list(everything.values()), lang) if q.id not in without]
    st.caption(say("questionnaires.bank.hits", lang, count=number(len(hits), lang)))
    if not hits:
        st.info(say("questionnaires.bank.nothing", lang))
    pages = -(-len(hits) // _A_PAGE)
    page = st.pagination(pages, key=_key(name, f"page-{pages}")) if pages > 1 else 1
    for question in hits[(page - 1) * _A_PAGE : page * _A_PAGE]:
        _row(name, question, lang)
    return tuple(everything[id] for id in ticked if id in everything and id not in without)


def forget(name: str) -> None:
    """Let go of what was ticked."""
    for key in [key for key in st.session_state if str(key).startswith(_key(name, ""))]:
        del st.session_state[key]


def _own() -> list[Question]:
    return [q for q in catalogue.bank().values() if q.id[0] not in _NOT_OFFERED]


def _searched(name: str, questions: Sequence[Question], lang: str) -> tuple[Question, ...]:
    query = st.text_input(
        say("questionnaires.bank.search", lang),
        type="search",
        placeholder=say("questionnaires.bank.hint", lang),
        icon=":material/search:",
        key=_key(name, "query"),
        live=True,
    )
    left, right = st.columns(2)
    with left:
        need = _choice(name, "need", {n.code: n.label[lang] for n in catalogue.needs()}, lang)
    with right:
        used = {task for question in questions for task in question.plan_tasks}
        tasks = {t.id: t.label for t in catalogue.plan_tasks().values() if t.id in used}
        task = _choice(name, "task", tasks, lang)
    return found(questions, query or "", need, task)


def _choice(name: str, field: str, options: dict[str, str], lang: str) -> str:
    chosen = st.selectbox(
        say(f"questionnaires.bank.{field}", lang),
        list(options),
        index=None,
        format_func=lambda code: f"{code} {options[code]}",
        placeholder=say("questionnaires.bank.all", lang),
        key=_key(name, f"{field}-{lang}"),
    )
    return chosen or ""


def _row(name: str, question: Question, lang: str) -> None:
    """One question to tick, with what it is."""
    ticked: list[str] = st.session_state[_key(name, "ticked")]
    key = _key(name, f"tick-{question.id}")
    if key not in st.session_state:
        st.session_state[key] = question.id in ticked
    wording = in_language(question.label, lang).partition(" • ")[0]
    label = f"**{plain(question.id)}** {plain(wording)}"
    st.checkbox(label, key=key, on_change=_tick, args=(name, question.id))
    st.caption(_about(question, lang))


def _tick(name: str, id: str) -> None:
    ticked: list[str] = st.session_state[_key(name, "ticked")]
    on = st.session_state[_key(name, f"tick-{id}")]
    if on and id not in ticked:
        ticked.append(id)
    elif not on and id in ticked:
        ticked.remove(id)


def _about(question: Question, lang: str) -> str:
    parts = [say(f"questionnaires.kind.{question.kind}", lang)]
    options = [in_language(choice.label, lang) for choice in question.choices]
    if options:
        shown = " / ".join(options[:4])
        parts.append(plain(shown + (" …" if len(options) > 4 else "")))
    parts.append(say("questionnaires.bank.seconds", lang, seconds=question.seconds))
    return " · ".join(parts)


def _key(name: str, part: str) -> str:
    return f"phieu-bank-{name}-{part}"
