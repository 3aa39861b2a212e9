"""Two installations that differ in nothing but who gave which answer: the same units, officers,
links, keys and days, and the same dice. What one shows and the other does not is a leak.

Of the campaigns that are published, answers are dealt out anew inside the blocks. Of the one that
is closed, whole sheets inside each unit: until the release its forms are told of as groups of a
unit (surveys.blocks.intake). Of the one that is open the answers are other ones altogether."""

from __future__ import annotations

import logging
import os
import random
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from enum import StrEnum
from pathlib import Path
from types import SimpleNamespace

import pytest
from openpyxl.packaging import core
from openpyxl.writer import excel
from sqlalchemy import Engine
from streamlit.elements import spinner

from db import (
    activities,
    campaigns,
    installation,
    officers,
    participation,
    releases,
    scopes,
    sessions,
    submissions,
    units,
)
from db.hardship import office
from db.migrate import migrate
from db.submissions import Incoming, Mode
from pages import hardship_store, settings
from surveys.access import Officer, Role
from surveys.answers import Answers, Submission
from surveys.blocks import Rule
from surveys.campaigns import COORDINATES, Campaign
from surveys.catalogue import bank
from surveys.hardship import Office
from surveys.model import Survey
from surveys.organisation import Unit
from tests.db.cast import MEALS, draft
from tests.pages import world_beside
from tests.pages.world import LETTERHEAD
from tests.surveys import crowd
from tests.surveys.swapping import Swap

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
K = 10
KEY = "VT1i4IuvvyMZ9yE2XhOQXQ2WlLrmRdp3d1AmLpX7p9o="  # of requests for help, for tests only
GUARDED = ("O09", "X08", "S05")  # sensitive, contact, and a matrix, beside the yearly questions
PLACES = {Role.CLUSTER: ("Cụm 1",), Role.UNIT: ("A1",), Role.VIEWER: ("A1",)}
PASSWORD = "một câu dài của ai"
_NEVER = 3_600.0  # seconds
_SENT_ON = (1, 2, 3)  # days before NOW
_OF_THE_SAMPLE = "quantri.mau"


class Deal(StrEnum):
    """How the answers are dealt."""

    FIRST = "first"
    SWAPPED = "swapped"


class Moment(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return NOW.astimezone(tz)


@dataclass
class Dice:
    """Chance that is the same in both worlds: what is drawn must not depend on answers."""

    draw: random.Random

    def again(self, on: str = "a walk") -> None:
        self.draw.seed(on)

    def bytes(self, size: int) -> bytes:
        return self.draw.randbytes(size)


@dataclass(frozen=True)
class Installation:
    """One of the two, in this process; `tokens` are those of the officers' browsers."""

    engine: Engine
    folder: Path
    dice: Dice


@contextmanager
def installed(folder: Path) -> Iterator[Installation]:
    """The product in this process with its data in the folder, at a moment that stands still."""
    dice = Dice(random.Random())
    dice.again("the office")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA_DIR", str(folder))
        patch.setenv("SUPPORT_KEY", KEY)
        for name in ("DATABASE_URL", "SUPPORT_DATABASE_URL", "BASE_URL"):
            patch.delenv(name, raising=False)
        patch.setattr(settings, "datetime", Moment)
        for writes in (excel, core):  # a workbook notes when it was written
            patch.setattr(writes, "datetime", SimpleNamespace(datetime=Moment, timezone=timezone))
        patch.setattr(logging.Formatter, "formatTime", lambda *_: str(NOW))
        patch.setattr(spinner, "DELAY_SECS", _NEVER)  # it turns for who waits half a second
        still = SimpleNamespace(localtime=lambda *_: NOW.timetuple(), time=NOW.timestamp)
        patch.setattr(zipfile, "time", still)  # and every archive, for each file in it
        patch.setattr(os, "urandom", dice.bytes)
        patch.setattr(random, "_urandom", dice.bytes)
        _forget()
        try:
            yield Installation(settings.engine(), folder, dice)
        finally:
            settings.engine().dispose()
            hardship_store.store().engine.dispose()
    _forget()


def _forget() -> None:
    for kept in (settings.settings, settings.engine, hardship_store.store):
        kept.cache_clear()


def found(engine: Engine) -> dict[Role, str]:
    """All but the answers: what both worlds have in common. Tokens of officers, by role."""
    migrate(engine)
    installation.set_up(engine, LETTERHEAD, NOW)
    office.save(engine, Office(open=True, carer="cán bộ chăm lo", phone="0271 000 111", months=24))
    units.take_in(engine, [_unit(code) for code in crowd.SIZES])
    for title in CAMPAIGNS:
        _publish(engine, title)
    activities.add(engine, replace(MEALS, scope="Cụm 1", campaign_id=1))
    tokens = {role: _sign_up(engine, role) for role in Role}
    world_beside.furnished(engine, "A1")
    world_beside.asked_for_help(engine)
    return tokens


def filled(engine: Engine, deal: Deal) -> None:
    """The answers come in; what is over is closed, and published where it is to be."""
    for campaign in reversed(campaigns.everything(engine)):
        _answer(engine, campaign, deal)
        is_open, is_published = CAMPAIGNS[campaign.title]
        if not is_open:
            campaigns.close(engine, campaign.id, NOW.date())
        if is_published:
            releases.make(engine, campaign.id, NOW.date())
            scopes.open_results(engine, campaign.id, NOW)
    participation.refresh(engine, NOW.date(), NOW, timedelta())  # pages would, when first opened


_BY_CARD = "Đợt Rút Phiếu"
CAMPAIGNS = {  # title: whether it is open, whether it is published
    "Đợt Năm Ngoái": (False, True),
    "Đợt Năm Nay": (False, True),
    "Đợt Vừa Đóng": (False, False),
    "Đợt Đang Hỏi": (True, False),
    _BY_CARD: (True, False),
}


def survey() -> Survey:
    """The yearly questionnaire and questions of every sensitivity."""
    yearly = crowd.yearly()
    added = tuple(bank()[id] for id in GUARDED)
    slots = yearly.slots + tuple((id,) for id in GUARDED)
    return replace(yearly, questions=yearly.questions + added, slots=slots)


def _unit(code: str) -> Unit:
    kind, workers, _ = crowd.SIZES[code]
    cluster = "Cụm 1" if code[0] in "AB" else "Cụm 2"
    known = (code, f"Đơn vị {code}", kind, "khac", "Mẫu", cluster, workers, workers // 2)
    return Unit(*known, has_union=True)


def _publish(engine: Engine, title: str) -> Campaign:
    begun = NOW.date() - timedelta(days=400 if title == "Đợt Năm Ngoái" else 5)
    days = {"opens_on": begun, "closes_on": begun + timedelta(days=20)}
    until = NOW.date() + timedelta(days=200)
    known = replace(draft(k=K, title=title, delete_on=until, cards=title == _BY_CARD), **days)
    known = replace(known, deletion_codes=title != _BY_CARD)
    return campaigns.publish(engine, known, survey(), _asked(title), NOW)


def _asked(title: str) -> tuple[str, ...]:
    """Cards are printed for few people: each is drawn on paper."""
    return ("A4",) if title == _BY_CARD else tuple(crowd.SIZES)


def _answer(engine: Engine, campaign: Campaign, deal: Deal) -> None:
    links = {link.unit.code: link.code for link in campaigns.links(engine, campaign.id)}
    doors = {code: campaigns.door(engine, link) for code, link in links.items()}
    draw = random.Random(f"{campaign.title} keys")
    batch = []
    for form in _dealt(campaign, deal):
        door = doors[form.unit]
        assert door is not None
        day = NOW.date() - timedelta(days=draw.choice(_SENT_ON))
        key, lang, mode = draw.randbytes(16), draw.choice(("vi", "en")), draw.choice(list(Mode))
        batch.append(Incoming(key, campaign.id, door.unit_id, day, lang, form.answers, mode))
    assert all(submissions.write(engine, batch))


def _dealt(campaign: Campaign, deal: Deal) -> Sequence[Submission]:
    """The forms of a campaign, unit by unit, with the answers of this world."""
    forms = _forms(campaign.title, Deal.FIRST)
    is_open, is_published = CAMPAIGNS[campaign.title]
    if deal is Deal.FIRST:
        return forms
    if is_open:
        return _forms(campaign.title, deal)
    swap = Swap(survey(), Rule(K, COORDINATES), crowd.frame(), seed=2)
    return swap.inside_blocks(forms) if is_published else swap.inside_units(forms)


def _forms(title: str, deal: Deal) -> list[Submission]:
    draw = random.Random(f"{title} {deal}")
    sent = [unit for unit in _asked(title) for _ in range(crowd.SIZES[unit][2])]
    return [Submission(unit, Answers(crowd.robot(survey(), draw))) for unit in sent]


def _sign_up(engine: Engine, role: Role) -> str:
    """Their logins are those of the sample's officers, so that nobody loads the sample."""
    login = f"ai.{role}" if role is not Role.ADMIN else _OF_THE_SAMPLE
    lang = "en" if role is Role.CLUSTER else "vi"
    officer = Officer(0, login, f"Ai {role}", role, lang, places=PLACES.get(role, ()))
    made = officers.add(engine, officer, PASSWORD)
    return sessions.begin(engine, made.id, NOW)
