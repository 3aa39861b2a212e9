"""What a new campaign asks: the questionnaire, and what its answers are split by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from db import drafts
from db import surveys as stored
from pages import campaign_fields
from pages.campaign_address import OWN
from pages.campaign_draft import Slot
from pages.campaign_fields import Form
from pages.campaign_words import plain
from pages.settings import engine
from surveys import catalogue
from surveys.campaigns import COORDINATES, OFFERED, Draft, coordinates_for, in_order
from surveys.model import Survey, in_language
from surveys.texts import say

_SECONDS = 60
AGAIN = "again"  # the very questionnaire of an earlier campaign


def choose(slot: Slot, lang: str) -> Survey:
    """The questionnaire to ask: a template, one of the office's own that is published, or the one
    of the campaign that this is a copy of."""
    st.subheader(say("campaigns.new.what", lang), anchor=False)
    surveys = _offered(slot)
    asked = str(slot.origin.get("template") or st.query_params.get(OWN, ""))
    usual = asked if asked in surveys else next(iter(surveys))
    key = f"{slot.name}-template"
    before = st.session_state.setdefault(key, usual)
    ids, widget = list(surveys), f"{key}-{lang}"
    chosen = st.radio(
        say("campaigns.field.template", lang),
        ids,
        format_func=_titles(surveys, lang).__getitem__,
        captions=[_size(id, survey, lang) for id, survey in surveys.items()],
        index=ids.index(before) if before in ids else 0,
        key=widget,
        on_change=campaign_fields.keep,
        args=(key, widget),
        label_visibility="collapsed",
    )
    return surveys[chosen]


def chosen(slot: Slot) -> dict[str, Any]:
    """What is kept of the choice: its name, and for a copy which version was asked before."""
    version = slot.origin.get("version")
    known = {} if version is None else {"version": version}
    return {"template": st.session_state[f"{slot.name}-template"], **known}


def coordinates(form: Form) -> tuple[str, ...]:
    """What splits the blocks, coarse to fine, as the officer orders it; fixed when it opens."""
    usual = list(coordinates_for(form.survey))
    before = [c for c in form.usual("coordinates", usual) if c in usual]
    picked = st.multiselect(
        say("campaign_life.split.label", form.lang),
        usual,
        default=before or usual,
        format_func=lambda one: _named(form, one),
        key=form.key("-".join(("coordinates", *usual))),
        help=say("campaign_life.split.help", form.lang),
        placeholder=say("campaign_life.split.none", form.lang),
        wrap=True,
        persist_state="session",
    )
    return tuple(form.took("coordinates", list(in_order(picked))))


def order(form: Form, draft: Draft) -> str:
    """The coordinates in words."""
    named = [_named(form, one).lower() for one in draft.coordinates or ()]
    return ", ".join(map(plain, named)) or say("campaign_life.split.none", form.lang)


def _offered(slot: Slot) -> dict[str, Survey]:
    version = slot.origin.get("version")
    again = {AGAIN: stored.as_written(engine(), int(version))} if version else {}
    ready = {id: catalogue.survey_of(catalogue.templates()[id]) for id in OFFERED}
    own = {version.survey.id: version.survey for version in drafts.published(engine())}
    return again | ready | own


def _named(form: Form, coordinate: str) -> str:
    if coordinate in COORDINATES:
        return say(f"results.coordinate.{coordinate}", form.lang)
    return in_language(form.survey.question(coordinate).label, form.lang)


def _titles(surveys: Mapping[str, Survey], lang: str) -> dict[str, str]:
    """The name of each, told apart where two have the same: a choice is known by its words."""
    found: dict[str, str] = {}
    for id, survey in surveys.items():
        title = in_language(survey.title, lang)
        if id == AGAIN:
            title = say("campaign_life.again", lang, title=title)
        again = sum(name.startswith(title) for name in found.values())
        found[id] = f"{title} ({again + 1})" if again else title
    return found


def _size(id: str, survey: Survey, lang: str) -> str:
    minutes = -(-survey.seconds // _SECONDS)
    size = say("campaigns.new.size", lang, questions=survey.length, minutes=minutes)
    if id == AGAIN:
        return size
    if id not in OFFERED:
        return f"{size}  \n{say('campaigns.new.own', lang)}"
    return f"{size}  \n{say(f'campaigns.when.{id}', lang)}"
