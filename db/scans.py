"""How often forms were shown, begun and sent, by unit and day: sums in memory, added to the
database now and then, all at once and in no order. Nothing here knows one phone from another."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from sqlalchemy import Engine, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from db.engine import reading, writing
from db.schema import CampaignRow, UnitRow
from db.schema_posters import ScanRow
from surveys.campaigns import in_steps

FLUSH_SECONDS = 60.0  # a crash loses at most the sums of this long, never an answer
_SUMS = ("shown", "begun", "sent")
_Place = tuple[int, int, date]  # campaign, unit, day


class Step(IntEnum):
    """How far a form came."""

    SHOWN = 0
    BEGUN = 1
    SENT = 2


@dataclass(frozen=True, slots=True)
class Scans:
    """How often a unit's form was shown, begun and sent, in steps of five (DR-07)."""

    shown: int
    begun: int
    sent: int


class Tally:
    """Counts in memory; a thread of its own writes. Counting waits for nobody and never fails."""

    def __init__(self, engine: Engine, every: float = FLUSH_SECONDS) -> None:
        self._engine = engine
        self._every = every
        self._sums: dict[_Place, list[int]] = {}
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="scans", daemon=True)
        self._thread.start()

    def count(self, campaign_id: int, unit_id: int, day: date, step: Step) -> None:
        """One more."""
        with self._lock:
            self._sums.setdefault((campaign_id, unit_id, day), [0] * len(Step))[step] += 1

    def flush(self) -> None:
        """Add the sums to those in the database. What cannot be written now is kept for later."""
        with self._lock:
            taken, self._sums = self._sums, {}
        try:
            add(self._engine, taken)
        except SQLAlchemyError:
            self._put_back(taken)

    def stop(self) -> None:
        """Write what waits, then end."""
        self._over.set()
        self._thread.join()
        self.flush()

    def _run(self) -> None:
        while not self._over.wait(self._every):
            self.flush()

    def _put_back(self, taken: dict[_Place, list[int]]) -> None:
        with self._lock:
            for place, sums in taken.items():
                kept = self._sums.setdefault(place, [0] * len(Step))
                for step in Step:
                    kept[step] += sums[step]


def add(engine: Engine, sums: dict[_Place, list[int]]) -> None:
    """Add sums in one transaction, sorted, so that no order of events is written down. Sums of
    campaigns and units that are gone meanwhile go with them."""
    if not sums:
        return
    with writing(engine) as session:
        campaigns, units = _known(session, sums)
        rows = [
            {"campaign_id": campaign, "unit_id": unit, "day": day}
            | dict(zip(_SUMS, counts, strict=True))
            for (campaign, unit, day), counts in sorted(sums.items())
            if campaign in campaigns and unit in units
        ]
        if rows:
            _upsert(session, rows)


def by_unit(engine: Engine, campaign_id: int) -> dict[str, Scans]:
    """Shown, begun and sent of each unit by its code, in steps of five. What a later step counted
    was there in the earlier ones too: without script, or without network, nobody reports them."""
    sums = (
        select(
            UnitRow.code, func.sum(ScanRow.shown), func.sum(ScanRow.begun), func.sum(ScanRow.sent)
        )
        .join(ScanRow, ScanRow.unit_id == UnitRow.id)
        .where(ScanRow.campaign_id == campaign_id)
        .group_by(UnitRow.code)
    )
    with reading(engine) as session:
        found = session.execute(sums).all()
    return {code: _in_steps(shown, begun, sent) for code, shown, begun, sent in found}


def _in_steps(shown: int, begun: int, sent: int) -> Scans:
    begun = max(begun, sent)
    return Scans(in_steps(max(shown, begun)), in_steps(begun), in_steps(sent))


def _known(session: Session, sums: dict[_Place, list[int]]) -> tuple[set[int], set[int]]:
    campaigns, units = {place[0] for place in sums}, {place[1] for place in sums}
    return (
        set(session.scalars(select(CampaignRow.id).where(CampaignRow.id.in_(campaigns)))),
        set(session.scalars(select(UnitRow.id).where(UnitRow.id.in_(units)))),
    )


def _upsert(session: Session, rows: list[dict[str, object]]) -> None:
    is_postgres = session.connection().dialect.name == "postgresql"
    statement = (postgresql if is_postgres else sqlite).insert(ScanRow)
    places = [ScanRow.campaign_id, ScanRow.unit_id, ScanRow.day]
    added = {name: getattr(ScanRow, name) + statement.excluded[name] for name in _SUMS}
    session.execute(statement.on_conflict_do_update(index_elements=places, set_=added), rows)
