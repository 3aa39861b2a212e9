"""The places of a campaign that are no units: small units together, and people outside of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from db.engine import reading
from db.schema import CampaignRow, LinkRow, UnitRow
from db.schema_campaigns import GatheredRow
from surveys.campaigns import MIXED, OUTSIDE, new_code, type_of

_NO_SECTOR = "khac"
_MARK = "~"  # begins the code of a place; no code of the register begins like that


@dataclass(frozen=True, slots=True)
class Places:
    """Whom a campaign asks: units by code, each with a QR code of its own; groups of unit codes
    that share one, by name; and the name of the place for everybody else ("" for none)."""

    units: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]
    outside: str = ""


def enter(session: Session, campaign: CampaignRow, places: Places) -> None:
    """Make a link for every unit and every place of the campaign."""
    wanted = [*places.units, *(code for group in places.groups.values() for code in group)]
    rows = {
        row.code: row for row in session.scalars(select(UnitRow).where(UnitRow.code.in_(wanted)))
    }
    _link(session, campaign, [rows[code].id for code in places.units if code in rows])
    made: list[UnitRow] = []
    for name, codes in places.groups.items():
        members = [rows[code] for code in codes if code in rows]
        place = _gathering(campaign, len(made) + 1, name, members)
        made.append(_add(session, place))
        session.add_all(GatheredRow(place_id=place.id, unit_id=row.id) for row in members)
    if places.outside:
        made.append(_add(session, _place(campaign, len(made) + 1, places.outside, OUTSIDE)))
    _link(session, campaign, [place.id for place in made])


def members(engine: Engine, campaign_id: int) -> dict[str, tuple[str, ...]]:
    """The names of the units that share a code, by the code of their place."""
    place = select(UnitRow.id, UnitRow.code).subquery()
    found = (
        select(place.c.code, UnitRow.name)
        .join(GatheredRow, GatheredRow.place_id == place.c.id)
        .join(UnitRow, UnitRow.id == GatheredRow.unit_id)
        .join(LinkRow, LinkRow.unit_id == place.c.id)
        .where(LinkRow.campaign_id == campaign_id)
        .order_by(UnitRow.code)
    )
    names: dict[str, tuple[str, ...]] = {}
    with reading(engine) as session:
        for code, name in session.execute(found):
            names[code] = (*names.get(code, ()), name)
    return names


def asked_units(engine: Engine, campaign_id: int) -> tuple[str, ...]:
    """The codes of all units that a campaign asks, by a code of their own or a shared one."""
    own = (
        select(UnitRow.code)
        .join(LinkRow, LinkRow.unit_id == UnitRow.id)
        .where(LinkRow.campaign_id == campaign_id, UnitRow.gathers.is_(False))
    )
    shared = (
        select(UnitRow.code)
        .join(GatheredRow, GatheredRow.unit_id == UnitRow.id)
        .join(LinkRow, LinkRow.unit_id == GatheredRow.place_id)
        .where(LinkRow.campaign_id == campaign_id)
    )
    with reading(engine) as session:
        return tuple(sorted(session.scalars(own.union(shared))))


def _link(session: Session, campaign: CampaignRow, units: Sequence[int]) -> None:
    session.add_all(LinkRow(code=new_code(), campaign_id=campaign.id, unit_id=id) for id in units)
    session.flush()


def _add(session: Session, place: UnitRow) -> UnitRow:
    session.add(place)
    session.flush()
    return place


def _gathering(campaign: CampaignRow, number: int, name: str, units: Sequence[UnitRow]) -> UnitRow:
    place = _place(campaign, number, name, type_of(units) if units else MIXED)
    place.workers = sum(row.workers for row in units)
    place.members = sum(row.members for row in units)
    women = [row.women for row in units if row.women is not None]
    place.women = sum(women) if units and len(women) == len(units) else None
    place.cluster = _common([row.cluster for row in units])
    place.place = _common([row.place for row in units])
    return place


def _place(campaign: CampaignRow, number: int, name: str, type: str) -> UnitRow:
    return UnitRow(
        code=f"{_MARK}{campaign.id}.{number}",
        name=name,
        type=type,
        sector=_NO_SECTOR,
        place="",
        cluster="",
        workers=0,
        members=0,
        has_union=False,
        agreement=False,
        sample=campaign.sample,
        gathers=True,
    )


def _common(names: Sequence[str]) -> str:
    return names[0] if len(set(names)) == 1 else ""
