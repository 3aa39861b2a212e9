"""Scans beside participation, and rules that set forms aside"""

import sqlalchemy as sa
from alembic import op

_SCANS = ("shown", "begun", "sent")

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    for step in _SCANS:
        op.add_column("participation", sa.Column(step, sa.Integer(), nullable=True))
    op.create_table(
        "set_aside",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(12), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("threshold > 0", name=op.f("ck_set_aside_threshold")),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_set_aside_campaign_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"],
            ["officer.id"],
            name=op.f("fk_set_aside_officer_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("campaign_id", "rule", name=op.f("pk_set_aside")),
    )


def downgrade() -> None:
    op.drop_table("set_aside")
    for step in _SCANS:
        op.drop_column("participation", step)
