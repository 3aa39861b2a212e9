"""The board "Theo câu hỏi": every question in the order of the questionnaire, part by part."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from pages import address
from pages.campaign_words import plain
from pages.results_question import notes, show_question
from pages.results_view import View, foot, head, remarks
from surveys import catalogue
from surveys.charts.chart import in_words
from surveys.model import Question, Survey
from surveys.texts import say
from surveys.texts.search import finds

PART, ALL = "phan", "tat-ca"  # in the address


@dataclass(frozen=True, slots=True)
class Part:
    """Questions that belong together; `code` names the part in the address."""

    code: str
    name: str
    questions: tuple[Question, ...]


def show(view: View) -> None:
    """Show the board."""
    parts = parts_of(view.published.survey, view.lang)
    head(view, say("board.questions.heading", view.lang), "cau-hoi")
    with st.container(key="contents"):
        text = _search(view.lang)
        chosen = _contents(parts, view.lang)
    wanted = _found(parts, text, view.lang) if text else _chosen(parts, chosen)
    if text:
        _tell(text, sum(len(part.questions) for part in wanted), view.lang)
    remarks(view, [n for part in wanted for q in part.questions for n in notes(view, q)])
    for part in wanted:
        st.subheader(plain(part.name), anchor=f"phan-{part.code}", divider="gray")
        for question in part.questions:
            show_question(view, question)
    foot(view)


def parts_of(survey: Survey, lang: str) -> tuple[Part, ...]:
    """The parts of the questionnaire and their questions, both in its order."""
    found: dict[str, list[Question]] = {}
    for question in survey.questions:
        if question.kind.asked:
            found.setdefault(question.block, []).append(question)
    return tuple(
        Part(str(number), _part_name(questions[0], lang), tuple(questions))
        for number, questions in enumerate(found.values(), 1)
    )


def _part_name(question: Question, lang: str) -> str:
    """The bank's part in the reader's language; another one as it was written."""
    known = catalogue.bank().get(question.id)
    if known is not None and known.block == question.block:
        return say(f"board.part.{question.id[0]}", lang)
    return question.block or say("board.part.other", lang)


def _search(lang: str) -> str:
    return st.text_input(
        say("board.questions.search", lang),
        placeholder=say("board.questions.search_hint", lang),
        key="search-questions",
        icon=":material/search:",
        label_visibility="collapsed",
    ).strip()


def _contents(parts: tuple[Part, ...], lang: str) -> str:
    """The contents list: each part with the number of its questions."""
    names = {p.code: (p.name, len(p.questions)) for p in parts}
    names[ALL] = (say("board.questions.all_parts", lang), sum(n for _, n in names.values()))
    chosen = address.one(PART, list(names), next(iter(names)))
    st.pills(
        say("board.questions.parts", lang),
        list(names),
        format_func=lambda code: say(
            "board.questions.part", lang, name=names[code][0], count=names[code][1]
        ),
        key=address.key(PART),
        on_change=address.keep,
        args=(PART,),
        required=True,
    )
    return chosen


def _chosen(parts: tuple[Part, ...], code: str) -> tuple[Part, ...]:
    return parts if code == ALL else tuple(part for part in parts if part.code == code)


def _found(parts: tuple[Part, ...], text: str, lang: str) -> tuple[Part, ...]:
    """The parts with the questions that hold the words, in any language, with or without
    accents; parts without any are left out."""
    kept = ((part, tuple(q for q in part.questions if _holds(q, text, part))) for part in parts)
    return tuple(Part(part.code, part.name, questions) for part, questions in kept if questions)


def _holds(question: Question, text: str, part: Part) -> bool:
    options = (*question.choices, *question.rows)
    labels = [question.label, *(option.label for option in options)]
    return finds(text, part.name, *(in_words(label, lang) for label in labels for lang in label))


def _tell(text: str, count: int, lang: str) -> None:
    if count:
        st.caption(say("board.questions.found", lang, count=count, text=text))
    else:
        st.info(say("board.questions.nothing", lang, text=text))
