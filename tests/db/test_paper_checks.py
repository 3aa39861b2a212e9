"""Sheets typed in are counted in steps, and two typings of one leave sums and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from db import paper_checks
from db.paper_checks import PaperCheck
from db.submissions import Mode, write
from tests.db.cast import campaign_of, forms


def test_a_campaign_begins_without_any_check(engine: Engine) -> None:
    campaign = campaign_of(engine, "A")
    check = paper_checks.load(engine, campaign.id)
    assert check == PaperCheck(0, 0, 0)
    assert check.share == 0


def test_checks_of_several_sheets_add_up(engine: Engine) -> None:
    one, other = campaign_of(engine, "A"), campaign_of(engine, "A")
    paper_checks.add(engine, one.id, 20, 1)
    paper_checks.add(engine, one.id, 18, 0)
    paper_checks.add(engine, other.id, 5, 5)
    check = paper_checks.load(engine, one.id)
    assert check == PaperCheck(2, 38, 1)
    assert check.share == pytest.approx(1 / 38)


@pytest.mark.parametrize(("sheets", "told"), [(4, 0), (5, 5), (9, 5), (10, 10)])
def test_sheets_are_told_in_steps_of_five_dr_07(engine: Engine, sheets: int, told: int) -> None:
    campaign = campaign_of(engine, "A")
    of_paper = [replace(form, mode=Mode.PAPER) for form in forms(engine, campaign, "A", sheets)]
    write(engine, of_paper)
    write(engine, forms(engine, campaign, "A", sheets + 7)[sheets:])  # by phone
    assert paper_checks.typed(engine, campaign.id) == told


def test_a_stored_sheet_is_known_by_its_key_and_not_shown_dr_11(engine: Engine) -> None:
    campaign = campaign_of(engine, "A")
    [form] = forms(engine, campaign, "A", 1)
    assert not paper_checks.is_stored(engine, form.key)
    write(engine, [form])
    assert paper_checks.is_stored(engine, form.key) is True
