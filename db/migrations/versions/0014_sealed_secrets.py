"""Secrets of second steps lie sealed; what lay open is sealed at the next start"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("second_step", sa.Column("sealed", sa.Text(), nullable=True))
    op.add_column("second_step", sa.Column("plain", sa.String(64), nullable=True))
    op.execute("UPDATE second_step SET plain = secret")
    op.drop_column("second_step", "secret")


def downgrade() -> None:
    """Sealed secrets cannot be opened here: those officers sign in without a code."""
    op.execute("DELETE FROM second_step WHERE plain IS NULL")
    op.add_column(
        "second_step", sa.Column("secret", sa.String(64), nullable=False, server_default="")
    )
    op.execute("UPDATE second_step SET secret = plain")
    op.drop_column("second_step", "plain")
    op.drop_column("second_step", "sealed")
