"""The table of rules by which forms are set aside before a release."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from db.schema import Table

__all__ = ["SetAsideRow"]


class SetAsideRow(Table):
    """A rule that applies to every unit of a campaign alike (surveys.blocks.SetAside), why it was
    made and by whom. How many forms it met stands in the release."""

    __tablename__ = "set_aside"
    __table_args__ = (CheckConstraint("threshold > 0", name="threshold"),)

    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id", ondelete="CASCADE"), primary_key=True
    )
    rule: Mapped[str] = mapped_column(String(12), primary_key=True)
    threshold: Mapped[int]
    reason: Mapped[str]
    decided_at: Mapped[datetime]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"))
