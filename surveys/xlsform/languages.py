"""Languages of a form: "English (en)", "French" or nothing at all, as codes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from surveys.texts.search import plain

_CODE = re.compile(r"\(([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*)\)\s*$")
_BARE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*")
_VIETNAMESE = frozenset(map(chr, (0x103, 0x111, 0x1A1, 0x1B0, *range(0x1EA0, 0x1EFA))))
_OTHER = re.compile(r"[^a-z0-9]+")


def code_of(name: str) -> str:
    """The code of a language: the one in brackets, a known name's, or one made of the name."""
    if found := _CODE.search(name):
        return found[1].replace("_", "-")
    line = plain(name)
    if line in _by_name():
        return _by_name()[line]
    return line if _BARE.fullmatch(line) else _OTHER.sub("-", line).strip("-")[:20] or "und"


def header_of(code: str) -> str:
    """How a column of this language is headed: "Tiếng Việt (vi)"."""
    names = _names().get(code)
    if names:
        return f"{names[0]} ({code})"
    return f"{code} ({code})" if _CODE.fullmatch(f"({code})") else code


def name_of(code: str, written: str) -> str:
    """What a language is called: in its own words where we know them, else as it is written."""
    names = _names().get(code)
    return names[0] if names else _CODE.sub("", written).strip() or code


def guessed(texts: Iterable[str]) -> str:
    """The language of a form that names none: Vietnamese by its letters, else English."""
    return "vi" if any(_VIETNAMESE & set(text.lower()) for text in texts) else "en"


@cache
def _names() -> Mapping[str, list[str]]:
    file = Path(__file__).with_name("languages.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def _by_name() -> Mapping[str, str]:
    return {plain(name): code for code, names in _names().items() for name in names}
