"""The tables of codes on paper: scans, replaced codes, one-time cards, the logo on posters, and
what is said there in languages the office added."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from db.schema import Table

__all__ = ["AddedWordsRow", "CardPrintRow", "CardRow", "LogoRow", "RevokedLinkRow", "ScanRow"]


class ScanRow(Table):
    """How often a unit's form was shown, begun and sent on a day: sums only. Who opens the page
    twice is counted twice, for nothing tells one phone from another."""

    __tablename__ = "scan"
    __table_args__ = (CheckConstraint("shown >= 0 AND begun >= 0 AND sent >= 0", name="sums"),)

    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id", ondelete="CASCADE"), primary_key=True
    )
    unit_id: Mapped[int] = mapped_column(
        ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True)
    shown: Mapped[int] = mapped_column(default=0)
    begun: Mapped[int] = mapped_column(default=0)
    sent: Mapped[int] = mapped_column(default=0)


class RevokedLinkRow(Table):
    """A code that was replaced by another: whoever scans an old poster is told so."""

    __tablename__ = "revoked_link"

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"))
    revoked_on: Mapped[date]


class CardRow(Table):
    """A one-time card that can still be used: the digest of its code, keyed by the campaign's
    secret. A used card leaves no row behind; rows lie in the order of their digests."""

    __tablename__ = "card"
    __table_args__ = (Index(None, "campaign_id", "unit_id"), {"sqlite_with_rowid": False})

    digest: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"))


class CardPrintRow(Table):
    """How many one-time cards were ever printed for a unit."""

    __tablename__ = "card_print"

    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id", ondelete="CASCADE"), primary_key=True
    )
    unit_id: Mapped[int] = mapped_column(
        ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True
    )
    printed: Mapped[int]


class LogoRow(Table):
    """The one picture at the head of posters: a PNG that was drawn anew from what was sent."""

    __tablename__ = "logo"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    changed_at: Mapped[datetime]


class AddedWordsRow(Table):
    """A fixed sentence in a language that the office added (surveys.spoken)."""

    __tablename__ = "added_words"

    lang: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    words: Mapped[str]
