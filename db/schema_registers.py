"""The tables of the registers: headcounts, agreements, dialogues and the others the plan counts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.schema import Table

__all__ = ["Table"]


class MembershipRow(Table):
    """How many worked in a unit on a day, and how many of them were members; sums, never names."""

    __tablename__ = "membership_stat"
    __table_args__ = (
        UniqueConstraint("unit_id", "day"),
        CheckConstraint("workers >= 0 AND members BETWEEN 0 AND workers", name="heads"),
        CheckConstraint("women IS NULL OR women BETWEEN 0 AND workers", name="women"),
        CheckConstraint(
            "women_members IS NULL OR women_members BETWEEN 0 AND members", name="women_members"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"))
    day: Mapped[date]
    workers: Mapped[int]
    members: Mapped[int]
    women: Mapped[int | None]
    women_members: Mapped[int | None]
    source: Mapped[str] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(default=1)
    sample: Mapped[bool] = mapped_column(default=False)


class AgreementRow(Table):
    """A collective agreement of a unit; `clauses` are codes of the list CBA10 that go beyond the
    law."""

    __tablename__ = "agreement"
    __table_args__ = (UniqueConstraint("unit_id", "signed_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"))
    signed_on: Mapped[date]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    extended_to: Mapped[date | None]
    registered_on: Mapped[date | None]
    clauses: Mapped[list[str]]
    note: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    sample: Mapped[bool] = mapped_column(default=False)


class DialogueRow(Table):
    """A dialogue at a workplace: what it was about and what came of it."""

    __tablename__ = "dialogue"
    __table_args__ = (UniqueConstraint("unit_id", "held_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"))
    held_on: Mapped[date]
    kind: Mapped[str] = mapped_column(String(20))
    content: Mapped[str]
    outcome: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    sample: Mapped[bool] = mapped_column(default=False)


class CoordinationRow(Table):
    """A coordination agreement with another body, by whatever name it has in those years."""

    __tablename__ = "coordination"
    __table_args__ = (UniqueConstraint("partner", "signed_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    partner: Mapped[str]
    signed_on: Mapped[date]
    content: Mapped[str]
    next_review: Mapped[date | None]
    ended_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    sample: Mapped[bool] = mapped_column(default=False)


class OrganisingRow(Table):
    """How far an enterprise without a union has come on the way to one."""

    __tablename__ = "organising"
    __table_args__ = (UniqueConstraint("unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"))
    stage: Mapped[str] = mapped_column(String(20))
    since: Mapped[date]
    next_step: Mapped[str]
    next_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    sample: Mapped[bool] = mapped_column(default=False)


class TrainingRow(Table):
    """A course for officers of unions: how many came, never who (DR-13)."""

    __tablename__ = "training"
    __table_args__ = (
        UniqueConstraint("title", "held_on"),
        CheckConstraint("people >= 0 AND (women IS NULL OR women <= people)", name="people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    held_on: Mapped[date]
    topic: Mapped[str] = mapped_column(String(20))
    days: Mapped[int | None]
    people: Mapped[int]
    women: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    sample: Mapped[bool] = mapped_column(default=False)


class TargetRow(Table):
    """A target of the plan (surveys.targets.Target). `position` keeps the plan's order."""

    __tablename__ = "target"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int]
    label: Mapped[dict[str, Any]]
    metric: Mapped[str] = mapped_column(String(30))
    deadline: Mapped[date]
    operator: Mapped[str] = mapped_column(String(10))
    value: Mapped[float | None]
    threshold: Mapped[float | None]
    unit: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(10))
    as_written: Mapped[str]
    unit_types: Mapped[list[str]]
    has_union: Mapped[bool]
    min_headcount: Mapped[int]
    binding: Mapped[bool]
    note: Mapped[str]
    source: Mapped[str] = mapped_column(default="", server_default="")
    begins_on: Mapped[date | None]
    retired_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)


class TargetVersionRow(Table):
    """A target as it was until somebody replaced it. `document` is surveys.targets.to_document,
    `who` the name of the officer who changed it."""

    __tablename__ = "target_version"

    target_id: Mapped[str] = mapped_column(
        ForeignKey("target.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[dict[str, Any]]
    replaced_at: Mapped[datetime]
    who: Mapped[str]


class ReportCalendarRow(Table):
    """How often grassroots unions report, and by when; one row once somebody set it."""

    __tablename__ = "report_calendar"
    __table_args__ = (
        CheckConstraint("id = 1", name="one"),
        CheckConstraint("every IN ('month', 'quarter', 'half', 'year')", name="every"),
        CheckConstraint("due_days >= 1 AND grace_days >= 0", name="days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    every: Mapped[str] = mapped_column(String(10))
    due_days: Mapped[int]
    grace_days: Mapped[int]
    first_on: Mapped[date]
    version: Mapped[int] = mapped_column(default=1)


class ReportLinkRow(Table):
    """The code by which a unit sends its report of a period; it opens nothing else."""

    __tablename__ = "report_link"

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"), index=True)
    period: Mapped[str] = mapped_column(String(8))
    made_on: Mapped[date]
    revoked_on: Mapped[date | None]


class UnitReportRow(Table):
    """What a unit reported for a period. Nothing of it counts before an officer confirms it."""

    __tablename__ = "unit_report"
    __table_args__ = (
        UniqueConstraint("unit_id", "period"),
        CheckConstraint("state IN ('received', 'returned', 'confirmed')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"))
    period: Mapped[str] = mapped_column(String(8))
    received_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(10))
    workers: Mapped[int]
    members: Mapped[int]
    women: Mapped[int | None]
    women_members: Mapped[int | None]
    signed_on: Mapped[date | None]
    valid_to: Mapped[date | None]
    dialogues: Mapped[int]
    dialogue_on: Mapped[date | None]
    plan_on: Mapped[date | None]
    note: Mapped[str]
    answer: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
