"""The tables around the life of a campaign: drafts, codes for many small units, deletions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from db.schema import Table

__all__ = ["CampaignDraftRow", "DeletionRow", "GatheredRow", "WithdrawnRow"]


class CampaignDraftRow(Table):
    """A campaign being prepared: what was typed, as it was typed. `version` grows with every
    change; `asked_at` is when it was handed in for approval, `note` why it came back."""

    __tablename__ = "campaign_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[dict[str, Any]]
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"))
    asked_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(default="")


class GatheredRow(Table):
    """A unit whose people answer by the code of a place that gathers several (DR-05)."""

    __tablename__ = "gathered"

    place_id: Mapped[int] = mapped_column(
        ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True
    )
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)


class DeletionRow(Table):
    """Something deleted on its day (DR-22): what, how many, when. `mark` tells it from everything
    else of its kind in any copy of this database; `again` says that a copy had brought it back."""

    __tablename__ = "deletion"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(20))
    mark: Mapped[str] = mapped_column(String(40))
    title: Mapped[str]
    count: Mapped[int]
    due_on: Mapped[date]
    again: Mapped[bool] = mapped_column(default=False)


class WithdrawnRow(Table):
    """The key of a form that its writer took back (DR-09): a restored copy loses it again."""

    __tablename__ = "withdrawn"
    __table_args__ = {"sqlite_with_rowid": False}

    key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"))
