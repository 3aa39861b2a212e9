"""What counts as an answer, question type by question type."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys import catalogue
from surveys.answers import Answers, Declined, Form, NotAnswered, read
from surveys.model import Kind, Survey

TODAY = date(2026, 11, 22)
ANNUAL = catalogue.survey_of(catalogue.templates()["a"])


def _read(**form: list[str]) -> Answers | NotAnswered | Declined:
    return read(ANNUAL, {"G01": ["yes"], **form}, TODAY)


def _problems(**form: list[str]) -> dict[str, str]:
    found = _read(**form)
    assert isinstance(found, NotAnswered)
    return {
        problem.question: problem.key.removeprefix("phone.problem.") for problem in found.problems
    }


def test_each_kind_of_answer_is_kept_as_it_was_given() -> None:
    found = _read(P06=["co"], S01=["ran", "dem"], U06=["10"], Z01=[" mong\r\ntăng lương "])
    assert found == Answers(
        {"P06": "co", "S01": ["ran", "dem"], "U06": "10", "Z01": "mong\ntăng lương"}
    )


def test_declining_is_no_answer_at_all() -> None:
    assert isinstance(read(ANNUAL, {"G01": ["no"], "P06": ["co"]}, TODAY), Declined)


@pytest.mark.parametrize(("chosen", "refused"), [(2, False), (3, False), (4, True)])
def test_a_limit_holds_at_its_boundary(chosen: int, refused: bool) -> None:
    codes = ["dem", "ran", "bui", "on"][:chosen]
    assert isinstance(_read(S01=codes), NotAnswered) is refused


def test_an_option_that_goes_alone_goes_alone() -> None:
    assert _problems(S01=["none", "dem"]) == {"S01": "exclusive"}
    assert _read(S01=["none"]) == Answers({"S01": ["none"]})


def test_only_chosen_rows_and_two_others_may_be_rated() -> None:
    two = {"I02.n01": ["1"], "I02.n05": ["2"], "I02.n06": ["3"]}
    assert isinstance(_read(I01=["n01"], **two), Answers)
    assert _problems(I01=["n01"], **two, **{"I02.n07": ["3"]}) == {"I02": "rows"}


def test_an_answer_behind_a_condition_needs_the_condition() -> None:
    assert _read(P06=["khong"], U06=["9"]) == Answers({"P06": "khong"})
    assert _read(U01=["muon"]) == Answers({"U01": "muon"})  # not answered counts as not a member
    assert _read(**{"I02.n01": ["1"]}, P02=["nu"]) == Answers({"P02": "nu"})


def test_own_words_belong_to_their_option() -> None:
    assert _read(P04=["may"], **{"P04.oth": ["thợ hàn"]}) == Answers({"P04": "may"})
    found = _read(P04=["oth"], **{"P04.oth": ["thợ\x00 hàn"]})
    assert found == Answers({"P04": "oth", "P04.oth": "thợ hàn"})


@pytest.mark.parametrize(("length", "refused"), [(299, False), (300, False), (301, True)])
def test_a_text_may_be_as_long_as_it_says(length: int, refused: bool) -> None:
    assert isinstance(_read(Z01=["ơ" * length]), NotAnswered) is refused


def test_letters_typed_in_pieces_are_composed() -> None:
    assert _read(Z01=["tiê\u0300n lương"]) == Answers({"Z01": "tiền lương"})


def test_consent_for_sensitive_questions_is_kept_and_opens_them() -> None:
    bank = catalogue.bank()
    questions = tuple(bank[id] for id in ("G01", "G02", "P09"))
    survey = Survey("x", {"vi": "x"}, questions, tuple((q.id,) for q in questions))
    form = {"G01": ["yes"], "G02": ["yes"], "P09": ["kinh"]}
    assert read(survey, form, TODAY) == Answers({"G02": "yes", "P09": "kinh"})
    assert read(survey, {**form, "G02": ["no"]}, TODAY) == Answers({"G02": "no"})


_NAMES = [q.id for q in ANNUAL.questions] + ["I02.n01", "I02.n16", "P04.oth", "id", "x"]
_VALUES = st.sampled_from(
    ["", "yes", "co", "oth", "none", "dem", "n01", "1", "10", "\x00", "a" * 400, "<b>", "🙂"]
)
_FORMS = st.dictionaries(st.sampled_from(_NAMES), st.lists(_VALUES, max_size=6))


@settings(max_examples=300, deadline=None)
@given(_FORMS)
def test_whatever_is_sent_is_refused_or_kept_by_the_rules(form: Form) -> None:
    found = read(ANNUAL, {**form, "G01": ["yes"]}, TODAY)
    if not isinstance(found, Answers):
        assert isinstance(found, NotAnswered)
        return
    for name, value in found.values.items():
        question = ANNUAL.question(name.partition(".")[0])
        codes = {choice.code for choice in question.choices}
        if "." in name or question.kind is Kind.TEXT:
            assert isinstance(value, str)
            assert len(value) <= 300
        elif isinstance(value, str):
            assert value in codes
        elif isinstance(value, list):
            assert set(value) <= codes
            assert len(value) <= (question.most or 99)
        else:
            assert set(value.values()) <= codes


@pytest.mark.parametrize("name", ["Z01", "P04.oth"])
def test_a_text_far_too_long_is_refused_before_its_letters_are_composed(name: str) -> None:
    """Sorting the accents of one letter takes time that grows with their square."""
    began = time.monotonic()
    found = _problems(P04=["oth"], **{name: ["a" + "\u0315" * 64_000 + "\u0323" * 64_000]})
    assert found == {name.partition(".")[0]: "long"}
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(("length", "refused"), [(300, False), (301, True)])
def test_a_text_typed_in_pieces_may_be_as_long_as_any(length: int, refused: bool) -> None:
    for letter in ("ê\u0300", "e\u0302\u0300", "e\u0302\u0300\ufeff"):
        found = _read(Z01=[letter * length])
        assert found == Answers({"Z01": "ề" * length}) or refused
        assert isinstance(found, NotAnswered) is refused
