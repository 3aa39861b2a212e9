"""What people wrote, apart from their forms, and the themes it was grouped into"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_SWEPT = (
    "campaign",
    "submission",
    "card",
    "scan",
    "second_step",
    "word",
    "word_look",
)  # where something is deleted for good
_SWEPT_BEFORE = _SWEPT[:-2]
_WROTE = "#"  # stays where somebody wrote


def upgrade() -> None:
    _piles()
    _words()
    _looks()
    _themes()
    _is_final("themes")
    if op.get_bind().dialect.name == "postgresql":
        how = _of_owner()
        _make_forget_words(how)
        _make_write_anew(how, _SWEPT)


def downgrade() -> None:
    for table in ("themes", "word_look", "word", "word_pile"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION themes_is_final()")
        op.execute("DROP FUNCTION forget_words(integer, text[])")
        _make_write_anew(_of_owner(), _SWEPT_BEFORE)


def _of_owner() -> str:
    """How a function is made that may more than the role that calls it (docs/decisions/0012)."""
    schema = op.get_bind().exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one()
    return f"SECURITY DEFINER SET search_path = pg_catalog, {schema}, pg_temp"


def _make_forget_words(how: str) -> None:
    op.execute(
        "CREATE FUNCTION forget_words(asked integer, names text[]) RETURNS void LANGUAGE sql "
        f"{how} AS $$ UPDATE submission SET answers = (answers::jsonb || (SELECT "
        f"jsonb_object_agg(name, '{_WROTE}') FROM unnest(names) AS name "
        "WHERE answers::jsonb ? name))::text FROM campaign WHERE campaign_id = asked "
        "AND campaign.id = asked AND campaign.closed_on IS NOT NULL "
        "AND answers::jsonb ?| names $$"
    )
    op.execute("REVOKE EXECUTE ON FUNCTION forget_words(integer, text[]) FROM PUBLIC")


def _make_write_anew(how: str, tables: tuple[str, ...]) -> None:
    swept = ", ".join(f"'{table}'" for table in tables)
    op.execute(
        "CREATE OR REPLACE FUNCTION write_anew(asked text) RETURNS void LANGUAGE plpgsql "
        f"{how} AS $$ BEGIN IF asked IN ({swept}) THEN "
        "EXECUTE format('CLUSTER %I USING %I', asked, 'pk_' || asked); END IF; END $$"
    )


def _piles() -> None:
    op.create_table(
        "word_pile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(80), nullable=False),
        sa.Column("unit_type", sa.String(40), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.CheckConstraint("told BETWEEN 0 AND people", name=op.f("ck_word_pile_told")),
        _campaign("word_pile"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_pile")),
        sa.UniqueConstraint(
            "campaign_id",
            "question",
            "unit_type",
            name=op.f("uq_word_pile_campaign_id_question_unit_type"),
        ),
    )


def _words() -> None:
    op.create_table(
        "word",
        sa.Column("key", sa.LargeBinary(16), nullable=False),
        sa.Column("pile_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pile_id"], ["word_pile.id"], name=op.f("fk_word_pile_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_word")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_word_pile_id"), "word", ["pile_id"])


def _looks() -> None:
    op.create_table(
        "word_look",
        sa.Column("word_key", sa.LargeBinary(16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("looked_on", sa.Date(), nullable=False),
        sa.Column("verdict", sa.String(8), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.CheckConstraint("number IN (1, 2)", name=op.f("ck_word_look_number")),
        sa.ForeignKeyConstraint(
            ["word_key"], ["word.key"], name=op.f("fk_word_look_word_key"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"],
            ["officer.id"],
            name=op.f("fk_word_look_officer_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("word_key", "number", name=op.f("pk_word_look")),
    )


def _themes() -> None:
    op.create_table(
        "themes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checksum", sa.String(64), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        _campaign("themes"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_themes")),
        sa.UniqueConstraint(
            "campaign_id",
            "question",
            "number",
            name=op.f("uq_themes_campaign_id_question_number"),
        ),
    )


def _campaign(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["campaign_id"], ["campaign.id"], name=op.f(f"fk_{table}_campaign_id"), ondelete="CASCADE"
    )


def _is_final(table: str) -> None:
    """Published figures are written once; a campaign that goes takes its own along."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {table}_is_final BEFORE UPDATE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is final'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {table}_is_final() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is final'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_is_final BEFORE UPDATE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_is_final()"
    )
