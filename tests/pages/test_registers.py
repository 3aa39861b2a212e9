"""The registers in a browser: two officers at once, and what an import would change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from db import ledgers, units
from pages.settings import today
from surveys.ledgers import BOOKS, Entry, fitting
from surveys.organisation import Unit
from tests.pages.office import Office, settled

pytestmark = pytest.mark.slow

Open = Callable[..., Page]


def _press(page: Page, name: str) -> None:
    settled(page)
    page.get_by_role("button", name=name).first.click()
    settled(page)


def test_the_second_officer_is_told_what_the_first_one_wrote(
    office: Office, open_page: Open
) -> None:
    units.add(office.engine, Unit("R-02", "Công ty May Hai Người", "dn_fdi", "may", "", "", 90, 40))
    book = BOOKS["agreement"]
    signed = date(2025, 1, 15)
    says = {"unit": "R-02", "signed_on": signed, "valid_from": signed, "valid_to": today()}
    kept = ledgers.save(office.engine, book, Entry(fitting(book, dict(says))))
    page = office.open(open_page, f"/so-theo-doi?so=thoa-uoc&dong={kept.id}")
    page.get_by_label("Ghi chú").fill("ghi chú của tôi")
    until = today() + timedelta(days=200)
    other = {**kept.values, "valid_to": until}
    ledgers.save(office.engine, book, Entry(other, kept.id, kept.version))
    _press(page, "Lưu")
    expect(page.get_by_text("Người khác vừa sửa dòng này")).to_be_visible()
    expect(page.get_by_label("Ghi chú")).to_have_value("ghi chú của tôi")
    assert ledgers.find(office.engine, book, kept.id).values["valid_to"] == until  # type: ignore[union-attr]
    _press(page, "Lưu")
    expect(page.get_by_text("Đã lưu.")).to_be_visible()
    assert ledgers.find(office.engine, book, kept.id).values["note"] == "ghi chú của tôi"  # type: ignore[union-attr]


def test_every_register_fits_a_phone(demo_office: Office, open_page: Open) -> None:
    for part in ("lao-dong", "chua-co-cong-doan"):
        page = demo_office.open(open_page, f"/so-theo-doi?so={part}", width=360, height=740)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
