"""Which design rule (DR-01 … DR-26) is proved by which tests, found by their names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import ROOT

RULES = range(1, 27)
_NAMED = re.compile(r"test_dr_(\d\d)_")
_ROW = re.compile(r"^\| DR-(\d\d) \|(.*)\|$", re.MULTILINE)


def proofs() -> dict[int, list[str]]:
    """The files of tests that name each rule, with how many tests they have for it."""
    found: dict[int, dict[str, int]] = {rule: {} for rule in RULES}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for rule in _rules_in(path):
            name = path.relative_to(ROOT).as_posix()
            found[rule][name] = found[rule].get(name, 0) + 1
    return {rule: [f"{n} × {name}" for name, n in files.items()] for rule, files in found.items()}


def files_named(document: str) -> dict[int, set[str]]:
    """The files that the document names for each rule."""
    rows = ((int(row[1]), row[2]) for row in _ROW.finditer(document))
    return {rule: set(re.findall(r"tests/[\w/]+\.py", cell)) for rule, cell in rows}


def without_a_test(document: str) -> set[int]:
    """The rules of which the document says that no test proves them."""
    return {rule for rule, files in files_named(document).items() if not files}


def _rules_in(path: Path) -> Iterator[int]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and (named := _NAMED.match(node.name)):
            yield int(named[1])
