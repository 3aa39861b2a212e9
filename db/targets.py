"""The targets as rows: those of the plan at first, then as the office adds and changes them. What
a change replaces is kept."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.engine import reading, writing
from db.schema_registers import TargetRow, TargetVersionRow
from surveys.targets import Target, fresh_id, from_document, targets, to_document

_COLUMNS = tuple(field.name for field in fields(Target))


class ChangedMeanwhile(Exception):
    """Somebody else changed the target since it was looked at; carries it as it is now."""

    def __init__(self, now: Target) -> None:
        super().__init__(now.id)
        self.now = now


@dataclass(frozen=True, slots=True)
class Version:
    """A target as it was until somebody replaced it."""

    target: Target
    replaced_at: datetime
    who: str


def everything(engine: Engine) -> tuple[Target, ...]:
    """All targets in use, in the plan's order; the first call writes those of the plan."""
    with reading(engine) as session:
        found = _everything(session)
    return tuple(t for t in found or _seeded(engine) if t.retired_on is None)


def retired(engine: Engine) -> tuple[Target, ...]:
    """The targets that are out of use."""
    with reading(engine) as session:
        return tuple(t for t in _everything(session) if t.retired_on is not None)


def add(engine: Engine, target: Target, now: datetime, who: str) -> Target:
    """Keep a new target under an id of its own, behind the others."""
    try:
        return _add(engine, target, now, who)
    except IntegrityError:  # another target took the id at the same moment: the next one is free
        return _add(engine, target, now, who)


def _add(engine: Engine, target: Target, now: datetime, who: str) -> Target:
    with writing(engine) as session:
        known = set(session.scalars(select(TargetRow.id)))
        last = session.scalar(select(func.max(TargetRow.position))) or 0
        row = TargetRow(position=last + 1)
        _fill(row, replace(target, id=fresh_id(target, known), version=1))
        session.add(row)
        session.flush()
        if target.binding:
            _unbind_others(session, _target(row), now, who)
        return _target(row)


def save(engine: Engine, target: Target, now: datetime, who: str) -> Target:
    """Replace a target; ChangedMeanwhile when somebody else was faster. A binding one takes the
    mark from the others with its metric and year."""
    with writing(engine) as session:
        row = session.get_one(TargetRow, target.id, with_for_update=True)
        if row.version != target.version:
            raise ChangedMeanwhile(_target(row))
        if target.binding:
            _unbind_others(session, target, now, who)
        return _replaced(session, row, target, now, who)


def versions(engine: Engine, id: str) -> tuple[Version, ...]:
    """What the target was before, the latest first."""
    found = (
        select(TargetVersionRow)
        .where(TargetVersionRow.target_id == id)
        .order_by(TargetVersionRow.version.desc())
    )
    with reading(engine) as session:
        return tuple(
            Version(from_document(row.document), row.replaced_at, row.who)
            for row in session.scalars(found)
        )


def _everything(session: Session) -> tuple[Target, ...]:
    found = session.scalars(select(TargetRow).order_by(TargetRow.position))
    return tuple(map(_target, found))


def _seeded(engine: Engine) -> tuple[Target, ...]:
    rows = [TargetRow(position=position) for position, _ in enumerate(targets())]
    for row, target in zip(rows, targets(), strict=True):
        _fill(row, replace(target, version=1))
    try:
        with writing(engine) as session:
            session.add_all(rows)
    except IntegrityError:  # somebody else wrote them at the same moment
        pass
    with reading(engine) as session:
        return _everything(session)


def _replaced(session: Session, row: TargetRow, target: Target, now: datetime, who: str) -> Target:
    """Write the target over its row; what stood there becomes an earlier version."""
    before = to_document(_target(row))
    session.add(
        TargetVersionRow(
            target_id=row.id, version=row.version, document=before, replaced_at=now, who=who
        )
    )
    _fill(row, replace(target, version=row.version + 1))
    session.flush()
    return _target(row)


def _unbind_others(session: Session, target: Target, now: datetime, who: str) -> None:
    bound = select(TargetRow).where(
        TargetRow.metric == target.metric,
        TargetRow.deadline == target.deadline,
        TargetRow.id != target.id,
        TargetRow.binding.is_(True),
    )
    for row in session.scalars(bound.with_for_update()).all():
        _replaced(session, row, replace(_target(row), binding=False), now, who)


def _fill(row: TargetRow, target: Target) -> None:
    for name, value in asdict(target).items():
        setattr(row, name, sorted(value) if isinstance(value, frozenset) else value)


def _target(row: TargetRow) -> Target:
    values = {name: getattr(row, name) for name in _COLUMNS}
    return Target(**{**values, "unit_types": frozenset(row.unit_types)})
