"""docs/xlsform.md says what reading small forms says, and passes over no type of question."""

from __future__ import annotations

import pytest
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

from surveys.xlsform.sorts import sort_of
from tests.surveys.xlsform_constructs import DOCUMENT, TYPES, filled, tables


def test_the_document_says_what_happens() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert filled(document) == document, "python -m tests.surveys.xlsform_constructs"


def test_every_table_has_its_place() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    for name, lines in tables().items():
        assert "\n".join(lines) in document, name


@pytest.mark.parametrize("type", sorted(QUESTION_TYPE_DICT))
def test_every_type_that_pyxform_knows_is_understood(type: str) -> None:
    assert sort_of(type).reason != "xlsform.left.unknown_type"


def test_every_reason_to_leave_a_question_out_is_in_the_document() -> None:
    shown = {sort_of(type).reason for type in TYPES}
    assert {sort_of(type).reason for type in QUESTION_TYPE_DICT} <= shown
