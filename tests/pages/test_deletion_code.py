"""The deletion code (DR-09): shown once, deletes before the close, never shows anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine, text

from db import campaigns, submissions_removal
from db.engine import writing
from pages.phone.routes import Phone
from pages.settings import today
from surveys.campaigns import FORM_LETTERS, deletion_code, new_form_id, typed_form_id
from surveys.campaigns.draft import Draft, as_campaign
from tests.pages.asgi import Answer, ask
from tests.pages.world import open_campaign
from tests.product import Product, running

ID = "0123456789ABCDEF"
OTHER = "ZYXWVTSRQPNMKJHG"


def _form(form_id: str) -> list[tuple[str, str]]:
    return [("id", form_id), ("G01", "yes"), ("P06", "co")]


@pytest.fixture
def phone(engine: Engine) -> Iterator[Phone]:
    made = Phone(engine)
    yield made
    made.stop()


def _forms(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM submission")).scalar() or 0)


def _delete(phone: Phone, poster: str, code: str) -> Answer:
    return ask(phone, "POST", "/k/xoa", [("c", poster), ("m", code)])


def test_dr_09_the_thank_you_page_shows_the_code_and_the_code_deletes(
    engine: Engine, phone: Phone
) -> None:
    _, code = open_campaign(engine, deletion_codes=True)
    thanks = ask(phone, "POST", f"/k/{code}", _form(ID))
    assert "0123 4567 89AB CDEF" in thanks.text
    ask(phone, "POST", f"/k/{code}", _form(OTHER))
    assert _forms(engine) == 2
    answer = _delete(phone, f"{code[:3]}-{code[3:6]}-{code[6:]}", "o123 4567-89ab cdef")
    assert answer.status == 200
    assert "Đã xóa phiếu" in answer.text
    assert _forms(engine) == 1
    assert _delete(phone, code, ID).status == 422  # it was there only once


@pytest.mark.parametrize("wrong", [OTHER, "0123456789ABCDE", "", "' OR 1=1 --", "u" * 16])
def test_a_wrong_code_deletes_nothing_and_says_so(engine: Engine, phone: Phone, wrong: str) -> None:
    _, code = open_campaign(engine, deletion_codes=True)
    ask(phone, "POST", f"/k/{code}", _form(ID))
    assert _delete(phone, code, wrong).status == 422
    assert _delete(phone, "XXXXXXXXX", ID).status == 422
    assert _forms(engine) == 1


def test_a_code_of_another_campaign_deletes_nothing(engine: Engine, phone: Phone) -> None:
    _, one = open_campaign(engine, deletion_codes=True)
    _, other = open_campaign(engine, deletion_codes=True)
    ask(phone, "POST", f"/k/{one}", _form(ID))
    assert _delete(phone, other, ID).status == 422
    assert _forms(engine) == 1


def test_no_answer_of_the_page_repeats_what_was_answered(engine: Engine, phone: Phone) -> None:
    _, code = open_campaign(engine, deletion_codes=True)
    ask(phone, "POST", f"/k/{code}", [*_form(ID), ("S01", "dem")])
    for answer in (_delete(phone, code, OTHER), _delete(phone, code, ID)):
        assert "P06" not in answer.text
        assert "dem" not in re.sub(r"<style>.*?</style>", "", answer.text)
        assert answer.headers["cache-control"] == "no-store"


def test_after_the_close_nothing_can_be_deleted_any_more(engine: Engine, phone: Phone) -> None:
    campaign, code = open_campaign(engine, deletion_codes=True)
    ask(phone, "POST", f"/k/{code}", _form(ID))
    campaigns.close(engine, campaign.id, today())
    answer = _delete(phone, code, ID)
    assert answer.status == 409
    assert "không còn cách nào nhận ra" in answer.text
    assert not submissions_removal.remove(engine, campaign.id, ID)
    assert _forms(engine) == 1


def test_a_campaign_without_the_option_shows_no_code_and_deletes_nothing(
    engine: Engine, phone: Phone
) -> None:
    campaign, code = open_campaign(engine)
    thanks = ask(phone, "POST", f"/k/{code}", _form(ID))
    assert "4567" not in thanks.text
    assert "/k/xoa" not in thanks.text
    assert _delete(phone, code, ID).status == 422
    assert not submissions_removal.remove(engine, campaign.id, ID)
    assert _forms(engine) == 1


def test_dr_09_only_a_keyed_digest_of_the_code_is_stored(engine: Engine, phone: Phone) -> None:
    _, code = open_campaign(engine, deletion_codes=True)
    ask(phone, "POST", f"/k/{code}", _form(ID))
    with writing(engine) as session:
        row = session.execute(text("SELECT * FROM submission")).one()
    assert all(ID not in str(cell) and ID.encode() not in _bytes(cell) for cell in row)


def _bytes(cell: object) -> bytes:
    return bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()


def test_a_form_without_script_gets_a_code_too(engine: Engine, phone: Phone) -> None:
    _, code = open_campaign(engine, deletion_codes=True)
    step = ask(phone, "POST", f"/k/{code}", _form("")[1:])
    made = re.search(r'name="?id"? value="([^"]*)"', step.text)
    assert made
    assert typed_form_id(made[1]) == made[1]


def test_a_code_has_eighty_random_bits_and_no_letters_that_look_alike() -> None:
    assert len(set(FORM_LETTERS)) == 32
    assert not set("ILOU") & set(FORM_LETTERS)
    made = {new_form_id() for _ in range(200)}
    assert len(made) == 200
    assert all(len(one) == 16 for one in made)
    assert deletion_code(ID) == "0123 4567 89AB CDEF"
    assert typed_form_id(" o1il-2345-6789 abcd ") == "0111" + "23456789ABCD"
    assert typed_form_id("0123456789ABCDEU") == ""


def test_an_officer_switches_the_codes_on_for_a_campaign() -> None:
    on = today()
    draft = Draft("Đợt", on, on + timedelta(days=9), "LĐLĐ", "0271 000 000", deletion_codes=True)
    assert as_campaign(draft).deletion_codes


@pytest.mark.slow
def test_a_worker_reads_the_code_once_and_deletes_the_form_with_it(
    coded: Product, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    page.goto(f"{coded.url}/k/{coded.code}")
    page.get_by_text("Tôi đồng ý, bắt đầu").click()
    page.get_by_text("Có", exact=True).click()
    while not page.get_by_role("button", name="Gửi phiếu").is_visible():
        page.get_by_role("button", name="Tiếp", exact=True).click()
    page.get_by_role("button", name="Gửi phiếu").click()
    expect(page.get_by_text("Mã xóa phiếu của anh/chị")).to_be_visible()
    code = page.locator("em").inner_text()
    assert re.fullmatch(r"(\w{4} ){3}\w{4}", code)
    page.get_by_role("link", name="Xóa phiếu bằng mã").click()
    expect(page.get_by_label("Mã trên tờ phiếu")).to_have_value(coded.code)
    page.get_by_label("Mã xóa phiếu").fill(code.lower())
    page.get_by_role("button", name="Xóa phiếu này").click()
    expect(page.get_by_text("Đã xóa phiếu")).to_be_visible()
    assert _forms(coded.engine) == 0


@pytest.mark.slow
def test_the_code_is_shown_while_the_form_waits_for_a_line(
    coded: Product, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    page.goto(f"{coded.url}/k/{coded.code}")
    page.get_by_text("Tôi đồng ý, bắt đầu").click()
    page.get_by_text("Có", exact=True).click()
    while not page.get_by_role("button", name="Gửi phiếu").is_visible():
        page.get_by_role("button", name="Tiếp", exact=True).click()
    made = page.locator("input[name=id]").input_value()
    page.context.set_offline(True)
    page.get_by_role("button", name="Gửi phiếu").click()
    expect(page.get_by_role("status")).to_contain_text(deletion_code(made))


@pytest.fixture(scope="module")
def coded() -> Iterator[Product]:
    """The product with a campaign that gives deletion codes."""
    with running() as product:
        with product.engine.begin() as connection:
            connection.execute(text("UPDATE campaign SET deletion_codes = true"))
        yield product
