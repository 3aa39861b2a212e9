"""The questions as a worker will read them, in a frame as wide as a phone."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import streamlit as st

from pages.campaign_words import deletion
from pages.questionnaire_words import language
from surveys.campaigns import Draft, invitation
from surveys.model import Choice, Kind, Question, Survey
from surveys.questionnaires.showing import showable
from surveys.texts import say

_WIDTH, _HEIGHT = 360, 640  # CSS pixels of a small phone
_MARKS = {Kind.MULTIPLE: "☐", Kind.RANKING: "☐"}
_CIRCLE = "○"
_STYLE = (
    "<style>.phone h4{font-size:1rem;margin:1.25rem 0 .25rem;padding:0}"
    ".phone h4:first-child{margin-top:0}.phone ul{list-style:none;margin:0;padding:0}"
    ".phone li{margin:.15rem 0}.phone small{opacity:.75}</style>"
)


def show(survey: Survey, draft: Draft, lang: str) -> None:
    """Show the whole form; the reader chooses the language."""
    st.subheader(say("campaigns.preview.title", lang), anchor=False)
    spoken = st.segmented_control(
        say("campaigns.preview.languages", lang),
        survey.languages,
        default=survey.languages[0],
        format_func=lambda code: language(survey, code),
        key="-".join(("preview-language", *survey.languages)),
        required=True,
        label_visibility="collapsed",
    )
    with st.container(border=True, width=_WIDTH, height=_HEIGHT):
        pieces = "".join(_pieces(showable(survey), draft, spoken))
        st.html(f"{_STYLE}<div class=phone>{pieces}</div>")


def _pieces(survey: Survey, draft: Draft, lang: str) -> Iterator[str]:
    number = 0
    for slot in survey.slots:
        questions = [survey.question(id) for id in slot]
        counted = questions[0].kind.asked
        number += counted
        place = say("campaigns.preview.place", lang, number=number, total=survey.length)
        for question in (q for q in questions if not q.kind.unseen):
            yield _question(question, place if counted else "", draft, lang)


def _question(question: Question, place: str, draft: Draft, lang: str) -> str:
    sometimes = say("campaigns.preview.sometimes", lang) if question.show_if else ""
    notes = " · ".join(note for note in (place, sometimes) if note)
    wording = question.label[lang]
    if question.kind is Kind.CONSENT:
        wording = invitation(wording, _promises(draft, lang))
    lead, *points = wording.split(" • ")
    lines = "".join(f"<li>• {escape(point)}</li>" for point in points)
    options = "".join(f"<li>{line}</li>" for line in _options(question, lang))
    above = f"<small>{escape(notes)}</small><br>" if notes else ""
    return f"<h4>{above}{escape(lead)}</h4><ul>{lines}{options}</ul>"


def _promises(draft: Draft, lang: str) -> dict[str, str]:
    """What the invitation says about this campaign, as far as it is typed."""
    until = deletion(draft, lang)
    return {"until": until, "name": draft.contact_name, "phone": draft.contact_phone}


def _options(question: Question, lang: str) -> Iterator[str]:
    mark = _MARKS.get(question.kind, _CIRCLE)
    if question.kind is Kind.TEXT:
        yield escape(say("campaigns.preview.text", lang, longest=question.longest))
    if question.kind in (Kind.NUMBER, Kind.DATE, Kind.TIME):
        yield escape(say("campaigns.preview.number", lang))
    if question.rows_from:
        yield escape(say("campaigns.preview.chosen_before", lang))
    else:
        yield from (f"<b>{escape(row.label[lang])}</b>" for row in question.rows)
    yield from (f"{mark} {escape(_wording(choice, lang))}" for choice in question.choices)


def _wording(choice: Choice, lang: str) -> str:
    words = choice.label[lang]
    return f"{words} ({say('campaigns.preview.writes', lang)})" if choice.writes else words
