"""Promised activities."""

from __future__ import annotations

from dataclasses import asdict, fields

from sqlalchemy import Engine, select

from db.engine import reading, writing
from db.schema import ActivityRow
from surveys.plan import Activity, Road, State

_COLUMNS = tuple(field.name for field in fields(Activity))


class ChangedMeanwhile(Exception):
    """Somebody else changed the activity since it was looked at: nothing was written."""


def everything(engine: Engine) -> tuple[Activity, ...]:
    """All activities by their first day."""
    ordered = select(ActivityRow).order_by(ActivityRow.starts_on, ActivityRow.id)
    with reading(engine) as session:
        return tuple(map(_activity, session.scalars(ordered)))


def add(engine: Engine, activity: Activity) -> Activity:
    """Enter a new one; the id of `activity` is ignored."""
    values = {name: value for name, value in asdict(activity).items() if name != "id"}
    with writing(engine) as session:
        row = ActivityRow(**values)
        session.add(row)
        session.flush()
        return _activity(row)


def change(engine: Engine, activity: Activity, seen: Activity | None = None) -> None:
    """Replace what is known of it; NoResultFound when it is gone, ChangedMeanwhile when it is not
    any more as it was `seen`."""
    with writing(engine) as session:
        row = session.get_one(ActivityRow, activity.id, with_for_update=True)
        if seen is not None and _activity(row) != seen:
            raise ChangedMeanwhile
        for name in _COLUMNS:
            setattr(row, name, getattr(activity, name))


def remove(engine: Engine, seen: Activity) -> None:
    """Take it away; ChangedMeanwhile, and it stays, when it is not any more as it was `seen`."""
    with writing(engine) as session:
        row = session.get(ActivityRow, seen.id, with_for_update=True)
        if row is None:
            return
        if _activity(row) != seen:
            raise ChangedMeanwhile
        session.delete(row)


def _activity(row: ActivityRow) -> Activity:
    values = {name: getattr(row, name) for name in _COLUMNS}
    return Activity(**{**values, "road": Road(row.road), "state": State(row.state)})
