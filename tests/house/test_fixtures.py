"""The tests' own ground: databases that are fresh, servers that stop, browsers that open."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page

from db.engine import connect
from tests.servers import postgres_cluster, unused_port


def _fill(url: str) -> list[str]:
    """Tables that were there, and one that is there from now on."""
    engine = connect(url)
    try:
        before = sa.inspect(engine).get_table_names()
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE left_behind (name VARCHAR(20))")
            connection.execute(sa.text("INSERT INTO left_behind VALUES (:name)"), {"name": "Hằng"})
            kept = connection.execute(sa.text("SELECT name FROM left_behind")).scalar()
        assert kept == "Hằng"
        return before
    finally:
        engine.dispose()


@pytest.mark.parametrize("time", [1, 2])
def test_each_test_gets_an_empty_database(database_url: str, time: int) -> None:
    assert _fill(database_url) == []


def test_an_engine_comes_with_the_schema(engine: sa.Engine) -> None:
    assert "submission" in sa.inspect(engine).get_table_names()


def test_a_free_port_can_be_taken(free_port: int) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", free_port))


def test_two_free_ports_differ_while_one_is_in_use() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        assert unused_port() != server.getsockname()[1]


def _use_and_fail(seen: dict[str, str]) -> None:
    with postgres_cluster() as seen["address"]:
        engine = sa.create_engine(f"{seen['address']}/postgres")
        with engine.connect() as connection:
            seen["folder"] = connection.exec_driver_sql("SHOW data_directory").scalar_one()
        engine.dispose()
        assert Path(seen["folder"]).exists()
        raise ZeroDivisionError


@pytest.mark.slow
def test_the_server_stops_and_leaves_nothing_when_a_test_fails() -> None:
    seen: dict[str, str] = {}
    with pytest.raises(ZeroDivisionError):
        _use_and_fail(seen)
    assert not Path(seen["folder"]).parent.exists()
    with socket.socket() as client:
        assert client.connect_ex(("127.0.0.1", int(seen["address"].rpartition(":")[2]))) != 0


@pytest.mark.slow
def test_the_server_keeps_what_it_acknowledged(postgres_url: str) -> None:
    engine = sa.create_engine(f"{postgres_url}/postgres")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW fsync").scalar() == "on"
    engine.dispose()


@pytest.mark.slow
def test_the_browser_shows_a_page_as_wide_as_a_phone(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.set_content("<p id=greeting>Xin chào")
    assert page.inner_text("#greeting") == "Xin chào"
    assert page.evaluate("innerWidth") == 360


@pytest.mark.slow
def test_the_office_suite_is_ready(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("Lắng nghe", encoding="utf-8")
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "words.txt")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "words.pdf").read_bytes().startswith(b"%PDF")
