"""How requests for help are taken: a table of the main database, which knows no request itself."""

from __future__ import annotations

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.schema import Table

__all__ = ["HardshipRow"]


class HardshipRow(Table):
    """The form /ho-tro: whether it is open, who reads it, whom to call, and for how many months
    a request is kept after its end. Requests lie in a database of their own (DR-15)."""

    __tablename__ = "hardship"
    __table_args__ = (
        CheckConstraint("id = 1", name="one"),
        CheckConstraint("months >= 1", name="months"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    open: Mapped[bool]
    carer: Mapped[str]
    phone: Mapped[str]
    months: Mapped[int]
    version: Mapped[int]
