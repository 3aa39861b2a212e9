"""What the server makes of a sheet that is typed in, whoever sends it."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.error import HTTPError

import pytest
from sqlalchemy import text

from db import campaigns, paper_checks
from db.paper_checks import PaperCheck
from pages.entry.taking import drawn
from pages.settings import today
from tests.pages.office import Office, set_up
from tests.pages.test_paper_entry import Desk
from tests.pages.world import open_campaign

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    with set_up("own") as office:
        yield office


@pytest.fixture
def desk(office: Office) -> Desk:
    campaign, _ = open_campaign(office.engine)
    return Desk(office, campaign)


SHEET = {"P06": ["co"]}
ID = next(f"{n:032x}" for n in range(99) if not drawn(f"{n:032x}"))
LOT = next(f"{n:032x}" for n in range(999) if drawn(f"{n:032x}"))


def send(desk: Desk, body: Any, *, path: str = "", **headers: str) -> tuple[int, Any]:
    """What a machine in an officer's browser gets back."""
    cookie = desk.office.session()
    usual = {"Content-Type": "application/json", "Cookie": f"{cookie['name']}={cookie['value']}"}
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    address = desk.office.product.url + (path or desk.path)
    request = urllib.request.Request(address, sent, {**usual, **headers}, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.loads(answer.read())
    except HTTPError as refusal:
        return refusal.code, refusal.read().decode()


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        ({"id": ID, "sheet": SHEET}, {"Cookie": "langnghe=none"}, 401),
        ({"id": ID, "sheet": SHEET}, {"Origin": "https://elsewhere.test"}, 403),
        ({"id": ID, "sheet": SHEET}, {"Sec-Fetch-Site": "cross-site"}, 403),
        ({"id": ID, "sheet": SHEET}, {"Content-Type": "text/plain"}, 400),
        ({"id": "short", "sheet": SHEET}, {}, 400),
        ({"id": ID, "sheet": {"P06": "co"}, "before": 7}, {}, 400),
        ({"id": ID, "sheet": []}, {}, 400),
        ({"id": 7, "sheet": SHEET}, {}, 400),
        ([], {}, 400),
        (b"{", {}, 400),
        (b"[" * 100_000, {}, 400),
        (b'{"id":"' + ID.encode() + b'","sheet":{"Z01":["\\ud800"]}}', {}, 400),
        (b" " * 300_000, {}, 413),
        ({"id": ID, "sheet": {"P06": ["gone"]}}, {}, 422),
        ({"id": ID, "sheet": {"G01": ["yes"]}}, {}, 422),
    ],
)
def test_what_is_no_sheet_is_refused_and_never_a_fault(
    desk: Desk, body: Any, headers: dict[str, str], status: int
) -> None:
    assert send(desk, body, **headers)[0] == status
    assert desk.stored() == []


def test_a_sheet_sent_twice_is_stored_and_compared_once(desk: Desk) -> None:
    typed = {"id": LOT, "sheet": SHEET}
    assert send(desk, typed) == (200, {"again": True})
    other = {**typed, "before": [{"P06": ["khong"]}]}
    assert send(desk, other) == (200, {"differing": ["P06"]})
    settled = {**typed, "before": [{"P06": ["khong"]}, SHEET]}
    assert send(desk, settled) == (200, {"stored": True})
    assert send(desk, settled) == (200, {"stored": True})
    assert len(desk.stored()) == 1
    assert paper_checks.load(desk.office.engine, desk.campaign.id) == PaperCheck(1, 1, 1)


def test_one_sheet_in_twenty_is_drawn() -> None:
    hits = sum(drawn(f"{n:032x}") for n in range(20_000))
    assert 850 < hits < 1_150


def test_a_closed_campaign_takes_no_sheets_and_says_so(desk: Desk) -> None:
    campaigns.close(desk.office.engine, desk.campaign.id, today())
    status, said = send(desk, {"id": ID, "sheet": SHEET})
    assert status == 409
    assert "đã đóng" in said
    assert desk.stored() == []


def test_sheets_may_be_typed_in_after_the_last_day_until_somebody_closes(office: Office) -> None:
    yesterday = today() - timedelta(days=1)
    campaign, _ = open_campaign(office.engine, closes_on=yesterday)
    desk = Desk(office, campaign)
    assert send(desk, {"id": ID, "sheet": SHEET}) == (200, {"stored": True})
    with office.engine.connect() as connection:
        days = connection.execute(
            text("SELECT day FROM submission WHERE campaign_id = :id"), {"id": campaign.id}
        )
        assert [str(day) for (day,) in days] == [yesterday.isoformat()]


@pytest.mark.parametrize("path", ["/nhap-phieu/999999", "/nhap-phieu", "/nhap-phieu/x"])
def test_an_unknown_address_holds_nothing(desk: Desk, path: str) -> None:
    assert send(desk, {"id": ID, "sheet": SHEET}, path=path)[0] == 404


def test_the_page_keeps_no_event_of_a_sheet_dr_03(desk: Desk) -> None:
    events = "SELECT count(*) FROM event WHERE what NOT LIKE 'sign%' AND officer_id IS NOT NULL"
    with desk.office.engine.connect() as connection:
        before = connection.scalar(text(events))
    send(desk, {"id": ID, "sheet": SHEET})
    with desk.office.engine.connect() as connection:
        assert connection.scalar(text(events)) == before
