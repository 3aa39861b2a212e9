"""Registers the plan counts, its targets as rows, periodic reports of units"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_TABLES = (
    "unit_report",
    "report_link",
    "report_calendar",
    "target",
    "training",
    "organising",
    "coordination",
    "dialogue",
    "agreement",
    "membership_stat",
)


def _kept() -> tuple[sa.Column, ...]:
    """What every entry of a register carries."""
    return (
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
    )


def _id(kind: type = sa.Integer) -> sa.Column:
    return sa.Column("id", kind(), nullable=False)


def _count(name: str, *, known: bool = True) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=not known)


def _day(name: str, *, known: bool = False) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=not known)


def _words(*names: str) -> tuple[sa.Column, ...]:
    return tuple(sa.Column(name, sa.Text(), nullable=False) for name in names)


def _short(name: str, length: int = 20) -> sa.Column:
    return sa.Column(name, sa.String(length), nullable=False)


def _of_unit(table: str) -> tuple[sa.Column | sa.ForeignKeyConstraint, ...]:
    return (
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f(f"fk_{table}_unit_id"), ondelete="CASCADE"
        ),
    )


def _key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _once(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def upgrade() -> None:
    _membership()
    _agreements()
    _coordination()
    _organising()
    _targets()
    _reports()


def _membership() -> None:
    table = "membership_stat"
    op.create_table(
        table,
        _id(),
        *_of_unit(table),
        _day("day", known=True),
        _count("workers"),
        _count("members"),
        _count("women", known=False),
        _count("women_members", known=False),
        _short("source"),
        *_kept(),
        _check(table, "heads", "workers >= 0 AND members BETWEEN 0 AND workers"),
        _check(table, "women", "women IS NULL OR women BETWEEN 0 AND workers"),
        _check(
            table, "women_members", "women_members IS NULL OR women_members BETWEEN 0 AND members"
        ),
        _key(table),
        _once(table, "unit_id", "day"),
    )


def _agreements() -> None:
    op.create_table(
        "agreement",
        _id(),
        *_of_unit("agreement"),
        _day("signed_on", known=True),
        _day("valid_from", known=True),
        _day("valid_to"),
        _day("extended_to"),
        _day("registered_on"),
        sa.Column("clauses", sa.JSON(), nullable=False),
        *_words("note"),
        *_kept(),
        _key("agreement"),
        _once("agreement", "unit_id", "signed_on"),
    )
    op.create_table(
        "dialogue",
        _id(),
        *_of_unit("dialogue"),
        _day("held_on", known=True),
        _short("kind"),
        *_words("content", "outcome"),
        *_kept(),
        _key("dialogue"),
        _once("dialogue", "unit_id", "held_on"),
    )


def _coordination() -> None:
    op.create_table(
        "coordination",
        _id(),
        *_words("partner"),
        _day("signed_on", known=True),
        *_words("content"),
        _day("next_review"),
        _day("ended_on"),
        *_kept(),
        _key("coordination"),
        _once("coordination", "partner", "signed_on"),
    )


def _organising() -> None:
    op.create_table(
        "organising",
        _id(),
        *_of_unit("organising"),
        _short("stage"),
        _day("since", known=True),
        *_words("next_step"),
        _day("next_on"),
        *_kept(),
        _key("organising"),
        _once("organising", "unit_id"),
    )
    op.create_table(
        "training",
        _id(),
        *_words("title"),
        _day("held_on", known=True),
        _short("topic"),
        _count("days", known=False),
        _count("people"),
        _count("women", known=False),
        *_kept(),
        _check("training", "people", "people >= 0 AND (women IS NULL OR women <= people)"),
        _key("training"),
        _once("training", "title", "held_on"),
    )


def _targets() -> None:
    op.create_table(
        "target",
        _short("id", 40),
        _count("position"),
        sa.Column("label", sa.JSON(), nullable=False),
        _short("metric", 30),
        _day("deadline", known=True),
        _short("operator", 10),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("threshold", sa.Double(), nullable=True),
        _short("unit", 10),
        _short("kind", 10),
        *_words("as_written"),
        sa.Column("unit_types", sa.JSON(), nullable=False),
        sa.Column("has_union", sa.Boolean(), nullable=False),
        _count("min_headcount"),
        sa.Column("binding", sa.Boolean(), nullable=False),
        *_words("note"),
        _count("version"),
        _key("target"),
    )


def _reports() -> None:
    op.create_table(
        "report_calendar",
        _id(),
        _short("every", 10),
        _count("due_days"),
        _count("grace_days"),
        _day("first_on", known=True),
        _count("version"),
        _check("report_calendar", "one", "id = 1"),
        _check("report_calendar", "every", "every IN ('month', 'quarter', 'half', 'year')"),
        _check("report_calendar", "days", "due_days >= 1 AND grace_days >= 0"),
        _key("report_calendar"),
    )
    op.create_table(
        "report_link",
        _short("code"),
        *_of_unit("report_link"),
        _short("period", 8),
        _day("made_on", known=True),
        _day("revoked_on"),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_report_link")),
    )
    op.create_index(op.f("ix_report_link_unit_id"), "report_link", ["unit_id"])
    _unit_reports()


def _unit_reports() -> None:
    op.create_table(
        "unit_report",
        _id(),
        *_of_unit("unit_report"),
        _short("period", 8),
        _day("received_on", known=True),
        _short("state", 10),
        _count("workers"),
        _count("members"),
        _count("women", known=False),
        _count("women_members", known=False),
        _day("signed_on"),
        _day("valid_to"),
        _count("dialogues"),
        _day("dialogue_on"),
        _day("plan_on"),
        *_words("note", "answer"),
        _count("version"),
        _check("unit_report", "state", "state IN ('received', 'returned', 'confirmed')"),
        _key("unit_report"),
        _once("unit_report", "unit_id", "period"),
    )


def downgrade() -> None:
    for table in _TABLES:
        op.drop_table(table)
