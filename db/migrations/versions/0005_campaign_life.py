"""The life of a campaign: drafts, days passed, codes without a unit, deletions that are proved"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_DAYS = ("approved_on", "opened_on", "answered_on", "deleted_on")
_FIXED = ("k", "coordinates", "languages", "survey_version")  # before the first form comes


def upgrade() -> None:
    for day in _DAYS:
        op.add_column("campaign", sa.Column(day, sa.Date(), nullable=True))
    for name, type in (("answered_where", sa.Text()), ("mark", sa.String(16))):
        op.add_column("campaign", sa.Column(name, type, nullable=False, server_default=""))
    op.add_column(
        "unit", sa.Column("gathers", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    _mark_the_past()
    _drafts()
    _deletions()
    op.create_table(
        "gathered",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        _to("gathered", "place_id", "unit"),
        _to("gathered", "unit_id", "unit", ondelete=None),
        sa.PrimaryKeyConstraint("place_id", "unit_id", name=op.f("pk_gathered")),
    )
    _fix()


def _to(
    table: str, column: str, other: str, ondelete: str | None = "CASCADE"
) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def _mark_the_past() -> None:
    """A mark of its own for every campaign there is; what began and ended has its days."""
    names = ("id", "mark", "opens_on", "opened_on", "closed_on")
    campaign = sa.table("campaign", *map(sa.column, names))
    connection = op.get_bind()
    for id in connection.scalars(sa.select(campaign.c.id)).all():
        change = sa.update(campaign).where(campaign.c.id == id)
        connection.execute(change.values(mark=secrets.token_hex(8)))
    begun = sa.update(campaign).where(campaign.c.closed_on.is_not(None))
    connection.execute(begun.values(opened_on=campaign.c.opens_on))


def _drafts() -> None:
    op.create_table(
        "campaign_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        _to("campaign_draft", "author_id", "officer", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_draft")),
    )


def _deletions() -> None:
    op.create_table(
        "deletion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("mark", sa.String(40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deletion")),
    )
    op.create_table(
        "withdrawn",
        sa.Column("key", sa.LargeBinary(16), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        _to("withdrawn", "campaign_id", "campaign"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_withdrawn")),
        sqlite_with_rowid=False,
    )


def _fix() -> None:
    """What was promised before the first form came is refused every change (DR-05)."""
    if op.get_bind().dialect.name == "sqlite":
        changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in _FIXED)
        op.execute(
            f"CREATE TRIGGER campaign_rule_is_fixed BEFORE UPDATE ON campaign WHEN {changed} "
            "BEGIN SELECT RAISE(ABORT, 'the rule of a campaign is fixed'); END"
        )
        return
    changed = " OR ".join(f"NEW.{name}::text IS DISTINCT FROM OLD.{name}::text" for name in _FIXED)
    op.execute(
        "CREATE FUNCTION campaign_rule_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {changed} THEN RAISE EXCEPTION 'the rule of a campaign is fixed' "
        "USING ERRCODE = 'check_violation'; END IF; "
        "RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER campaign_rule_is_fixed BEFORE UPDATE ON campaign "
        "FOR EACH ROW EXECUTE FUNCTION campaign_rule_is_fixed()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER campaign_rule_is_fixed")
    else:
        op.execute("DROP FUNCTION campaign_rule_is_fixed CASCADE")
    for table in ("gathered", "withdrawn", "deletion", "campaign_draft"):
        op.drop_table(table)
    op.drop_column("unit", "gathers")
    for column in ("mark", "answered_where", *_DAYS):
        op.drop_column("campaign", column)
