"""Themes of own words stand wherever figures stand: board, report, workbook; the form stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from surveys.blocks import POOLED
from surveys.blocks.narrowing import narrowed
from surveys.model import Kind
from surveys.reports import outline, workbook
from surveys.reports.material import Material
from surveys.statistics import EVERYTHING, Selection, figure
from surveys.statistics.strata import strata
from surveys.words.publishing import Heap, Themes, published
from surveys.words.themed import is_themed, title_of, with_themes
from surveys.words.themes import OTHER, UNCLEAR
from tests.surveys import district
from tests.surveys.papers import all_texts

DAY = date(2026, 12, 1)
MEALS, PAY = ("NC-09",), ("NC-01", "NC-09")


def _heaps(material: Material) -> list[Heap]:
    """Half of the people of every type wrote; one in three of them of pay as well."""
    found = []
    people: dict[str, int] = {}
    for stratum in strata(material.release, "pairs"):
        people[stratum.unit_type] = people.get(stratum.unit_type, 0) + stratum.n
    for kind, count in people.items():
        wrote = count // 2
        texts = (MEALS,) * (wrote - wrote // 3) + (PAY,) * (wrote // 3)
        found.append(Heap(kind, count, wrote, 0, texts, 0, 0))
    return found


def _themed(material: Material, *told: Themes) -> Material:
    survey, release = with_themes(material.survey, material.release, told)
    return replace(material, survey=survey, release=release)


@pytest.fixture(scope="module")
def plain() -> Material:
    return district.material()


@pytest.fixture(scope="module")
def told(plain: Material) -> Themes:
    return published("Z01", _heaps(plain), DAY, plain.release.checksum, ())


@pytest.fixture(scope="module")
def material(plain: Material, told: Themes) -> Material:
    return _themed(plain, told)


def test_themes_are_a_question_with_n_and_interval(material: Material, told: Themes) -> None:
    found = figure(material.release, material.survey, "Z01")
    wrote = sum(block.tallies["Z01"]["#"] for block in told.blocks)
    assert (found.n, found.withheld) == (wrote, "")
    assert [bar.code for bar in found.bars] == ["NC-09", "NC-01"]
    everybody, third = (bar.estimate for bar in found.bars)
    assert everybody.value == pytest.approx(1)
    assert third.value == pytest.approx(1 / 3, abs=0.02)
    assert third.low < third.value < third.high
    assert found.title == district.survey().question("Z01").label


def test_themes_of_one_type_come_from_its_block_alone(material: Material, told: Themes) -> None:
    [kind, *_] = [b.where["unit_type"] for b in told.blocks if b.where["unit_type"] != POOLED]
    found = figure(
        material.release, material.survey, "Z01", Selection(unit_types=frozenset({kind}))
    )
    [block] = [b for b in told.blocks if b.where["unit_type"] == kind]
    assert found.n == block.tallies["Z01"]["#"]


def test_dr_10_no_theme_is_told_of_a_single_unit(material: Material) -> None:
    [unit, *_] = [s.unit for s in strata(material.release, "main") if s.unit != POOLED]
    one = Selection(units=frozenset({unit}))
    assert (
        figure(material.release, material.survey, "Z01", one).withheld == "results.withheld.words"
    )
    part = narrowed(material.release, {unit})
    for selection in (EVERYTHING, one):
        found = figure(part, material.survey, "Z01", selection)
        assert (found.withheld, found.bars) == ("results.withheld.words", ())


def test_other_figures_are_what_they_were(plain: Material, material: Material) -> None:
    for question in plain.survey.questions:
        if question.kind.tallied and question.kind is not Kind.MATRIX:
            before = figure(plain.release, plain.survey, question.id)
            assert figure(material.release, material.survey, question.id) == before


def test_report_and_workbook_tell_themes_and_print_the_form_as_it_was(material: Material) -> None:
    sheet = openpyxl.load_workbook(BytesIO(workbook.write(material)))["Theo_cau_hoi"]
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert "Bữa ăn giữa ca" in cells
    told = all_texts(outline.report(material))
    assert any("Bữa ăn giữa ca" in text for text in told)
    assert not any("☐\N{NO-BREAK SPACE}Bữa ăn giữa ca" in text for text in told)


def test_an_options_own_words_follow_their_question(plain: Material) -> None:
    heaps = [Heap("a", 60, 30, 0, (MEALS,) * 20 + ((OTHER,),) * 5 + ((UNCLEAR,),) * 5, 0, 0)]
    told = published("S01.oth", heaps, DAY, plain.release.checksum, ())
    survey, release = with_themes(plain.survey, plain.release, (told,))
    ids = [question.id for question in survey.questions]
    assert ids.index("S01_oth") == ids.index("S01") + 1
    question = survey.question("S01_oth")
    assert is_themed(question)
    assert not is_themed(survey.question("S01"))
    assert question.label["vi"] == title_of(plain.survey, "S01.oth")["vi"]
    assert release.themed == {"S01_oth"}


def test_themes_of_another_release_are_refused(plain: Material, told: Themes) -> None:
    with pytest.raises(ValueError, match="another release"):
        with_themes(plain.survey, replace(plain.release, checksum="0" * 64), (told,))
    assert with_themes(plain.survey, plain.release, ()) == (plain.survey, plain.release)


def test_what_was_computed_before_is_never_taken_for_what_comes_after(
    plain: Material, material: Material
) -> None:
    assert plain.release.checksum != material.release.checksum
