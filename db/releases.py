"""Releases: what a closed campaign publishes, written once and never changed."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, select

from db import campaigns, set_aside, submissions, surveys, words
from db.engine import reading, sweep, writing
from db.schema import CampaignRow, ReleaseRow
from surveys.blocks import (
    Place,
    Release,
    Rule,
    coded,
    from_document,
    in_groups,
    published,
    to_document,
)
from surveys.blocks.intake import Arrived, Traits
from surveys.blocks.own_words import Heard, Pile, fields, own_words
from surveys.blocks.verifying import faults
from surveys.campaigns import OUTSIDE, Audience, Campaign
from surveys.organisation import Unit

Progress = Callable[[float], None]  # hears a share of the work, 0..1
_READING = 0.8  # of the work is to read the forms
_TOLD_EVERY = 5_000  # forms


@dataclass(frozen=True, slots=True)
class _Made:
    """A release before it is saved, what people wrote, and the fields it was written in."""

    release: Release
    piles: tuple[Pile, ...]
    fields: frozenset[str]


class NotClosed(Exception):
    """Answers are published only after the close (DR-07)."""


@dataclass(frozen=True, slots=True)
class Verified:
    """A stored release with its groups and answers, and the names of what is wrong with it."""

    title: str
    number: int
    groups: int
    answered: int
    faults: tuple[str, ...]


def make(engine: Engine, campaign_id: int, today: date, told: Progress | None = None) -> Release:
    """Publish a closed campaign: blocks from its forms, saved in one transaction, so that a power
    cut leaves all of it or nothing. Asked again, it gives the release that exists. `told` hears
    what share of the work is done. NotClosed while answers may still come in."""
    campaign = campaigns.load(engine, campaign_id)
    if campaign.closed_on is None:
        raise NotClosed(campaign_id)
    hears = told or _tell_nobody
    while True:
        known = load(engine, campaign_id)
        made = known or _save(engine, campaign, _built(engine, campaign, today, hears))
        if made is not None:
            if known is None:
                sweep(engine, submissions.FORMS)  # the forms with the words that were in them
            hears(1.0)
            return made


def load(engine: Engine, campaign_id: int) -> Release | None:
    """The newest release of a campaign; None before the first. ValueError when it was altered."""
    newest = (
        select(ReleaseRow.document)
        .where(ReleaseRow.campaign_id == campaign_id)
        .order_by(ReleaseRow.number.desc())
    )
    with reading(engine) as session:
        document = session.scalar(newest.limit(1))
    return None if document is None else from_document(document)


def verified(engine: Engine) -> Iterator[Verified]:
    """Every stored release, checked anew: its checksum, the chain, the size of its groups and
    its tallies."""
    wanted = (
        select(CampaignRow.title, ReleaseRow)
        .join(CampaignRow, CampaignRow.id == ReleaseRow.campaign_id)
        .order_by(ReleaseRow.campaign_id, ReleaseRow.number)
    )
    before = ""
    with reading(engine) as session:
        for title, row in session.execute(wanted, execution_options={"yield_per": 1}):
            before = before if row.number > 1 else ""
            yield _verified(title, row, before)
            before = row.checksum


def _verified(title: str, row: ReleaseRow, before: str) -> Verified:
    try:
        release = from_document(row.document)
    except (ValueError, KeyError, TypeError, zlib.error):  # whatever was done to the document
        return Verified(title, row.number, 0, 0, ("altered",))
    found = tuple(fault.value for fault in faults(release, before))
    is_another = (row.checksum, row.number) != (release.checksum, release.number)
    groups = sum(len(table.n) for table in release.tables)
    found = ("altered", *found) if is_another else found
    return Verified(title, row.number, groups, release.answered, found)


def checksum(engine: Engine, campaign_id: int) -> str | None:
    """What identifies the newest release of a campaign; None before the first."""
    newest = (
        select(ReleaseRow.checksum)
        .where(ReleaseRow.campaign_id == campaign_id)
        .order_by(ReleaseRow.number.desc())
    )
    with reading(engine) as session:
        return session.scalar(newest.limit(1))


def _built(engine: Engine, campaign: Campaign, today: date, told: Progress) -> _Made:
    survey = surveys.load(engine, campaign.survey_version)
    units = [link.unit for link in campaigns.links(engine, campaign.id)]
    with reading(engine) as session:
        rules = set_aside.rules(session, campaign.id)
    rule = Rule(k=campaign.k, coordinates=campaign.coordinates)
    traits = Traits(survey, rules)
    heard = Heard(survey, rule)
    arrived = _told(engine, campaign, told)
    forms = coded(survey, rule, heard.through(traits.through(arrived)))
    kept, aside = traits.sift(set_aside.heads(campaign, units))
    forms = forms.only(kept)
    heard.keep(kept)
    sent = forms.by_unit()
    frame = tuple(_place(campaign, unit, sent.get(unit.code, 0)) for unit in units)
    groups = in_groups(survey, rule, frame, forms)
    release = published(groups, made_on=today, set_aside=aside)
    return _Made(release, own_words(groups, heard), fields(survey))


def _told(engine: Engine, campaign: Campaign, told: Progress) -> Arrived:
    """Every form once, with the share of them that was read."""
    with reading(engine) as session:
        total = sum(submissions.count_by_unit(session, campaign.id).values())
    for number, each in enumerate(submissions.arrived(engine, campaign.id)):
        if number % _TOLD_EVERY == 0:
            told(_READING * number / total)
        yield each
    told(_READING)


def _tell_nobody(_share: float) -> None:
    """Where nobody waits for the release."""


def _save(engine: Engine, campaign: Campaign, made: _Made) -> Release | None:
    """Of two who release at once the second gets what the first wrote. None, and nothing is
    written, when a rule that sets forms aside was changed meanwhile. Own words leave the forms
    in the same moment: they lie apart now, or nowhere."""
    release = made.release
    with writing(engine) as session:
        row = session.get_one(CampaignRow, campaign.id, with_for_update=True)
        if row.released_on is None:
            applied = {(each.rule, each.threshold) for each in release.set_aside}
            kept = {(r.rule.value, r.threshold) for r in set_aside.rules(session, campaign.id)}
            if applied != kept:
                return None
            session.add(_row(campaign, release))
            words.take(session, row, made.piles)
            submissions.forget_words(session, campaign.id, made.fields)
            row.released_on = release.made_on
            return release
    return load(engine, campaign.id)


def _row(campaign: Campaign, release: Release) -> ReleaseRow:
    return ReleaseRow(
        campaign_id=campaign.id,
        number=release.number,
        made_on=release.made_on,
        checksum=release.checksum,
        document=to_document(release),
    )


def _place(campaign: Campaign, unit: Unit, sent: int) -> Place:
    """People outside of all units stand for themselves alone: nobody knows how many they are. A
    unit that answers through its employer has one head: two forms count once."""
    if campaign.audience == Audience.EMPLOYER:
        return Place(unit.code, unit.name, unit.type, 1, None, 0)
    heads = max(sent, campaign.k) if unit.type == OUTSIDE else unit.workers
    return Place(unit.code, unit.name, unit.type, heads, unit.women, unit.members)
