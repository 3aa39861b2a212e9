"""Files and functions stay small enough to be read in one go."""

from __future__ import annotations

import pytest

from tests.house.budgets import over_budget
from tests.house.source import Source, listed, product, python


def test_every_file_and_function_keeps_its_budget() -> None:
    findings = [f for source in [*product(), *python("tests")] for f in over_budget(source)]
    assert not findings, listed(findings)


def _function(arguments: str = "", body: str = "    pass\n") -> Source:
    return Source("x.py", f"def f({arguments}):\n{body}")


@pytest.mark.parametrize(
    ("fits", "too_big", "what"),
    [
        (_function("a, b, *, c, d, e"), _function("a, b, *, c, d, e, f"), "takes 6 arguments"),
        (_function("self, a, b, c, d, e"), _function("a, b, c, d, e, /, f"), "takes 6 arguments"),
        (_function(body="    a = 1\n" * 39), _function(body="    a = 1\n" * 40), "has 41 lines"),
        (Source("x.py", "a = 1\n" * 300), Source("x.py", "a = 1\n" * 301), "has 301 lines"),
        (
            _function(
                body="    for a in b:\n        if a:\n            with a:\n                a\n"
            ),
            _function(
                body="    for a in b:\n        if a:\n            with a:\n"
                "                while a:\n                    a\n"
            ),
            "nested 4 deep",
        ),
        (
            _function(body="    if a:\n        a\n" + "    elif a:\n        a\n" * 5),
            _function(
                body="    if a:\n        a\n    elif a:\n        for b in a:\n"
                "            with b:\n                if c:\n                    c\n"
            ),
            "nested 4 deep",
        ),
    ],
)
def test_a_budget_holds_at_its_limit_and_not_above(
    fits: Source, too_big: Source, what: str
) -> None:
    assert list(over_budget(fits)) == []
    [finding] = over_budget(too_big)
    assert what in finding
    assert finding.startswith("x.py:")
