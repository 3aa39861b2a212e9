"""The targets as rows: those of the plan at first, then as the office changes them."""

from __future__ import annotations

from dataclasses import asdict, fields, replace

from sqlalchemy import Engine, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.engine import reading, writing
from db.schema_registers import TargetRow
from surveys.targets import Target, targets

_COLUMNS = tuple(field.name for field in fields(Target))


class ChangedMeanwhile(Exception):
    """Somebody else changed the target since it was looked at; carries it as it is now."""

    def __init__(self, now: Target) -> None:
        super().__init__(now.id)
        self.now = now


def everything(engine: Engine) -> tuple[Target, ...]:
    """All targets in the plan's order; the first call writes those of the plan."""
    with reading(engine) as session:
        found = _everything(session)
    return found or _seeded(engine)


def save(engine: Engine, target: Target) -> Target:
    """Replace a target; ChangedMeanwhile when somebody else was faster. A binding one takes the
    mark from the others with its metric and year."""
    with writing(engine) as session:
        row = session.get_one(TargetRow, target.id)
        if row.version != target.version:
            raise ChangedMeanwhile(_target(row))
        if target.binding:
            _unbind_others(session, target)
        _fill(row, replace(target, version=target.version + 1))
        session.flush()
        return _target(row)


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


def _unbind_others(session: Session, target: Target) -> None:
    session.execute(
        update(TargetRow)
        .where(
            TargetRow.metric == target.metric,
            TargetRow.deadline == target.deadline,
            TargetRow.id != target.id,
            TargetRow.binding.is_(True),
        )
        .values(binding=False, version=TargetRow.version + 1)
    )


def _fill(row: TargetRow, target: Target) -> None:
    for name, value in asdict(target).items():
        setattr(row, name, sorted(value) if isinstance(value, frozenset) else value)


def _target(row: TargetRow) -> Target:
    values = {name: getattr(row, name) for name in _COLUMNS}
    return Target(**{**values, "unit_types": frozenset(row.unit_types)})
