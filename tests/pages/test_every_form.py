"""Robots fill in every survey there is through the real page, with and without script: what is
stored is what they answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Page

from surveys import catalogue, xlsform
from surveys.checking import faults
from surveys.model import Kind, Question, Survey
from tests.pages import walker
from tests.pages.everything import EVERYTHING, YES_NO, words
from tests.pages.walker import Published, Walk, Wish
from tests.product import Product, running

pytestmark = pytest.mark.slow

REAL_FORMS = Path(__file__).parents[3] / "shared" / "xlsforms"
TEMPLATES = catalogue.templates()
ROBOTS = 6  # through the survey of everything, each way
WAYS = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


@pytest.fixture(scope="module")
def product() -> Iterator[Product]:
    with running() as product:
        yield product


@pytest.fixture
def walk_through(
    product: Product, open_page: Callable[..., Page]
) -> Callable[[Published, Wish, bool], Walk]:
    """Lets a robot answer, and compares what arrived with what it wished."""

    def walk(form: Published, wish: Wish, script: bool) -> Walk:
        page = open_page(java_script_enabled=script)
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        answer = walker.answer if script else walker.answer_without_script
        before = len(walker.stored(product.engine, form.campaign_id))
        seen = answer(page, f"{product.url}/k/{form.code}", form.survey, wish)
        assert faults == []
        arrived = walker.stored(product.engine, form.campaign_id)
        assert len(arrived) == before + 1
        given = [walker.sorted_out(form.survey, values) for values in arrived]
        assert any(values == walker.expected(form.survey, wish, values) for values in given)
        return seen

    return walk


@WAYS
@pytest.mark.parametrize("letter", sorted(TEMPLATES))
def test_a_template_is_stored_as_answered_within_its_length_and_time(
    product: Product, walk_through: Callable[..., Walk], letter: str, script: bool
) -> None:
    template = TEMPLATES[letter]
    survey = catalogue.survey_of(template)
    form = walker.published(product.engine, survey)
    seen = walk_through(form, walker.wishes(form.survey, Random(letter)), script)
    asked = {q.id for q in survey.questions if q.kind.asked}
    assert len({name.partition(".")[0] for name in seen.said} & asked) <= template.max_questions
    assert survey.length <= template.max_questions
    assert survey.seconds <= template.max_seconds


@WAYS
@pytest.mark.parametrize("number", range(ROBOTS))
def test_a_survey_of_everything_is_stored_as_answered(
    product: Product, walk_through: Callable[..., Walk], number: int, script: bool
) -> None:
    form = walker.published(product.engine, EVERYTHING)
    assert {q.kind for q in EVERYTHING.questions} == set(Kind)
    wish = walker.wishes(form.survey, Random(number))
    seen = walk_through(form, wish, script)
    if "cuoi" in seen.said:
        job = form.survey.question("viec").choice(wish["viec"][0]).label["vi"]
        assert f"{job}: như thế có mệt không?" in seen.said["cuoi"]
        assert f"Mệt vì {job}" in seen.said["cuoi"]


@WAYS
def test_questions_may_bear_the_names_of_a_browsers_own_things(
    product: Product, walk_through: Callable[..., Walk], script: bool
) -> None:
    ids = ("at", "name", "action", "children", "length", "title", "reset", "constructor", "form",
           "later", "toString", "valueOf", "window", "onchange")  # fmt: skip
    asked = [
        Question(
            id,
            Kind.TEXT if at % 2 else Kind.SINGLE,
            words(f"Hỏi {id}"),
            choices=() if at % 2 else YES_NO,
            show_if=f"${{{ids[at - 2]}}} = ''" if at > 6 else "",
        )
        for at, id in enumerate(ids)
    ]
    survey = Survey("ten", words("Tên lạ"), tuple(asked), tuple((id,) for id in ids))
    form = walker.published(product.engine, survey)
    walk_through(form, {"name": ["An"], "children": ["2"], "length": ["yes"]}, script)


def _real_forms() -> list[Path]:
    return sorted(REAL_FORMS.glob("*.xls*")) if REAL_FORMS.is_dir() else []


def _imported(path: Path) -> Survey:
    try:
        survey = xlsform.read(path.read_bytes(), path.stem[:40]).survey
    except xlsform.NotXlsForm:
        pytest.skip("not a form by XLSForm's rules")
    if survey is None:
        pytest.skip("a library of questions, no form")
    assert faults(survey) == ()
    return survey


@pytest.mark.skipif(not _real_forms(), reason="the folder with real forms is not beside us")
@WAYS
@pytest.mark.parametrize("path", _real_forms(), ids=lambda path: path.stem)
def test_an_imported_form_is_stored_as_answered(
    product: Product, walk_through: Callable[..., Walk], path: Path, script: bool
) -> None:
    form = walker.published(product.engine, _imported(path))
    walk_through(form, walker.wishes(form.survey, Random(path.stem)), script)
