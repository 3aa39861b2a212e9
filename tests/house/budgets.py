"""How big a file and a function may be (README, "Style"), counted in the syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.source import Source

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 40
ARGUMENTS = 5
NESTING = 3

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)


def over_budget(source: Source) -> Iterator[str]:
    """What in the file is too big, with its place."""
    lines = source.text.count("\n")
    if lines > LINES_OF_A_FILE:
        yield f"{source.name}:{LINES_OF_A_FILE + 1} the file has {lines} lines"
    for node in ast.walk(source.tree):
        if isinstance(node, _Function):
            for what in _too_big(node):
                yield source.at(node, f"{node.name} {what}")


def _too_big(function: _Function) -> Iterator[str]:
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    if lines > LINES_OF_A_FUNCTION:
        yield f"has {lines} lines, {LINES_OF_A_FUNCTION} at most"
    if (arguments := _arguments(function.args)) > ARGUMENTS:
        yield f"takes {arguments} arguments, {ARGUMENTS} at most"
    if (depth := max(map(_depth, function.body))) > NESTING:
        yield f"is nested {depth} deep, {NESTING} at most"


def _arguments(given: ast.arguments) -> int:
    named = [a.arg for a in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return len([name for name in named if name not in ("self", "cls")])


def _depth(node: ast.AST) -> int:
    """Blocks inside blocks; an elif stands beside its if, not inside it."""
    if isinstance(node, _Function | ast.ClassDef):
        return 0  # counted on its own
    here = 1 if isinstance(node, _BLOCKS) else 0
    deeper = 0
    for child in ast.iter_child_nodes(node):
        is_elif = isinstance(node, ast.If) and isinstance(child, ast.If) and node.orelse == [child]
        deeper = max(deeper, _depth(child) - (1 if is_elif else 0))
    return here + deeper
