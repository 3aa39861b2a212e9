"""Codes on paper at the phone's door: counted, replaced, drawn from a box, and kindly refused."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, select, text

from db import campaigns, cards, codes
from db.engine import reading
from db.schema_posters import ScanRow
from pages.phone.offline import later_script
from pages.phone.routes import Phone
from pages.settings import today
from tests.pages.asgi import ask
from tests.pages.test_phone import GOOD, ID
from tests.pages.world import UNIT, open_campaign

FORM = GOOD[1:]


@pytest.fixture
def phone(engine: Engine) -> Iterator[Phone]:
    made = Phone(engine)
    yield made
    made.stop()


def _with_cards(engine: Engine, count: int, **changes: object) -> tuple[int, str, list[str]]:
    """A campaign of drawn cards: its id, the unit's own code, the cards."""
    campaign, code = open_campaign(engine, cards=True, **changes)
    return campaign.id, code, cards.make(engine, campaign.id, {UNIT.code: count})[UNIT.code]


def _stored(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.execute(text("SELECT count(*) FROM submission")).scalar() or 0


def _sums(engine: Engine, phone: Phone) -> tuple[int, int, int]:
    phone.stop()
    with reading(engine) as session:
        row = session.execute(select(ScanRow.shown, ScanRow.begun, ScanRow.sent)).one()
        return row[0], row[1], row[2]


def test_shown_begun_and_sent_are_counted_and_nothing_else(engine: Engine, phone: Phone) -> None:
    _, code = open_campaign(engine)
    for _ in range(3):
        ask(phone, "GET", f"/k/{code}")
    word = ask(phone, "POST", f"/k/{code}/b")
    assert (word.status, word.raw, "set-cookie" in word.headers) == (204, b"", False)
    ask(phone, "POST", f"/k/{code}", GOOD)
    ask(phone, "POST", f"/k/{code}", [("id", "b" * 32), ("G01", "no")])
    assert _sums(engine, phone) == (3, 1, 1)


def test_without_script_the_first_step_counts_as_begun_once(engine: Engine, phone: Phone) -> None:
    _, code = open_campaign(engine)
    ask(phone, "GET", f"/k/{code}")
    step = ask(phone, "POST", f"/k/{code}", [("id", ""), ("G01", "yes"), ("P06", "khong")])
    fields = dict(re.findall(r'name="?(id|seen|G01|P06)"? value="([^"]*)"', step.text))
    ask(phone, "POST", f"/k/{code}", [*fields.items(), ("U01", "cannhac")])
    assert _sums(engine, phone) == (1, 1, 1)


def test_the_word_that_somebody_began_carries_no_answer() -> None:
    [call] = re.findall(r"sendBeacon\(([^;]*)\);", later_script("vi"))
    assert call == 'location.pathname + "/b"'


@pytest.mark.parametrize("address", ["/k/XXXXXXXXX/b", "/k/XXXXXXXXXX/b", "/k//b", "/k/a/b/b"])
def test_nobody_counts_for_a_code_that_nobody_printed(
    engine: Engine, phone: Phone, address: str
) -> None:
    open_campaign(engine)
    assert ask(phone, "POST", address).status in (404, 410)
    phone.stop()
    with reading(engine) as session:
        assert session.scalars(select(ScanRow.shown)).all() == []


def test_a_closed_campaign_counts_nothing(engine: Engine, phone: Phone) -> None:
    campaign, code = open_campaign(engine)
    campaigns.close(engine, campaign.id, today())
    assert "đã đóng" in ask(phone, "GET", f"/k/{code}").text
    ask(phone, "POST", f"/k/{code}/b")
    phone.stop()
    with reading(engine) as session:
        assert session.scalars(select(ScanRow.shown)).all() == []


@pytest.mark.parametrize(("lang", "said"), [("vi", "đã được thay"), ("en", "been replaced")])
def test_a_replaced_code_shows_a_kind_page_and_the_new_one_the_form(
    engine: Engine, phone: Phone, lang: str, said: str
) -> None:
    _, old = open_campaign(engine)
    ask(phone, "POST", f"/k/{old}", GOOD)
    new = codes.renew(engine, old, today())
    assert old != new
    with pytest.raises(codes.Replaced):  # another officer, who still sees the old one
        codes.renew(engine, old, today())
    fresh = Phone(engine)  # the first one may serve the old page for two more seconds
    page = ask(fresh, "GET", f"/k/{old}?l={lang}")
    assert (page.status, said in page.text, UNIT.name in page.text) == (410, True, False)
    assert "0271" in page.text
    assert ask(fresh, "POST", f"/k/{old}", [("id", "c" * 32), *FORM]).status == 410
    assert ask(fresh, "POST", f"/k/{new}", [("id", "c" * 32), *FORM]).status == 200
    assert _stored(engine) == 2
    fresh.stop()


def test_printing_again_keeps_the_code(engine: Engine) -> None:
    campaign, code = open_campaign(engine)
    for _ in range(2):
        assert [link.code for link in campaigns.links(engine, campaign.id)] == [code]


def test_a_closed_campaign_gets_no_new_codes(engine: Engine) -> None:
    campaign, code = open_campaign(engine)
    campaigns.close(engine, campaign.id, today())
    with pytest.raises(codes.Closed):
        codes.renew(engine, code, today())


def test_a_card_opens_the_form_and_is_used_up_by_sending(engine: Engine, phone: Phone) -> None:
    _, _, (one, other) = _with_cards(engine, 2)
    assert "Câu 1/20" in ask(phone, "GET", f"/k/{one}").text
    assert "Câu 1/20" in ask(phone, "GET", f"/k/{one.lower()}").text  # looking uses nothing up
    assert "Cảm ơn" in ask(phone, "POST", f"/k/{one}", GOOD).text
    used = ask(phone, "GET", f"/k/{one}")
    assert (used.status, "chỉ dùng một lần" in used.text) == (410, True)
    second = [("id", "d" * 32), *FORM]
    assert ask(phone, "POST", f"/k/{one}", second).status == 410
    assert ask(phone, "POST", f"/k/{other}", second).status == 200
    assert _stored(engine) == 2


def test_who_sends_again_because_the_thanks_were_lost_is_thanked(
    engine: Engine, phone: Phone
) -> None:
    _, _, (card,) = _with_cards(engine, 1, deletion_codes=True)
    answers = [ask(phone, "POST", f"/k/{card}", GOOD) for _ in range(3)]
    assert [answer.status for answer in answers] == [200] * 3
    assert all("Cảm ơn" in answer.text for answer in answers)
    assert answers[0].text == answers[2].text  # the deletion code is told again, too
    assert _stored(engine) == 1


def test_declining_keeps_the_card(engine: Engine, phone: Phone) -> None:
    _, _, (card,) = _with_cards(engine, 1)
    ask(phone, "POST", f"/k/{card}", [("id", ID), ("G01", "no")])
    assert ask(phone, "POST", f"/k/{card}", GOOD).status == 200


def test_with_cards_the_code_of_the_unit_takes_nothing_and_says_what_to_do(
    engine: Engine, phone: Phone
) -> None:
    _, code, _ = _with_cards(engine, 1)
    for method in ("GET", "POST"):
        page = ask(phone, method, f"/k/{code}", GOOD)
        assert (page.status, "phiếu rút" in page.text, "name=c" in page.text) == (409, True, True)
    assert _stored(engine) == 0


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_unknown_and_revoked_cards_get_the_same_kind_page(
    engine: Engine, phone: Phone, method: str
) -> None:
    campaign, _, (card,) = _with_cards(engine, 1)
    cards.revoke(engine, campaign, UNIT.code)
    pages = [ask(phone, method, f"/k/{code}", GOOD) for code in (card, "ACDEFGHJKM")]
    assert {page.status for page in pages} == {410}
    assert pages[0].text == pages[1].text
    assert _stored(engine) == 0


def test_a_card_of_a_closed_campaign_is_refused_kindly(engine: Engine, phone: Phone) -> None:
    campaign, _, (card,) = _with_cards(engine, 1)
    ask(phone, "GET", f"/k/{card}")
    campaigns.close(engine, campaign, today())
    page = ask(phone, "POST", f"/k/{card}", GOOD)
    assert (page.status, "đã đóng" in page.text) == (410, True)
    assert _stored(engine) == 0


def test_a_card_typed_by_hand_finds_its_form(engine: Engine, phone: Phone) -> None:
    _, _, (card,) = _with_cards(engine, 1)
    typed = f"{card[:3].lower()}-{card[3:6]}-{card[6:]}"
    assert ask(phone, "GET", f"/k?c={typed}").headers["location"] == f"/k/{card}"


def test_dr_02_no_list_says_who_holds_which_card(engine: Engine) -> None:
    tables = {"card", "card_print"}
    with engine.connect() as connection:
        for table in tables:
            columns = connection.execute(text(f"SELECT * FROM {table}")).keys()
            assert set(columns) <= {"digest", "campaign_id", "unit_id", "printed"}
