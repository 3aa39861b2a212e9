"""The one door through which pages come to units, campaigns, participation, results and plans:
every query here is narrowed to what the signed-in officer may see (DR-12)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from db import activities as stored_activities
from db import campaigns as stored_campaigns
from db import participation as counted
from db import scopes
from db import units as register
from db.campaigns import Link
from db.participation import Participation
from pages.parts import signed_in
from pages.settings import engine, now, today
from surveys.access import Scope
from surveys.blocks import Release
from surveys.blocks.narrowing import narrowed, narrowed_or_cluster
from surveys.campaigns import Audience, Campaign
from surveys.organisation import Unit
from surveys.plan import Activity
from surveys.texts.search import plain


def scope() -> Scope:
    """What the signed-in officer may see; asked anew each time, for roles change."""
    return scopes.scope(engine(), signed_in(), today())


def units() -> tuple[Unit, ...]:
    """The units of the register."""
    mine = scope()
    return tuple(unit for unit in register.everyone(engine()) if mine.sees(unit.code))


def units_of_every_level() -> tuple[Unit, ...]:
    """The same with the bodies above workplaces, for those who see the whole."""
    return register.of_every_level(engine()) if scope().is_everything else units()


def every_campaign() -> tuple[Campaign, ...]:
    """The campaigns of all people, to be run; figures of two kinds of people are never mixed."""
    return tuple(campaign for one in Audience for campaign in campaigns(one))


def campaigns(audience: Audience = Audience.WORKER) -> tuple[Campaign, ...]:
    """The campaigns that ask a unit of one's own, the newest first; those of others than workers
    are seen by the level above only."""
    mine = scope()
    every = tuple(c for c in stored_campaigns.everything(engine()) if c.audience == audience)
    if mine.is_everything or audience is not Audience.WORKER:
        return every if mine.is_everything else ()
    known = scopes.campaigns_within(engine(), mine)
    return tuple(campaign for campaign in every if campaign.id in known)


def links(campaign_id: int) -> tuple[Link, ...]:
    """The units of a campaign with their codes."""
    mine = scope()
    every = stored_campaigns.links(engine(), campaign_id)
    return tuple(link for link in every if mine.sees(link.unit.code))


def participation(campaign_id: int, every: timedelta) -> Participation:
    """The last count, made anew when it is older than `every`."""
    mine = scope()
    found = counted.as_of(engine(), campaign_id, now(), every)
    return replace(found, units=tuple(u for u in found.units if mine.sees(u.unit.code)))


def activities() -> tuple[Activity, ...]:
    """What was promised. Whoever sees a part only finds what names a unit or cluster of the own
    part, without the figure of the whole that stands behind it."""
    mine = scope()
    every = stored_activities.everything(engine())
    if mine.is_everything:
        return every
    names = _names(mine)
    return tuple(replace(a, figure="") for a in every if _is_about(a, names))


def of_release(campaign: Campaign, release: Release) -> Release | None:
    """What of a campaign's release may be seen; None while it waits for the level above to let
    it go (DR-24)."""
    mine = scope()
    if mine.units is None:
        return release
    if mine.waits and scopes.opened_at(engine(), campaign.id) is None:
        return None
    if not mine.waits:
        return narrowed(release, mine.units)
    clusters = scopes.clusters_of(engine(), mine.units, today())
    return narrowed_or_cluster(release, mine.units, clusters)


def _names(mine: Scope) -> tuple[str, ...]:
    own = [unit for unit in register.everyone(engine()) if mine.sees(unit.code)]
    clusters = scopes.cluster_names(engine(), (unit.code for unit in own), today())
    return tuple(clusters.union(unit.name for unit in own))


def _is_about(activity: Activity, names: tuple[str, ...]) -> bool:
    """Whether it names one of them, word for word: "Cụm 1" is not in "Cụm 10"."""
    told = plain(f"{activity.scope} | {activity.place}")
    return any(re.search(rf"(?<!\w){re.escape(plain(name))}(?!\w)", told) for name in names)
