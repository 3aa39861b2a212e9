"""Who answers a campaign, feedback on activities, and how requests for help are taken"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column(
        "campaign",
        sa.Column("audience", sa.String(12), nullable=False, server_default="worker"),
    )
    with op.batch_alter_table("activity") as batch_op:
        batch_op.add_column(sa.Column("feedback_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_activity_feedback_id"),
            "campaign",
            ["feedback_id"],
            ["id"],
            ondelete="SET NULL",
        )
    op.create_table(
        "hardship",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("carer", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_hardship_one")),
        sa.CheckConstraint("months >= 1", name=op.f("ck_hardship_months")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hardship")),
    )


def downgrade() -> None:
    op.drop_table("hardship")
    with op.batch_alter_table("activity") as batch_op:
        batch_op.drop_constraint(op.f("fk_activity_feedback_id"), type_="foreignkey")
        batch_op.drop_column("feedback_id")
    op.drop_column("campaign", "audience")
