"""A paper form in words: conditions, keys and numbers, and two typings of one sheet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from surveys.model import Choice, Kind, Question
from surveys.paper_form import (
    Comparison,
    a4,
    compared,
    condition,
    keys_of,
    missing_letters,
    numbers,
    on_paper,
    spoken,
    typed_in,
)
from tests.surveys.test_paper_form import EVERY_KIND, every_kind, occasion, words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ""),
        ("selected(${one}, 'yes')", "(Chỉ trả lời nếu câu 1 chọn “Có”.)"),
        ("${one} = 'no'", "(Chỉ trả lời nếu câu 1 chọn “Không”.)"),
        ("${one} != 'no'", "(Chỉ trả lời nếu câu 1 không chọn “Không”.)"),
        ("not(selected(${one}, 'yes'))", "(Chỉ trả lời nếu câu 1 không chọn “Có”.)"),
        (
            "selected(${many}, 'c1') or selected(${many}, 'c2')",
            "(Chỉ trả lời nếu câu 2 chọn “Một” hoặc “Hai”.)",
        ),
        ("${text} != ''", "(Chỉ trả lời nếu câu 6 có trả lời.)"),
        ("${text} = ''", "(Chỉ trả lời nếu câu 6 để trống.)"),
        ("count-selected(${many}) >= 2", "(Chỉ trả lời nếu câu 2 chọn từ 2 ô trở lên.)"),
        (
            "${amount} >= 18 and ${one} = 'yes'",
            "(Chỉ trả lời nếu câu 7 từ 18 trở lên và câu 1 chọn “Có”.)",
        ),
        ("${rows.c2} = 'c1'", "(Chỉ trả lời nếu câu 4, dòng “Bữa ăn” chọn “Rất không hài lòng”.)"),
        ("${amount} + 1 > ${unseen}", "(Tùy câu trả lời trước.)"),
        ("${one} = 'yes' and (${amount} > 1 or ${text} = '')", "(Tùy câu trả lời trước.)"),
        ("selected(${gone}, 'yes')", "(Tùy câu trả lời trước.)"),
        ("selected(${one}, 'gone')", "(Tùy câu trả lời trước.)"),
    ],
)
def test_a_condition_is_told_in_words(text: str, said: str) -> None:
    paper = on_paper(EVERY_KIND)
    assert condition(paper, text, numbers(paper), "vi") == said


def test_an_earlier_answer_inside_a_wording_is_named_by_its_question() -> None:
    label = words("Vì sao chọn ${one}, ${unseen}?")
    shown = spoken(label, numbers(on_paper(EVERY_KIND)), "vi")
    assert shown == "Vì sao chọn (điều đã trả lời ở câu 1), …?"


@pytest.mark.parametrize(
    ("kind", "codes", "keys"),
    [
        (Kind.SINGLE, ["a", "b", "c"], "1 2 3"),
        (Kind.SINGLE, [f"c{n}" for n in range(12)], "1 2 3 4 5 6 7 8 9 0 a b"),
        (Kind.RATING, ["1", "2", "3", "0"], "1 2 3 0"),
        (Kind.RATING, [str(n) for n in range(11)], "0 1 2 3 4 5 6 7 8 9 a"),
        (Kind.SINGLE, ["1", "2", "98", "99"], "1 2 3 4"),
        (Kind.RANKING, ["x", "y", "z"], "a b c"),
    ],
)
def test_options_have_keys_that_are_typed_at_once(kind: Kind, codes: list[str], keys: str) -> None:
    choices = tuple(Choice(code, words(code)) for code in codes)
    assert " ".join(keys_of(Question("q", kind, words("?"), choices=choices))) == keys


def test_very_many_options_are_numbered_through() -> None:
    choices = tuple(Choice(f"c{n}", words(f"Xã {n}")) for n in range(60))
    keys = keys_of(Question("q", Kind.SINGLE, words("?"), choices=choices))
    assert keys[0] == "1"
    assert keys[59] == "60"
    assert len(set(keys)) == 60


def test_alternatives_of_one_place_share_their_number() -> None:
    paper = on_paper(occasion("a").survey)
    known = numbers(paper)
    assert (known["U06"], known["U01"], known["U12"]) == ("17a", "17b", "18")
    assert "G01" not in known


def test_what_was_left_blank_on_paper_is_blank_whatever_a_phone_insists_on() -> None:
    insisting = replace(EVERY_KIND.questions[1], required=True)
    survey = replace(EVERY_KIND, questions=(insisting,), slots=(("one",),), groups=())
    assert not typed_in(survey).question("one").required


def test_two_typings_are_compared_question_by_question() -> None:
    first = {"one": "yes", "many": ["c1"], "text": "Tăng  lương", "many.c9": "mưa", "calc": "2"}
    second = {"one": "no", "many": ["c1"], "text": "tăng lương", "many.c9": "nắng", "day": "x"}
    asked = ["one", "many", "text", "day", "hour"]
    assert compared(asked, first, second) == Comparison(4, ("one", "many", "day"))
    assert compared(asked, first, first) == Comparison(3, ())


def test_letters_that_cannot_be_printed_are_named() -> None:
    assert missing_letters(occasion("a", "vi")) == ""
    khmer = replace(EVERY_KIND.questions[1], label={"km": "តើ"})
    survey = replace(EVERY_KIND, questions=(khmer,), slots=(("one",),), groups=())
    assert set("តើ") <= set(missing_letters(replace(every_kind(), survey=survey, lang="km")))


def test_no_units_are_refused() -> None:
    with pytest.raises(ValueError, match="no units"):
        a4(occasion("b"), [])
