"""The repository as the house tests read it: files, their text, their syntax."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import cast

ROOT = Path(__file__).parent.parent.parent
PRODUCT = ("streamlit_app.py", "pages", "db", "surveys")


@dataclass(frozen=True)
class Source:
    """A Python file: its name from the root of the repository, its text and its tree."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree."""
        return ast.parse(self.text, self.name)

    @cached_property
    def docstrings(self) -> frozenset[ast.expr]:
        """The nodes that are docstrings, and so never shown."""
        owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        first = (
            node.body[0] for node in ast.walk(self.tree) if isinstance(node, owners) and node.body
        )
        return frozenset(
            s.value for s in first if isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant)
        )

    def strings(self) -> Iterator[ast.Constant]:
        """Every string written in the code, parts of f-strings among them, docstrings not."""
        for node in ast.walk(self.tree):
            written = isinstance(node, ast.Constant) and isinstance(node.value, str)
            if written and node not in self.docstrings:
                yield cast(ast.Constant, node)

    def at(self, node: ast.AST, what: str) -> str:
        """A finding, with its place."""
        return f"{self.name}:{getattr(node, 'lineno', 1)} {what}"


def product() -> list[Source]:
    """Everything that runs; migrations, which are written once and by a tool, left out."""
    return [s for s in python(*PRODUCT) if not s.name.startswith("db/migrations/")]


def python(*places: str) -> list[Source]:
    """The Python files in these places of the repository."""
    return [_source(path) for path in files("*.py", places)]


@cache
def _source(path: Path) -> Source:
    return Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))


def files(pattern: str, places: Iterable[str] = (".",)) -> list[Path]:
    """The files that people write, hidden folders left out."""
    found: list[Path] = []
    for place in places:
        start = ROOT / place
        found += [start] if start.is_file() else _below(start, pattern)
    return sorted(found)


def _below(folder: Path, pattern: str) -> list[Path]:
    return [path for path in folder.rglob(pattern) if path.is_file() and _is_ours(path)]


def _is_ours(path: Path) -> bool:
    folders = path.relative_to(ROOT).parts[:-1]
    hidden = any(folder.startswith(".") or folder == "__pycache__" for folder in folders)
    return not hidden and folders[:1] != ("data",)  # data/ at the root is a running installation's


def listed(findings: Iterable[str]) -> str:
    """Findings as the message of a failed test: one a line, each with its place."""
    return "\n" + "\n".join(sorted(findings))
