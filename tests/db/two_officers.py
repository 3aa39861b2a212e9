"""What two officers can have open at once: how each saves it and how the second is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Engine

from db import (
    activities,
    added_words,
    campaign_clock,
    campaign_drafts,
    campaigns,
    drafts,
    installation,
    ledgers,
    logo,
    officers,
    organisation,
    periodic,
    releases,
    set_aside,
    targets,
    units,
)
from db.hardship import office
from db.hardship.requests import Stale
from db.installation import Installation
from db.set_aside import Change, Decision
from surveys.blocks.intake import Aside, Rule
from surveys.ledgers import BOOKS, Entry
from surveys.organisation import Refusal, Unit, Wish, planned
from surveys.periodic import Calendar, Every, Report
from surveys.posters import Logo
from tests.db.cast import ALICE, BOB, LETTERHEAD, MEALS, NOW, TODAY, annual, campaign_of, unit

DAY = timedelta(days=1)
BOOK = BOOKS["headcount"]


@dataclass(frozen=True)
class Record:
    """What two officers open (`opened` gives what both see), how each of them saves it, how the
    second is told, and what is kept."""

    opened: Callable[[Engine], Any]
    save: Callable[[Engine, Any, int], object]
    told: type[Exception] | tuple[type[Exception], ...]
    kept: Callable[[Engine], Any]


def _headcount(members: int) -> Entry:
    heads = {"unit": "A", "day": TODAY, "workers": 90, "members": members}
    return Entry(heads | {"women": None, "women_members": None, "source": "so_don_vi"})


def _first_headcount(engine: Engine) -> Entry:
    units.take_in(engine, [unit("A")])
    return _headcount(40)


def _known_headcount(engine: Engine) -> Entry:
    return ledgers.save(engine, BOOK, _first_headcount(engine))


def _other_members(entry: Entry, who: int) -> Entry:
    return replace(entry, values={**entry.values, "members": 50 + who})


def _members(engine: Engine) -> tuple[object, ...]:
    return tuple(entry.values["members"] for entry in ledgers.entries(engine, BOOK))


def _calendar(engine: Engine) -> Calendar:
    periodic.set_calendar(engine, Calendar(Every.QUARTER, 5, 3, date(2026, 1, 1)))
    known = periodic.calendar(engine)
    assert known
    return known


def _report(engine: Engine) -> Report:
    units.take_in(engine, [unit("A")])
    return periodic.receive(engine, Report("A", "2026-Q3", TODAY, 60, 30))


def _closed(engine: Engine) -> int:
    campaign = campaign_of(engine, "A")
    campaigns.close(engine, campaign.id, TODAY)
    return campaign.id


def _released(engine: Engine) -> int:
    number = _closed(engine)
    releases.make(engine, number, TODAY)
    return number


def _rule(engine: Engine, campaign_id: int, who: int) -> None:
    wanted = Decision(Aside(Rule.IDENTICAL, 5 + who), "Phiếu chép trong một chuyền")
    set_aside.change(engine, campaign_id, Change(Rule.IDENTICAL, None, wanted), None, NOW)


def _kept_logo(engine: Engine) -> Logo:
    logo.keep(engine, Logo(b"old"), NOW, None)
    return Logo(b"old")


def known_unit(engine: Engine) -> Unit:
    units.add(engine, unit("A"))
    return units.everyone(engine)[0]


def _installation(engine: Engine) -> Installation:
    installation.set_up(engine, LETTERHEAD, NOW)
    known = installation.load(engine)
    assert known
    return known


def _campaign_draft(engine: Engine) -> campaign_drafts.CampaignDraft:
    alice = officers.add(engine, ALICE, "mưa rừng Mẫu 2026")
    return campaign_drafts.create(engine, {"title": "Nhu cầu"}, alice.id, NOW)


def _words(engine: Engine, _: object, who: int) -> None:
    changes = {"poster.title": ("", f"{who}")}
    if added_words.save(engine, "km", changes):
        raise _Told


class _Told(Exception):
    """The function says by what it returns which sentences were not written."""


RECORDS: dict[str, Record] = {
    "calendar, never set": Record(
        lambda engine: Calendar(Every.QUARTER, 5, 3, date(2026, 1, 1)),
        lambda engine, seen, who: periodic.set_calendar(engine, replace(seen, due_days=5 + who)),
        periodic.ChangedMeanwhile,
        periodic.calendar,
    ),
    "calendar": Record(
        _calendar,
        lambda engine, seen, who: periodic.set_calendar(engine, replace(seen, due_days=5 + who)),
        periodic.ChangedMeanwhile,
        periodic.calendar,
    ),
    "report": Record(
        _report,
        lambda engine, seen, who: periodic.give_back(engine, seen, f"thiếu {who}"),
        periodic.ChangedMeanwhile,
        periodic.reports,
    ),
    "register, new line": Record(
        _first_headcount,
        lambda engine, seen, who: ledgers.save(engine, BOOK, _other_members(seen, who)),
        ledgers.AlreadyThere,
        _members,
    ),
    "register": Record(
        _known_headcount,
        lambda engine, seen, who: ledgers.save(engine, BOOK, _other_members(seen, who)),
        ledgers.ChangedMeanwhile,
        _members,
    ),
    "register, from a file": Record(
        _known_headcount,
        lambda engine, seen, who: ledgers.take_in(engine, BOOK, [_other_members(seen, who)]),
        ledgers.ChangedMeanwhile,
        _members,
    ),
    "last day": Record(
        lambda engine: campaign_of(engine, "A"),
        lambda engine, seen, who: campaigns.prolong(
            engine, seen.id, seen.closes_on + who * DAY, seen.closes_on
        ),
        campaigns.ChangedMeanwhile,
        campaigns.everything,
    ),
    "rule to set aside": Record(
        _closed, _rule, set_aside.ChangedMeanwhile, lambda engine: set_aside.decisions(engine, 1)
    ),
    "result notice": Record(
        _released,
        lambda engine, seen, who: campaign_clock.answer(engine, seen, TODAY, f"Bảng tin {who}"),
        campaign_clock.Answered,
        campaigns.everything,
    ),
    "logo, the first": Record(
        lambda engine: None,
        lambda engine, seen, who: logo.keep(engine, Logo(b"%d" % who), NOW, seen),
        logo.ChangedMeanwhile,
        logo.load,
    ),
    "logo": Record(
        _kept_logo,
        lambda engine, seen, who: (
            logo.keep(engine, Logo(b"%d" % who), NOW, seen)
            if who == 1
            else logo.remove(engine, seen)
        ),
        logo.ChangedMeanwhile,
        logo.load,
    ),
    "activity": Record(
        lambda engine: activities.add(engine, MEALS),
        lambda engine, seen, who: activities.change(engine, replace(seen, reached=who), seen),
        activities.ChangedMeanwhile,
        activities.everything,
    ),
    "unit": Record(
        known_unit,
        lambda engine, seen, who: units.change(engine, replace(seen, workers=70 + who), seen),
        units.ChangedMeanwhile,
        units.everyone,
    ),
    "units, from a file": Record(
        known_unit,
        lambda engine, seen, who: units.take_in(
            engine, [replace(seen, workers=70 + who)], {"A": seen}
        ),
        units.ChangedMeanwhile,
        units.everyone,
    ),
    "event of the tree": Record(
        lambda engine: (known_unit(engine), organisation.load(engine)),
        lambda engine, seen, who: organisation.happen(
            engine,
            wish := Wish("doi_ten", TODAY, ("A",), name=f"Công ty Mới {who}"),
            planned(seen[1], wish),
        ),
        (organisation.ChangedMeanwhile, Refusal),
        units.everyone,
    ),
    "target": Record(
        lambda engine: targets.everything(engine)[0],
        lambda engine, seen, who: targets.save(engine, replace(seen, value=90.0 + who), NOW, ""),
        targets.ChangedMeanwhile,
        targets.everything,
    ),
    "account": Record(
        lambda engine: (officers.add(engine, ALICE, "mưa rừng Mẫu 2026"), None)[0],
        lambda engine, seen, who: officers.change(engine, replace(seen, name=f"Alice {who}"), seen),
        officers.ChangedMeanwhile,
        officers.everyone,
    ),
    "names of the office": Record(
        _installation,
        lambda engine, seen, who: installation.change(
            engine, replace(seen, refresh_hours=who), seen
        ),
        installation.ChangedMeanwhile,
        installation.load,
    ),
    "set-up": Record(
        lambda engine: None,
        lambda engine, seen, who: installation.found(
            engine, LETTERHEAD, (ALICE, BOB)[who - 1], "mưa rừng Mẫu 2026", NOW
        ),
        installation.AlreadySetUp,
        officers.everyone,
    ),
    "hardship settings": Record(
        office.load,
        lambda engine, seen, who: office.save(engine, replace(seen, months=who)),
        Stale,
        office.load,
    ),
    "campaign being prepared": Record(
        _campaign_draft,
        lambda engine, seen, who: campaign_drafts.save(engine, seen, {"title": f"{who}"}, NOW),
        campaign_drafts.ChangedMeanwhile,
        campaign_drafts.everything,
    ),
    "questionnaire": Record(
        lambda engine: drafts.create(engine, annual(), NOW),
        lambda engine, seen, who: drafts.save(
            engine, seen, replace(seen.survey, title={"vi": f"Phiếu {who}"}), "title", NOW + DAY
        ),
        drafts.ChangedMeanwhile,
        drafts.everything,
    ),
    "words of a language": Record(lambda engine: None, _words, _Told, added_words.load),
}
