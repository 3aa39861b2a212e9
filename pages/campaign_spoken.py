"""Fixed sentences of posters, messages and the form in a language that the office added, beside the
Vietnamese ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from db import added_words, events
from pages.campaign_words import plain, tell
from pages.parts import require
from pages.questionnaire_words import direction, language
from pages.settings import engine, now
from surveys.access import Act, may
from surveys.campaigns import Campaign
from surveys.model import Survey
from surveys.spoken import Place, everything, fault, keys
from surveys.texts import LANGUAGES, say
from surveys.texts.added import Added
from surveys.texts.numbers import number

_OPENED = "spoken-opened"  # what stood there when somebody began to type
_TALL = 80  # letters: longer ones get several lines
_Typed = dict[str, str]


def offer(campaign: Campaign, survey: Survey, added: Added) -> None:
    """The sentences of each added language of the campaign, folded away; open while one lacks."""
    officer = require(Act.SEE_SURVEYS)
    others = [code for code in campaign.languages if code not in LANGUAGES]
    if not others or not may(officer, Act.RUN_CAMPAIGNS):
        return
    lang = officer.lang
    lacking = {code: len(_missing(added, code, everything())) for code in others}
    name = _say("title", lang, languages=", ".join(language(survey, code) for code in others))
    icon = ":material/warning:" if any(lacking.values()) else ":material/translate:"
    with st.expander(name, icon=icon, key="spoken", expanded=_OPENED in st.session_state):
        st.write(_say("about", lang))
        code, place = _chosen(survey, others, added, lang)
        st.caption(_count(lacking[code], lang))
        _form(code, place, added.of(code), lang)


def _missing(added: Added, code: str, wanted: Sequence[str]) -> list[str]:
    known = added.of(code)
    return [key for key in wanted if key not in known]


def _count(lacking: int, lang: str) -> str:
    total = number(len(everything()), lang)
    if not lacking:
        return _say("whole", lang, total=total)
    return _say("lacking", lang, count=number(lacking, lang), total=total)


def _chosen(survey: Survey, others: Sequence[str], added: Added, lang: str) -> tuple[str, Place]:
    code = others[0]
    if len(others) > 1:
        code = st.segmented_control(
            say("campaigns.codes.language", lang),
            others,
            default=others[0],
            format_func=lambda one: language(survey, one),
            key="spoken-language",
            required=True,
        )

    def words(place: Place) -> str:
        lacking = len(_missing(added, code, keys(place)))
        name = _say(f"place_{place}", lang)
        return _say("place_lacking", lang, place=name, count=lacking) if lacking else f"{name} ✓"

    place = st.segmented_control(
        _say("place", lang),
        list(Place),
        default=Place.PAPER,
        format_func=words,
        key=f"spoken-place-{lang}",
        required=True,
        wrap=True,
    )
    return code, Place(place)


def _form(code: str, place: Place, known: Mapping[str, str], lang: str) -> None:
    wanted = keys(place)
    before = _as_opened(code, wanted, known)
    below: dict[str, DeltaGenerator] = {}
    with st.form(f"spoken-{code}-{place}", border=False, enter_to_submit=False):
        typed = {key: _ask(key, code, before.get(key, ""), below) for key in wanted}
        pressed = st.form_submit_button(_say("save", lang), type="primary")
    if pressed:
        _save(code, typed, before, below)


def _as_opened(code: str, wanted: Sequence[str], known: Mapping[str, str]) -> Mapping[str, str]:
    """What stood there when the fields were drawn first: a change of somebody else is noticed."""
    opened: dict[str, Mapping[str, str]] = st.session_state.setdefault(_OPENED, {})
    if _key(code, wanted[0]) not in st.session_state or code not in opened:
        opened[code] = known
    return opened[code]


def _key(code: str, key: str) -> str:
    return f"spoken-{code}-{key}"


def _ask(key: str, code: str, before: str, below: dict[str, DeltaGenerator]) -> str:
    vietnamese = say(key, LANGUAGES[0]).strip()
    left, right = st.columns(2, vertical_alignment="center")
    left.markdown(plain(vietnamese))
    with right:
        field = st.text_area if len(vietnamese) > _TALL else st.text_input
        typed = field(
            vietnamese,
            before,
            key=_key(code, key),
            placeholder=say("codes.spoken.missing", LANGUAGES[0]),
            label_visibility="collapsed",
        )
        below[key] = st.container()
    if direction(code) == "rtl":
        name = _key(code, key).replace(".", "-")
        st.html(f"<style>.st-key-{name} :is(input,textarea){{direction:rtl}}</style>")
    return (typed or "").strip()


def _save(
    code: str, typed: _Typed, before: Mapping[str, str], below: Mapping[str, DeltaGenerator]
) -> None:
    """Keep what can be kept; say beside each other field why it was not."""
    officer = require(Act.RUN_CAMPAIGNS)
    lang = officer.lang
    wrong = {key: found for key, words in typed.items() if words and (found := fault(key, words))}
    changes = {
        key: (before.get(key, ""), words)
        for key, words in typed.items()
        if key not in wrong and words != before.get(key, "")
    }
    others = added_words.save(engine(), code, changes)
    kept = len(changes) - len(others)
    now_known = added_words.load(engine()).of(code)
    st.session_state[_OPENED][code] = now_known
    if kept:
        events.note(engine(), now(), officer.id, "added_words", f"{code}: {kept}")
    if not wrong and not others:
        tell(_say("saved", lang, count=number(kept, lang)))
        st.rerun()
    for key, found in wrong.items():
        _beside(below[key], say(found.key, lang, **found.values))
    for key in others:
        _beside(below[key], _say("changed", lang, words=now_known.get(key, "–")))
    st.warning(_say("some", lang, kept=number(kept, lang), left=len(wrong) + len(others)))


def _beside(place: DeltaGenerator, sentence: str) -> None:
    place.markdown(f":red[:small[:material/error: {plain(sentence)}]]")


def _say(name: str, lang: str, **values: object) -> str:
    return say(f"codes.spoken.{name}", lang, **values)
