"""A new campaign: everything proposed, checked while it is typed, published at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from db import campaigns, drafts, events
from pages import campaign_fields, campaign_preview, campaign_sensitive, campaign_units
from pages.campaign_address import OWN, Part, go
from pages.campaign_fields import Form
from pages.campaign_words import beside, deletion, plain, sentence, tell
from pages.parts import installation, require
from pages.settings import engine, now, today
from surveys import catalogue
from surveys.access import Act, Officer
from surveys.campaigns import (
    COORDINATES,
    OFFERED,
    USUAL_K,
    Draft,
    Problem,
    as_campaign,
    coordinates_for,
    problems,
)
from surveys.model import Survey, in_language
from surveys.organisation import Unit
from surveys.texts import say
from surveys.texts.numbers import number

_PUBLISHED = "draft-published"
_SECONDS = 60


def show() -> None:
    """Show the draft of this session."""
    officer = require(Act.RUN_CAMPAIGNS)
    if fresh := st.session_state.get(_PUBLISHED):
        _leave_for(fresh, officer)
    lang = officer.lang
    st.button(say("campaigns.one.back", lang), on_click=go, icon=":material/arrow_back:")
    st.title(say("campaigns.new.title", lang), anchor=False)
    st.write(say("campaigns.new.lead", lang))
    left, right = st.columns([3, 2], gap="large")
    with left:
        form = Form(lang, _questions(lang), today())
        draft, units = _ask(form)
        reason, missing = campaign_sensitive.ask(form, officer)
        wrong = problems(draft, [unit.workers for unit in units], form.today)
        wrong |= {"reason": missing} if missing else {}
        for name in wrong.keys() & form.below.keys():
            with form.below[name]:
                beside(wrong[name], lang)
        campaign_fields.explain_deletion(form, draft)
        _summary(form, draft, units)
        if _finished(form, wrong):
            _publish(form, draft, units, reason)
    with right:
        campaign_preview.show(form.survey, draft, lang)


def _questions(lang: str) -> Survey:
    """The questionnaire to ask: a template, or one of the office's own that is published."""
    st.subheader(say("campaigns.new.what", lang), anchor=False)
    surveys = {id: catalogue.survey_of(catalogue.templates()[id]) for id in OFFERED}
    surveys |= {version.survey.id: version.survey for version in drafts.published(engine())}
    asked = st.query_params.get(OWN, "")
    usual = asked if asked in surveys else OFFERED[0]
    before, widget = campaign_fields.kept(lang, "template", usual)
    ids = list(surveys)
    chosen = st.radio(
        say("campaigns.field.template", lang),
        ids,
        format_func=_titles(surveys, lang).__getitem__,
        captions=[_size(survey, lang) for survey in surveys.values()],
        index=ids.index(before) if before in ids else 0,
        key=widget,
        on_change=campaign_fields.keep,
        args=("template", widget),
        label_visibility="collapsed",
    )
    return surveys[chosen]


def _titles(surveys: Mapping[str, Survey], lang: str) -> dict[str, str]:
    """The name of each, told apart where two have the same: a choice is known by its words."""
    found: dict[str, str] = {}
    for id, survey in surveys.items():
        title = in_language(survey.title, lang)
        again = sum(name.startswith(title) for name in found.values())
        found[id] = f"{title} ({again + 1})" if again else title
    return found


def _size(survey: Survey, lang: str) -> str:
    minutes = -(-survey.seconds // _SECONDS)
    size = say("campaigns.new.size", lang, questions=survey.length, minutes=minutes)
    if survey.id not in OFFERED:
        return f"{size}  \n{say('campaigns.new.own', lang)}"
    return f"{size}  \n{say(f'campaigns.when.{survey.id}', lang)}"


def _ask(form: Form) -> tuple[Draft, tuple[Unit, ...]]:
    title = campaign_fields.title(form)
    languages = campaign_fields.languages(form)
    _section(form, "when")
    opens_on, closes_on = campaign_fields.days(form)
    _section(form, "where")
    units = campaign_units.choose(form)
    below = st.container()
    by_card = campaign_fields.cards(form)
    _section(form, "contact")
    name, phone = campaign_fields.contact(form, installation().letterhead)
    _section(form, "protection")
    k, months = campaign_fields.protection(form)
    codes = campaign_fields.deletion_codes(form)
    with below:
        campaign_units.explain(form, units, k or USUAL_K)
    draft = Draft(title, opens_on, closes_on, name, phone, k, months, languages, codes)
    return replace(draft, cards=by_card), units


def _section(form: Form, name: str) -> None:
    st.subheader(form.say(name), anchor=False)


def _summary(form: Form, draft: Draft, units: Sequence[Unit]) -> None:
    """What cannot be changed later."""
    _section(form, "fixed_title")
    lines = (
        form.say("fixed_questions", questions=form.survey.length),
        form.say("fixed_units", count=number(len(units), form.lang)),
        form.say("fixed_rule", k=draft.k or "…", order=_order(form)),
        form.say("fixed_deletion", day=deletion(draft, form.lang)),
        form.say("fixed_texts"),
        *((say("phone_keep.option.fixed", form.lang),) if draft.deletion_codes else ()),
        *((say("codes.cards.fixed", form.lang),) if draft.cards else ()),
    )
    st.markdown("\n".join(f"- {line}" for line in lines))
    st.write(form.say("changeable"))


def _order(form: Form) -> str:
    """What splits the blocks of this survey, coarse to fine, in words."""
    return ", ".join(
        say(f"results.coordinate.{one}", form.lang).lower()
        if one in COORDINATES
        else plain(in_language(form.survey.question(one).label, form.lang))
        for one in coordinates_for(form.survey)
    )


def _finished(form: Form, wrong: Mapping[str, Problem]) -> bool:
    """Whether the officer publishes; what is still to do is said above the button."""
    if wrong:
        lines = [f"- **{form.label(name)}**: {sentence(p, form.lang)}" for name, p in wrong.items()]
        st.warning("\n".join((form.say("todo", count=len(wrong)), "", *lines)))
    with st.container(horizontal=True):
        publish = st.button(
            form.say("publish"),
            type="primary",
            icon=":material/campaign:",
            key=campaign_fields.key("publish"),
            disabled=bool(wrong),
        )
        if st.button(form.say("discard"), type="tertiary", key=campaign_fields.key("discard")):
            campaign_fields.done()
            st.rerun()
    return publish and not wrong


def _publish(form: Form, draft: Draft, units: Sequence[Unit], reason: str) -> None:
    """Publish once: a second press finds the draft gone."""
    officer = require(Act.RUN_CAMPAIGNS)
    codes = [unit.code for unit in units]
    campaign = replace(as_campaign(draft), coordinates=coordinates_for(form.survey))
    made = campaigns.publish(engine(), campaign, form.survey, codes, now())
    campaign_fields.done()
    st.session_state[_PUBLISHED] = made.id
    events.note(engine(), now(), officer.id, "publish", made.title)
    if reason:
        events.note(engine(), now(), officer.id, "sensitive", f"{made.title}: {reason}")
    st.rerun()


def _leave_for(campaign_id: int, officer: Officer) -> None:
    """Go on to the campaign that was just published."""
    go(campaign_id, Part.CODES)
    tell(say("campaigns.new.published", officer.lang))
    del st.session_state[_PUBLISHED]
    st.rerun()
