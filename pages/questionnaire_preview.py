"""The real form in the frame of a phone; what is pressed there can be sent nowhere."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from pages.parts import installation
from pages.phone.render import Filled, Note, Occasion, form_page, plain_page
from pages.questionnaire_desk import Desk
from pages.questionnaire_words import language
from pages.settings import today
from surveys.campaigns import USUAL_K, Campaign, usual_closing
from surveys.model import Survey, in_language
from surveys.questionnaires.robot import Filled as Typed
from surveys.questionnaires.robot import alone, robot
from surveys.questionnaires.showing import showable
from surveys.texts import LANGUAGES, say

_WIDTH, _HEIGHT = 360, 640  # CSS pixels of a small phone
_KEPT = timedelta(days=180)
_LONGEST = 200_000  # letters of a page that a browser is given again after each change
_LOCK = Path(__file__).with_name("questionnaire_lock.js")
_POLICY = "connect-src 'none';form-action 'none';worker-src 'none'"


def show(desk: Desk, chosen: str) -> None:
    """Show the form, or only the chosen question."""
    st.subheader(desk.say("preview.title"), anchor=False)
    survey = desk.survey
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        spoken = _language(desk)
        whole = not chosen or _what(desk) == "all"
    answering = st.toggle(
        desk.say("preview.robot"), key=desk.key("robot"), help=desk.say("preview.robot_about")
    )
    seed = _seed(desk) if answering else 0
    shown = showable(survey)
    typed = robot(shown, seed, today())
    if not whole and any(q.id == chosen for q in shown.questions):
        shown = alone(shown, chosen, typed)
    page = _page(shown, spoken, typed if answering else {})
    if len(page) > _LONGEST and whole:
        st.info(desk.say("preview.large"))
        return
    _frame(desk, page, spoken)


def _language(desk: Desk) -> str:
    return st.segmented_control(
        desk.say("preview.language"),
        desk.survey.languages,
        default=desk.first,
        required=True,
        format_func=lambda code: language(desk.survey, code),
        key=desk.key("preview-language", *desk.survey.languages),
        label_visibility="collapsed",
    )


def _what(desk: Desk) -> str:
    return st.segmented_control(
        desk.say("preview.what"),
        ("one", "all"),
        default="one",
        required=True,
        format_func=lambda name: desk.say(f"preview.{name}"),
        key=desk.key("preview-what", desk.lang),
        label_visibility="collapsed",
    )


def _seed(desk: Desk) -> int:
    """Which of the robot's answers are shown; another press, other answers."""
    key = desk.key("seed")
    st.button(desk.say("preview.again"), icon=":material/casino:", on_click=_again, args=(key,))
    return int(st.session_state.setdefault(key, 1))


def _again(key: str) -> None:
    st.session_state[key] = st.session_state.get(key, 1) + 1


def _page(survey: Survey, spoken: str, typed: Typed) -> str:
    """The form as a phone gets it."""
    named = installation().letterhead
    campaign = Campaign(
        id=0,
        title=in_language(survey.title, spoken),
        survey_version=0,
        opens_on=today(),
        closes_on=usual_closing(today()),
        delete_on=today() + _KEPT,
        contact_name=named.name,
        contact_phone=named.phone,
        k=USUAL_K,
        languages=(spoken,),
    )
    occasion = Occasion(survey, campaign, "…", named.name)
    rows = {
        q.id: [row.code for row in q.rows if f"{q.id}.{row.code}" in typed]
        for q in survey.questions
        if q.rows_from
    }
    return form_page(occasion, spoken, Filled(typed=typed, rows=rows, today=today().isoformat()))


def _frame(desk: Desk, page: str, spoken: str) -> None:
    """The page in a sandbox of no origin: no storage, no cookies, no way out."""
    lang = spoken if spoken in LANGUAGES else desk.lang
    charset = "<meta charset=utf-8>"
    locked = page.replace(charset, charset + _lock(lang), 1)
    style = (
        "html,body{margin:0;height:100%}iframe{box-sizing:border-box;width:100%;height:100%;"
        "border:9px solid #39424c;border-radius:28px;background:Canvas}"
    )
    title = escape(desk.say("preview.title"))
    st.iframe(
        f"<!doctype html><meta charset=utf-8><style>{style}</style>"
        f'<iframe sandbox="allow-scripts" title="{title}" srcdoc="{escape(locked)}"></iframe>',
        width=_WIDTH + 18,
        height=_HEIGHT + 18,
    )
    st.caption(desk.say("preview.safe"))


@cache
def _lock(lang: str) -> str:
    """What goes into the page so that it can send nothing."""
    end = Note(say("questionnaires.preview.end", lang), (say("questionnaires.preview.sent", lang),))
    thanks = json.dumps(plain_page(end, lang), ensure_ascii=False).replace("</", "<\\/")
    policy = f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    return f"{policy}<script>{_LOCK.read_text(encoding='utf-8').strip()}({thanks})</script>"
