"""Which sentences there are, which ones code asks for, and where the two do not meet."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

from tests.house.source import ROOT, Source

FOLDER = ROOT / "surveys" / "texts"
_QUOTED = re.compile(r"""["']([a-z_]+\.[a-z0-9_.]*)["'~]""")
_SAID = re.compile(r"""\bsay\(\s*["']([^"']+)["']\s*[,)]""")


@dataclass(frozen=True)
class Sentence:
    """A sentence and the place where it stands."""

    words: str
    place: str

    @property
    def places_to_fill(self) -> frozenset[str]:
        """The names in braces; ValueError when a brace is left open."""
        return frozenset(
            name for _, name, _, _ in Formatter().parse(self.words) if name is not None
        )


@dataclass(frozen=True)
class Asked:
    """A key as code spells it. `whole`: said as it stands, with these values filled in; otherwise
    it may be the beginning of a key that is put together later."""

    key: str
    place: str
    whole: bool = False
    values: frozenset[str] | None = None


def sentences(folder: Path) -> dict[str, Sentence]:
    """Every sentence of a language by key, with file and line."""
    found: dict[str, Sentence] = {}
    for file in sorted(folder.glob("*.toml")):
        text = file.read_text(encoding="utf-8")
        lines = _lines(text, file.stem)
        for key, words in _flat(tomllib.loads(text), file.stem):
            place = f"{folder.name}/{file.name}:{lines.get(key, 1)}"
            found[key] = Sentence(words, place)
    return found


def unlike(one: Mapping[str, Sentence], other: Mapping[str, Sentence]) -> Iterator[str]:
    """Where two languages do not hold the same sentences with the same places to fill."""
    for key in sorted(one.keys() | other.keys()):
        if key not in one or key not in other:
            sentence = one.get(key) or other[key]
            yield f"{sentence.place} {key} is missing in the other language"
        elif one[key].places_to_fill != other[key].places_to_fill:
            sides = [sorted(s[key].places_to_fill) for s in (one, other)]
            yield f"{other[key].place} {key} fills {sides[1]}, the other language {sides[0]}"


def asked_in_code(source: Source, subjects: Iterable[str]) -> Iterator[Asked]:
    """The keys a Python file spells, whole or in part."""
    calls = [node for node in ast.walk(source.tree) if isinstance(node, ast.Call)]
    said = {call.args[0]: call for call in calls if _says(call)}
    beginnings = tuple(f"{subject}." for subject in subjects)
    for node in source.strings():
        key = str(node.value)
        if node in said:
            yield Asked(key, source.at(node, ""), whole=True, values=_values(said[node]))
        elif key.startswith(beginnings) and " " not in key:
            yield Asked(key, source.at(node, ""))


def asked_in_page(name: str, text: str, subjects: Iterable[str]) -> Iterator[Asked]:
    """The keys that a template or a script spells."""
    known = set(subjects)
    for number, line in enumerate(text.splitlines(), 1):
        said = set(_SAID.findall(line))
        for key in said | set(_QUOTED.findall(line)):
            if key.partition(".")[0] in known:
                yield Asked(key, f"{name}:{number} ", whole=key in said)


def unanswered(
    asked: Iterable[Asked], known: Mapping[str, Sentence], later: Container[tuple[str, str]] = ()
) -> Iterator[str]:
    """Keys that no language file holds, and sentences whose places stay unfilled; `later` are
    the places (subject, name) that are filled after the sentence was said."""
    for ask in asked:
        if ask.whole and ask.key not in known:
            yield f"{ask.place}says {ask.key}, which no language file holds"
        elif ask.key.count(".") >= 2 and not _fitting(ask, known):
            yield f"{ask.place}spells {ask.key}, with which no sentence begins"
        elif ask.whole and ask.values is not None:
            subject = ask.key.partition(".")[0]
            unfilled = sorted(known[ask.key].places_to_fill - ask.values)
            if unfilled := [name for name in unfilled if (subject, name) not in later]:
                yield f"{ask.place}leaves {unfilled} of {ask.key} unfilled"


def unused(asked: Iterable[Asked], known: Mapping[str, Sentence]) -> Iterator[str]:
    """Sentences that nobody says."""
    used = {key for ask in asked for key in _fitting(ask, known)}
    for key in sorted(known.keys() - used):
        yield f"{known[key].place} {key} is never said"


def _fitting(ask: Asked, known: Mapping[str, Sentence]) -> list[str]:
    """The sentence with this key; otherwise those whose keys begin so."""
    if ask.key in known or ask.whole:
        return [ask.key] if ask.key in known else []
    return [key for key in known if key.startswith(ask.key)]


def _says(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "say" and bool(call.args)


def _values(call: ast.Call) -> frozenset[str] | None:
    """The names of the values filled in; None when they are collected elsewhere (**values)."""
    names = [keyword.arg for keyword in call.keywords]
    return None if None in names else frozenset(name for name in names if name)


def _flat(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}.{name}")
        else:
            yield f"{prefix}.{name}", str(value)


def _lines(text: str, subject: str) -> dict[str, int]:
    """The line of each key, as the file is usually written: [table], then name = words."""
    table, found = subject, {}
    for number, line in enumerate(text.splitlines(), 1):
        if heading := re.match(r"\[([\w.\-\"]+)\]", line):
            table = f"{subject}.{heading[1]}".replace('"', "")
        elif name := re.match(r"\"?([\w\-]+)\"?\s*=", line):
            found[f"{table}.{name[1]}"] = number
    return found
