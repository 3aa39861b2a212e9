"""Translations side by side: what is said in the first language, and in another one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import streamlit as st

from pages.campaign_words import plain
from pages.questionnaire_address import go
from pages.questionnaire_desk import Change, Desk, Put, act, do, hold, refusal, typed
from pages.questionnaire_words import direction, language
from surveys.model import Survey, right_to_left
from surveys.questionnaires import TITLE, Wording, missing, reworded, wordings, wordings_of
from surveys.questionnaires.editing import with_language, without_language
from surveys.texts.numbers import number

_A_PAGE = 30
_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*")


def show(desk: Desk) -> None:
    """Choose a language and fill in what it lacks."""
    _counts(desk)
    others = desk.survey.languages[1:]
    if others:
        lang = _chosen(desk, others)
        only = st.toggle(desk.say("translate.only"), value=True, key=desk.key("only-missing"))
        lacking = missing(desk.survey, lang)
        shown = lacking if only else wordings(desk.survey)
        if only and not lacking:
            st.success(desk.say("translate.whole", language=language(desk.survey, lang)))
        _page(desk, shown, lang)
    _languages(desk)


def one(desk: Desk, id: str) -> None:
    """The translations of one question, folded away beneath it; open while one is missing."""
    others = desk.survey.languages[1:]
    if not others:
        return
    texts = wordings_of(desk.survey, id)
    lacking = sum(not w.words.get(lang, "").strip() for w in texts for lang in others)
    name = desk.say("translate.lacking", count=lacking) if lacking else desk.say("translate.title")
    icon = ":material/warning:" if lacking else ":material/translate:"
    with st.expander(name, icon=icon, key=desk.key("translations", id)):
        for lang in others:
            for wording in texts:
                _pair(desk, wording, lang, beside=False)


def _counts(desk: Desk) -> None:
    """How much each language lacks."""
    lines = []
    for lang in desk.survey.languages:
        lacking = len(missing(desk.survey, lang))
        count = number(lacking, desk.lang)
        said = desk.say("translate.lacking", count=count) if lacking else desk.say("translate.full")
        turned = f" · {desk.say('translate.rtl')}" if right_to_left(lang) else ""
        mark = ":material/warning:" if lacking else ":material/check:"
        lines.append(f"- {mark} **{plain(language(desk.survey, lang))}**: {said}{turned}")
    st.markdown("\n".join(lines))


def _chosen(desk: Desk, others: Sequence[str]) -> str:
    key = desk.key("translate-to", *others)
    return st.segmented_control(
        desk.say("translate.to"),
        others,
        default=others[0],
        required=True,
        format_func=lambda code: language(desk.survey, code),
        key=key,
    )


def _page(desk: Desk, shown: Sequence[Wording], lang: str) -> None:
    pages = max(1, -(-len(shown) // _A_PAGE))
    page = st.pagination(pages, key=desk.key("translate-page", lang, pages)) if pages > 1 else 1
    for wording in shown[(page - 1) * _A_PAGE : page * _A_PAGE]:
        _pair(desk, wording, lang)


def _pair(desk: Desk, wording: Wording, lang: str, *, beside: bool = True) -> None:
    """What is said in the first language, and the field for the other one."""
    source = wording.words.get(desk.first, "") or "–"
    key = hold(desk.key("translated", lang, wording.key), wording.words.get(lang, ""))
    name = f"{language(desk.survey, lang)}: {source[:60]}"
    if beside:
        left, right = st.columns(2, vertical_alignment="center")
        with left:
            st.markdown(f":gray[:small[{_where(desk, wording)}]]  \n{plain(source)}")
    else:
        right = st.container()
    with right, st.container(key=desk.key("way", direction(lang), lang, wording.key)):
        field: dict[str, Any] = {
            "label": name,
            "key": key,
            "placeholder": desk.say("translate.missing"),
            "label_visibility": "collapsed" if beside else "visible",
            "on_change": typed,
            "args": (key, _saying(wording, lang), f"words {lang} {wording.key}"),
        }
        if len(source) > 120:
            st.text_area(**field, height="content")
        else:
            st.text_input(**field, live="500ms")
        if right_to_left(lang):
            way = desk.key("way", "rtl", lang, wording.key)
            st.html(f"<style>[class*='st-key-{_css(way)}'] input{{direction:rtl}}</style>")
        refusal(key)


def _css(key: str) -> str:
    return re.sub(r"[^\w-]", "-", key)


def _where(desk: Desk, wording: Wording) -> str:
    part, _, code = wording.part.partition(":")
    said = desk.say(f"part.{part}")
    place = "" if wording.where == TITLE else f"`{wording.where}` "
    return f"{place}{said}{f' `{code}`' if code else ''}"


def _saying(wording: Wording, lang: str) -> Put:
    def put(text: str) -> Change:
        def change(survey: Survey) -> Survey:
            now = next((w for w in wordings(survey) if w.key == wording.key), wording)
            return reworded(survey, now, lang, text)

        return change

    return put


def _languages(desk: Desk) -> None:
    """Add a language, or take one away."""
    with st.expander(
        desk.say("translate.languages"), icon=":material/language:", key=desk.key("languages")
    ):
        left, right = st.columns(2)
        with left:
            code = _new(desk, "code", "km")
        with right:
            name = _new(desk, "name", desk.say("example.language"))
        if right_to_left(code):
            st.caption(desk.say("translate.rtl"))
        known = code in desk.survey.languages
        st.button(
            desk.say("translate.add"),
            disabled=known or not (_CODE.fullmatch(code) and name),
            on_click=_add,
            args=(desk, code, name),
        )
        for lang in desk.survey.languages[1:]:
            st.button(
                desk.say("translate.remove", language=language(desk.survey, lang)),
                key=desk.key("drop", lang),
                type="tertiary",
                icon=":material/delete:",
                on_click=do,
                args=(_without(lang), f"drop {lang}"),
            )


def _new(desk: Desk, what: str, example: str) -> str:
    """What is typed for the code or the name of a new language."""
    typed = st.text_input(
        desk.say(f"field.language_{what}"),
        key=desk.key(f"new-{what}"),
        placeholder=example,
        max_chars=40,
        live="500ms",
    )
    tidy = (typed or "").strip()
    return tidy.lower() if what == "code" else tidy


def _add(desk: Desk, code: str, name: str) -> None:
    if act(lambda survey: with_language(survey, code, name), f"language {code}"):
        for field in ("new-code", "new-name"):
            st.session_state[desk.key(field)] = ""
        go(desk.draft.id, part="dich")


def _without(lang: str) -> Change:
    return lambda survey: without_language(survey, lang)
