"""A machine that lacks something is told what, and nothing is pretended."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests import prepare
from tests.house.source import ROOT


def test_what_is_missing_is_named_when_nothing_may_be_installed(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, ROOT / "tests" / "prepare.py"],
        env={"PATH": str(tmp_path)},  # no browser, no office suite, and no package manager
        capture_output=True,
        text=True,
    )
    assert told.returncode == 1
    assert "apt-get install" in told.stdout
    for package in ("chromium", "libreoffice-writer", "libreoffice-calc", "poppler-utils"):
        assert package in told.stdout


def test_the_newest_server_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for version, programs in (("9.6", 2), ("15", 2), ("17", 1)):  # 17: client programs only
        folder = tmp_path / version / "bin"
        folder.mkdir(parents=True)
        for program in ("initdb", "pg_ctl")[:programs]:
            (folder / program).touch()
    monkeypatch.setattr(prepare, "POSTGRESQL", tmp_path)
    assert prepare.server_programs() == tmp_path / "15" / "bin"
