"""The tables of requests for help. Whatever a person wrote is sealed; what lists need is not."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from db.schema import Moment, Table


class Apart(DeclarativeBase):
    """The base of these tables: no key can lead from them into the main database."""

    metadata = MetaData(naming_convention=Table.metadata.naming_convention)
    type_annotation_map = {datetime: Moment, str: Text}


class RequestRow(Apart):
    """A request (surveys.hardship.Request). `sealed` holds all that was written, encrypted;
    `digest` is that of the code with which the person takes the request back. Rows lie in the
    order of their random numbers; only the day of arrival is known."""

    __tablename__ = "request"
    __table_args__ = ({"sqlite_with_rowid": False},)

    number: Mapped[str] = mapped_column(String(8), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    came_on: Mapped[date]
    urgency: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(12))
    contacted_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    version: Mapped[int]
    sealed: Mapped[str]


class WishRow(Apart):
    """What a person wants of the data of a request (surveys.hardship.Wish)."""

    __tablename__ = "wish"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(ForeignKey("request.number", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(12))
    came_on: Mapped[date]
    answered_on: Mapped[date | None]
    done_on: Mapped[date | None]


class OpeningRow(Apart):
    """Which officer opened or changed which request, and when. Triggers refuse every change. The
    number says nothing once its request is deleted."""

    __tablename__ = "opening"
    __table_args__ = (Index(None, "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    officer_id: Mapped[int]
    officer: Mapped[str]
    number: Mapped[str] = mapped_column(String(8))
    what: Mapped[str] = mapped_column(String(12))
