"""Raw answers have one door (DR-11): the table of forms is touched by few files, each for a reason,
and its answers are read by one of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.source import Source, listed, product

READS = "db/submissions.py"  # the one that reads answers: between close and release
TOUCHES = {
    READS: "takes forms in, counts them by unit, hands them to the release",
    "db/schema.py": "says what is kept",
    "db/submissions_removal.py": "deletes one by its writer's code, unread",
    "db/paper_checks.py": "counts sheets of paper, and knows a key again",
    "db/cards.py": "knows a key again",
    "db/retention.py": "deletes",
    "db/demo_removal.py": "counts the samples that go",
    "db/engine.py": "sweeps after deletions",
    "db/roles.py": "says who may touch it",
    "pages/phone/privacy.py": "tells workers its columns",
}
_TABLE = re.compile(
    r"\b(?i:from|into|update|join|table|copy|cluster|vacuum)\s+\"?submission\b|^submission$"
)
_SECRET = {"answers", "lang", "day"}


def test_dr_11_few_files_touch_the_table_of_forms() -> None:
    touching = {source.name for source in product() if any(_touches(source))}
    assert touching - TOUCHES.keys() == set(), "another door to raw answers"
    assert TOUCHES.keys() - touching == set(), "this door is gone: say so here too"


def test_dr_11_answers_are_read_in_one_place() -> None:
    found = [
        source.at(node, f"reads SubmissionRow.{node.attr}")
        for source in product()
        if source.name != READS
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "SubmissionRow"
        and node.attr in _SECRET
    ]
    assert not found, listed(found)


def test_the_whole_row_is_never_loaded() -> None:
    found = [
        source.at(node, "loads whole forms")
        for source in product()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and _loads(node)
    ]
    assert not found, listed(found)


def test_both_tests_know_a_door_when_they_see_one() -> None:
    written = 'text("SELECT answers FROM submission"); select(SubmissionRow)'
    source = Source("db/another.py", written)
    assert len(list(_touches(source))) == 2
    assert any(isinstance(node, ast.Call) and _loads(node) for node in ast.walk(source.tree))


def _touches(source: Source) -> Iterator[ast.AST]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Name) and node.id == "SubmissionRow":
            yield node
        if isinstance(node, ast.ClassDef) and node.name == "SubmissionRow":
            yield node
        if isinstance(node, ast.ImportFrom) and any(a.name == "SubmissionRow" for a in node.names):
            yield node
    yield from (node for node in source.strings() if _TABLE.search(str(node.value)))


def _loads(call: ast.Call) -> bool:
    """select(SubmissionRow), session.get(SubmissionRow, …): every column at once."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    first = call.args[0] if call.args else None
    whole = isinstance(first, ast.Name) and first.id == "SubmissionRow"
    return whole and name in ("select", "get", "get_one", "query", "scalars")
