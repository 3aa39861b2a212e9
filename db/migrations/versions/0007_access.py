"""Six roles with places, one-time links, second steps, identities, a record nobody can change"""

import hashlib
from datetime import UTC

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_ROLES = "role IN ('admin', 'officer', 'cluster', 'unit', 'care', 'viewer')"
_TABLES = ("opened_results", "identity", "halfway", "recovery_code", "second_step", "one_time_link")


def upgrade() -> None:
    _event()
    with op.batch_alter_table("officer") as batch_op:
        batch_op.drop_constraint(op.f("ck_officer_role"), type_="check")
        batch_op.create_check_constraint(op.f("ck_officer_role"), _ROLES)
        batch_op.add_column(sa.Column("places", sa.JSON(), nullable=False, server_default="[]"))
    _links()
    _second_steps()
    op.create_table(
        "identity",
        sa.Column("issuer", sa.String(255), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        _to_officer("identity"),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_identity")),
        sa.UniqueConstraint("officer_id", name=op.f("uq_identity_officer_id")),
    )
    op.create_table(
        "opened_results",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_opened_results_campaign_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_opened_results")),
    )


def _event() -> None:
    """The officer's name stands in the line, no key: an account that goes changes no line."""
    with op.batch_alter_table("event") as batch_op:
        batch_op.drop_constraint(op.f("fk_event_officer_id"), type_="foreignkey")
        batch_op.add_column(sa.Column("who", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("digest", sa.String(64), nullable=False, server_default=""))
    _seal_the_past()
    for change in ("update", "delete"):
        _refuse(change)


def _seal_the_past() -> None:
    """Names and digests for the lines there are, as db.events makes them."""
    officer = sa.table("officer", sa.column("id"), sa.column("name"))
    event = sa.table(
        "event",
        sa.column("id"),
        sa.column("at", sa.DateTime(timezone=True)),
        *map(sa.column, ("officer_id", "what", "detail", "who", "digest")),
    )
    connection, seal = op.get_bind(), ""
    names = dict(connection.execute(sa.select(officer.c.id, officer.c.name)).all())
    for row in connection.execute(sa.select(event).order_by(event.c.id)).all():
        at = row.at.replace(tzinfo=UTC) if row.at.tzinfo is None else row.at.astimezone(UTC)
        who = names.get(row.officer_id, "")
        told = (seal, at.isoformat(), str(row.officer_id), who, row.what, row.detail)
        seal = hashlib.sha256("\x1f".join(told).encode()).hexdigest()
        connection.execute(
            sa.update(event).where(event.c.id == row.id).values(who=who, digest=seal)
        )


def _refuse(change: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER event_refuses_{change} BEFORE {change.upper()} ON event "
            "BEGIN SELECT RAISE(ABORT, 'event is final'); END"
        )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION event_is_final() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'event is final'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER event_refuses_{change} BEFORE {change.upper()} ON event "
        "FOR EACH ROW EXECUTE FUNCTION event_is_final()"
    )
    if change == "delete":
        op.execute(
            "CREATE TRIGGER event_refuses_truncate BEFORE TRUNCATE ON event "
            "FOR EACH STATEMENT EXECUTE FUNCTION event_is_final()"
        )


def _links() -> None:
    op.create_table(
        "one_time_link",
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(10), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("purpose IN ('invite', 'reset')", name=op.f("ck_one_time_link_purpose")),
        _to_officer("one_time_link"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_one_time_link")),
    )


def _second_steps() -> None:
    op.create_table(
        "second_step",
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.String(64), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        _to_officer("second_step"),
        sa.PrimaryKeyConstraint("officer_id", name=op.f("pk_second_step")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        _to_officer("recovery_code"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_recovery_code")),
    )
    op.create_table(
        "halfway",
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        _to_officer("halfway"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_halfway")),
    )


def _to_officer(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["officer_id"], ["officer.id"], name=op.f(f"fk_{table}_officer_id"), ondelete="CASCADE"
    )


def downgrade() -> None:
    for table in _TABLES:
        op.drop_table(table)
    names = ["update", "delete"]
    if op.get_bind().dialect.name == "sqlite":
        for name in names:
            op.execute(f"DROP TRIGGER event_refuses_{name}")
    else:
        op.execute("DROP FUNCTION event_is_final CASCADE")
    op.execute("UPDATE officer SET role = 'officer' WHERE role NOT IN ('admin', 'officer')")
    with op.batch_alter_table("officer") as batch_op:
        batch_op.drop_constraint(op.f("ck_officer_role"), type_="check")
        batch_op.create_check_constraint(op.f("ck_officer_role"), "role IN ('admin', 'officer')")
        batch_op.drop_column("places")
    op.execute(
        "UPDATE event SET officer_id = NULL WHERE officer_id NOT IN (SELECT id FROM officer)"
    )
    with op.batch_alter_table("event") as batch_op:
        batch_op.drop_column("digest")
        batch_op.drop_column("who")
        batch_op.create_foreign_key(
            op.f("fk_event_officer_id"), "officer", ["officer_id"], ["id"], ondelete="SET NULL"
        )
