"""Real forms of other projects, kept outside of this one: each arrives whole, lists what is left
out by name, or is refused at its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from surveys import xlsform
from surveys.checking import faults
from surveys.xlsform import NotXlsForm

FOLDER = Path(__file__).parents[3] / "shared" / "xlsforms"
LIBRARY = "kobodocs__collection_import_sample.xlsx"  # has no survey sheet
pytestmark = pytest.mark.skipif(
    not FOLDER.exists(), reason=f"the real forms are not here: {FOLDER.name} is no part of this"
)

_LINE = re.compile(r"^\| (\S+\.xlsx?) \|[^|]*\| (ok|error)[^|]*\| *(\d*)[^|]*\|", re.MULTILINE)
_PLACES = {  # of what keeps a form from being one
    "kobodocs__number_decimal_range_question_types.xlsx": ("survey", 9, "parameters"),
    "kpi__enumerator_weekly.xls": ("survey", 1, "label"),
    "ona__duplicate_choice_form.xlsx": ("choices", 6, "name"),
}


@dataclass(frozen=True)
class Form:
    """A form as the README of the folder states it."""

    name: str
    accepted: bool
    controls: int


def _forms() -> list[Form]:
    readme = FOLDER / "README.md"
    text = readme.read_text(encoding="utf-8") if readme.exists() else ""
    return [Form(name, word == "ok", int(n or 0)) for name, word, n in _LINE.findall(text)]


def _names(*, accepted: bool) -> list[str]:
    return [f.name for f in _forms() if f.accepted is accepted and f.name != LIBRARY]


def _content(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def test_the_folder_holds_what_its_readme_states() -> None:
    assert len(_forms()) == 16
    assert set(_PLACES) == set(_names(accepted=False))


@pytest.mark.parametrize("name", _names(accepted=True))
def test_every_question_arrives_or_is_left_out_by_name(name: str) -> None:
    [stated] = [form.controls for form in _forms() if form.name == name]
    found = xlsform.read(_content(name), "s")
    assert found.survey
    seen = [question for question in found.survey.questions if not question.kind.unseen]
    missing = sum(told.controls for told in found.left_out)
    assert len(seen) + missing == stated
    for told in found.left_out:
        assert told.sheet
        assert told.sentence("vi") != told.sentence("en")


@pytest.mark.parametrize("name", _names(accepted=True))
def test_what_arrives_may_be_published_and_goes_out_again(name: str) -> None:
    survey = xlsform.read(_content(name), "s").survey
    assert survey
    assert faults(survey) == ()
    assert xlsform.read(xlsform.write(survey), "s") == xlsform.Imported(survey)


@pytest.mark.parametrize("name", _names(accepted=False))
def test_what_is_no_form_is_refused_at_its_place(name: str) -> None:
    with pytest.raises(NotXlsForm) as refusal:
        xlsform.read(_content(name), "s")
    sheet, row, column = _PLACES[name]
    assert (refusal.value.sheet, refusal.value.row, refusal.value.column) == (sheet, row, column)
    assert f"«{sheet}», dòng {row}, cột «{column}»" in refusal.value.sentence("vi")


def test_the_library_gives_its_questions() -> None:
    found = xlsform.read(_content(LIBRARY), "s")
    assert found.survey is None
    assert len(found.questions) == 497
    assert sum(told.controls for told in found.left_out) == 1  # a question for a place


@pytest.mark.parametrize("name", [form.name for form in _forms() if form.name.endswith(".xls")])
def test_an_old_workbook_cut_short_is_refused(name: str) -> None:
    content = _content(name)
    for part in (600, len(content) // 3, len(content) // 2):
        with pytest.raises(NotXlsForm):
            xlsform.read(content[:part], "s")
