"""Requests for help, wishes concerning them, and who opened them"""

import sqlalchemy as sa
from alembic import op

revision = "hardship_0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "request",
        sa.Column("number", sa.String(8), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("came_on", sa.Date(), nullable=False),
        sa.Column("urgency", sa.String(8), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("contacted_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_request")),
        sa.UniqueConstraint("digest", name=op.f("uq_request_digest")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "wish",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(8), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("came_on", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["number"], ["request.number"], name=op.f("fk_wish_number"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wish")),
    )
    op.create_table(
        "opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("number", sa.String(8), nullable=False),
        sa.Column("what", sa.String(12), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening")),
    )
    op.create_index(op.f("ix_opening_number"), "opening", ["number"])
    for change in ("UPDATE", "DELETE"):
        _refuse(change)


def _refuse(change: str) -> None:
    """Lines of the access log are added, never changed."""
    name = f"opening_no_{change.lower()}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {change} ON opening "
            "BEGIN SELECT RAISE(ABORT, 'opening is final'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'opening is final'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {change} ON opening FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def downgrade() -> None:
    for table in ("opening", "wish", "request"):
        op.drop_table(table)
