"""What was deleted on its day (DR-22), written twice: in the database, and in a ledger beside it
that no restored copy takes back (DR-23)."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from db import events
from db.engine import reading
from db.schema_campaigns import DeletionRow
from surveys.campaigns import STEP, in_steps

LEDGER = "deletions.jsonl"  # in the folder of the data, one line a deletion
ANSWERS = "answers"  # the kind that tells of people
EVENT = "purge"  # what the record of the office calls it
_ONLY_OWNER = 0o600


@dataclass(frozen=True, slots=True)
class Deletion:
    """One deletion: what, how many, of what name, due when, done when. `mark` finds it again in
    any copy of the database; `again` says that a copy had brought it back."""

    kind: str
    mark: str
    title: str
    count: int
    due_on: date
    at: datetime
    again: bool = False


def record(session: Session, deletion: Deletion) -> None:
    """Write it down in the same transaction that deletes."""
    session.add(DeletionRow(**asdict(deletion)))
    low = in_steps(deletion.count)  # the record of the office tells of no single form (DR-07)
    told = f": {low}–{low + STEP - 1}" if deletion.kind == ANSWERS else ""
    events.enter(session, deletion.at, None, EVENT, f"{deletion.title}{told}")


def everything(engine: Engine) -> tuple[Deletion, ...]:
    """All deletions, the newest first."""
    newest = select(DeletionRow).order_by(DeletionRow.at.desc(), DeletionRow.id.desc())
    with reading(engine) as session:
        return tuple(map(_deletion, session.scalars(newest)))


def together(engine: Engine, folder: Path) -> tuple[Deletion, ...]:
    """The same with those that only the ledger knows, for the database is a restored copy."""
    known = everything(engine)
    marks = {_sign(deletion) for deletion in known}
    only = {_sign(d): d for d in read_ledger(folder) if _sign(d) not in marks}
    return tuple(sorted([*known, *only.values()], key=lambda d: d.at, reverse=True))


def unwritten(engine: Engine, folder: Path) -> tuple[Deletion, ...]:
    """Deletions of the database that the ledger does not know, the oldest first."""
    known = {_sign(deletion) for deletion in read_ledger(folder)}
    return tuple(d for d in reversed(everything(engine)) if _sign(d) not in known)


def read_ledger(folder: Path) -> tuple[Deletion, ...]:
    """What the ledger holds; a line that was cut off by a power cut is left out."""
    file = folder / LEDGER
    if not file.exists():
        return ()
    lines = file.read_text(encoding="utf-8").splitlines()
    return tuple(found for line in lines if (found := _from_line(line)) is not None)


def add_to_ledger(folder: Path, engine: Engine) -> None:
    """Append what the database knows and the ledger does not, and have it on the disk."""
    new = unwritten(engine, folder)
    if not new:
        return
    descriptor = os.open(folder / LEDGER, os.O_APPEND | os.O_CREAT | os.O_WRONLY, _ONLY_OWNER)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        file.writelines(f"\n{_line(deletion)}" for deletion in new)
        file.flush()
        os.fsync(file.fileno())


def _sign(deletion: Deletion) -> tuple[str, str, datetime]:
    return deletion.kind, deletion.mark, deletion.at


def _line(deletion: Deletion) -> str:
    told = {**asdict(deletion), "due_on": f"{deletion.due_on}", "at": deletion.at.isoformat()}
    return json.dumps(told, ensure_ascii=False)


def _from_line(line: str) -> Deletion | None:
    try:
        told: dict[str, Any] = json.loads(line)
        days = {"due_on": date.fromisoformat(told["due_on"])}
        return Deletion(**{**told, **days, "at": datetime.fromisoformat(told["at"])})
    except (ValueError, TypeError, KeyError):
        return None


def _deletion(row: DeletionRow) -> Deletion:
    return Deletion(row.kind, row.mark, row.title, row.count, row.due_on, row.at, row.again)
