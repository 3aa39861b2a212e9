"""Documents tell the truth: commands exist, links lead somewhere, versions agree, files parse."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from pages.settings import VERSION
from tests.house.documents import commands, dead_links, loose, newest_version, targets
from tests.house.source import ROOT, files, listed, python

READMES = ("README.md", "README.vi.md")


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _project() -> dict[str, str]:
    project: dict[str, str] = tomllib.loads(_text("pyproject.toml"))["project"]
    return project


def test_the_readme_names_the_two_commands() -> None:
    named = {command for _, command in commands(_text("README.md"))}
    assert {"run", "test"} <= named


@pytest.mark.parametrize("name", READMES)
def test_every_command_in_a_readme_exists(name: str) -> None:
    known = targets(_text("Makefile"))
    wrong = [f"{name}:{line} make {c}" for line, c in commands(_text(name)) if c not in known]
    assert not wrong, listed(wrong)


def test_help_tells_of_every_command() -> None:
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    told = set(re.findall(r"^make ([a-z-]+)", said.stdout, re.MULTILINE))
    assert told | {"help", "machine"} == targets(_text("Makefile"))


def test_no_link_is_dead() -> None:
    findings = [finding for path in files("*.md") for finding in dead_links(path)]
    assert not findings, listed(findings)


@pytest.mark.parametrize("name", [*READMES, "Makefile"])
def test_every_database_command_that_is_named_exists(name: str) -> None:
    [main] = python("db/__main__.py")
    known = {node.value for node in main.strings()}
    named = set(re.findall(r"-m db ([a-z]+)", _text(name)))
    assert "migrate" in named
    assert not named - known


@pytest.mark.parametrize("name", READMES)
def test_a_readme_explains_every_setting(name: str) -> None:
    read = set(re.findall(r"environment\.get\(\"([A-Z_]+)\"", _text("pages/settings.py")))
    explained = set(re.findall(r"^\| `([A-Z_]+)` \|", _text(name), re.MULTILINE))
    assert len(read) >= 4
    assert explained == read


def test_the_version_is_the_same_everywhere() -> None:
    version = _project()["version"]
    assert newest_version(_text("CHANGELOG.md")) == version
    assert version == VERSION


@pytest.mark.parametrize("name", ["requirements.txt", "tests/requirements.txt"])
def test_every_requirement_is_pinned(name: str) -> None:
    findings = [f"{name}:{finding}" for finding in loose(_text(name))]
    assert not findings, listed(findings)


@pytest.mark.parametrize(
    "path",
    [*files("*.toml"), *files("*.json"), ROOT / ".streamlit" / "config.toml"],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_a_data_file_can_be_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert tomllib.loads(text) if path.suffix == ".toml" else json.loads(text) is not None


@pytest.mark.parametrize(
    ("line", "open_ended"),
    [
        ("numpy==2.4.6", False),
        ("psycopg[binary]==3.3.9  # the driver", False),
        ('uvloop==0.23.0; sys_platform != "win32"', False),
        ("-r ../requirements.txt", False),
        ("numpy", True),
        ("numpy>=2.4.6", True),
        ("numpy==2.*", True),
    ],
)
def test_an_open_version_is_found(line: str, *, open_ended: bool) -> None:
    assert bool(list(loose(line))) is open_ended


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Read\n[here](page.md#top), [there](gone.md) and [out](https://x.example/)\n")
    assert list(dead_links(page)) == ["page.md:2 links to gone.md, which is not there"]


def test_an_unknown_command_is_found() -> None:
    known = targets("run: .venv/.runs\nPYTHON := python3\n")
    document = "Text: make money.\n\n```\nmake run\nmake tea\n```\n"
    assert [(line, c) for line, c in commands(document) if c not in known] == [(5, "tea")]


def test_the_newest_version_is_the_uppermost() -> None:
    assert newest_version("## [Unreleased]\n## [0.2.0] - 2026-12-01\n## [0.1.0]\n") == "0.2.0"
