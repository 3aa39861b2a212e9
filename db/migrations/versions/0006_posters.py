"""Scans by unit and day, replaced codes, one-time cards, the logo on posters"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def _of(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE"
    )


def upgrade() -> None:
    op.add_column(
        "campaign", sa.Column("cards", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_table(
        "scan",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("begun", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.CheckConstraint("shown >= 0 AND begun >= 0 AND sent >= 0", name=op.f("ck_scan_sums")),
        _of("scan", "campaign_id", "campaign"),
        _of("scan", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("campaign_id", "unit_id", "day", name=op.f("pk_scan")),
    )
    op.create_table(
        "revoked_link",
        sa.Column("code", sa.String(12), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("revoked_on", sa.Date(), nullable=False),
        _of("revoked_link", "campaign_id", "campaign"),
        _of("revoked_link", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_revoked_link")),
    )
    _cards()
    op.create_table(
        "logo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_logo_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_logo")),
    )


def _cards() -> None:
    op.create_table(
        "card",
        sa.Column("digest", sa.LargeBinary(16), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        _of("card", "campaign_id", "campaign"),
        _of("card", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_card")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_card_campaign_id_unit_id"), "card", ["campaign_id", "unit_id"])
    op.create_table(
        "card_print",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("printed", sa.Integer(), nullable=False),
        _of("card_print", "campaign_id", "campaign"),
        _of("card_print", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("campaign_id", "unit_id", name=op.f("pk_card_print")),
    )


def downgrade() -> None:
    for table in ("logo", "card_print", "card", "revoked_link", "scan"):
        op.drop_table(table)
    op.drop_column("campaign", "cards")
