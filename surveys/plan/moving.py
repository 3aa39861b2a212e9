"""How far a promise has come: what must be told when its state changes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from surveys.campaigns import Problem
from surveys.plan.activity import Activity, State
from surveys.plan.amounts import whole
from surveys.plan.draft import LONGEST_TEXT, amount_problem


@dataclass(frozen=True, slots=True)
class Outcome:
    """The new state, with what was typed about it; numbers as text."""

    state: State
    reached: str = ""
    spent: str = ""
    reason: str = ""


def outcome_problems(outcome: Outcome) -> dict[str, Problem]:
    """What is missing or wrong, by field: a kept promise tells people reached and money spent
    (0 is an answer), one that cannot be kept tells why."""
    found = {}
    if outcome.state is State.DONE:
        found = {
            "reached": amount_problem(outcome.reached, "reached", needed=True),
            "spent": amount_problem(outcome.spent, "spent", needed=True),
        }
    elif outcome.state is State.IMPOSSIBLE:
        found = {"reason": _reason(outcome.reason)}
    return {name: problem for name, problem in found.items() if problem}


def moved(activity: Activity, outcome: Outcome) -> Activity:
    """The activity in its new state. Figures told once stay; a reason stays only while the
    promise cannot be kept."""
    state = outcome.state
    if state is State.DONE:
        reached, spent = whole(outcome.reached), whole(outcome.spent)
        return replace(activity, state=state, reached=reached, spent=spent, reason="")
    reason = " ".join(outcome.reason.split()) if state is State.IMPOSSIBLE else ""
    return replace(activity, state=state, reason=reason)


def _reason(text: str) -> Problem | None:
    if not text.strip():
        return Problem("planning.problem.reason")
    length = len(text.strip())
    if length <= LONGEST_TEXT:
        return None
    return Problem("planning.problem.long", {"length": length, "longest": LONGEST_TEXT})
