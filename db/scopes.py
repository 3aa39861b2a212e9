"""Which units an officer may see, and which campaigns ask them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from db.engine import reading, writing
from db.schema import LinkRow, UnitRow
from db.schema_access import OpenedResultsRow
from db.schema_organisation import OrgLinkRow
from surveys.access import Officer, Scope, scope_of


def scope(engine: Engine, officer: Officer) -> Scope:
    """What the officer may see."""
    with reading(engine) as session:
        return scope_of(officer, lambda place: _under(session, place))


def campaigns_within(engine: Engine, scope: Scope) -> frozenset[int]:
    """The campaigns that ask at least one unit of the scope."""
    asked = select(LinkRow.campaign_id).distinct()
    if scope.units is not None:
        asked = asked.join(UnitRow, UnitRow.id == LinkRow.unit_id)
        asked = asked.where(UnitRow.code.in_(scope.units))
    with reading(engine) as session:
        return frozenset(session.scalars(asked))


def clusters_of(engine: Engine, codes: Iterable[str]) -> dict[str, frozenset[str]]:
    """The clusters these units lie in, each with the codes of all its units."""
    names = select(UnitRow.cluster).where(UnitRow.code.in_(codes), UnitRow.cluster != "")
    members = select(UnitRow.cluster, UnitRow.code).where(UnitRow.cluster.in_(names))
    found: dict[str, set[str]] = {}
    with reading(engine) as session:
        for name, code in session.execute(members):
            found.setdefault(name, set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


def places(engine: Engine) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """What an officer's places can be: the clusters, and the units with their names."""
    with reading(engine) as session:
        clusters = session.scalars(select(UnitRow.cluster).distinct().order_by(UnitRow.cluster))
        known = select(UnitRow.code, UnitRow.name).where(UnitRow.gathers.is_(False))
        units = session.execute(known.order_by(UnitRow.code))
        return tuple(filter(None, clusters)), tuple((code, name) for code, name in units)


def open_results(engine: Engine, campaign_id: int, now: datetime) -> None:
    """Let the officers of units see what this campaign published; again changes nothing."""
    with writing(engine) as session:
        if session.get(OpenedResultsRow, campaign_id) is None:
            session.add(OpenedResultsRow(campaign_id=campaign_id, opened_at=now))


def shut_results(engine: Engine, campaign_id: int) -> None:
    """Take that back."""
    with writing(engine) as session:
        session.execute(delete(OpenedResultsRow).where(OpenedResultsRow.campaign_id == campaign_id))


def opened_at(engine: Engine, campaign_id: int) -> datetime | None:
    """When the officers of units were let see the results; None when they were not (DR-24)."""
    with reading(engine) as session:
        row = session.get(OpenedResultsRow, campaign_id)
        return row.opened_at if row else None


def _under(session: Session, place: str) -> tuple[str, ...]:
    """The codes of the units of a place: a unit or body of this code with all that belongs under
    it now, or the units of the cluster of this name."""
    top = select(UnitRow.id).where(UnitRow.code == place).cte("below", recursive=True)
    belongs = OrgLinkRow.valid_to.is_(None)
    below = top.union(
        select(OrgLinkRow.child_id).join(top, OrgLinkRow.parent_id == top.c.id).where(belongs)
    )
    inside = UnitRow.id.in_(select(below.c.id)) | (UnitRow.cluster == place)
    return tuple(session.scalars(select(UnitRow.code).where(inside)))
