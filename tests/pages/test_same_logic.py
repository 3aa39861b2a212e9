"""The phone and the server read a form alike: thousands of made-up forms through both."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from pages.phone import render
from pages.phone.rules import option_names, rules
from surveys.answers import Reading, walked
from surveys.expressions import Look, parse, value
from surveys.expressions.values import text
from surveys.model import Survey
from tests.pages import made_up

if TYPE_CHECKING:
    from playwright.sync_api import Page

TODAY = date(2026, 11, 22)
FORMS, EXPRESSIONS = 3_000, 5_000
_STATIC = Path(render.__file__).parent / "static"
LOGIC = "\n".join((_STATIC / f"{name}.js").read_text("utf-8") for name in ("logic", "functions"))
_WALK = """cases => cases.map(([rules, sent, names]) => {
    const found = walk(rules, sent, "2026-11-22", names);
    return {values: found.values, shown: found.shown, problems: found.problems};
})"""
_VALUE = """trees => trees.map(tree => text(value(tree,
    {answers: {q0: "a b", q1: "12,5", q2: "2026-11-22", q3: "7"}, own: "", columns: {},
     today: "2026-11-22", names: {}})))"""

pytestmark = pytest.mark.slow


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    page = open_page()
    page.add_script_tag(content=LOGIC)
    return page


def test_an_expression_has_the_same_value_on_the_phone(phone: Page) -> None:
    draw = Random(1)
    written = [made_up.expression(draw, ["q0", "q1", "q2", "q3"], 4) for _ in range(EXPRESSIONS)]
    answers = {"q0": "a b", "q1": "12,5", "q2": "2026-11-22", "q3": "7"}
    look = Look(answers, today=TODAY)
    on_phone = phone.evaluate(_VALUE, [parse(one) for one in written])
    for one, there in zip(written, on_phone, strict=True):
        assert text(value(one, look)) == there, one


def test_a_form_leads_the_same_way_on_the_phone(phone: Page) -> None:
    draw = Random(2)
    surveys = [made_up.survey(draw) for _ in range(FORMS)]
    forms = [made_up.form(draw, survey) for survey in surveys]
    cases = [
        [rules(survey), form, option_names(survey)]
        for survey, form in zip(surveys, forms, strict=True)
    ]
    found = phone.evaluate(_WALK, cases)
    told = [_told(walked(s, form, TODAY)) for s, form in zip(surveys, forms, strict=True)]
    for survey, form, here, there in zip(surveys, forms, told, found, strict=True):
        assert here["shown"] == there["shown"], _case(survey, form)
        assert here["values"] == there["values"], _case(survey, form)
        for name in {**here["problems"], **there["problems"]}:
            said = here["problems"].get(name), there["problems"].get(name)
            assert said[0] == said[1], f"{name}: {_case(survey, form)}"
    problems = {key for one in told for key, _ in one["problems"].values()}
    assert len(problems) >= 12  # the comparison met every kind of refusal
    assert sum(bool(one["values"]) for one in told) > FORMS / 2


def _told(reading: Reading) -> dict[str, Any]:
    return {
        "values": reading.values,
        "shown": reading.shown,
        "problems": {
            p.question: [p.key.removeprefix("phone.problem."), dict(p.values)]
            for p in reading.problems
        },
    }


def _case(survey: Survey, form: dict[str, list[str]]) -> str:
    return json.dumps([rules(survey), form], ensure_ascii=False)
