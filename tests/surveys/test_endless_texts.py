"""Texts made so that reading them never ends: every reader is done at once."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable

import pytest

from surveys.answers.fields import plain as answered
from surveys.ledgers.reading import _REMARK as OF_LEDGERS
from surveys.model import Kind, Question
from surveys.model.unfolding import _ONE_TURN
from surveys.plan.amounts import NotANumber, whole
from surveys.questionnaires.editing import _NUMBERED
from surveys.register import plain_text
from surveys.register.columns import _REMARK
from surveys.register.reading import _AFTER_TOTAL
from surveys.reports.phrases import _IN_BRACKETS
from surveys.texts.composing import apart, composed
from surveys.texts.search import plain
from surveys.words.letters import composed as written
from surveys.xlsform.columns import Line, texts
from surveys.xlsform.formatting import bare
from surveys.xlsform.own import own_fields
from surveys.xlsform.parameters import ranged
from surveys.xlsform.rewriting import _NAME

SECONDS = 2
HEAPED = "e" + "\u0315\u0300" * 200_000  # marks in an order that must be sorted


def _file(text: str) -> object:
    return plain_text.decoded(text.encode())


@pytest.mark.parametrize("read", [composed, apart, plain, answered, written, _file])
def test_marks_heaped_on_one_letter_are_cut(read: Callable[[str], object]) -> None:
    began = time.monotonic()
    assert len(str(read(f"{HEAPED} a {HEAPED}"))) < 100
    assert time.monotonic() - began < SECONDS


@pytest.mark.parametrize("text", ["Ngườ\u031bi lao đô\u0323ng ở Tổ 12", "é" * 40, "a" * 90, ""])
def test_letters_of_people_are_composed_as_they_always_were(text: str) -> None:
    assert composed(text) == unicodedata.normalize("NFC", text)
    assert apart(text) == unicodedata.normalize("NFD", text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (_REMARK, "a" + " " * 100_000 + "b"),
        (OF_LEDGERS, "a" + " " * 100_000 + "b"),
        (_AFTER_TOTAL, "tong" + ":" * 100_000 + "b"),
        (_IN_BRACKETS, "a" + " " * 100_000 + "b"),
        (_NAME, "${" + " " * 30_000 + "{"),
        (_NAME, "${" + "a " * 30_000 + "{"),
        (_ONE_TURN, "indexed-repeat(${a}, ${b}, " + " " * 30_000 + "("),
        (_NUMBERED, "1" * 30_000 + "x"),
    ],
)
def test_patterns_try_nothing_again_and_again(pattern: re.Pattern[str], text: str) -> None:
    began = time.monotonic()
    assert pattern.sub("", text) == text
    assert time.monotonic() - began < SECONDS


def test_patterns_find_what_they_found() -> None:
    assert _REMARK.sub("", "Số lao động  (người) *") == "Số lao động"
    assert _AFTER_TOTAL.sub("", "tong cong: 60 don vi") == "tong cong"
    assert _IN_BRACKETS.sub("", "Đơn vị (nếu có) cần gì? (chọn 3) ") == "Đơn vị (nếu có) cần gì?"
    assert [found[1] for found in _NAME.finditer("${ a b  } và ${c} ${ }")] == ["a b", "c", ""]
    turn = _ONE_TURN.search("indexed-repeat(${a}, ${b}, ${n} + 1 )")
    assert turn is not None
    assert turn.groups() == ("a", "${n} + 1")
    number = _NUMBERED.match("a1_12")
    assert number is not None
    assert number.groups() == ("a1", "12")


def test_bold_type_that_never_ends_is_left_as_it_is() -> None:
    began = time.monotonic()
    assert bare("**a " * 8_000) == ("**a " * 8_000).strip()
    assert bare("**Tuổi** của bạn") == "Tuổi của bạn"
    assert time.monotonic() - began < SECONDS


@pytest.mark.parametrize("text", ["9" * 5_000, "1" + "," * 200_000 + "x1"])
def test_an_amount_of_endless_digits_is_no_number(text: str) -> None:
    began = time.monotonic()
    with pytest.raises(NotANumber):
        whole(text)
    assert time.monotonic() - began < SECONDS


def test_cells_nested_without_end_hold_nothing() -> None:
    assert texts("[" * 30_000) == {}
    cells = {"ln::choices": "[" * 30_000, "parameters": "start=1e99999 end=1e99999"}
    line = Line("survey", 2, {(name, ""): cell for name, cell in cells.items()}, {})
    assert line.fields
    assert own_fields(line) == {}
    assert ranged(Question("Q1", Kind.NUMBER, {"vi": "Bao nhiêu?"}), line, {}) == {}
