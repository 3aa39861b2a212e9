"""The organisation through time: levels, links, former names, events"""

import json
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_LEVELS = Path(__file__).with_name("0003_levels.json")  # the usual ones; an office adds its own
_DAYS = "valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to"


def upgrade() -> None:
    op.add_column("unit", sa.Column("level", sa.String(20), nullable=False, server_default="cdcs"))
    op.add_column("unit", sa.Column("abbreviation", sa.Text(), nullable=False, server_default=""))
    op.add_column("unit", sa.Column("began_on", sa.Date(), nullable=True))
    _levels()
    _links()
    _names()
    _events()


def _levels() -> None:
    levels = op.create_table(
        "org_level",
        sa.Column("key", sa.String(20), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("workplace", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(_DAYS, name=op.f("ck_org_level_days")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_org_level")),
    )
    rows = json.loads(_LEVELS.read_text(encoding="utf-8"))
    op.bulk_insert(levels, [{**row, **_days(row)} for row in rows])


def _days(row: dict[str, str | None]) -> dict[str, date | None]:
    days = {name: row[name] for name in ("valid_from", "valid_to")}
    return {name: date.fromisoformat(day) if day else None for name, day in days.items()}


def _links() -> None:
    op.create_table(
        "org_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("child_id <> parent_id", name=op.f("ck_org_link_apart")),
        sa.CheckConstraint(
            "kind IN ('quan_ly', 'phu_trach', 'cum')", name=op.f("ck_org_link_kind")
        ),
        sa.CheckConstraint(_DAYS, name=op.f("ck_org_link_days")),
        _to_unit("org_link", "child_id"),
        _to_unit("org_link", "parent_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_org_link")),
        sa.UniqueConstraint(
            "child_id", "kind", "valid_from", name=op.f("uq_org_link_child_id_kind_valid_from")
        ),
    )
    op.create_index(op.f("ix_org_link_parent_id"), "org_link", ["parent_id"])


def _names() -> None:
    op.create_table(
        "org_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("abbreviation", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.CheckConstraint(_DAYS, name=op.f("ck_org_name_days")),
        _to_unit("org_name", "unit_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_org_name")),
        sa.UniqueConstraint("unit_id", "valid_to", name=op.f("uq_org_name_unit_id_valid_to")),
    )


def _events() -> None:
    op.create_table(
        "org_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=True),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('doi_ten', 'chuyen', 'nhap', 'tach', 'ket_thuc')",
            name=op.f("ck_org_event_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_org_event")),
    )
    op.create_table(
        "org_event_unit",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(4), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("side IN ('from', 'to')", name=op.f("ck_org_event_unit_side")),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["org_event.id"],
            name=op.f("fk_org_event_unit_event_id"),
            ondelete="CASCADE",
        ),
        _to_unit("org_event_unit", "unit_id"),
        sa.PrimaryKeyConstraint("event_id", "side", "unit_id", name=op.f("pk_org_event_unit")),
    )


def _to_unit(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], ["unit.id"], name=name, ondelete="CASCADE")


def downgrade() -> None:
    for table in ("org_event_unit", "org_event", "org_name", "org_link", "org_level"):
        op.drop_table(table)
    for column in ("began_on", "abbreviation", "level"):
        op.drop_column("unit", column)
