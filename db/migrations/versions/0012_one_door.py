"""One door to raw answers, which a role of few rights needs (docs/decisions/0012)"""

from alembic import op

revision = "0012"
down_revision = "0011"

_SWEPT = (
    "campaign",
    "submission",
    "card",
    "scan",
    "second_step",
)  # where something is deleted for good
_FUNCTIONS = ("closed_answers(integer)", "forget_order(integer)", "write_anew(text)")
_ONCE = ("closed_on", "released_on")  # days on which something ended for good


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        back = " OR ".join(f"(OLD.{day} IS NOT NULL AND NEW.{day} IS NULL)" for day in _ONCE)
        op.execute(
            f"CREATE TRIGGER campaign_is_over BEFORE UPDATE ON campaign WHEN {back} "
            "BEGIN SELECT RAISE(ABORT, 'what is over is not opened again'); END"
        )
        return
    schema = op.get_bind().exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one()
    _make_trigger()
    _make_functions(f"SECURITY DEFINER SET search_path = pg_catalog, {schema}, pg_temp")


def _make_trigger() -> None:
    back = " OR ".join(f"(OLD.{day} IS NOT NULL AND NEW.{day} IS NULL)" for day in _ONCE)
    op.execute(
        "CREATE FUNCTION campaign_is_over() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {back} THEN RAISE EXCEPTION 'what is over is not opened again' "
        "USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER campaign_is_over BEFORE UPDATE ON campaign "
        "FOR EACH ROW EXECUTE FUNCTION campaign_is_over()"
    )


def _make_functions(how: str) -> None:
    """The three things that need more than a role of few rights may: reading the forms of a
    campaign between its close and its release, storing them in another order, and writing the
    tables anew without what was deleted."""
    op.execute(
        "CREATE FUNCTION closed_answers(asked integer) "
        "RETURNS TABLE (unit varchar, answers varchar, day date) LANGUAGE sql STABLE "
        f"{how} AS $$ SELECT unit.code, submission.answers, submission.day FROM submission "
        "JOIN unit ON unit.id = submission.unit_id "
        "JOIN campaign ON campaign.id = submission.campaign_id "
        "WHERE campaign.id = asked AND campaign.closed_on IS NOT NULL "
        "AND campaign.released_on IS NULL $$"
    )
    op.execute(
        f"CREATE FUNCTION forget_order(closed integer) RETURNS void LANGUAGE sql {how} AS $$ "
        "WITH taken AS (DELETE FROM submission WHERE campaign_id = closed RETURNING *) "
        "INSERT INTO submission SELECT * FROM taken ORDER BY key $$"
    )
    swept = ", ".join(f"'{table}'" for table in _SWEPT)
    op.execute(
        f"CREATE FUNCTION write_anew(asked text) RETURNS void LANGUAGE plpgsql {how} AS $$ BEGIN "
        f"IF asked IN ({swept}) THEN EXECUTE format('CLUSTER %I USING %I', asked, 'pk_' || asked); "
        "END IF; END $$"
    )
    for name in _FUNCTIONS:
        op.execute(f"REVOKE EXECUTE ON FUNCTION {name} FROM PUBLIC")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER campaign_is_over")
        return
    for name in _FUNCTIONS:
        op.execute(f"DROP FUNCTION {name}")
    op.execute("DROP FUNCTION campaign_is_over CASCADE")
