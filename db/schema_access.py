"""The tables around signing in: links that are used once, second steps, identities, and which
results the officers of units may see."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from db.schema_drafts import Table

__all__ = ["Table"]


class OneTimeLinkRow(Table):
    """An invitation or a password reset, known by the digest of its link. A used one stays until
    it expires, so that it can say so."""

    __tablename__ = "one_time_link"
    __table_args__ = (CheckConstraint("purpose IN ('invite', 'reset')", name="purpose"),)

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(10))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SecondStepRow(Table):
    """The secret of an officer's authenticator, sealed with a key that is not in the database
    (`plain` is how older versions left it, until the next start); on once `confirmed_at` is set.
    `last_step` is the time step of the last code that was taken: no code is taken twice."""

    __tablename__ = "second_step"

    officer_id: Mapped[int] = mapped_column(
        ForeignKey("officer.id", ondelete="CASCADE"), primary_key=True
    )
    sealed: Mapped[str | None]
    plain: Mapped[str | None] = mapped_column(String(64))
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)


class RecoveryCodeRow(Table):
    """A code for the day the authenticator is lost, as a digest; it goes when it is used."""

    __tablename__ = "recovery_code"

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id", ondelete="CASCADE"))


class HalfwayRow(Table):
    """A browser that gave the right password and still owes the code; gone after minutes."""

    __tablename__ = "halfway"

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime]


class IdentityRow(Table):
    """Who an account is at the provider of sign-in (OpenID Connect)."""

    __tablename__ = "identity"

    issuer: Mapped[str] = mapped_column(String(255), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)
    officer_id: Mapped[int] = mapped_column(
        ForeignKey("officer.id", ondelete="CASCADE"), unique=True
    )


class OpenedResultsRow(Table):
    """A campaign whose results the level above has let the officers of units see (DR-24)."""

    __tablename__ = "opened_results"

    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id", ondelete="CASCADE"), primary_key=True
    )
    opened_at: Mapped[datetime]


class EventHeadRow(Table):
    """How many lines the record has, and the seal of the last one: whoever cuts lines off its end
    leaves a chain that fits, but not this."""

    __tablename__ = "event_head"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    lines: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
