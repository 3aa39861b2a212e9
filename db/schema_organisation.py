"""The tables of the organisation through time: levels, links, former names, events."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.schema import Table

_DAYS = "valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to"


class OrgLevelRow(Table):
    """A level units can have (surveys.organisation.Level)."""

    __tablename__ = "org_level"
    __table_args__ = (CheckConstraint(_DAYS, name="days"),)

    key: Mapped[str] = mapped_column(String(20), primary_key=True)
    names: Mapped[dict[str, Any]]
    rank: Mapped[int]
    workplace: Mapped[bool]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class OrgLinkRow(Table):
    """A unit under another one for a while (surveys.organisation.Link)."""

    __tablename__ = "org_link"
    __table_args__ = (
        CheckConstraint("child_id <> parent_id", name="apart"),
        CheckConstraint("kind IN ('quan_ly', 'phu_trach', 'cum')", name="kind"),
        CheckConstraint(_DAYS, name="days"),
        UniqueConstraint("child_id", "kind", "valid_from"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"))
    parent_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class OrgNameRow(Table):
    """A name a unit no longer bears (surveys.organisation.Name)."""

    __tablename__ = "org_name"
    __table_args__ = (CheckConstraint(_DAYS, name="days"), UniqueConstraint("unit_id", "valid_to"))

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"))
    name: Mapped[str]
    abbreviation: Mapped[str]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date]


class OrgEventRow(Table):
    """An event (surveys.organisation.Event); `changes` are the rows before and after, by which it
    can be taken back."""

    __tablename__ = "org_event"
    __table_args__ = (
        CheckConstraint("kind IN ('doi_ten', 'chuyen', 'nhap', 'tach', 'ket_thuc')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    kind: Mapped[str] = mapped_column(String(12))
    document: Mapped[str]
    changes: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    sample: Mapped[bool] = mapped_column(default=False)


class OrgEventUnitRow(Table):
    """A unit that an event befell ("from") or that came of it ("to")."""

    __tablename__ = "org_event_unit"
    __table_args__ = (CheckConstraint("side IN ('from', 'to')", name="side"),)

    event_id: Mapped[int] = mapped_column(
        ForeignKey("org_event.id", ondelete="CASCADE"), primary_key=True
    )
    side: Mapped[str] = mapped_column(String(4), primary_key=True)
    unit_id: Mapped[int] = mapped_column(
        ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True
    )
