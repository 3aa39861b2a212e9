"""The tables of the workshop: questionnaires being written, their sounds, the office's own bank."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from db.schema import Table

__all__ = ["Table"]


class DraftRow(Table):
    """A questionnaire on its way to its next version. `survey_id` stays the same from version to
    version; `step` is the state that is shown, later steps can be done again."""

    __tablename__ = "draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[str] = mapped_column(String(40), unique=True)
    step: Mapped[int]
    changed_at: Mapped[datetime]
    sample: Mapped[bool] = mapped_column(default=False)


class DraftStepRow(Table):
    """A state of a draft, for undo: the whole questionnaire after one change."""

    __tablename__ = "draft_step"

    draft_id: Mapped[int] = mapped_column(
        ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(String(40))
    document: Mapped[dict[str, Any]]


class RecordingRow(Table):
    """A sound or picture of a questionnaire, by the name its questions know it under."""

    __tablename__ = "recording"

    survey_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    type: Mapped[str] = mapped_column(String(40))
    digest: Mapped[str] = mapped_column(String(32), index=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class BankQuestionRow(Table):
    """A question the office added to the bank."""

    __tablename__ = "bank_question"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    document: Mapped[dict[str, Any]]
    added_at: Mapped[datetime]


class PaperCheckRow(Table):
    """How well paper forms were typed in: sheets typed twice, answers compared, answers that
    differed. Sums only; the sheets themselves are stored like any other form."""

    __tablename__ = "paper_check"
    __table_args__ = (CheckConstraint("differing <= compared", name="compared"),)

    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id", ondelete="CASCADE"), primary_key=True
    )
    sheets: Mapped[int]
    compared: Mapped[int]
    differing: Mapped[int]
