"""Questionnaires of one's own, their sounds, and how a form was filled in"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column(
        "submission", sa.Column("mode", sa.String(8), nullable=False, server_default="phone")
    )
    op.add_column(
        "campaign",
        sa.Column("deletion_codes", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    _drafts()
    op.create_table(
        "recording",
        sa.Column("survey_id", sa.String(40), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("survey_id", "name", name=op.f("pk_recording")),
    )
    op.create_index(op.f("ix_recording_digest"), "recording", ["digest"])
    op.create_table(
        "bank_question",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_question")),
    )
    op.create_table(
        "paper_check",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.Column("compared", sa.Integer(), nullable=False),
        sa.Column("differing", sa.Integer(), nullable=False),
        sa.CheckConstraint("differing <= compared", name=op.f("ck_paper_check_compared")),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_paper_check_campaign_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_paper_check")),
    )


def _drafts() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.String(40), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("survey_id", name=op.f("uq_draft_survey_id")),
    )
    op.create_table(
        "draft_step",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_draft_step_draft_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("draft_id", "number", name=op.f("pk_draft_step")),
    )


def downgrade() -> None:
    for table in ("paper_check", "bank_question", "recording", "draft_step", "draft"):
        op.drop_table(table)
    op.drop_column("campaign", "deletion_codes")
    op.drop_column("submission", "mode")
