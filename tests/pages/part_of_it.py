"""An office where everybody sees a part: two clusters, three campaigns, an officer of each role.

What belongs to the other cluster, and what is not open yet, bears names that nobody else bears:
whoever finds one of them in what is sent to a browser has found a leak."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Node

from db import (
    activities,
    campaigns,
    installation,
    officers,
    releases,
    scopes,
    sessions,
    submissions,
    units,
)
from db.migrate import migrate
from db.submissions import Incoming
from pages.cookies import cookie_name
from pages.settings import engine, now, settings, today
from surveys.access import Officer, Role
from surveys.answers import Answers
from surveys.campaigns import Campaign
from surveys.organisation import Unit
from tests.db.cast import MEALS, draft
from tests.pages.world import LETTERHEAD
from tests.surveys import crowd

MINE, OTHERS = "DVTOI", ("DVLA1", "DVLA2", "DVLA3")
MY_CLUSTER, OTHER_CLUSTER = "Cụm Nhà", "Cụm Lạ"
PLACES = {
    Role.CLUSTER: (MY_CLUSTER,),
    Role.UNIT: (MINE,),
    Role.VIEWER: (MINE,),
}
SIZES = {MINE: 60, "DVNHO": 4, "DVBEN1": 40, "DVBEN2": 40, "DVLA1": 50, "DVLA2": 45, "DVLA3": 44}
SECRET_TITLES = ("Đợt Kín Riêng Cụm Lạ",)


@dataclass
class World:
    """The office; `token` is that of whoever sits at the browser."""

    token: str
    tokens: dict[Role, str]
    opened: Campaign
    shut: Campaign
    foreign: Campaign
    codes: Mapping[str, str]
    foreign_activity: int

    def sit(self, role: Role) -> None:
        """Somebody of this role sits down."""
        self.token = self.tokens[role]

    @property
    def secrets(self) -> tuple[str, ...]:
        """What belongs to others: names and codes of units, titles, plans, links."""
        names = tuple(f"Nơi Xa Lạ {code}" for code in OTHERS)
        links = tuple(
            link for unit, link in self.codes.items() if unit.rpartition(" ")[2] in OTHERS
        )
        return (*OTHERS, *names, *links, *SECRET_TITLES, OTHER_CLUSTER, "Việc Kín Lạ")


@contextmanager
def world(folder: Path) -> Iterator[World]:
    """The office, in this process: pages run as Streamlit runs them, without a browser."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA_DIR", str(folder))
        patch.delenv("DATABASE_URL", raising=False)
        settings.cache_clear()
        engine.cache_clear()
        migrate(engine())
        made = _made()
        cookies = property(lambda _: {cookie_name(): made.token})
        patch.setattr(ContextProxy, "cookies", cookies)
        yield made
        engine().dispose()
    settings.cache_clear()
    engine.cache_clear()


def everything_sent(
    script: Callable[..., None], address: Mapping[str, object], **given: str
) -> str:
    """All that a script sends to the browser for an address, as one text."""
    at = AppTest.from_function(script, default_timeout=60, kwargs=given or None)
    for name, value in address.items():
        if name.startswith("table-"):
            at.session_state[name] = value
        else:
            at.query_params[name] = value  # type: ignore[assignment]
    at.run()
    assert not at.exception, at.exception
    return "".join(_sent(node) for node in (at.main, at.sidebar))


def _sent(node: Node) -> str:
    found = []
    for inner in node:
        proto = getattr(inner, "proto", None)
        if proto is not None and hasattr(proto, "SerializeToString"):
            found.append(proto.SerializeToString().decode("utf-8", "replace"))
    return "".join(found)


def _made() -> World:
    installation.set_up(engine(), LETTERHEAD, now())
    units.take_in(engine(), [_unit(code) for code in SIZES])
    opened = _released("Đợt Đã Mở", tuple(SIZES))
    scopes.open_results(engine(), opened.id, now())
    shut = _released("Đợt Chưa Mở", tuple(SIZES))
    foreign = _released(SECRET_TITLES[0], OTHERS)
    _publish("Đợt Đang Hỏi", tuple(SIZES), open_still=True)
    secret = replace(MEALS, title="Việc Kín Lạ", scope=OTHER_CLUSTER, place="Xa")
    kept = activities.add(engine(), secret)
    activities.add(engine(), replace(MEALS, title="Việc Nhà", scope=MY_CLUSTER, place="Gần"))
    tokens = {role: _sign_up(role) for role in Role}
    codes = {
        f"{campaign.id} {link.unit.code}": link.code
        for campaign in campaigns.everything(engine())
        for link in campaigns.links(engine(), campaign.id)
    }
    return World(tokens[Role.ADMIN], tokens, opened, shut, foreign, codes, kept.id)


def _unit(code: str) -> Unit:
    home = code not in OTHERS
    name = f"Nơi Quen {code}" if home else f"Nơi Xa Lạ {code}"
    cluster = MY_CLUSTER if home else OTHER_CLUSTER
    return Unit(code, name, "dn_fdi", "khac", "Mẫu", cluster, 90, 45)


def _publish(title: str, codes: tuple[str, ...], *, open_still: bool = False) -> Campaign:
    known = draft(k=10, title=title)
    days = {"opens_on": today() - timedelta(days=3), "closes_on": today() + timedelta(days=7)}
    known = replace(known, **days, delete_on=today() + timedelta(days=300))  # type: ignore[arg-type]
    campaign = campaigns.publish(engine(), known, crowd.yearly(), codes, now())
    draw = random.Random(7)
    for link in campaigns.links(engine(), campaign.id):
        door = campaigns.door(engine(), link.code)
        assert door is not None
        count = 12 if open_still else SIZES[link.unit.code]
        forms = [Answers(crowd.robot(crowd.yearly(), draw)) for _ in range(count)]
        submissions.write(
            engine(),
            [
                Incoming(draw.randbytes(16), campaign.id, door.unit_id, today(), "vi", form)
                for form in forms
            ],
        )
    return campaign


def _released(title: str, codes: tuple[str, ...]) -> Campaign:
    campaign = _publish(title, codes)
    campaigns.close(engine(), campaign.id, today())
    releases.make(engine(), campaign.id, today())
    return campaigns.load(engine(), campaign.id)


def _sign_up(role: Role) -> str:
    officer = Officer(0, f"ai.{role}", f"Ai {role}", role, "vi", places=PLACES.get(role, ()))
    made = officers.add(engine(), officer, "một câu dài của ai")
    return sessions.begin(engine(), made.id, now())
