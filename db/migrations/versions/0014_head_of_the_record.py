"""How many lines the record of the office has and the seal of its last one, kept beside it"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "event_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_event_head_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_head")),
    )
    op.execute(
        "INSERT INTO event_head (id, lines, digest) SELECT 1, "
        "(SELECT count(*) FROM event), (SELECT digest FROM event ORDER BY id DESC LIMIT 1) "
        "WHERE EXISTS (SELECT 1 FROM event)"
    )


def downgrade() -> None:
    op.drop_table("event_head")
