"""One promise on the board, and how it is moved on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from db import activities
from pages import planning_feedback
from pages.campaign_words import beside, plain, tell
from pages.parts import require, signed_in
from pages.planning_address import ACTIVITY, Part, go
from pages.planning_fields import LIVE
from pages.planning_need import badge
from pages.planning_words import dong, need_name, span
from pages.settings import engine, today
from surveys.access import Act, may
from surveys.plan import Activity, Outcome, State, is_late, moved, outcome_problems
from surveys.texts import say
from surveys.texts.numbers import number


@dataclass(slots=True)
class _Asked:
    """The fields about a new state, and under each a place where its problem is said."""

    name: str
    lang: str
    below: dict[str, DeltaGenerator] = field(default_factory=dict)

    def text(self, what: str, usual: str) -> str:
        """A line of text."""
        label = say(f"planning.card.{what}", self.lang)
        typed = st.text_input(label, usual, key=f"{what}-{self.name}", live=LIVE)
        self.below[what] = st.empty()
        return typed or ""


def show(activity: Activity) -> None:
    """Show the card; who may plan also gets what moves and changes it."""
    officer = signed_in()
    lang = officer.lang
    with st.container(border=True, gap="xsmall", key=f"activity-{activity.id}"):
        need = plain(need_name(activity.need, lang))
        st.markdown(f"**{plain(activity.title)}**  \n:small[:gray[{need}]]")
        st.markdown(_when(activity, today(), lang))
        st.caption("  \n".join(_facts(activity, lang)))
        if may(officer, Act.PLAN):
            _buttons(activity, lang)
            planning_feedback.buttons(activity, lang)


def _when(activity: Activity, today: date, lang: str) -> str:
    late = ""
    if is_late(activity, today):
        days = number((today - activity.ends_on).days, lang)
        late = f" :red-badge[:material/schedule: {say('planning.card.late', lang, days=days)}]"
    return f"{badge(activity.road, lang)}{late}  \n{span(activity, lang)}"


def _facts(activity: Activity, lang: str) -> list[str]:
    """Who, how many, how much; what came of it; on which figure it rests."""
    facts = [plain(activity.responsible), _planned(activity, lang), _came_of_it(activity, lang)]
    if activity.reason:
        facts.append(say("planning.card.because", lang, reason=plain(activity.reason)))
    facts.append(planning_feedback.result(activity, lang))
    if activity.figure:
        facts.append(say("planning.card.figure", lang, figure=plain(activity.figure)))
    return [fact for fact in facts if fact]


def _planned(activity: Activity, lang: str) -> str:
    parts = []
    if activity.people is not None:
        parts.append(say("planning.card.people", lang, people=number(activity.people, lang)))
    if activity.money:
        parts.append(dong(activity.money, lang))
    return say("planning.card.planned", lang, what=", ".join(parts)) if parts else ""


def _came_of_it(activity: Activity, lang: str) -> str:
    parts = []
    if activity.reached is not None:
        parts.append(say("planning.card.people", lang, people=number(activity.reached, lang)))
    if activity.spent is not None:
        parts.append(dong(activity.spent, lang))
    return say("planning.card.came", lang, what=", ".join(parts)) if parts else ""


def _buttons(activity: Activity, lang: str) -> None:
    # The state is part of the key: after a move the expander is a new one, and closed. It opens
    # inside the card, since a popover near the foot of the screen has no room for its fields.
    name = f"{activity.id}-{activity.state}"
    label = say("planning.card.move", lang)
    with st.expander(label, key=f"move-{name}", on_change="rerun") as moving:
        if moving.open:
            _move(activity, name, lang)
    st.button(
        say("planning.card.change", lang),
        key=f"change-{name}",
        type="tertiary",
        on_click=go,
        args=(Part.BOARD,),
        kwargs={ACTIVITY: str(activity.id)},
    )


def _move(activity: Activity, name: str, lang: str) -> None:
    """Where it stands now, with what must be told then."""
    states = [state for state in State if state is not activity.state]
    chosen = st.radio(
        say("planning.card.state", lang),
        states,
        format_func=lambda state: say(f"planning.state.{state}", lang),
        key=f"state-{name}",
    )
    asked = _Asked(name, lang)
    outcome = _outcome(activity, State(chosen), asked)
    if not st.button(say("planning.card.save", lang), key=f"save-{name}", type="primary"):
        return
    wrong = outcome_problems(outcome)
    for what, problem in wrong.items():
        with asked.below[what]:
            beside(problem, lang)
    if not wrong:
        officer = require(Act.PLAN)
        try:
            activities.change(engine(), moved(activity, outcome), activity)
        except activities.ChangedMeanwhile:
            tell(say("planning.form.meanwhile", officer.lang))
            st.rerun()
        state = say(f"planning.state.{outcome.state}", officer.lang)
        tell(say("planning.card.moved", officer.lang, state=state))
        st.rerun()


def _outcome(activity: Activity, state: State, asked: _Asked) -> Outcome:
    if state is State.DONE:
        reached, spent = (
            "" if value is None else number(value, asked.lang)
            for value in (activity.reached, activity.spent)
        )
        return Outcome(state, asked.text("reached", reached), asked.text("spent", spent))
    if state is State.IMPOSSIBLE:
        return Outcome(state, reason=asked.text("reason", ""))
    return Outcome(state)
