"""Clusters as nodes of the organisation. The register names a unit's cluster in words; what
somebody may see goes by the node, for two may bear one name and any may be renamed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from db.schema import UnitRow
from db.schema_organisation import OrgLinkRow, OrgNameRow
from surveys.organisation import CLUSTER, LINK_KINDS, SECTORS

_MAIN = LINK_KINDS[:2]  # how a unit belongs to the body above it
_CODE = "CUM-{}"


def is_node() -> ColumnElement[bool]:
    """Whether a unit's row is a cluster: by its level, or because units belong to it as one."""
    members = select(OrgLinkRow.parent_id).where(OrgLinkRow.kind == CLUSTER)
    return UnitRow.gathers.is_(False) & or_(UnitRow.level == CLUSTER, UnitRow.id.in_(members))


def as_nodes(session: Session, places: Sequence[str]) -> list[str]:
    """The places of an officer by their codes. A cluster that is known by its name only becomes a
    node, with every unit that bears the name and lies in no cluster yet."""
    known = select(UnitRow.code).where(UnitRow.code.in_(places), UnitRow.gathers.is_(False))
    codes = set(session.scalars(known))
    return [place if place in codes else _node(session, place) for place in places]


def follow(session: Session, rows: Iterable[UnitRow]) -> None:
    """Put units into the cluster that the register names for them, if there is such a node. Of two
    of one name it is the one beside the unit; what the tree says since a day stands."""
    nodes = _named(session)
    if not nodes:
        return
    mine = {row.id: row for row in rows}
    above, standing = _above(session), _standing(session, mine)
    for number, row in mine.items():
        wanted = _one_of(nodes.get(row.cluster, ()), above, number)
        link = standing.get(number)
        if link is not None and (link.valid_from is not None or link.parent_id == wanted):
            continue
        if link is not None:
            session.delete(link)
        if wanted is not None and wanted != number:
            session.add(OrgLinkRow(child_id=number, parent_id=wanted, kind=CLUSTER))
    session.flush()


def _node(session: Session, name: str) -> str:
    """The code of the cluster of this name, made if need be; the name itself when nothing or too
    much is called so: whoever has it sees nothing by it."""
    members = session.scalars(select(UnitRow).where(UnitRow.cluster == name)).all()
    found = _named(session).get(name, ())
    if not members or len(found) > 1:
        return name
    node = session.get_one(UnitRow, *found) if found else _made(session, name, members)
    lie_elsewhere = _standing(session, [row.id for row in members])
    session.add_all(
        OrgLinkRow(child_id=row.id, parent_id=node.id, kind=CLUSTER)
        for row in members
        if row.id not in lie_elsewhere and row.id != node.id
    )
    session.flush()
    return node.code


def _made(session: Session, name: str, members: Sequence[UnitRow]) -> UnitRow:
    used = set(session.scalars(select(UnitRow.code).where(UnitRow.code.startswith("CUM-"))))
    code = next(code for n in count(1) if (code := _CODE.format(n)) not in used)
    node = UnitRow(
        code=code,
        name=name,
        type="",
        sector=SECTORS[-1],
        place="",
        cluster="",
        workers=0,
        members=0,
        has_union=False,
        agreement=False,
        level=CLUSTER,
        sample=all(row.sample for row in members),
    )
    session.add(node)
    session.flush()
    return node


def _named(session: Session) -> Mapping[str, tuple[int, ...]]:
    """The clusters (by id) of each name, also of one that they bore before."""
    now = select(UnitRow.name, UnitRow.id).where(is_node())
    before = select(OrgNameRow.name, OrgNameRow.unit_id).join(UnitRow).where(is_node())
    found: dict[str, dict[int, None]] = {}
    for name, number in [*session.execute(now), *session.execute(before)]:
        found.setdefault(name, {})[number] = None
    return {name: tuple(numbers) for name, numbers in found.items()}


def _above(session: Session) -> Mapping[int, set[int]]:
    """The bodies above each unit now."""
    links = select(OrgLinkRow.child_id, OrgLinkRow.parent_id).where(
        OrgLinkRow.kind.in_(_MAIN), OrgLinkRow.valid_to.is_(None)
    )
    found: dict[int, set[int]] = {}
    for child, parent in session.execute(links):
        found.setdefault(child, set()).add(parent)
    return found


def _standing(session: Session, units: Iterable[int]) -> Mapping[int, OrgLinkRow]:
    """The cluster each of these units lies in."""
    found = select(OrgLinkRow).where(OrgLinkRow.kind == CLUSTER, OrgLinkRow.valid_to.is_(None))
    wanted = set(units)
    return {row.child_id: row for row in session.scalars(found) if row.child_id in wanted}


def _one_of(nodes: Sequence[int], above: Mapping[int, set[int]], unit: int) -> int | None:
    """The only one, or the only one beside the unit; None when nobody can tell."""
    beside = [node for node in nodes if above.get(node, set()) & above.get(unit, set())]
    fit = nodes if len(nodes) == 1 else beside
    return fit[0] if len(fit) == 1 else None
