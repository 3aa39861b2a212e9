"""The tables. What must always hold is said here, so that the database refuses the rest."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


def _new_mark() -> str:
    return secrets.token_hex(8)


class Moment(TypeDecorator[datetime]):
    """An aware time in UTC; SQLite, which forgets zones, gives it back aware."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a stored time must be aware")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class Table(DeclarativeBase):
    """The base of all tables; names of keys are fixed so that migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Moment, dict[str, Any]: JSON, list[str]: JSON, str: Text}


class InstallationRow(Table):
    """The one organisation of this installation; its row means that set-up is over."""

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    letterhead: Mapped[dict[str, Any]]
    refresh_hours: Mapped[int] = mapped_column(default=24)
    set_up_at: Mapped[datetime]


class OfficerRow(Table):
    """Somebody who signs in."""

    __tablename__ = "officer"
    __table_args__ = (
        CheckConstraint(
            "role IN ('admin', 'officer', 'cluster', 'unit', 'care', 'viewer')", name="role"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str]
    role: Mapped[str]
    password: Mapped[str]
    lang: Mapped[str] = mapped_column(default="vi")
    active: Mapped[bool] = mapped_column(default=True)
    sample: Mapped[bool] = mapped_column(default=False)
    places: Mapped[list[str]] = mapped_column(default=list, server_default="[]")


class SessionRow(Table):
    """A signed-in browser, known by the digest of its cookie."""

    __tablename__ = "session"

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id", ondelete="CASCADE"))
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class UnitRow(Table):
    """A workplace of the register (surveys.organisation.Unit). With `gathers` it is no unit but
    a place of one campaign: small units of a cluster together, or nowhere in particular."""

    __tablename__ = "unit"
    __table_args__ = (
        CheckConstraint("workers >= 0 AND members >= 0 AND members <= workers", name="heads"),
        CheckConstraint("women IS NULL OR women BETWEEN 0 AND workers", name="women"),
        CheckConstraint(
            "women_members IS NULL OR women_members BETWEEN 0 AND members", name="women_members"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str]
    type: Mapped[str]
    sector: Mapped[str]
    place: Mapped[str]
    cluster: Mapped[str]
    workers: Mapped[int]
    members: Mapped[int]
    women: Mapped[int | None]
    women_members: Mapped[int | None]
    has_union: Mapped[bool]
    agreement: Mapped[bool]
    agreement_until: Mapped[date | None]
    ended_on: Mapped[date | None]
    level: Mapped[str] = mapped_column(String(20), server_default="cdcs")
    abbreviation: Mapped[str] = mapped_column(default="", server_default="")
    began_on: Mapped[date | None]
    sample: Mapped[bool] = mapped_column(default=False)
    gathers: Mapped[bool] = mapped_column(default=False, server_default=false())


class SurveyVersionRow(Table):
    """A published questionnaire; a trigger refuses every change of it."""

    __tablename__ = "survey_version"
    __table_args__ = (UniqueConstraint("survey_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    fingerprint: Mapped[str] = mapped_column(String(16))
    document: Mapped[dict[str, Any]]
    published_at: Mapped[datetime]


class CampaignRow(Table):
    """A campaign (surveys.campaigns.Campaign). `secret` keys the digests of sent forms and is
    erased at the close; `counted_at` is when participation was last counted. `mark` tells the
    campaign from every other, also from those of other databases. A trigger refuses every change
    of k, coordinates, languages and questionnaire."""

    __tablename__ = "campaign"
    __table_args__ = (
        CheckConstraint("k >= 5", name="floor"),  # DR-05
        CheckConstraint("opens_on <= closes_on AND closes_on < delete_on", name="days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    survey_version: Mapped[int] = mapped_column(ForeignKey("survey_version.id"))
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    delete_on: Mapped[date]
    contact_name: Mapped[str]
    contact_phone: Mapped[str]
    k: Mapped[int]
    coordinates: Mapped[list[str]]
    languages: Mapped[list[str]]
    closed_on: Mapped[date | None]
    released_on: Mapped[date | None]
    approved_on: Mapped[date | None]
    opened_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    answered_where: Mapped[str] = mapped_column(default="", server_default="")
    deleted_on: Mapped[date | None]
    mark: Mapped[str] = mapped_column(String(16), default=_new_mark, server_default="")
    secret: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    counted_at: Mapped[datetime | None]
    deletion_codes: Mapped[bool] = mapped_column(default=False, server_default=false())
    audience: Mapped[str] = mapped_column(String(12), default="worker", server_default="worker")
    cards: Mapped[bool] = mapped_column(default=False, server_default=false())
    sample: Mapped[bool] = mapped_column(default=False)


class LinkRow(Table):
    """The code on a unit's poster: one for each unit of a campaign, the same for everybody."""

    __tablename__ = "link"
    __table_args__ = (UniqueConstraint("campaign_id", "unit_id"),)

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))


class SubmissionRow(Table):
    """One worker's form (DR-03): campaign, unit, day, language, how it was filled in, answers.
    The key is a digest that nobody can recompute after the close; rows lie in its order."""

    __tablename__ = "submission"
    __table_args__ = (Index(None, "campaign_id", "unit_id"), {"sqlite_with_rowid": False})

    key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    day: Mapped[date]
    lang: Mapped[str] = mapped_column(String(8))
    mode: Mapped[str] = mapped_column(String(8), server_default="phone")
    answers: Mapped[str]


class ParticipationRow(Table):
    """Answers of a unit at the last count, already in steps of five (DR-07); -1 stands for
    "fewer than five, but some". Beside it, how often its form was shown, begun and sent by then,
    in steps too; empty where nothing was reported."""

    __tablename__ = "participation"

    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id", ondelete="CASCADE"), primary_key=True
    )
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    answers: Mapped[int]
    shown: Mapped[int | None]
    begun: Mapped[int | None]
    sent: Mapped[int | None]


class ReleaseRow(Table):
    """Published blocks of a campaign (surveys.blocks.Release); a trigger refuses every change."""

    __tablename__ = "release"
    __table_args__ = (UniqueConstraint("campaign_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"))
    number: Mapped[int]
    made_on: Mapped[date]
    checksum: Mapped[str] = mapped_column(String(64))
    document: Mapped[dict[str, Any]]


class ActivityRow(Table):
    """A promised activity (surveys.plan.Activity)."""

    __tablename__ = "activity"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"))
    need: Mapped[str]
    type: Mapped[str]
    road: Mapped[str]
    title: Mapped[str]
    scope: Mapped[str]
    place: Mapped[str]
    responsible: Mapped[str]
    partner: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    people: Mapped[int | None]
    money: Mapped[int | None] = mapped_column(BigInteger)  # dong: a house costs more than 2 ** 31
    source: Mapped[str]
    measure: Mapped[str]
    figure: Mapped[str]
    state: Mapped[str]
    reason: Mapped[str]
    reached: Mapped[int | None]
    spent: Mapped[int | None] = mapped_column(BigInteger)
    feedback_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id", ondelete="SET NULL"))
    sample: Mapped[bool] = mapped_column(default=False)


class EventRow(Table):
    """Who did what in the office, exports first (DR-20). Nothing of workers stands here. Triggers
    refuse every change and deletion; each line seals the ones before it by its digest. `who` is
    the officer's name at that moment, `officer_id` stays when the account is gone."""

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    officer_id: Mapped[int | None]
    what: Mapped[str] = mapped_column(String(40))
    detail: Mapped[str]
    who: Mapped[str] = mapped_column(server_default="")
    digest: Mapped[str] = mapped_column(String(64), server_default="")
