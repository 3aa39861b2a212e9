"""Whatever the record of the office notes has words in both languages."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from surveys.ledgers import BOOKS
from surveys.texts import LANGUAGES, sentences
from tests.house.source import Source, listed, product

_NAMES = ("XLSForm:",)  # the same in every language
_ACT = 3  # events.note(engine, now, officer, act, …), events.enter(session, now, officer, act, …)


def _acts(source: Source) -> Iterator[tuple[str, ast.AST]]:
    """The acts that a file notes, as far as it spells them; those of the registers are known."""
    named = dict(_constants(source.tree))
    for node in ast.walk(source.tree):
        if _is_noting(node) and isinstance(node, ast.Call) and len(node.args) > _ACT:
            act = node.args[_ACT]
            if isinstance(act, ast.Name) and act.id in named:
                yield named[act.id], node
            elif not isinstance(act, ast.JoinedStr):
                yield from ((text, node) for text in _strings(act))


def _is_noting(node: ast.AST) -> bool:
    func = getattr(node, "func", None)
    return (
        isinstance(func, ast.Attribute)
        and func.attr in ("note", "enter")
        and isinstance(func.value, ast.Name)
        and func.value.id == "events"
    )


def _strings(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Names that stand for a text in the whole file, also those given in pairs."""
    for node in tree.body:
        if isinstance(node, ast.Assign):
            names = [n.id for n in ast.walk(node.targets[0]) if isinstance(n, ast.Name)]
            yield from zip(names, _strings(node.value), strict=False)


def test_every_act_in_the_record_is_said_in_both_languages() -> None:
    found = [(act, source.at(node, act)) for source in product() for act, node in _acts(source)]
    assert len({act for act, _ in found}) > 40
    findings = [
        f"{place} has no words in {lang}"
        for act, place in found
        for lang in LANGUAGES
        if f"office.event.{act}" not in sentences(lang)
    ]
    assert not findings, listed(findings)


def test_every_register_says_what_was_entered_and_removed() -> None:
    for name in BOOKS:
        for end in ("", "_removed"):
            assert all(f"office.event.ledger_{name}{end}" in sentences(lang) for lang in LANGUAGES)


def test_no_detail_in_the_record_is_put_together_from_words_of_code() -> None:
    """What stands in a detail was typed by people or is said by a sentence; code adds signs."""
    findings = [
        f"{source.at(node, text)} is a word of code in a detail of the record"
        for source in product()
        for node, text in _words_in_details(source)
        if text.strip() not in _NAMES
    ]
    assert not findings, listed(findings)


def _words_in_details(source: Source) -> Iterator[tuple[ast.AST, str]]:
    for function in ast.walk(source.tree):
        if isinstance(function, ast.FunctionDef):
            noting = [n for n in ast.walk(function) if _is_noting(n) and isinstance(n, ast.Call)]
            details = [node.args[_ACT + 1] for node in noting if len(node.args) > _ACT + 1]
            names = {detail.id for detail in details if isinstance(detail, ast.Name)}
            for detail in (*details, *_assigned(function, names)):
                yield from ((node, text) for node, text in _letters(detail))


def _assigned(function: ast.FunctionDef, names: set[str]) -> Iterator[ast.expr]:
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            targets = {target.id for target in node.targets if isinstance(target, ast.Name)}
            if targets & names:
                yield node.value


def _letters(detail: ast.expr) -> Iterator[tuple[ast.AST, str]]:
    """Words that stand between the values of a text put together, or alone."""
    parts = detail.values if isinstance(detail, ast.JoinedStr) else [detail]
    for part in parts:
        if isinstance(part, ast.Constant) and any(c.isalpha() for c in str(part.value)):
            yield part, str(part.value)
