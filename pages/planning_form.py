"""The form of one activity: new from a need, or known and to be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st
from sqlalchemy.exc import NoResultFound

from db import activities as stored
from pages import planning_fields, releases, seen
from pages.campaign_words import beside, plain, sentence, tell
from pages.parts import require
from pages.planning_address import ACTIVITY, CAMPAIGN, KIND, NEED, NEW, TYPE, Part, go
from pages.planning_need import Finding
from pages.planning_removal import removed
from pages.planning_words import need_name, tasks
from pages.results_view import type_name
from pages.settings import engine, today
from surveys.access import Act
from surveys.campaigns import Problem
from surveys.catalogue import activity_types, needs, needs_behind
from surveys.plan import Activity, Draft, as_activity, draft_of, needs_for, problems, usual_draft
from surveys.statistics.scopes import scope
from surveys.texts import LANGUAGES, say


@dataclass(frozen=True, slots=True)
class Task:
    """What the form is about: the draft it opens with, the needs to choose from, the activity
    that is changed (None for a new one), the campaign and figure of a new one."""

    draft: Draft
    needs: tuple[str, ...]
    known: Activity | None = None
    campaign_id: int | None = None
    figure: str = ""


def show(known: tuple[Activity, ...]) -> None:
    """Show the form that the address asks for."""
    officer = require(Act.PLAN)
    lang = officer.lang
    task = _asked(known)
    label = say("planning.form.back", lang)
    where = Part.BOARD if task is None or task.known else Part.NEEDS
    st.button(label, on_click=go, args=(where,), icon=":material/arrow_back:")
    if task is None:
        st.title(say("planning.form.missing_title", lang), anchor=False)
        st.write(say("planning.form.missing_text", lang))
        return
    st.title(say("planning.form.change" if task.known else "planning.form.new", lang), anchor=False)
    left, right = st.columns([3, 2], gap="large")
    with left:
        fields = planning_fields.Fields(lang, _key(task))
        draft = planning_fields.ask(fields, task.draft, task.needs)
        task = _as_begun(fields, task, draft)
        wrong = problems(draft)
        for name, problem in wrong.items():
            with fields.below[name]:
                beside(problem, lang)
        _finish(fields, task, draft, wrong)
    with right:
        _beside_it(task, draft, lang)


def _asked(known: tuple[Activity, ...]) -> Task | None:
    """What the address asks for; None when there is no such activity."""
    wanted = st.query_params[ACTIVITY]
    if wanted == NEW:
        return _new()
    activity = next((a for a in known if str(a.id) == wanted), None)
    if activity is None:
        return None
    same = next((n for n in needs() if n.code == activity.need), None)
    rows = same.rows if same else ()
    options = [need.code for row in rows for need in needs_behind(row)]
    return Task(draft_of(activity), tuple(dict.fromkeys([activity.need, *options])), activity)


def _new() -> Task | None:
    row, kind = st.query_params.get(NEED, ""), st.query_params.get(KIND, "")
    if kind not in activity_types() or not needs_behind(row):
        return None
    unit_type = st.query_params.get(TYPE, "")
    finding = _finding(row, unit_type)
    words = type_name(unit_type, LANGUAGES[0]) if finding and unit_type else ""
    whole = say("planning.form.everything", LANGUAGES[0])
    return Task(
        draft=usual_draft(row, kind, words or whole, today()),
        needs=tuple(need.code for need in needs_for(row, kind)),
        campaign_id=finding.published.campaign.id if finding else None,
        figure=finding.figure() if finding else "",
    )


def _finding(row: str, unit_type: str) -> Finding | None:
    """What the campaign in the address found about the need; None when it says nothing."""
    asked = st.query_params.get(CAMPAIGN, "")
    campaign = next((c for c in seen.campaigns() if str(c.id) == asked), None)
    published = releases.published(campaign) if campaign else None
    if published is None:
        return None
    chosen = scope(published.release, [unit_type] if unit_type else [], "")
    ranking = releases.ranking(published, chosen.selection)
    found = next((need for need in ranking.rows if need.code == row), None)
    return Finding(published, found, unit_type) if found else None


def _as_begun(fields: planning_fields.Fields, task: Task, draft: Draft) -> Task:
    """With the activity as it was when the draft was begun; a draft in which nothing was typed
    begins anew when somebody changed the activity."""
    if task.known is None:
        return task
    began: Activity = st.session_state.setdefault(fields.key("seen"), task.known)
    if began != task.known and draft == draft_of(began):
        fields.done()
        st.rerun()
    return replace(task, known=began)


def _key(task: Task) -> str:
    """Every activity, and every choice of need and type, has a draft of its own."""
    if task.known:
        return f"activity-{task.known.id}"
    return f"new-{task.campaign_id}-{task.draft.need}-{task.draft.type}-{task.draft.scope}"


def _beside_it(task: Task, draft: Draft, lang: str) -> None:
    """What the activity answers, and what the catalogue says about it."""
    figure = task.known.figure if task.known else task.figure
    kind = activity_types().get(draft.type)
    need = next((n for n in needs() if n.code == draft.need), None)
    with st.container(border=True):
        st.markdown(f"**{plain(need_name(draft.need, lang))}**")
        if figure:
            st.markdown(say("planning.form.answers", lang, figure=plain(figure)))
        if kind:
            st.caption(say("planning.need.season", lang, season=kind.season))
        if need:
            lines = [
                say("planning.need.tasks", lang),
                "",
                *(f"- {plain(t)}" for t in tasks(need.plan_tasks)),
            ]
            st.markdown("\n".join(lines))


def _finish(
    fields: planning_fields.Fields, task: Task, draft: Draft, wrong: Mapping[str, Problem]
) -> None:
    lang = fields.lang
    with st.container(horizontal=True):
        label = say("planning.form.save" if task.known else "planning.form.add", lang)
        pressed = st.button(label, type="primary", key=fields.key("save"))
        if task.known:
            st.button(
                say("planning.form.remove", lang),
                type="tertiary",
                icon=":material/delete:",
                key=fields.key("remove"),
                on_click=removed,
                args=(task.known,),
            )
    if pressed and wrong:
        lines = [f"- **{fields.label(name)}**: {sentence(p, lang)}" for name, p in wrong.items()]
        st.warning("\n".join((say("planning.form.todo", lang), "", *lines)))
    elif pressed:
        _save(fields, task, draft)


def _save(fields: planning_fields.Fields, task: Task, draft: Draft) -> None:
    """Save once, then show the board; a second press finds the draft gone."""
    officer = require(Act.PLAN)
    activity = as_activity(draft, task.known)
    if task.known is None:
        new = replace(activity, campaign_id=task.campaign_id, figure=task.figure)
        stored.add(engine(), new)
        tell(say("planning.form.added", officer.lang))
    else:
        try:
            stored.change(engine(), activity, task.known)
            tell(say("planning.form.saved", officer.lang))
        except NoResultFound:
            stored.add(engine(), activity)
            tell(say("planning.form.saved", officer.lang))
        except stored.ChangedMeanwhile:
            tell(say("planning.form.meanwhile", officer.lang))
            fields.done()
            st.rerun()
    fields.done()
    go(Part.BOARD)
    st.rerun()
