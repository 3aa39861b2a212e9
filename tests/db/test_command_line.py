"""python -m db: what it does, and the sentence it says when it cannot."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from db import campaigns, events, officers, releases, second_steps, units
from db.__main__ import REFUSED, main
from db.engine import connect, writing
from db.migrate import differences
from db.schema import ReleaseRow
from db.sealing import Seal, new_key
from db.submissions import write
from pages import settings
from surveys.texts import say
from tests.db.cast import TODAY, annual, campaign_of, draft, forms, sign_up, stored, unguarded, unit
from tests.house.source import ROOT

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Run]:
    """Runs a command on a database that is still empty: exit code, output, error output."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("BASE_URL", "https://langnghe.example.vn")
    _forget_settings()

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        said = capsys.readouterr()
        return code, said.out.strip(), said.err.strip()

    yield run
    settings.engine().dispose()
    _forget_settings()


def _forget_settings() -> None:
    settings.settings.cache_clear()
    settings.engine.cache_clear()


@pytest.fixture
def here(database_url: str, run: Run) -> Iterator[Engine]:
    """The same database, to look into it."""
    engine = connect(database_url)
    yield engine
    engine.dispose()


def test_migrate_makes_the_tables_and_may_be_repeated(run: Run, here: Engine) -> None:
    for _ in range(2):
        assert run("migrate") == (0, say("db.command.migrated", "vi"), "")
    assert differences(here) == []


def test_demo_says_where_the_form_is_and_who_may_sign_in(run: Run, here: Engine) -> None:
    code, said, complaint = run("demo", "--answers", "100", "--seed", "5")
    assert (code, complaint) == (0, "")
    found = re.search(r"https://langnghe\.example\.vn/k/(\w+)", said)
    assert found is not None
    assert campaigns.door(here, found[1]) is not None
    logins = re.findall(r"(\w+\.mau)\s+\S+ \S+ (\S+)", said)
    assert [login for login, _ in logins] == ["quantri.mau", "canbo.mau"]
    for login, password in logins:
        assert officers.recognise(here, login, password) is not None
    assert stored(here) == 215


def test_demo_can_be_taken_away(run: Run, here: Engine) -> None:
    run("demo", "--answers", "100")
    code, said, _ = run("demo", "--remove")
    assert code == 0
    assert "215 phiếu" in said
    assert "60 đơn vị" in said
    assert units.everyone(here) == ()


def test_demo_says_which_units_it_left(run: Run, here: Engine) -> None:
    run("demo", "--answers", "100")
    sign_up(here)
    campaigns.publish(here, draft(), annual(), ["MAU01"], settings.now())
    _, said, _ = run("demo", "--remove")
    assert say("db.command.kept", "vi", units=1) in said


def test_demo_does_not_touch_what_is_ones_own(run: Run, here: Engine) -> None:
    run("migrate")
    units.add(here, unit("MAU01"))
    code, said, complaint = run("demo")
    assert (code, said) == (REFUSED, "")
    assert complaint == say("db.fault.names_taken", "vi", names="MAU01")


def test_demo_locks_nobody_out(run: Run, here: Engine) -> None:
    run("demo", "--answers", "100")
    units.add(here, unit("A"))
    assert run("demo", "--remove") == (REFUSED, "", say("db.fault.no_admin", "vi"))


def test_purge_deletes_what_is_due_and_says_so(run: Run, here: Engine) -> None:
    run("migrate")
    today = settings.today()
    past = {"opens_on": today - timedelta(days=9), "closes_on": today - timedelta(days=2)}
    due = campaign_of(here, "A", title="Đợt cũ", delete_on=today, **past)
    write(here, forms(here, due, "A", 12))
    code, said, _ = run("purge")
    assert (code, said) == (0, say("db.command.purged", "vi", count=12, title="Đợt cũ"))
    assert stored(here) == 0
    assert run("purge") == (0, say("db.command.nothing_due", "vi"), "")


def test_backup_copies_sqlite_and_names_the_tool_for_the_other(
    run: Run, here: Engine, tmp_path: Path
) -> None:
    run("migrate")
    file = tmp_path / "copy.sqlite"
    code, said, complaint = run("backup", str(file))
    if here.dialect.name == "postgresql":
        assert (code, said) == (REFUSED, "")
        assert "pg_dump" in complaint
        return
    assert (code, said) == (0, say("db.command.backed_up", "vi", file=file))
    assert file.exists()
    assert run("backup", str(file))[2] == say("db.fault.file_exists", "vi", file=file)
    missing = tmp_path / "nowhere" / "copy.sqlite"
    assert run("backup", str(missing)) == (REFUSED, "", say("db.fault.file", "vi", file=missing))


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("load",),
        ("demo", "--answers", "many"),
        ("demo", "--answers", "-1"),
        ("demo", "--more"),
        ("backup",),
        ("migrate", "now"),
    ],
)
def test_a_command_nobody_knows_is_answered_with_those_there_are(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == REFUSED
    said = capsys.readouterr()
    assert (said.out, said.err.strip()) == ("", say("db.command.usage", "vi").strip())


@pytest.mark.parametrize("ask", ["-h", "--help"])
def test_help_is_no_mistake(ask: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([ask]) == 0
    said = capsys.readouterr().out
    for command in ("migrate", "demo", "--remove", "backup", "purge"):
        assert command in said


def test_a_database_of_a_newer_version_is_left_alone(run: Run, here: Engine) -> None:
    run("migrate")
    with here.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert run("migrate") == (REFUSED, "", say("db.fault.version", "vi"))


@pytest.mark.parametrize(
    "url", ["mysql://localhost/x", "postgresql://nobody@127.0.0.1:1/x", "sqlite:////nowhere/x"]
)
def test_a_database_out_of_reach_is_told_in_a_sentence(
    url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", url)
    _forget_settings()
    assert main(["migrate"]) == REFUSED
    assert "DATABASE_URL" in capsys.readouterr().err
    _forget_settings()


def test_a_terminal_sees_the_sentence_and_no_traceback(tmp_path: Path) -> None:
    environment = os.environ | {"DATABASE_URL": "sqlite:////nowhere/x", "DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "db", "purge"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (REFUSED, "")
    assert "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_processes_that_start_together_migrate_one_after_the_other(
    database_url: str, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "db", "migrate"]
    environment = os.environ | {"DATABASE_URL": database_url, "DATA_DIR": str(tmp_path)}
    started = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        for _ in range(3)
    ]
    assert [process.wait(60) for process in started] == [0, 0, 0]
    engine = connect(database_url)
    assert "submission" in sa.inspect(engine).get_table_names()
    engine.dispose()


def test_grant_says_what_is_missing(run: Run, database_url: str) -> None:
    code, said, wrong = run("grant", "nobody_here")
    kind = "no_roles" if database_url.startswith("sqlite") else "no_role"
    assert (code, said) == (REFUSED, "")
    assert wrong == say(f"db.fault.{kind}", "vi", role="nobody_here")


def test_code_off_helps_who_lost_everything_and_stands_in_the_record(
    run: Run, here: Engine
) -> None:
    run("migrate")
    alice, seal, now = sign_up(here), Seal([new_key()]), settings.now()
    code = pyotp.TOTP(second_steps.propose(here, seal, alice.id, now)).at(now)
    assert second_steps.confirm(here, seal, alice.id, code, now)
    unknown = say("db.fault.no_officer", "vi", login="nobody")
    assert run("codeoff", "nobody") == (REFUSED, "", unknown)
    assert run("codeoff", "ALICE") == (0, say("db.command.code_off", "vi", login="ALICE"), "")
    assert not second_steps.is_on(here, alice.id)
    newest = events.latest(here)[0]
    assert (newest.what, newest.detail) == ("second_step_off", "ALICE")


def test_verify_releases_says_a_line_each_and_fails_when_one_was_altered(
    run: Run, here: Engine
) -> None:
    run("migrate")
    assert run("verify-releases") == (0, say("db.verify.nothing", "vi"), "")
    for title in ("Đợt một", "Đợt hai"):
        code = title.replace(" ", "")
        campaign = campaign_of(here, code, title=title)
        write(here, forms(here, campaign, code, 30))
        campaigns.close(here, campaign.id, TODAY)
        releases.make(here, campaign.id, TODAY)
    exit_code, told, _ = run("verify-releases")
    assert (exit_code, told.count("ĐÚNG"), told.count("\n")) == (0, 2, 1)
    with writing(here) as session:
        row = session.execute(sa.select(ReleaseRow.__table__)).mappings().first()
        assert row is not None
        session.execute(sa.delete(ReleaseRow).where(ReleaseRow.id == row["id"]))
        changed = {**row, "document": {**row["document"], "pending": 1}}
        session.execute(sa.insert(ReleaseRow).values(**changed))
    exit_code, told, _ = run("verify-releases")
    assert (exit_code, told.count("SAI"), told.count("ĐÚNG")) == (1, 1, 1)
    assert "Đợt một" in told
    assert say("db.verify.altered", "vi") in told


def test_verify_record_tells_the_seal_and_fails_when_lines_are_missing(
    run: Run, here: Engine
) -> None:
    run("migrate")
    assert run("verify-record") == (0, say("db.record.good", "vi", lines="0", seal="–"), "")
    for detail in "abc":
        events.note(here, settings.now(), None, "export", detail)
    seal = events.end(here).short_seal
    assert run("verify-record") == (0, say("db.record.good", "vi", lines="3", seal=seal), "")
    unguarded(here, "DELETE FROM event WHERE detail = 'c'")
    cut_off = say("db.record.cut_off", "vi", lines="2", kept="3")
    assert run("verify-record") == (1, cut_off, "")
    unguarded(here, "DELETE FROM event WHERE detail = 'a'")
    assert "SAI" in run("verify-record")[1]
