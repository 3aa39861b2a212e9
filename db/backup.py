"""A copy of an SQLite database, taken while it is in use, and put back without what was deleted
meanwhile."""

from __future__ import annotations

import os
import shutil
import sqlite3
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Engine, inspect, select
from sqlalchemy.orm import Session

from db.deletions import add_to_ledger
from db.engine import connect, reading, writing
from db.migrate import migrate
from db.retention import purge
from db.schema import CampaignRow
from db.schema_campaigns import DeletionRow, WithdrawnRow

_ONLY_OWNER = 0o600  # raw answers lie in the copy


class NotSqlite(Exception):
    """The database is copied by its own tools."""


class BadCopy(Exception):
    """The copy could not be made or read again; nothing is left of it."""


def back_up(engine: Engine, file: Path) -> None:
    """Write a copy to a new file: whole, without what was deleted, and on the disk when this
    returns. NotSqlite for other databases; OSError or BadCopy when it cannot."""
    if engine.dialect.name != "sqlite":
        raise NotSqlite
    file.touch(_ONLY_OWNER, exist_ok=False)
    try:
        _copy(engine, file)
        _check(file)
    except sqlite3.Error as problem:
        file.unlink()
        raise BadCopy(file) from problem
    except BaseException:
        file.unlink()
        raise


def _copy(engine: Engine, file: Path) -> None:
    connection = engine.raw_connection()  # VACUUM runs outside of transactions
    try:
        connection.cursor().execute("VACUUM INTO ?", (str(file.absolute()),))
    finally:
        connection.close()
    with file.open("rb+") as copy:
        os.fsync(copy.fileno())  # VACUUM INTO leaves that to us


def _check(file: Path) -> None:
    copy = sqlite3.connect(f"{file.absolute().as_uri()}?immutable=1", uri=True)
    try:
        found = copy.execute("PRAGMA quick_check").fetchone()
    finally:
        copy.close()
    if found != ("ok",):
        raise BadCopy(file)


def restore(engine: Engine, file: Path, folder: Path, today: date, now: datetime) -> None:
    """Put a copy in the place of the database. What was deleted since the copy was taken is
    deleted in it again (DR-23) before anybody can look: by the ledger in `folder`, by the clock,
    and what workers took back. NotSqlite for other databases; OSError or BadCopy when it cannot,
    and then nothing has changed. The product must not run."""
    target = engine.url.database
    if engine.dialect.name != "sqlite" or not target:
        raise NotSqlite
    fresh = Path(f"{target}.restored")
    taken_back = _taken_back(engine) if Path(target).exists() else {}
    if Path(target).exists() and has_tables(engine):
        add_to_ledger(folder, engine)
    engine.dispose()
    fresh.unlink(missing_ok=True)
    fresh.touch(_ONLY_OWNER)
    try:
        shutil.copyfile(file, fresh)
        _check(fresh)
        _cleaned(fresh, taken_back, folder, (today, now))
    except sqlite3.Error as problem:
        fresh.unlink()
        raise BadCopy(file) from problem
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    os.replace(fresh, target)
    for end in ("-wal", "-shm"):
        Path(f"{target}{end}").unlink(missing_ok=True)


def has_tables(engine: Engine) -> bool:
    """Whether somebody uses this database already."""
    return inspect(engine).has_table(DeletionRow.__tablename__)


def _taken_back(engine: Engine) -> dict[str, list[bytes]]:
    """By campaign, the keys of forms that their writers took back."""
    if not has_tables(engine):
        return {}
    found: dict[str, list[bytes]] = {}
    kept = select(CampaignRow.mark, WithdrawnRow.key).join(
        WithdrawnRow, WithdrawnRow.campaign_id == CampaignRow.id
    )
    with reading(engine) as session:
        for mark, key in session.execute(kept):
            found.setdefault(mark, []).append(key)
    return found


def _cleaned(
    file: Path, taken_back: dict[str, list[bytes]], folder: Path, day: tuple[date, datetime]
) -> None:
    copy = connect(f"sqlite:///{file}")
    try:
        migrate(copy)
        with writing(copy) as session:
            known = select(CampaignRow).where(CampaignRow.mark.in_(taken_back))
            for row in session.scalars(known).all():
                _take_back(session, row, taken_back[row.mark])
        purge(copy, *day, folder)
    finally:
        copy.dispose()


def _take_back(session: Session, campaign: CampaignRow, keys: list[bytes]) -> None:
    for key in keys:
        session.merge(WithdrawnRow(key=key, campaign_id=campaign.id))
