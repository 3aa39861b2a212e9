"""A campaign that is prepared: everything proposed, checked and kept while it is typed; handed in
to the level above, or approved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from db import campaign_drafts, events
from db.campaign_drafts import Approval, ChangedMeanwhile
from pages import (
    campaign_draft,
    campaign_fields,
    campaign_preview,
    campaign_questions,
    campaign_sensitive,
    campaign_steps,
    campaign_units,
)
from pages.campaign_address import Part, go
from pages.campaign_draft import Slot
from pages.campaign_fields import Form
from pages.campaign_words import beside, deletion, plain, sentence, tell
from pages.parts import installation, require
from pages.settings import engine, now, today
from surveys.access import Act, Officer, may
from surveys.campaigns import Campaign, Draft, Problem, as_campaign, audience_of, problems
from surveys.organisation import Unit
from surveys.texts import say
from surveys.texts.numbers import number

_APPROVED = "draft-approved"
_OWN_RIGHT = {"reason"}  # what only whoever approves has to say


def show(wanted: str) -> None:
    """Show the draft that the address names."""
    officer = require(Act.PROPOSE)
    if fresh := st.session_state.pop(_APPROVED, None):
        _leave_for(fresh, officer)
    lang = officer.lang
    st.button(say("campaigns.one.back", lang), on_click=go, icon=":material/arrow_back:")
    slot = campaign_draft.opened(wanted)
    if slot is None:
        st.title(say("campaign_life.draft.gone", lang), anchor=False)
        st.write(say("campaign_life.draft.gone_text", lang))
        return
    _head(slot, lang)
    left, right = st.columns([3, 2], gap="large")
    with left:
        form = Form(lang, campaign_questions.choose(slot, lang), today(), slot)
        draft, units = _ask(form)
        reason, missing = campaign_sensitive.ask(form, officer)
        wrong = problems(draft, [unit.workers for unit in units], form.today)
        wrong |= {"reason": missing} if missing else {}
        for name in wrong.keys() & form.below.keys():
            with form.below[name]:
                beside(wrong[name], lang)
        campaign_fields.explain_deletion(form, draft)
        _summary(form, draft, units)
        campaign_draft.keep(slot, {**campaign_questions.chosen(slot), **form.typed})
        _finish(form, officer, wrong, (draft, units, reason))
    with right:
        campaign_preview.show(form.survey, draft, lang)


def _head(slot: Slot, lang: str) -> None:
    key = "campaigns.new.title" if slot.row is None else "campaign_life.draft.kept"
    st.title(say(key, lang), anchor=False)
    campaign_steps.show(None, lang)
    st.write(say("campaign_life.draft.lead", lang))
    campaign_draft.told_of_clash(slot)
    if slot.row is not None and slot.row.note:
        st.warning(say("campaign_life.draft.returned", lang, note=plain(slot.row.note)))
    if slot.row is not None and slot.row.asked_at:
        st.info(say("campaign_life.draft.asked", lang, name=plain(slot.row.author)))


def _ask(form: Form) -> tuple[Draft, tuple[Unit, ...]]:
    title = campaign_fields.title(form)
    languages = campaign_fields.languages(form)
    _section(form, "when")
    opens_on, closes_on = campaign_fields.days(form)
    _section(form, "where")
    units = campaign_units.choose(form)
    gather, outside = campaign_units.shared(form)
    below = st.container()
    by_card = campaign_fields.cards(form)
    _section(form, "contact")
    name, phone = campaign_fields.contact(form, installation().letterhead)
    _section(form, "protection")
    k, months = campaign_fields.protection(form)
    coordinates = campaign_questions.coordinates(form)
    codes = campaign_fields.deletion_codes(form)
    draft = Draft(title, opens_on, closes_on, name, phone, k, months, languages, codes)
    draft = replace(draft, coordinates=coordinates, gather=gather, outside=outside)
    with below:
        campaign_units.explain(form, draft, units)
    return replace(draft, cards=by_card), units


def _section(form: Form, name: str) -> None:
    st.subheader(form.say(name), anchor=False)


def _summary(form: Form, draft: Draft, units: Sequence[Unit]) -> None:
    """What cannot be changed later."""
    _section(form, "fixed_title")
    lines = (
        form.say("fixed_questions", questions=form.survey.length),
        form.say("fixed_units", count=number(len(units), form.lang)),
        form.say("fixed_rule", k=draft.k or "…", order=campaign_questions.order(form, draft)),
        form.say("fixed_deletion", day=deletion(draft, form.lang)),
        form.say("fixed_texts"),
        *((say("phone_keep.option.fixed", form.lang),) if draft.deletion_codes else ()),
        *((say("codes.cards.fixed", form.lang),) if draft.cards else ()),
    )
    st.markdown("\n".join(f"- {line}" for line in lines))
    st.write(form.say("changeable"))


def _finish(
    form: Form,
    officer: Officer,
    wrong: Mapping[str, Problem],
    made: tuple[Draft, Sequence[Unit], str],
) -> None:
    """What is still to do, then the buttons of whoever approves or hands in."""
    approves = may(officer, Act.APPROVE_CAMPAIGNS)
    left = {name: p for name, p in wrong.items() if approves or name not in _OWN_RIGHT}
    if left:
        lines = [f"- **{form.label(name)}**: {sentence(p, form.lang)}" for name, p in left.items()]
        st.warning("\n".join((form.say("todo", count=len(left)), "", *lines)))
    with st.container(horizontal=True):
        name = "approve" if approves else "hand_in"
        pressed = st.button(
            say(f"campaign_life.draft.{name}", form.lang),
            type="primary",
            icon=":material/task_alt:",
            key=form.key(name),
            disabled=bool(left) or form.slot.clash,
        )
        dropped = st.button(form.say("discard"), type="tertiary", key=form.key("discard"))
    if approves and form.slot.row is not None and form.slot.row.asked_at:
        _offer_to_send_back(form)
    if dropped:
        campaign_draft.thrown_away(form.slot)
        go()
        st.rerun()
    if pressed and not left and approves:
        _approve(form, *made)
    elif pressed and not left:
        _hand_in(form)


def _offer_to_send_back(form: Form) -> None:
    with st.container(border=True):
        note = st.text_input(
            say("campaign_life.draft.note", form.lang),
            key=form.key("note"),
            max_chars=300,
            live=campaign_fields.LIVE,
        )
        words = say("campaign_life.draft.send_back", form.lang)
        pressed = st.button(words, key=form.key("send_back"), disabled=not (note or "").strip())
    if pressed and note and form.slot.row is not None:
        officer = require(Act.APPROVE_CAMPAIGNS)
        campaign_drafts.send_back(engine(), form.slot.row, note.strip(), now())
        events.note(engine(), now(), officer.id, "return_campaign", _named(form))
        _done(form, say("campaign_life.draft.sent_back", form.lang))


def _hand_in(form: Form) -> None:
    officer = require(Act.PROPOSE)
    row = form.slot.row
    if row is None:  # nothing was changed yet: what is proposed is what is handed in
        row = campaign_drafts.create(engine(), dict(form.slot.written or {}), officer.id, now())
    try:
        campaign_drafts.hand_in(engine(), row, now())
    except ChangedMeanwhile:
        form.slot.clash = True
        st.rerun()
    events.note(engine(), now(), officer.id, "hand_in_campaign", _named(form))
    _done(form, say("campaign_life.draft.handed_in", form.lang))


def _approve(form: Form, draft: Draft, units: Sequence[Unit], reason: str) -> None:
    """Approve once: a second press finds the draft gone."""
    officer = require(Act.APPROVE_CAMPAIGNS)
    campaign = replace(
        as_campaign(draft), approved_on=today(), audience=audience_of(form.survey.id)
    )
    places = campaign_units.places(draft, units)
    try:
        approval = Approval(campaign, form.survey, places, form.slot.row)
        made = campaign_drafts.approve(engine(), approval, now())
    except ChangedMeanwhile:
        form.slot.clash = True
        st.rerun()
    _note(made, officer, reason)
    campaign_draft.let_go(form.slot)
    st.session_state[_APPROVED] = made.id
    st.rerun()


def _note(made: Campaign, officer: Officer, reason: str) -> None:
    events.note(engine(), now(), officer.id, "publish", made.title)
    if reason:
        events.note(engine(), now(), officer.id, "sensitive", f"{made.title}: {reason}")


def _named(form: Form) -> str:
    return str(form.typed.get("title", ""))


def _done(form: Form, words: str) -> None:
    campaign_draft.let_go(form.slot)
    tell(words)
    go()
    st.rerun()


def _leave_for(campaign_id: int, officer: Officer) -> None:
    """Go on to the campaign that was just approved."""
    go(campaign_id, Part.CODES)
    tell(say("campaign_life.draft.approved", officer.lang))
    st.rerun()
