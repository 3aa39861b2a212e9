"""Every sentence is there in both languages, is filled in, and is said somewhere."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

import pytest

from surveys.texts import LANGUAGES
from tests.house.habits import is_vietnamese
from tests.house.sentences import (
    FOLDER,
    Asked,
    Sentence,
    asked_in_code,
    asked_in_page,
    sentences,
    unanswered,
    unlike,
    unused,
)
from tests.house.source import ROOT, Source, files, listed, product

_PAGES = ("*.html", "*.js", "*.txt", "*.svg")
FILLED_LATER = {("reports", "number")}  # of a table, known when the whole paper is put together
_LONG = 25  # characters; shorter ones may be names, the same in every language


@cache
def _known() -> dict[str, Sentence]:
    return sentences(FOLDER / LANGUAGES[0])


@cache
def _asked() -> tuple[Asked, ...]:
    subjects = {key.partition(".")[0] for key in _known()}
    in_code = [a for source in product() for a in asked_in_code(source, subjects)]
    pages = [path for pattern in _PAGES for path in files(pattern, ("pages", "surveys"))]
    in_pages = [a for path in pages for a in asked_in_page(*_read(path), subjects)]
    return (*in_code, *in_pages)


def _read(path: Path) -> tuple[str, str]:
    return path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def test_both_languages_hold_the_same_sentences() -> None:
    findings = list(unlike(_known(), sentences(FOLDER / "en")))
    assert not findings, listed(findings)


def test_every_sentence_asked_for_is_there_and_filled() -> None:
    findings = list(unanswered(_asked(), _known(), FILLED_LATER))
    assert not findings, listed(findings)


def test_every_sentence_is_said() -> None:
    findings = list(unused(_asked(), _known()))
    assert not findings, listed(findings)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_is_empty(lang: str) -> None:
    empty = [s.place for s in sentences(FOLDER / lang).values() if not s.words.strip()]
    assert not empty, listed(empty)


def test_english_is_not_left_in_vietnamese() -> None:
    same = [
        f"{s.place} {key}"
        for key, s in sentences(FOLDER / "en").items()
        if len(s.words) > _LONG and is_vietnamese(s.words) and s.words == _known()[key].words
    ]
    assert not same, listed(same)


def test_vietnamese_letters_are_composed() -> None:
    kinds = ("*.toml", "*.json", "*.py", "*.md", "*.html", "*.js", "*.css", "*.csv", "*.txt")
    findings = [
        f"{name}:{number} holds letters and marks apart (NFD)"
        for kind in kinds
        for name, text in map(_read, files(kind))
        for number, line in enumerate(text.splitlines(), 1)
        if not unicodedata.is_normalized("NFC", line)
    ]
    assert not findings, listed(findings)


def _language(**words: str) -> dict[str, Sentence]:
    return {key.replace("__", "."): Sentence(text, "x.toml:1") for key, text in words.items()}


@pytest.mark.parametrize(
    ("other", "what"),
    [
        (_language(a__b="Hello {name}"), ""),
        (_language(a__b="Hello {nam}"), "fills ['nam'], the other language ['name']"),
        (_language(a__b="Hello {name}", a__c="Bye"), "a.c is missing"),
        ({}, "a.b is missing"),
    ],
)
def test_a_difference_between_languages_is_found(other: dict[str, Sentence], what: str) -> None:
    findings = list(unlike(_language(a__b="Chào {name}"), other))
    assert [what in finding for finding in findings] == ([True] if what else [])


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("say('a.t.b', lang, name=1)", ""),
        ("say('a.t.b', lang, **values)", ""),
        ("say(f'a.t.{x}', lang)", ""),
        ("say('a.t.b', lang)", "x.py:1 leaves ['name'] of a.t.b unfilled"),
        ("say('a.t.c', lang)", "x.py:1 says a.t.c, which no language file holds"),
        ("Problem('a.t.c')", "x.py:1 spells a.t.c, with which no sentence begins"),
        ("say(f'a.u.{x}', lang)", "x.py:1 spells a.u., with which no sentence begins"),
    ],
)
def test_a_sentence_nobody_wrote_is_found(code: str, what: str) -> None:
    asked = asked_in_code(Source("x.py", code), {"a"})
    assert list(unanswered(asked, _language(a__t__b="Chào {name}"))) == ([what] if what else [])


@pytest.mark.parametrize(
    ("page", "says", "leaves"),
    [
        ('{{ say("a.t.b", lang) }}', [], ["a.t.c"]),
        ('{{ say("a.t." ~ name, lang) }}', [], []),
        ('{{ say("a.t.d", lang) }}', ["x.html:1 says a.t.d"], ["a.t.b", "a.t.c"]),
    ],
)
def test_templates_are_read_as_well(page: str, says: list[str], leaves: list[str]) -> None:
    known = _language(a__t__b="Chào", a__t__c="Tạm biệt")
    asked = list(asked_in_page("x.html", page, {"a"}))
    assert [f.split(",")[0] for f in unanswered(asked, known)] == says
    assert [f.split()[1] for f in unused(asked, known)] == leaves
