"""What people want of the data they gave: seen, corrected, set aside (handbook 5.2)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Engine, select

from db.engine import reading, writing
from db.hardship.requests import Gone
from db.hardship.schema import RequestRow, WishRow
from surveys.hardship import Wish, WishKind


def add(engine: Engine, number: str, kind: WishKind, on: date) -> None:
    """Enter a wish; once is enough while the same one is open. Gone when there is no request."""
    with writing(engine) as session:
        if session.get(RequestRow, number) is None:
            raise Gone(number)
        same = select(WishRow.id).where(
            WishRow.number == number, WishRow.kind == kind.value, WishRow.done_on.is_(None)
        )
        if session.scalar(same.limit(1)) is None:
            session.add(WishRow(number=number, kind=kind.value, came_on=on))


def everything(engine: Engine) -> tuple[Wish, ...]:
    """All wishes, the oldest first."""
    with reading(engine) as session:
        rows = session.scalars(select(WishRow).order_by(WishRow.came_on, WishRow.id))
        return tuple(
            Wish(r.id, r.number, WishKind(r.kind), r.came_on, r.answered_on, r.done_on)
            for r in rows
        )


def answered(engine: Engine, wish_id: int, on: date) -> None:
    """The person was told that the wish is known and when it is done."""
    with writing(engine) as session:
        row = session.get_one(WishRow, wish_id)
        row.answered_on = row.answered_on or on


def done(engine: Engine, wish_id: int, on: date) -> None:
    """The wish was carried out."""
    with writing(engine) as session:
        row = session.get_one(WishRow, wish_id)
        row.answered_on, row.done_on = row.answered_on or on, row.done_on or on
