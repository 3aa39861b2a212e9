"""Results of employers never tell one of them: by type where blocks allow it, or all together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from db import campaigns, occasions, officers, organisation, releases, sessions, submissions, units
from db.migrate import migrate
from db.submissions import Incoming
from pages.cookies import cookie_name
from pages.settings import engine, now, settings, today
from surveys.access import Officer, Role
from surveys.answers import Answers
from surveys.blocks import POOLED
from surveys.campaigns import Audience, Campaign
from surveys.occasions import cluster, draft, survey_for
from surveys.organisation import Unit
from surveys.texts import say

pytestmark = pytest.mark.slow

DAYS = (today(), today() + timedelta(days=7))
CONTACT = ("Văn phòng", "0100 000 003")
SENT = {"dn_fdi": 10, "dn_ngoai_nn": 12, "dn_nn": 3}  # employers that answered, by type
BODY = Unit(
    "X-1",
    "Công đoàn xã Một",
    "co_quan",
    "khac",
    "",
    "",
    0,
    0,
    level="xa",
    began_on=date(2025, 7, 1),
)
ASKED = [
    Unit(
        f"NS{n:02}",
        f"Nhà máy Riêng {n:02}",
        kind,
        "may",
        "Mẫu",
        "Cụm 1",
        80,
        20,
        parent=BODY.code if n == 0 else "",
    )
    for n, kind in enumerate(kind for kind, count in SENT.items() for _ in range(count + 1))
]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Campaign]]:
    """An office in this process, where employers and officers of unions were asked."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA_DIR", str(tmp_path_factory.mktemp("data")))
        patch.delenv("DATABASE_URL", raising=False)
        settings.cache_clear()
        engine.cache_clear()
        migrate(engine())
        eve = officers.add(engine(), Officer(0, "eve", "Eve", Role.ADMIN, "vi"), "một câu dài")
        cookies = {cookie_name(): sessions.begin(engine(), eve.id, now())}
        patch.setattr(ContextProxy, "cookies", property(lambda _: cookies))
        yield {"employers": _employers(), "officers": _officers()}
        engine().dispose()
    settings.cache_clear()
    engine.cache_clear()


def _employers() -> Campaign:
    organisation.enter(engine(), BODY)
    units.take_in(engine(), ASKED)
    wanted = draft(Audience.EMPLOYER, "Doanh nghiệp 2026", DAYS, CONTACT)
    survey, codes = survey_for(Audience.EMPLOYER), [unit.code for unit in ASKED]
    campaign = campaigns.publish(engine(), wanted, survey, codes, now())
    left = dict(SENT)
    for link in campaigns.links(engine(), campaign.id):
        if left[link.unit.type]:
            left[link.unit.type] -= 1
            _send(campaign, link.code, {"R11": "co"})
    return _released(campaign)


def _officers() -> Campaign:
    wanted = draft(Audience.OFFICER, "Cán bộ 2026", DAYS, CONTACT)
    groups = [cluster("Cụm Lớn", 40), cluster("Cụm Nhỏ", 19), cluster("Cụm Vừa", 30)]
    survey = survey_for(Audience.OFFICER)
    campaign = occasions.publish_to(engine(), wanted, survey, groups, now())
    for link in campaigns.links(engine(), campaign.id):
        for _ in range({"Cụm Lớn": 30, "Cụm Nhỏ": 19, "Cụm Vừa": 25}[link.unit.name]):
            _send(campaign, link.code, {"O01": "ct"})
    return _released(campaign)


def _send(campaign: Campaign, code: str, answers: dict[str, str]) -> None:
    door = campaigns.door(engine(), code)
    assert door is not None
    _send.number += 1  # type: ignore[attr-defined]
    key = _send.number.to_bytes(16, "big")  # type: ignore[attr-defined]
    form = Incoming(key, campaign.id, door.unit_id, today(), "vi", Answers(answers))
    submissions.write(engine(), [form])


_send.number = 0  # type: ignore[attr-defined]


def _released(campaign: Campaign) -> Campaign:
    campaigns.close(engine(), campaign.id, today())
    releases.make(engine(), campaign.id, today())
    return campaigns.load(engine(), campaign.id)


def _script() -> None:
    from pages import results

    results.page()


def _seen(campaign: Campaign, **chosen: str) -> AppTest:
    at = AppTest.from_function(_script, default_timeout=60)
    at.query_params["dot"] = str(campaign.id)
    at.query_params["ai"] = campaign.audience
    for name, value in chosen.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception, at.exception
    return at


def _everything_sent(at: AppTest) -> str:
    return " ".join(str(element.proto) for element in at.main)


def _base(at: AppTest) -> str:
    """Whose answers these are, as the page says it."""
    return str(at.caption[0].value)


@pytest.mark.parametrize("asked", ["", *(unit.code for unit in ASKED[::9]), BODY.code])
def test_dr_05_no_address_tells_of_one_employer(office: dict[str, Campaign], asked: str) -> None:
    whole = _seen(office["employers"])
    at = _seen(office["employers"], don_vi=asked, to_chuc=asked)
    assert _base(at) == _base(whole)
    said = _everything_sent(at)
    assert "Nhà máy Riêng" not in said
    assert not [unit.code for unit in ASKED if f"({unit.code})" in said]
    labels = [box.label for box in at.selectbox]
    assert say("board.filter.unit", "vi") not in labels
    assert say("organisation.results.body", "vi") not in labels


def test_employers_are_told_by_the_types_that_have_figures_of_their_own(
    office: dict[str, Campaign],
) -> None:
    release = releases.load(engine(), office["employers"].id)
    assert release is not None
    told = {block.where["unit_type"] for block in release.blocks} - {POOLED}
    assert told == {"dn_fdi", "dn_ngoai_nn"}
    at = _seen(office["employers"])
    groups = [{option.content for option in g.proto.options} for g in at.get("button_group")]
    assert {say(f"names.unit_type.{one}", "vi") for one in told} in groups
    narrowed = _seen(office["employers"], loai="dn_nn")  # three answered: not to be had
    assert _base(narrowed) == _base(at)


def test_of_officers_only_clusters_with_figures_of_their_own_are_offered(
    office: dict[str, Campaign],
) -> None:
    at = _seen(office["officers"])
    box = next(b for b in at.selectbox if b.label == say("occasions.results.cluster", "vi"))
    assert "Cụm Nhỏ" not in box.options
    small = next(p for p in _frame(office["officers"]) if p[1] == "Cụm Nhỏ")
    assert _base(_seen(office["officers"], don_vi=small[0])) == _base(at)


def _frame(campaign: Campaign) -> list[tuple[str, str]]:
    release = releases.load(engine(), campaign.id)
    assert release is not None
    return [(place.code, place.name) for place in release.frame]
