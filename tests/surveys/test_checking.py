"""What keeps a survey from being published."""

from __future__ import annotations

from dataclasses import replace

import pytest

from surveys import catalogue
from surveys.checking import faults
from surveys.model import Choice, Group, Kind, Question, Survey

WORDS = {"vi": "Câu"}
YES_NO = (Choice("yes", {"vi": "Có"}), Choice("no", {"vi": "Không"}))
FIRST = Question("a", Kind.SINGLE, WORDS, choices=YES_NO)
SECOND = Question("b", Kind.TEXT, WORDS)


def _survey(*questions: Question, groups: tuple[Group, ...] = ()) -> Survey:
    return Survey("s", WORDS, questions, tuple((q.id,) for q in questions), ("vi",), groups)


def _found(*questions: Question, groups: tuple[Group, ...] = ()) -> list[tuple[str, str, str]]:
    found = faults(_survey(*questions, groups=groups))
    return [(f.where, f.part, f.key.removeprefix("survey.fault.")) for f in found]


@pytest.mark.parametrize("letter", catalogue.templates())
def test_no_template_has_a_fault(letter: str) -> None:
    assert faults(catalogue.survey_of(catalogue.templates()[letter])) == ()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"id": "a"}, ("a", "id", "doubled")),
        ({"id": "b.c"}, ("b.c", "id", "id")),
        ({"id": "mode"}, ("mode", "id", "reserved")),
        ({"label": {"vi": ""}}, ("b", "label", "label")),
        ({"kind": Kind.SINGLE}, ("b", "choices", "choices")),
        ({"kind": Kind.MATRIX, "choices": YES_NO}, ("b", "rows", "rows")),
        ({"kind": Kind.SINGLE, "choices": YES_NO * 2}, ("b", "choices", "doubled_code")),
        ({"kind": Kind.SINGLE, "choices": (Choice("c d", WORDS),)}, ("b", "choices", "code")),
        ({"kind": Kind.CALCULATED}, ("b", "calculation", "calculation")),
        ({"show_if": "${a"}, ("b", "show_if", "expression")),
        ({"show_if": "now() > 1"}, ("b", "show_if", "expression")),
        ({"show_if": "${c} = 1"}, ("b", "show_if", "forward")),
        ({"show_if": "${b} = 1"}, ("b", "show_if", "forward")),
        ({"label": {"vi": "Chào ${c}"}}, ("b", "label", "forward")),
        ({"constraint": "district > 1"}, ("b", "constraint", "column")),
        ({"most": 1, "least": 2}, ("b", "most", "limits")),
        ({"lowest": 2.0, "highest": 1.0}, ("b", "lowest", "limits")),
        ({"exclusive": frozenset({"x"})}, ("b", "choices", "unknown_code")),
        ({"group": "g"}, ("b", "group", "no_group")),
    ],
)
def test_a_fault_is_found_where_it_is(change: dict[str, object], fault: tuple[str, ...]) -> None:
    assert fault in _found(FIRST, replace(SECOND, **change))  # type: ignore[arg-type]


def test_what_looks_back_is_no_fault() -> None:
    second = replace(SECOND, show_if="selected(${a}, 'yes')", constraint="string-length(.) > 2")
    assert _found(FIRST, replace(second, label={"vi": "Vì sao ${a}?"})) == []


def test_the_questions_of_a_group_stand_together() -> None:
    inside = replace(FIRST, id="c", group="g")
    group = (Group("g"),)
    assert _found(replace(FIRST, group="g"), SECOND, inside, groups=group) == [
        ("c", "group", "torn")
    ]
    assert _found(replace(FIRST, group="g"), inside, SECOND, groups=group) == []


def test_a_group_inside_a_group_does_not_tear_it() -> None:
    groups = (Group("g"), Group("h", parent="g"))
    first, last = replace(FIRST, group="g"), replace(FIRST, id="c", group="g")
    assert _found(first, replace(SECOND, group="h"), last, groups=groups) == []


@pytest.mark.parametrize(("turns", "refused"), [(20, False), (21, True)])
def test_turns_have_a_limit(turns: int, refused: bool) -> None:
    found = _found(replace(FIRST, group="g"), groups=(Group("g", most=turns),))
    assert bool(found) is refused


def test_a_survey_asks_something() -> None:
    assert ("", "questions", "empty") in _found(Question("n", Kind.NOTE, WORDS))
