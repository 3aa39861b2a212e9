"""The tables of what people wrote: apart from their forms, without a key or a day in common."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.schema import Table

__all__ = ["LookRow", "PileRow", "ThemesRow", "WordRow"]


class PileRow(Table):
    """The texts of one question from the units of one type (surveys.blocks.own_words.Pile): how
    many people answered there, and how many of them stand behind published themes (`told`)."""

    __tablename__ = "word_pile"
    __table_args__ = (
        UniqueConstraint("campaign_id", "question", "unit_type"),
        CheckConstraint("told BETWEEN 0 AND people", name="told"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(80))
    unit_type: Mapped[str] = mapped_column(String(40))
    people: Mapped[int]
    told: Mapped[int] = mapped_column(default=0)


class WordRow(Table):
    """One text. Its key is a digest of campaign, question, type and letters, and rows lie in its
    order: it tells nothing of when a form came or what else was in it. `counted` is the
    publication its themes are part of."""

    __tablename__ = "word"
    __table_args__ = {"sqlite_with_rowid": False}

    key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    pile_id: Mapped[int] = mapped_column(ForeignKey("word_pile.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    counted: Mapped[int | None]


class LookRow(Table):
    """What somebody decided about a text (surveys.words.screening.Look)."""

    __tablename__ = "word_look"
    __table_args__ = (CheckConstraint("number IN (1, 2)", name="number"),)

    word_key: Mapped[bytes] = mapped_column(
        LargeBinary(16), ForeignKey("word.key", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"))
    looked_on: Mapped[date]
    verdict: Mapped[str] = mapped_column(String(8))
    document: Mapped[dict[str, Any]]


class ThemesRow(Table):
    """Published themes of a question (surveys.words.publishing.Themes); a trigger refuses every
    change. They stay when the texts are deleted."""

    __tablename__ = "themes"
    __table_args__ = (UniqueConstraint("campaign_id", "question", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    made_at: Mapped[datetime]
    checksum: Mapped[str] = mapped_column(String(64))
    document: Mapped[dict[str, Any]]
