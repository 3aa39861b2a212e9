"""Units by filter and the copy for the next wave, in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from db import campaigns, officers, organisation, units
from db.campaign_places import asked_units
from pages.settings import today
from surveys.access import Officer, Role
from surveys.organisation import Unit, Wish, planned
from tests.pages.office import DESK, PASSWORD, Office, set_up, settled, visit

pytestmark = pytest.mark.slow

Open = Callable[..., Page]
TITLE = f"Hỏi doanh nghiệp năm {today().year}"


def _unit(code: str, kind: str, workers: int, cluster: str = "Cụm 1") -> Unit:
    name = f"Xưởng Đợt Sau {code}"
    return Unit(code, name, kind, "may", "Bù Nho", cluster, workers, 5, has_union=True)


UNITS = [
    _unit("W1", "dn_fdi", 120),
    _unit("W2", "dn_fdi", 40),
    _unit("W3", "dn_nn", 130),
    _unit("W4", "dn_fdi", 6, "Cụm 2"),
    _unit("W5", "dn_fdi", 8, "Cụm 2"),
    replace(_unit("W6", "dn_fdi", 70), has_union=False),
]


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """An office of our own: the tests count all its units."""
    with set_up("own") as office:
        units.take_in(office.engine, UNITS)
        below = Officer(0, "hoa", "Hoa", Role.CLUSTER, "vi", places=("Cụm 1",))
        officers.add(office.engine, below, PASSWORD)
        yield office


def _press(page: Page, name: str) -> None:
    settled(page)
    page.get_by_role("button", name=name, exact=True).click()
    settled(page)


def _tick(page: Page, field: str, option: str) -> None:
    box = page.get_by_role("combobox", name=field)
    box.scroll_into_view_if_needed()  # a list closes when the page below it moves
    settled(page)
    box.click()
    page.get_by_role("option", name=option).click()
    page.keyboard.press("Escape")
    settled(page)


def _event(office: Office, wish: Wish) -> None:
    known = organisation.load(office.engine)
    organisation.happen(office.engine, wish, planned(known, wish))


def test_units_are_chosen_by_what_they_are_and_asked_again_next_year(
    office: Office, open_page: Open
) -> None:
    page = office.open(open_page, "/dot-khao-sat?dot=moi")
    page.get_by_label("Tên đợt", exact=True).fill(TITLE)
    settled(page)
    page.get_by_role("radio", name="Theo tiêu chí").click()
    settled(page)
    _tick(page, "Loại hình", "Doanh nghiệp FDI (5)")
    expect(page.get_by_text("5 đơn vị, 244 người lao động.")).to_be_visible()
    page.get_by_role("radio", name="Đã có", exact=True).click()
    settled(page)
    expect(page.get_by_text("4 đơn vị, 174 người lao động.")).to_be_visible()
    expect(page.get_by_text("Cần 3 mã QR.")).to_be_visible()  # W4 and W5 share one
    _press(page, "Duyệt đợt")
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    [campaign] = campaigns.everything(office.engine)
    assert asked_units(office.engine, campaign.id) == ("W1", "W2", "W4", "W5")

    merged = replace(_unit("W9", "dn_fdi", 150), began_on=today())
    _event(office, Wish("nhap", today(), ("W1", "W3"), ("W9",), newcomers=(merged,)))
    with office.engine.begin() as connection:  # the campaign opened before that
        connection.exec_driver_sql(
            f"UPDATE campaign SET opens_on = '{today() - timedelta(days=3)}'"
        )
    _event(office, Wish("ket_thuc", today(), ("W2",)))
    page.reload()
    _press(page, "Dùng lại cho đợt sau")
    expect(page.get_by_label("Tên đợt", exact=True)).to_have_value(TITLE)
    gone = page.get_by_text("1 đơn vị nay không còn hoạt động")
    expect(gone).to_contain_text("Xưởng Đợt Sau W2")
    expect(page.get_by_text("1 đơn vị đã thay đơn vị của đợt trước")).to_contain_text("W9")
    expect(page.get_by_text("3 đơn vị, 164 người lao động.")).to_be_visible()
    expect(page.get_by_role("radio", name="đúng như đợt trước")).to_be_checked()
    _press(page, "Duyệt đợt")
    expect(page.get_by_role("button", name="Dùng lại cho đợt sau")).to_be_visible()
    newest = max(campaigns.everything(office.engine), key=lambda one: one.id)
    assert newest.id != campaign.id
    assert newest.survey_version == campaign.survey_version  # so that waves can be compared
    assert asked_units(office.engine, newest.id) == ("W4", "W5", "W9")


def test_dr_12_a_copy_of_an_officer_of_a_cluster_names_no_unit_of_others(
    office: Office, open_page: Open
) -> None:
    campaign = min(campaigns.everything(office.engine), key=lambda one: one.id)
    page = open_page(*DESK)
    page.context.add_cookies([office.session("hoa")])  # type: ignore[list-item]
    visit(page, f"{office.product.url}/dot-khao-sat?dot={campaign.id}")
    _press(page, "Dùng lại cho đợt sau")
    expect(page.get_by_text("Xưởng Đợt Sau W2")).to_be_visible()
    for code in ("W4", "W5"):
        expect(page.get_by_text(f"Xưởng Đợt Sau {code}")).to_have_count(0)
