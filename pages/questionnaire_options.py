"""The options and rows of a question: lines to type or paste, and what single options do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from pages.questionnaire_desk import Change, Desk, Put, do, edit_question, hold, refusal, typed
from surveys.model import Choice, Kind, Question, Survey
from surveys.questionnaires.editing import with_choices
from surveys.questionnaires.options import choices_of, lines_of
from surveys.questionnaires.starting import fresh, scale

__all__ = ["Put", "complete", "show"]

_SCALES = ("satisfaction", "importance", "ten")
_NONE = ""


def complete(desk: Desk, question: Question) -> Question:
    """The question with what its kind cannot do without."""
    usual = fresh(question.kind, question.id, desk.survey.languages, desk.survey)
    choices = question.choices or usual.choices
    rows = question.rows or usual.rows
    label = question.label or usual.label
    most = question.most or usual.most
    return replace(question, choices=choices, rows=rows, label=label, most=most)


def show(desk: Desk, question: Question) -> None:
    """Show the fields for options, if the question has any."""
    if question.kind is Kind.MATRIX:
        _rows(desk, question)
    if not (question.kind.tallied or question.kind is Kind.CONSENT):
        return
    _lines(desk, question, "choices")
    if question.kind in (Kind.RATING, Kind.MATRIX):
        _scales(desk, question)
    if question.kind in (Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING):
        _single_options(desk, question)


def _lines(desk: Desk, question: Question, part: str) -> None:
    """All options as lines; codes too, when the officer wants to see them."""
    options: tuple[Choice, ...] = getattr(question, part)
    with_codes = st.session_state.get(desk.key("codes"), False)
    lines = lines_of(options, desk.first, codes=with_codes)
    key = hold(desk.key(question.id, part, with_codes), lines)
    st.text_area(
        desk.say(f"field.{part}"),
        key=key,
        height="content",
        on_change=typed,
        args=(key, _pasting(question.id, part, desk.first), f"{part} {question.id}"),
        help=desk.say("about.choices"),
    )
    refusal(key)
    if part == "choices":
        st.checkbox(desk.say("field.codes"), key=desk.key("codes"))


def _pasting(id: str, part: str, lang: str) -> Put:
    def put(lines: str) -> Change:
        def edit(question: Question) -> Question:
            options = choices_of(lines, lang, getattr(question, part))
            if part == "choices":
                return with_choices(question, options)
            return replace(question, rows=options)

        return edit_question(id, edit)

    return put


def _scales(desk: Desk, question: Question) -> None:
    """Scales to take over with one press."""
    with st.container(horizontal=True, gap="small"):
        for name in _SCALES:
            options = scale(name, desk.survey.languages)
            st.button(
                desk.say(f"scale.{name}"),
                key=desk.key("scale", name),
                on_click=do,
                args=(_taking(question.id, options), f"choices {question.id}"),
            )


def _taking(id: str, options: tuple[Choice, ...]) -> Change:
    return edit_question(id, lambda question: with_choices(question, options))


def _rows(desk: Desk, question: Question) -> None:
    """Rows of its own, or those chosen in an earlier question."""
    ids = [q.id for q in desk.survey.questions]
    before = desk.survey.questions[: ids.index(question.id)]
    sources = [q.id for q in before if q.kind in (Kind.MULTIPLE, Kind.RANKING)]
    if question.rows_from and question.rows_from not in sources:
        sources.append(question.rows_from)
    key = hold(desk.key(question.id, "rows_from", desk.lang), question.rows_from)
    st.selectbox(
        desk.say("field.rows_from"),
        [_NONE, *sources],
        format_func=lambda id: _source(desk, id),
        key=key,
        on_change=typed,
        args=(key, _following(question.id), f"rows {question.id}"),
        help=desk.say("about.rows_from"),
    )
    if not question.rows_from:
        _lines(desk, question, "rows")
        return
    key = hold(desk.key(question.id, "extra_rows"), question.extra_rows)
    st.number_input(
        desk.say("field.extra_rows"),
        min_value=0,
        max_value=10,
        step=1,
        key=key,
        on_change=typed,
        args=(
            key,
            lambda n: edit_question(question.id, lambda q: replace(q, extra_rows=int(n or 0))),
            f"rows {question.id}",
        ),
        help=desk.say("about.extra_rows"),
    )


def _following(id: str) -> Put:
    """Rows that follow from a question are that question's options."""

    def put(source: str) -> Change:
        def change(survey: Survey) -> Survey:
            rows = survey.question(source).choices if source else survey.question(id).rows
            return edit_question(id, lambda q: replace(q, rows_from=source, rows=rows, seconds=0))(
                survey
            )

        return change

    return put


def _source(desk: Desk, id: str) -> str:
    if not id:
        return desk.say("edit.own_rows")
    known = {q.id: q.label.get(desk.first, "") for q in desk.survey.questions}
    return desk.say("edit.rows_of", question=f"{id} · {known.get(id, '')[:50]}")


def _single_options(desk: Desk, question: Question) -> None:
    """What single options do: ask for words, clear the others, stay at the end."""
    labels = {c.code: c.label.get(desk.first, "") or c.code for c in question.choices}
    writing = tuple(choice.code for choice in question.choices if choice.writes)
    _some(desk, question, "writes", labels, (writing, _writing))
    if question.kind is Kind.MULTIPLE:
        alone = tuple(code for code in labels if code in question.exclusive)
        _some(desk, question, "exclusive", labels, (alone, _alone))
    key = hold(desk.key(question.id, "shuffled"), question.shuffled)
    st.checkbox(
        desk.say("field.shuffled"),
        key=key,
        on_change=typed,
        args=(
            key,
            lambda on: edit_question(question.id, lambda q: replace(q, shuffled=on)),
            f"shuffled {question.id}",
        ),
        help=desk.say("about.shuffled"),
    )
    if question.shuffled:
        last = tuple(code for code in labels if code in question.anchored)
        _some(desk, question, "anchored", labels, (last, _anchored))


def _some(
    desk: Desk,
    question: Question,
    name: str,
    labels: dict[str, str],
    now: tuple[Sequence[str], Callable[[Question, list[str]], Question]],
) -> None:
    """Some of the options, by name; `now` are those chosen, and what choosing others means."""
    chosen, choose = now
    key = hold(desk.key(question.id, name, *labels), list(chosen))
    st.multiselect(
        desk.say(f"field.{name}"),
        list(labels),
        format_func=lambda code: labels.get(code, code),
        key=key,
        placeholder=desk.say("edit.no_option"),
        on_change=typed,
        args=(
            key,
            lambda codes: edit_question(question.id, lambda q: choose(q, codes)),
            f"{name} {question.id}",
        ),
        help=desk.say(f"about.{name}"),
    )
    refusal(key)


def _writing(question: Question, codes: list[str]) -> Question:
    choices = tuple(replace(c, writes=c.code in codes) for c in question.choices)
    return replace(question, choices=choices)


def _alone(question: Question, codes: list[str]) -> Question:
    return replace(question, exclusive=frozenset(codes))


def _anchored(question: Question, codes: list[str]) -> Question:
    return replace(question, anchored=frozenset(codes))
