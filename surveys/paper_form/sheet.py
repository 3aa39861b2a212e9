"""Which questions stand on a sheet, under which numbers, and as what it is read."""

from __future__ import annotations

from dataclasses import replace

from surveys.expressions import parse
from surveys.model import Kind, Question, Survey, unfolded

MOST_TURNS = 3  # of a repeated group: more would be paper that stays empty
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def on_paper(survey: Survey) -> Survey:
    """The survey as it is printed: repeats laid out up to three times, without what nobody sees
    and what is never asked."""
    groups = (replace(group, most=min(group.most, MOST_TURNS)) for group in survey.groups)
    laid = unfolded(replace(survey, groups=tuple(groups)))
    kept = tuple(q for q in laid.questions if not q.kind.unseen and not _never(laid, q))
    ids = {q.id for q in kept}
    slots = (tuple(id for id in slot if id in ids) for slot in laid.slots)
    return _headed(replace(laid, questions=kept, slots=tuple(slot for slot in slots if slot)))


def numbers(paper: Survey) -> dict[str, str]:
    """The number of each question of a survey as it is printed; alternatives of one place share
    the number and have letters."""
    unnumbered = {q.id for q in paper.questions if q.kind is Kind.NOTE or q is paper.consent}
    places = [[id for id in slot if id not in unnumbered] for slot in paper.slots]
    found: dict[str, str] = {}
    for number, place in enumerate(filter(None, places), 1):
        letters = _LETTERS if len(place) > 1 else [""]
        found |= {id: f"{number}{letter}" for id, letter in zip(place, letters, strict=False)}
    return found


def typed_in(survey: Survey) -> Survey:
    """The survey as a sheet of paper is read against it: what was left blank is blank, whatever
    a phone would insist on."""
    laid = unfolded(survey)
    return replace(laid, questions=tuple(replace(q, required=False) for q in laid.questions))


def _headed(paper: Survey) -> Survey:
    """A condition that all questions of a group share is said once, in its heading."""
    shared: dict[str, str] = {}
    for group in paper.groups:
        conditions = {q.show_if for q in paper.questions if q.group == group.id}
        if len(conditions) == 1 and not group.show_if:
            shared[group.id] = conditions.pop()
    return replace(
        paper,
        groups=tuple(replace(g, show_if=shared.get(g.id, g.show_if)) for g in paper.groups),
        questions=tuple(
            replace(q, show_if="") if q.group in shared else q for q in paper.questions
        ),
    )


def _never(survey: Survey, question: Question) -> bool:
    conditions = (question.show_if, *(group.show_if for group in survey.groups_of(question)))
    return any(parse(condition) == ["false"] for condition in conditions if condition)
