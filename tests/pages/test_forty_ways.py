"""A CĐCS officer tries in every way to see more than the own unit, and gets nothing (DR-12, DR-24):
addresses, filters, other campaigns, exports, fragments, acts, the entry page, plain HTTP."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping

import pytest

from db import campaigns, events, officers
from pages.cookies import cookie_name
from pages.door import Door
from pages.settings import engine
from surveys.access import Role
from surveys.texts import say
from tests.pages.part_of_it import (
    MINE,
    MY_CLUSTER,
    OTHER_CLUSTER,
    OTHERS,
    World,
    everything_sent,
    world,
)

pytestmark = pytest.mark.slow

FAR = OTHERS[0]
Way = tuple[str, Mapping[str, object]]

# The page's module, and what stands in its address; {opened}, {shut}, {foreign} are campaigns.
WAYS: tuple[Way, ...] = (
    ("home", {}),
    ("home", {"dot": "{foreign}", "don_vi": FAR}),
    ("results", {"dot": "{opened}", "don_vi": FAR}),
    ("results", {"dot": "{opened}", "loai": ["dn_fdi", "dn_nn"]}),
    ("results", {"dot": "{opened}", "bang": "ai-tra-loi", "table-people": True}),
    ("results", {"dot": "{opened}", "bang": "cau-hoi", "phan": "tat-ca", "don_vi": FAR}),
    ("results", {"dot": "{opened}", "bang": "nhu-cau", "table-needs": True}),
    ("results", {"dot": "{foreign}"}),
    ("results", {"dot": "{foreign}", "don_vi": FAR, "bang": "cau-hoi"}),
    ("results", {"dot": "{opened}", "don_vi": "*"}),
    ("results", {"dot": "{opened}", "don_vi": "cum"}),
    ("campaigns", {"dot": "{foreign}"}),
    ("campaigns", {"dot": "{foreign}", "muc": "ma"}),
    ("campaigns", {"dot": "{foreign}", "muc": "tien_do"}),
    ("campaigns", {"dot": "{opened}", "muc": "ma", "don_vi": FAR}),
    ("campaigns", {"dot": "{opened}", "muc": "tien_do"}),
    ("campaigns", {"dot": "{opened}", "muc": "phieu_giay", "don_vi": FAR}),
    ("campaigns", {"dot": "{opened}", "muc": "dong"}),
    ("campaigns", {"dot": "moi"}),
    ("campaigns", {"dot": "0 OR 1=1"}),
    ("planning", {"muc": "tu-nhu-cau", "dot": "{foreign}", "nhu_cau": "n01"}),
    ("planning", {"muc": "viec-da-hua", "dot": "{foreign}"}),
    ("planning", {"viec": "{activity}"}),
    ("planning", {"viec": "moi", "dot": "{foreign}", "nhu_cau": "n01", "hoat_dong": "AT-01"}),
    ("planning", {"muc": "chi-tieu"}),
    ("reports", {"dot": "{foreign}"}),
    ("reports", {"dot": "{opened}"}),
    ("units", {"don_vi": FAR}),
    ("units", {"tim": "Xa Lạ"}),
    ("units", {"viec": "nhap"}),
    ("units", {"viec": "moi", "don_vi": FAR}),
    ("units", {"muc": "to-chuc"}),
    ("units", {"viec": "su-kien", "loai_su_kien": "chuyen", "don_vi": FAR}),
    ("ledgers", {"viec": "nhap"}),
    ("ledgers", {"so": "bao-cao-dinh-ky", "dong": "1"}),
    ("ledgers", {"tim": "Xa Lạ", "xem": "bang"}),
    ("questionnaires", {"phieu": "1"}),
    ("settings_page", {"muc": "can-bo"}),
    ("settings_page", {"muc": "nhat-ky", "tim": "a"}),
    ("hardship", {"muc": "de-nghi"}),
    ("hardship", {"muc": "nhat-ky"}),
)
HTTP = (
    "/nhap-phieu/{foreign}",
    "/nhap-phieu/{opened}?don_vi=" + FAR,
    "/nhap-phieu/{shut}?don_vi=" + FAR + "&l=en",
    "/nhap-phieu/999",
    "/api/ket-qua",
    "/api/campaigns/{foreign}",
    "/api/v1/releases/{shut}.json",
    "/moi/x",
)
ACTS = (  # what a forged message would have to run: module, function, arguments
    ("results_opening", "_open", ("campaign",)),
    ("results_opening", "_shut", ("campaign",)),
    ("settings_links", "hand_over", ("officer", "purpose")),
    ("settings_officers", "_second_off", ("officer",)),
    ("account_sessions", "_end_any", ("ids",)),
    ("campaign_close", "_finish", ("campaign",)),
    ("unit_undo", "_undo", ()),
    ("planning_form", "show", ("nothing",)),
    ("settings_record", "show", ("officer",)),
    ("settings_demo", "_ask", ()),
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(tmp_path_factory.mktemp("office")) as made:
        yield made


def open_page(module: str) -> None:
    from pages import frame

    act = next(act for name, _, _, act in frame.PAGES if name == module)
    frame.opening(module, act)()


def do(module: str, name: str, given: str) -> None:
    from importlib import import_module

    from db import campaigns, officers
    from db.one_time_links import Purpose
    from pages.settings import engine

    admin = next(o for o in officers.everyone(engine()) if o.role.value == "admin")
    values = {
        "campaign": campaigns.everything(engine())[0],
        "officer": admin,
        "purpose": Purpose.RESET,
        "ids": ["00" * 32],
        "nothing": (),
    }
    getattr(import_module(f"pages.{module}"), name)(*(values[v] for v in given.split()))


def test_there_are_forty_ways_and_more() -> None:
    assert len(WAYS) + len(HTTP) + len(ACTS) >= 40


def test_what_is_looked_for_would_be_found(office: World) -> None:
    """The level above sees it all: a leak would be noticed."""
    office.sit(Role.OFFICER)
    sent = "".join(_open(office, way) for way in (WAYS[4], WAYS[14], WAYS[12], WAYS[21]))
    links = set(office.codes.values())
    assert not [word for word in office.secrets if word not in sent and word not in links]
    assert links & {word for word in office.secrets if word in sent}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way[0]} {dict(way[1])}")
def test_dr_12_a_unit_officer_sees_nothing_of_others(office: World, way: Way) -> None:
    office.sit(Role.UNIT)
    sent = _open(office, way)
    assert not [word for word in office.secrets if word in sent]


@pytest.mark.parametrize("board", ["nhu-cau", "ai-tra-loi", "cau-hoi"])
@pytest.mark.parametrize("role", [Role.UNIT, Role.VIEWER])
def test_dr_24_nothing_is_seen_before_the_level_above_lets_it_go(
    office: World, role: Role, board: str
) -> None:
    office.sit(role)
    sent = _open(office, ("results", {"dot": "{shut}", "bang": board, "don_vi": MINE}))
    assert say("access.results.waits_title", "vi") in sent
    for page in ("reports", "planning"):
        sent = _open(office, (page, {"dot": "{shut}", "muc": "tu-nhu-cau"}))
        assert say("access.results.waits_title", "vi") in sent
    office.sit(Role.CLUSTER)  # the level above the unit sees its part
    sent = _open(office, ("results", {"dot": "{shut}", "bang": board}))
    assert say("access.results.waits_title", "vi") not in sent


def test_dr_12_a_unit_officer_sees_the_own_unit(office: World) -> None:
    office.sit(Role.UNIT)
    sent = _open(office, ("results", {"dot": "{opened}", "bang": "ai-tra-loi"}))
    assert f"Nơi Quen {MINE}" in sent
    assert "DVBEN1" not in sent


@pytest.mark.parametrize("path", HTTP)
def test_plain_requests_of_a_unit_officer_get_nothing(office: World, path: str) -> None:
    answer = asyncio.run(_ask(office, _filled(office, path)))
    assert not [word for word in office.secrets if word in answer]


def test_a_sheet_for_another_unit_is_not_taken(office: World) -> None:
    campaign = next(c for c in campaigns.everything(engine()) if c.closed_on is None)
    answer = asyncio.run(_ask(office, f"/nhap-phieu/{campaign.id}?don_vi={FAR}", "POST"))
    assert say("paper_form.refused.no_unit", "vi") in answer


@pytest.mark.parametrize("act", ACTS, ids=lambda act: f"{act[0]}.{act[1]}")
def test_what_the_role_may_not_do_is_refused_where_it_is_done(
    office: World, act: tuple[str, str, tuple[str, ...]]
) -> None:
    office.sit(Role.UNIT)
    before = (len(events.latest(engine(), None)), officers.everyone(engine()))
    module, name, given = act
    sent = everything_sent(do, {}, module=module, name=name, given=" ".join(given))
    assert say("parts.not_allowed", "vi") in sent
    assert (len(events.latest(engine(), None)), officers.everyone(engine())) == before


def test_places_of_the_same_name_part_are_not_mixed_up(office: World) -> None:
    assert MY_CLUSTER != OTHER_CLUSTER
    office.sit(Role.CLUSTER)
    assert "Việc Nhà" in _open(office, ("planning", {"muc": "viec-da-hua"}))


def _open(office: World, way: Way) -> str:
    module, address = way
    filled = {
        name: _filled(office, value) if isinstance(value, str) else value
        for name, value in address.items()
    }
    return everything_sent(open_page, filled, module=module)


def _filled(office: World, text: str) -> str:
    return text.format(
        opened=office.opened.id,
        shut=office.shut.id,
        foreign=office.foreign.id,
        activity=office.foreign_activity,
    )


async def _ask(office: World, address: str, method: str = "GET") -> str:
    """The answer of the one door to the unit officer's browser."""
    path, _, query = address.partition("?")
    cookie = f"{cookie_name()}={office.tokens[Role.UNIT]}"
    headers = {"cookie": cookie, "host": "test", "accept": "text/html", "origin": "http://test"}
    headers["content-type"] = "application/json"
    said: list[bytes] = []

    sheet = {"id": "a" * 20, "sheet": {"P06": ["co"]}}

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": json.dumps(sheet).encode(), "more_body": False}

    async def send(message: dict[str, object]) -> None:
        said.append(message.get("body", b""))  # type: ignore[arg-type]

    async def nobody(scope: object, receive: object, send: Callable[..., object]) -> None:
        raise AssertionError("these addresses are ours, not Streamlit's")

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
    }
    door = Door(nobody, engine())  # type: ignore[arg-type]
    await door(scope, receive, send)  # type: ignore[arg-type]
    door._entry.stop()
    door._phone.stop()
    return b"".join(said).decode("utf-8", "replace")
