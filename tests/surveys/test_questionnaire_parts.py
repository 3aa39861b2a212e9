"""A questionnaire's beginnings, its robot, its preview, its sounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from surveys import catalogue
from surveys.answers import Answers, read
from surveys.checking import faults
from surveys.model import Choice, Kind, Question, Survey
from surveys.questionnaires.editing import (
    add,
)
from surveys.questionnaires.robot import alone, robot
from surveys.questionnaires.showing import showable
from surveys.questionnaires.sounds import LARGEST, NotSound, sound
from surveys.questionnaires.starting import blank, found, fresh, from_template, with_questions

TODAY = date(2026, 11, 22)
ANNUAL = from_template("p1", "a", {"vi": "Hằng năm", "en": "Annual"})
A, B, C, D = (Question(id, Kind.TEXT, {"vi": id}) for id in "ABCD")
FOUR = Survey("p2", {"vi": "Bốn câu"}, (A, B, C, D), (("A",), ("B",), ("C",), ("D",)), ("vi",))


def test_the_bank_is_searched_without_accents_by_need_and_by_task() -> None:
    everything = tuple(catalogue.bank().values())
    assert "W01" in {q.id for q in found(everything, "nhan ve khoang bao nhieu")}
    assert {q.id for q in found(everything, "overtime hours")} == {"T01", "L01"}
    need = catalogue.needs()[0]
    assert {q.id for q in found(everything, need=need.code)} == set(need.questions)
    assert all("3.4-g" in q.plan_tasks for q in found(everything, task="3.4-g"))
    assert found(everything, "không có câu nào như thế này") == ()


def test_a_question_of_the_bank_brings_what_it_looks_at() -> None:
    made = with_questions(blank("p", {"vi": "Phiếu"}), [catalogue.bank()["I02"]])
    assert [q.id for q in made.questions] == ["G01", "I01", "I02"]
    assert faults(made) == ()


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_begins_without_fault_save_an_empty_formula(kind: Kind) -> None:
    survey = blank("p", {"vi": "Phiếu"})
    made = add(add(survey, A), fresh(kind, "C01", survey.languages, survey))
    left = {fault.part for fault in faults(made) if fault.where == "C01"}
    assert left == ({"calculation"} if kind is Kind.CALCULATED else set())


@pytest.mark.parametrize("letter", "abcdefgh")
@pytest.mark.parametrize("seed", range(5))
def test_a_robots_answers_are_taken(letter: str, seed: int) -> None:
    survey = showable(from_template("p", letter, {"vi": "Phiếu"}))
    assert isinstance(read(survey, robot(survey, seed, TODAY), TODAY), Answers)


def test_a_robot_keeps_to_limits_filters_and_calculations() -> None:
    town = tuple(Choice(c, {"vi": c}, columns={"p": c[0]}) for c in ("a1", "a2", "b1"))
    province = (Choice("a", {"vi": "A"}), Choice("b", {"vi": "B"}))
    questions = (
        Question("n", Kind.NUMBER, {"vi": "n"}, lowest=1, highest=9, constraint=". mod 2 = 1"),
        Question("twice", Kind.CALCULATED, {}, calculation="${n} * 2"),
        Question("p", Kind.SINGLE, {"vi": "p"}, choices=province, show_if="${twice} > 0"),
        Question("t", Kind.SINGLE, {"vi": "t"}, choices=town, choice_filter="p = ${p}"),
    )
    survey = Survey("s", {"vi": "s"}, questions, tuple((q.id,) for q in questions), ("vi",))
    for seed in range(40):
        form = robot(survey, seed, TODAY)
        assert int(form["n"][0]) % 2 == 1
        assert form["t"][0][0] == form["p"][0]
        assert isinstance(read(survey, form, TODAY), Answers)


def test_an_unfinished_questionnaire_can_be_shown() -> None:
    broken = replace(
        A, label={}, show_if="${later} = ", choices=(Choice("x", {}),), constraint="nothing("
    )
    shown = showable(replace(FOUR, questions=(broken, B, C, D), languages=("vi", "km")))
    assert shown.question("A").label == {"vi": "…", "km": "…"}
    assert (shown.question("A").show_if, shown.question("A").constraint) == ("", "")
    assert shown.question("B").label["km"] == "B"


def test_one_question_is_shown_with_what_came_before_it() -> None:
    form = robot(ANNUAL, 1, TODAY)
    shown = alone(showable(ANNUAL), "I02", form)
    assert [q.id for q in shown.questions if not q.kind.unseen] == ["I02"]
    assert shown.question("I01").preset == " ".join(form["I01"])


@pytest.mark.parametrize(
    ("head", "ending"),
    [
        (b"ID3\x04", "mp3"),
        (b"\xff\xfb\x90\x00", "mp3"),
        (b"OggS\x00", "ogg"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "wav"),
        (b"\x00\x00\x00\x20ftypM4A ", "m4a"),
        (b"\xff\xf1\x50\x80", "aac"),
    ],
)
def test_a_sound_is_known_by_its_content(head: bytes, ending: str) -> None:
    made = sound(head + bytes(200), "W02", "vi")
    assert made.name.startswith("W02_vi_")
    assert made.name.endswith(f".{ending}")
    assert sound(head + bytes(201), "W02", "vi").name != made.name


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<html>" + bytes(200), "kind"),
        (b"PK\x03\x04" + bytes(200), "kind"),
        (b"RIFF\x00\x00\x00\x00AVI " + bytes(200), "kind"),
        (b"", "empty"),
        (b"ID3" + bytes(LARGEST - 2), "large"),
    ],
)
def test_what_is_no_small_sound_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(NotSound) as refused:
        sound(content, "W02", "vi")
    assert refused.value.reason == reason
    assert sound(b"ID3" + bytes(LARGEST - 3), "W02", "vi")
