"""Which units an officer may see, and which campaigns ask them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Engine, delete, or_, select
from sqlalchemy.orm import Session, aliased

from db.clusters import is_node
from db.engine import reading, writing
from db.schema import LinkRow, UnitRow
from db.schema_access import OpenedResultsRow
from db.schema_campaigns import GatheredRow
from db.schema_organisation import OrgLinkRow
from surveys.access import Officer, Scope, scope_of
from surveys.organisation import CLUSTER


def scope(engine: Engine, officer: Officer, today: date) -> Scope:
    """What the officer may see, as the organisation stands on that day."""
    with reading(engine) as session:
        return scope_of(officer, lambda place: _under(session, place, today))


def campaigns_within(engine: Engine, scope: Scope) -> frozenset[int]:
    """The campaigns that ask at least one unit of the scope."""
    asked = select(LinkRow.campaign_id).distinct()
    if scope.units is not None:
        asked = asked.join(UnitRow, UnitRow.id == LinkRow.unit_id)
        asked = asked.where(UnitRow.code.in_(scope.units))
    with reading(engine) as session:
        return frozenset(session.scalars(asked))


def clusters_of(engine: Engine, codes: Iterable[str], today: date) -> dict[str, frozenset[str]]:
    """The clusters these units lie in on that day, each with the codes of all its units; units that
    lie in none are together with those of whom the register says the same."""
    mine = set(codes)
    found: dict[str, frozenset[str]] = {}
    with reading(engine) as session:
        inside = select(OrgLinkRow.child_id).where(_stands(today), OrgLinkRow.kind == CLUSTER)
        for code, name in _nodes_of(session, mine, today):
            label = name if name not in found else f"{name} ({code})"
            found[label] = frozenset(_under(session, code, today))
        loose = UnitRow.id.not_in(inside) & (UnitRow.cluster != "")
        named = select(UnitRow.cluster).where(UnitRow.code.in_(mine), loose).distinct()
        for name in session.scalars(named).all():
            members = set(session.scalars(select(UnitRow.id).where(UnitRow.cluster == name, loose)))
            found.setdefault(name, frozenset(_codes(session, members)))
    return found


def cluster_names(engine: Engine, codes: Iterable[str], today: date) -> frozenset[str]:
    """The names that mean a cluster of these units and no other one."""
    mine = set(codes)
    label = select(UnitRow.cluster).where(UnitRow.code.in_(mine), UnitRow.cluster != "")
    with reading(engine) as session:
        own = dict(_nodes_of(session, mine, today))
        nodes = session.execute(select(UnitRow.code, UnitRow.name).where(is_node()))
        others = {name for code, name in nodes if code not in own}
        return frozenset([*own.values(), *session.scalars(label.distinct())]) - others


def places(engine: Engine) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """What an officer's places can be, each with its name: clusters by the code of their node (by
    their name while there is none), and all other units by their code."""
    units = select(UnitRow.code, UnitRow.name).where(UnitRow.gathers.is_(False))
    with reading(engine) as session:
        nodes = session.execute(units.where(is_node()).order_by(UnitRow.name, UnitRow.code)).all()
        others = session.execute(units.where(~is_node()).order_by(UnitRow.code)).all()
        labels = select(UnitRow.cluster).where(UnitRow.cluster != "", ~_in_a_cluster())
        known = {name for _, name in nodes}
        loose = sorted(set(session.scalars(labels.distinct())) - known)
    clusters = [*nodes, *((name, name) for name in loose)]
    return tuple((c, n) for c, n in clusters), tuple((c, n) for c, n in others)


def named(engine: Engine, places: Sequence[str]) -> tuple[str, ...]:
    """The names of an officer's places, for people to read."""
    with reading(engine) as session:
        found = select(UnitRow.code, UnitRow.name).where(UnitRow.code.in_(places))
        names = dict(session.execute(found).all())
    return tuple(names.get(place, place) for place in places)


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


def _under(session: Session, place: str, today: date) -> tuple[str, ...]:
    """The codes of the units of a place on that day: the unit, body or cluster of this code with
    all that belongs under it, and places of campaigns that gather nobody else."""
    top = select(UnitRow.id).where(UnitRow.code == place).cte("below", recursive=True)
    below = top.union(
        select(OrgLinkRow.child_id)
        .join(top, OrgLinkRow.parent_id == top.c.id)
        .where(or_(_stands(today), _stood_last(today)))
    )
    return _codes(session, set(session.scalars(select(below.c.id))))


def _codes(session: Session, units: set[int]) -> tuple[str, ...]:
    """The codes of these units (by id), and of what gathers no others."""
    touched = select(GatheredRow.place_id).where(GatheredRow.unit_id.in_(units))
    rows = select(GatheredRow.place_id, GatheredRow.unit_id).where(
        GatheredRow.place_id.in_(touched)
    )
    gathered = session.execute(rows).all()
    partly = {place for place, unit in gathered if unit not in units}
    whole = units | {place for place, _ in gathered} - partly
    return tuple(session.scalars(select(UnitRow.code).where(UnitRow.id.in_(whole))))


def _nodes_of(session: Session, codes: set[str], today: date) -> list[tuple[str, str]]:
    """The clusters these units lie in, by code and name."""
    node = aliased(UnitRow)
    found = (
        select(node.code, node.name)
        .join(OrgLinkRow, OrgLinkRow.parent_id == node.id)
        .join(UnitRow, UnitRow.id == OrgLinkRow.child_id)
        .where(UnitRow.code.in_(codes), OrgLinkRow.kind == CLUSTER, _stands(today))
        .distinct()
        .order_by(node.name, node.code)
    )
    return [(code, name) for code, name in session.execute(found)]


def _in_a_cluster() -> ColumnElement[bool]:
    inside = select(OrgLinkRow.child_id).where(
        OrgLinkRow.kind == CLUSTER, OrgLinkRow.valid_to.is_(None)
    )
    return UnitRow.id.in_(inside)


def _stood_last(today: date) -> ColumnElement[bool]:
    """Whether a unit that is gone by that day lay there to its end: what was asked of its people
    stays with the officers who were there for them."""
    child = aliased(UnitRow)
    ended = select(child.ended_on).where(child.id == OrgLinkRow.child_id).scalar_subquery()
    return (ended < today) & or_(OrgLinkRow.valid_to.is_(None), OrgLinkRow.valid_to >= ended)


def _stands(today: date) -> ColumnElement[bool]:
    """Whether a link holds on that day, both its ends included."""
    began = or_(OrgLinkRow.valid_from.is_(None), OrgLinkRow.valid_from <= today)
    return began & or_(OrgLinkRow.valid_to.is_(None), OrgLinkRow.valid_to >= today)
