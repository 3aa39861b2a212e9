"""Who may import whom: each of the six rules stops the build when somebody breaks it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT

BROKEN = [
    ("1. pages show", "db/units.py", "import pages.settings"),
    ("1. pages show", "surveys/model.py", "import db.engine"),
    ("2. Inside surveys", "surveys/model.py", "import surveys.plan"),
    ("2. Inside surveys", "surveys/drawer.py", '"""A module without a place."""'),
    ("3. Raw answers", "pages/results.py", "import surveys.answers"),
    ("3. Raw answers", "surveys/statistics/__init__.py", "import surveys.answers"),
    ("4. Rules know no screen", "surveys/model.py", "import streamlit"),
    ("4. Rules know no screen", "surveys/plan.py", "import sqlalchemy"),
    ("5. Storage knows no screen", "db/units.py", "import starlette"),
    ("6. The workers' side", "pages/phone/__init__.py", "import streamlit"),
    ("6. The workers' side", "pages/phone/__init__.py", "import surveys.statistics"),
]


@pytest.mark.parametrize(("rule", "file", "line"), BROKEN)
def test_an_import_rule_stops_the_build(rule: str, file: str, line: str, tmp_path: Path) -> None:
    for folder in ("pages", "db", "surveys"):
        leave_out = shutil.ignore_patterns("__pycache__", "data", "*.ttf", "*.woff2")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=leave_out)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / file).open("a", encoding="utf-8") as code:
        code.write(f"\n{line}\n")
    linter = Path(sys.executable).with_name("lint-imports")
    checked = subprocess.run(
        [linter, "--no-logo", "--no-cache"], cwd=tmp_path, capture_output=True, text=True
    )
    broken = [row for row in checked.stdout.splitlines() if " BROKEN" in row]
    assert checked.returncode == 1, checked.stdout + checked.stderr
    assert any(row.startswith(rule) for row in broken), broken
