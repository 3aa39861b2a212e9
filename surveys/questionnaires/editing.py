"""Changes of a questionnaire: each takes a survey and gives the changed one."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from surveys.model import Choice, Group, Kind, Question, Survey, Words
from surveys.questionnaires.timing import timed

_EXPRESSIONS = ("show_if", "constraint", "calculation", "choice_filter", "preset")
_WORDS = ("label", "help", "required_message", "constraint_message")
_NUMBERED = re.compile(r"^(.*?)_?(?<!\d)(\d+)$")


def new_id(survey: Survey, taken: Collection[str] = ()) -> str:
    """An id that no question has or, as far as `taken` tells, ever had: C01, C02 …"""
    known = _ids(survey) | set(taken)
    number = 1
    while f"C{number:02}" in known:
        number += 1
    return f"C{number:02}"


def add(survey: Survey, question: Question, after: str = "") -> Survey:
    """Put a question behind another one, into the same group; without `after` at the end."""
    questions = list(survey.questions)
    if not after:
        return _with(survey, [*questions, timed(replace(question, group=""), survey)])
    place = _index(questions, after)
    new = timed(replace(question, group=questions[place].group), survey)
    return _with(survey, [*questions[: place + 1], new, *questions[place + 1 :]])


def change(survey: Survey, question: Question) -> Survey:
    """Replace the question with this id; its time is estimated anew where its shape changed."""
    before = survey.question(question.id)
    shapes = [
        (q.kind, len(q.choices), len(q.rows), q.rows_from, q.short) for q in (before, question)
    ]
    new = question if shapes[0] == shapes[1] else timed(replace(question, seconds=0), survey)
    return _with(survey, [new if q.id == new.id else q for q in survey.questions])


def remove(survey: Survey, id: str) -> Survey:
    """Take a question away; a group that is left empty goes with it."""
    return _with(survey, [q for q in survey.questions if q.id != id])


def copy(survey: Survey, id: str, taken: Collection[str] = ()) -> tuple[Survey, str]:
    """The same question once more, right behind; and its id."""
    base = _NUMBERED.match(id)
    stem = base[1] if base and "_" in id else id
    known = _ids(survey) | set(taken)
    number = 2
    while (made := f"{stem}_{number}") in known:
        number += 1
    return add(survey, replace(survey.question(id), id=made), after=id), made


def move(survey: Survey, id: str, by: int) -> Survey:
    """Move a question or a whole group one place up (-1) or down (1). At the edge of its group a
    question leaves the group; at the edge of the survey nothing changes."""
    parent = _parent(survey, id)
    blocks = _blocks(survey, parent)
    here = next(i for i, (name, _) in enumerate(blocks) if name == id)
    there = here + by
    if 0 <= there < len(blocks):
        blocks[here], blocks[there] = blocks[there], blocks[here]
        return _reordered(survey, parent, [q for _, block in blocks for q in block])
    return _moved_out(survey, id, by) if parent else survey


def place_after(survey: Survey, id: str, after: str) -> Survey:
    """Move a question behind another one, into its group; "" is the very beginning."""
    question = survey.question(id)
    rest = [q for q in survey.questions if q.id != id]
    if not after:
        return _with(survey, [replace(question, group=""), *rest])
    place = _index(rest, after)
    moved = replace(question, group=rest[place].group)
    return _with(survey, [*rest[: place + 1], moved, *rest[place + 1 :]])


def into_group(survey: Survey, id: str, group: str) -> Survey:
    """Move a question to the end of a group; "" takes it out, behind its outermost group."""
    question = survey.question(id)
    if question.group == group:
        return survey
    around = survey.groups_of(question)
    target = group or around[0].id
    inside = [q.id for q in survey.questions if q.id != id and _lies_in(survey, q, target)]
    if not inside:  # it was alone in the group it leaves
        return _with(survey, [_in(q, group) if q.id == id else q for q in survey.questions])
    moved = place_after(survey, id, inside[-1])
    return _with(moved, [_in(q, group) if q.id == id else q for q in moved.questions])


def new_group(survey: Survey, id: str, label: Words) -> tuple[Survey, str]:
    """Put a group around a question; and the group's id."""
    known = _ids(survey) | {group.id for group in survey.groups}
    number = 1
    while (made := f"nhom{number}") in known:
        number += 1
    group = Group(made, label, parent=survey.question(id).group)
    questions = [_in(q, made) if q.id == id else q for q in survey.questions]
    return _with(replace(survey, groups=(*survey.groups, group)), questions), made


def change_group(survey: Survey, group: Group) -> Survey:
    """Replace the group with this id."""
    return replace(survey, groups=tuple(group if g.id == group.id else g for g in survey.groups))


def ungroup(survey: Survey, id: str) -> Survey:
    """Dissolve a group; what lay in it lies where the group lay."""
    parent = survey.group(id).parent
    groups = tuple(
        replace(g, parent=parent) if g.parent == id else g for g in survey.groups if g.id != id
    )
    questions = [_in(q, parent) if q.group == id else q for q in survey.questions]
    return _with(replace(survey, groups=groups), questions)


def rename(survey: Survey, old: str, new: str) -> Survey:
    """Give a question another id, wherever it is named."""
    mention = re.compile(r"\$\{" + re.escape(old) + r"(?=[.}])")

    def renamed(text: str) -> str:
        return mention.sub("${" + new, text)

    questions = [
        replace(
            _rewritten(q, renamed),
            id=new if q.id == old else q.id,
            rows_from=new if q.rows_from == old else q.rows_from,
        )
        for q in survey.questions
    ]
    groups = tuple(
        replace(g, show_if=renamed(g.show_if), count=renamed(g.count)) for g in survey.groups
    )
    slots = tuple(tuple(new if id == old else id for id in slot) for slot in survey.slots)
    return _with(replace(survey, groups=groups, slots=slots), questions)


def with_language(survey: Survey, lang: str, name: str = "") -> Survey:
    """The survey in one more language, still without words; `name` is what it calls itself."""
    if lang in survey.languages:
        return survey
    names = {**survey.language_names, lang: name} if name else survey.language_names
    return replace(survey, languages=(*survey.languages, lang), language_names=names)


def without_language(survey: Survey, lang: str) -> Survey:
    """The survey without a language; its words are kept, in case it comes back."""
    return replace(survey, languages=tuple(code for code in survey.languages if code != lang))


def reshaped(question: Question, kind: Kind) -> Question:
    """The question as another kind, with what that kind can use."""
    keeps_choices = kind.tallied or kind is Kind.CONSENT
    changed = replace(
        question,
        kind=kind,
        choices=question.choices if keeps_choices else (),
        rows=question.rows if kind is Kind.MATRIX else (),
        rows_from=question.rows_from if kind is Kind.MATRIX else "",
        exclusive=question.exclusive if kind is Kind.MULTIPLE else frozenset(),
        most=question.most if kind in (Kind.MULTIPLE, Kind.RANKING) else None,
        least=question.least if kind in (Kind.MULTIPLE, Kind.RANKING) else None,
    )
    return replace(changed, required=False) if kind.unseen else changed


def with_choices(question: Question, choices: Sequence[Choice]) -> Question:
    """The question with other options; what named an option that is gone is forgotten."""
    codes = {choice.code for choice in choices}
    return replace(
        question,
        choices=tuple(choices),
        exclusive=question.exclusive & codes,
        anchored=question.anchored & codes,
    )


def _with(survey: Survey, questions: Sequence[Question]) -> Survey:
    """The survey with these questions; slots follow them, empty groups go."""
    ids = {q.id for q in questions}
    shared = {id: slot for slot in survey.slots if len(slot) > 1 for id in slot}
    slots: list[tuple[str, ...]] = []
    for question in questions:
        slot = tuple(id for id in shared.get(question.id, (question.id,)) if id in ids)
        if slot not in slots:
            slots.append(slot)
    changed = replace(survey, questions=tuple(questions), slots=tuple(slots))
    used = {group.id for q in questions for group in changed.groups_of(q)}
    return replace(changed, groups=tuple(g for g in survey.groups if g.id in used))


def _parent(survey: Survey, id: str) -> str:
    groups = {group.id: group.parent for group in survey.groups}
    return groups[id] if id in groups else survey.question(id).group


def _blocks(survey: Survey, parent: str) -> list[tuple[str, list[Question]]]:
    """What lies directly in a group, in order: questions, and groups with all that is in them."""
    blocks: list[tuple[str, list[Question]]] = []
    for question in survey.questions:
        if parent and not _lies_in(survey, question, parent):
            continue
        path = ["", *(group.id for group in survey.groups_of(question)), question.id]
        name = path[path.index(parent) + 1]
        if blocks and blocks[-1][0] == name:
            blocks[-1][1].append(question)
        else:
            blocks.append((name, [question]))
    return blocks


def _reordered(survey: Survey, parent: str, inside: Sequence[Question]) -> Survey:
    """The survey with the questions of one group in another order."""
    ids = {q.id for q in inside}
    before: list[Question] = []
    after: list[Question] = []
    for question in survey.questions:
        if question.id not in ids:
            reached = any(
                q.id in ids for q in survey.questions[: _index(survey.questions, question.id)]
            )
            (after if reached else before).append(question)
    return _with(survey, [*before, *inside, *after])


def _moved_out(survey: Survey, id: str, by: int) -> Survey:
    """A question or group at the edge of its group, put just outside."""
    group = survey.group(_parent(survey, id))
    if any(g.id == id for g in survey.groups):
        return survey
    question = replace(survey.question(id), group=group.parent)
    rest = [q for q in survey.questions if q.id != id]
    inside = [i for i, q in enumerate(rest) if _lies_in(survey, q, group.id)]
    if not inside:
        return into_group(survey, id, group.parent)
    place = inside[0] if by < 0 else inside[-1] + 1
    return _with(survey, [*rest[:place], question, *rest[place:]])


def _rewritten(question: Question, renamed: Callable[[str], str]) -> Question:
    texts = {name: renamed(getattr(question, name)) for name in _EXPRESSIONS}
    words = {
        name: {lang: renamed(text) for lang, text in getattr(question, name).items()}
        for name in _WORDS
    }
    return replace(question, **texts, **words)  # type: ignore[arg-type]


def _lies_in(survey: Survey, question: Question, group: str) -> bool:
    return any(g.id == group for g in survey.groups_of(question))


def _in(question: Question, group: str) -> Question:
    return replace(question, group=group)


def _index(questions: Iterable[Question], id: str) -> int:
    return next(i for i, question in enumerate(questions) if question.id == id)


def _ids(survey: Survey) -> set[str]:
    return {question.id for question in survey.questions}
