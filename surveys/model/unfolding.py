"""Groups laid out, so that nothing behind a survey needs to know of them: the second turn of a
repeated `age` is a question `age__2` like any other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from surveys.model.vocabulary import Choice, Group, Kind, Question, Survey, Words
from surveys.texts import LANGUAGES, say

TURN = "__"  # between a name and its turn

_Rename = Callable[[str], str]
_EXPRESSIONS = ("show_if", "constraint", "calculation", "choice_filter", "preset")
_WORDS = ("label", "help", "required_message", "constraint_message")
_ALL_TURNS = re.compile(r"\b(sum|min|max|count|count-non-empty|join)\(([^()]*)\$\{([\w-]+)\}\s*\)")
_ONE_TURN = re.compile(  # nothing is tried twice (++)
    r"indexed-repeat\(\s*\$\{([\w-]+)\}\s*,\s*\$\{[\w-]+\}\s*,"
    r"\s*+((?:[^()\s]++|\s++(?=[^()\s]))++)\s*\)"
)
_NAME = re.compile(r"\$\{([\w-]+)\}")
_POSITION = re.compile(r"position\(\s*\.\.\s*\)")


def unfolded(survey: Survey) -> Survey:
    """The survey with every repeated group as so many groups, and the conditions of groups on
    their questions: what counts forms need not know of groups. Without groups it is as it was."""
    while repeated := next((group for group in survey.groups if group.most), None):
        survey = _laid_out(survey, repeated)
    if not any(group.show_if for group in survey.groups):
        return survey
    return replace(
        survey,
        questions=tuple(_with_conditions(survey, question) for question in survey.questions),
        groups=tuple(replace(group, show_if="") for group in survey.groups),
    )


@dataclass(frozen=True)
class _Repeat:
    """A repeated group with the questions and groups that lie in it."""

    survey: Survey
    group: Group
    questions: tuple[Question, ...]
    groups: frozenset[str]

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(q.id for q in self.questions)

    @property
    def turns(self) -> range:
        return range(1, self.group.most + 1)


def _laid_out(survey: Survey, group: Group) -> Survey:
    inside = tuple(q for q in survey.questions if group in survey.groups_of(q))
    around = survey.groups_of(inside[0])
    outer = {g.id for g in around[: around.index(group)]}
    groups = {g.id for q in inside for g in survey.groups_of(q)}
    repeat = _Repeat(survey, group, inside, frozenset(groups - outer))
    return replace(
        survey,
        questions=tuple(_questions(repeat)),
        slots=tuple(_slots(repeat)),
        groups=tuple(_groups(repeat)),
    )


def _with_conditions(survey: Survey, question: Question) -> Question:
    conditions = [group.show_if for group in survey.groups_of(question)]
    parts = [part for part in (*conditions, question.show_if) if part.strip()]
    joined = parts[0] if len(parts) == 1 else " and ".join(f"({part})" for part in parts)
    return replace(question, show_if=joined) if parts else question


def _questions(repeat: _Repeat) -> Iterator[Question]:
    beyond = _beyond(repeat)
    for question in repeat.survey.questions:
        if question.id not in repeat.ids:
            yield _rewritten(question, beyond)
        elif question is repeat.questions[0]:
            for number in repeat.turns:
                yield from _turn(repeat, number)
            yield _counted(repeat.group)


def _slots(repeat: _Repeat) -> Iterator[tuple[str, ...]]:
    """Each slot of a repeated question once for each turn, at the place of the first."""
    inside = [slot for slot in repeat.survey.slots if not repeat.ids.isdisjoint(slot)]
    turns = [slot for number in repeat.turns for slot in _slots_of(repeat.group, inside, number)]
    for slot in repeat.survey.slots:
        if slot not in inside:
            yield slot
        elif slot == inside[0]:
            yield from turns


def _slots_of(
    group: Group, inside: list[tuple[str, ...]], number: int
) -> Iterator[tuple[str, ...]]:
    yield from (tuple(_at(id, number) for id in slot) for slot in inside)
    if _asks_for_another(group, number):
        yield (_at(group.id + TURN + "more", number),)


def _groups(repeat: _Repeat) -> Iterator[Group]:
    beyond = _beyond(repeat)
    for group in repeat.survey.groups:
        if group.id == repeat.group.id:
            yield from (_as_turn(group, number) for number in repeat.turns)
        elif group.id in repeat.groups:
            yield from (_within_turn(repeat, group, number) for number in repeat.turns)
        else:
            yield replace(group, show_if=beyond(group.show_if), count=beyond(group.count))


def _as_turn(group: Group, number: int) -> Group:
    return replace(
        group,
        id=_at(group.id, number),
        label={lang: f"{text} ({number})" for lang, text in group.label.items()},
        show_if=_turn_shown(group, number),
        most=0,
        count="",
    )


def _within_turn(repeat: _Repeat, group: Group, number: int) -> Group:
    here = _here(repeat, number)
    return replace(
        group,
        id=_at(group.id, number),
        parent=_at(group.parent, number),
        show_if=here(group.show_if),
        count=here(group.count),
    )


def _turn_shown(group: Group, number: int) -> str:
    """When a turn is asked: the count reaches it, or the turn before asked for another."""
    if group.count:
        reached = f"({group.count}) >= {number}"
    elif number > 1:
        reached = f"selected(${{{_at(group.id + TURN + 'more', number - 1)}}}, 'yes')"
    else:
        return group.show_if
    return f"({group.show_if}) and {reached}" if group.show_if else reached


def _turn(repeat: _Repeat, number: int) -> Iterator[Question]:
    here = _here(repeat, number)
    for question in repeat.questions:
        from_inside = question.rows_from in repeat.ids
        yield replace(
            _rewritten(question, here),
            id=_at(question.id, number),
            group=_at(question.group, number),
            rows_from=_at(question.rows_from, number) if from_inside else question.rows_from,
        )
    if _asks_for_another(repeat.group, number):
        yield _another(repeat, number)


def _asks_for_another(group: Group, number: int) -> bool:
    return not group.count and number < group.most


def _another(repeat: _Repeat, number: int) -> Question:
    languages = repeat.survey.languages
    return Question(
        id=_at(f"{repeat.group.id}{TURN}more", number),
        kind=Kind.SINGLE,
        label=_said(languages, "more"),
        choices=(Choice("yes", _said(languages, "yes")), Choice("no", _said(languages, "no"))),
        group=_at(repeat.group.id, number),
        seconds=4,
    )


def _counted(group: Group) -> Question:
    """How many turns were asked, for expressions that count them."""
    if group.count:
        counted = f"max(0, min({group.most}, {group.count}))"
    else:
        asked = [f"${{{_at(group.id + TURN + 'more', n)}}}" for n in range(1, group.most)]
        counted = " + ".join(["1", *(f"if(selected({name}, 'yes'), 1, 0)" for name in asked)])
    return Question(
        f"{group.id}{TURN}turns", Kind.CALCULATED, {}, calculation=counted, group=group.parent
    )


def _here(repeat: _Repeat, number: int) -> _Rename:
    """How an expression inside a turn reads: names of the group mean this turn's."""

    def rename(text: str) -> str:
        text = _one_turn(repeat, _POSITION.sub(str(number), text))
        inside = repeat.ids
        return _NAME.sub(lambda m: f"${{{_at(m[1], number)}}}" if m[1] in inside else m[0], text)

    return rename


def _beyond(repeat: _Repeat) -> _Rename:
    """How an expression outside a repeated group reads it: all turns where it sums or counts,
    one turn by number, the first turn otherwise."""
    group = repeat.group

    def every(found: re.Match[str]) -> str:
        function, before, name = found.groups()
        if name == group.id:
            return f"${{{group.id}{TURN}turns}}"
        if name not in repeat.ids:
            return found[0]
        return f"{function}({before}{', '.join(f'${{{_at(name, n)}}}' for n in repeat.turns)})"

    return lambda text: _one_turn(repeat, _ALL_TURNS.sub(every, text))


def _one_turn(repeat: _Repeat, text: str) -> str:
    """`indexed-repeat` as a chain of ifs over the turns."""

    def chain(found: re.Match[str]) -> str:
        name, number = found.groups()
        chosen = "''"
        for turn in reversed(repeat.turns):
            chosen = f"if(({number}) = {turn}, ${{{_at(name, turn)}}}, {chosen})"
        return chosen

    return _ONE_TURN.sub(chain, text)


def _rewritten(question: Question, rename: _Rename) -> Question:
    changed = {name: rename(getattr(question, name)) for name in _EXPRESSIONS}
    words = {
        name: {lang: rename(text) for lang, text in getattr(question, name).items()}
        for name in _WORDS
    }
    return replace(question, **changed, **words)  # type: ignore[arg-type]


def _at(id: str, number: int) -> str:
    return id if number == 1 else f"{id}{TURN}{number}"


def _said(languages: tuple[str, ...], word: str) -> Words:
    return {
        lang: say(f"survey.repeat.{word}", lang if lang in LANGUAGES else "en")
        for lang in languages
    }
