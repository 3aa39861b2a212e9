"""docs/rules.md tells the truth: the tests it names prove the rule, and every rule is there."""

from __future__ import annotations

from tests.house.rules import RULES, files_named, proofs, without_a_test
from tests.house.source import ROOT

DOCUMENT = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")


def test_every_rule_stands_in_the_table() -> None:
    assert set(files_named(DOCUMENT)) == set(RULES)


def test_the_tests_that_are_named_are_there() -> None:
    known = {rule: {told.split(" × ")[1] for told in files} for rule, files in proofs().items()}
    wrong = {
        rule: files - known[rule]
        for rule, files in files_named(DOCUMENT).items()
        if files - known[rule]
    }
    assert not wrong, f"name a test test_dr_NN_… there, or mend docs/rules.md: {wrong}"


def test_every_rule_has_a_test_or_a_reason() -> None:
    reasons = {line for line in DOCUMENT.splitlines() if line.startswith("- **DR-")}
    told = {int(line[7:9]) for line in reasons}
    assert without_a_test(DOCUMENT) == told
