"""Fixed sentences in languages the office added, and targets with their earlier versions"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "added_words",
        sa.Column("lang", sa.String(40), nullable=False),
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("lang", "key", name=op.f("pk_added_words")),
    )
    op.add_column("target", sa.Column("source", sa.Text(), server_default="", nullable=False))
    op.add_column("target", sa.Column("begins_on", sa.Date(), nullable=True))
    op.add_column("target", sa.Column("retired_on", sa.Date(), nullable=True))
    op.create_table(
        "target_version",
        sa.Column("target_id", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["target_id"],
            ["target.id"],
            name=op.f("fk_target_version_target_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("target_id", "version", name=op.f("pk_target_version")),
    )


def downgrade() -> None:
    op.drop_table("target_version")
    for column in ("retired_on", "begins_on", "source"):
        op.drop_column("target", column)
    op.drop_table("added_words")
