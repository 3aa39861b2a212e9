"""Fixed sentences in languages the office added"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "added_words",
        sa.Column("lang", sa.String(40), nullable=False),
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("lang", "key", name=op.f("pk_added_words")),
    )


def downgrade() -> None:
    op.drop_table("added_words")
