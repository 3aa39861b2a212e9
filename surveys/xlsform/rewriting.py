"""Conditions and wordings of a form with the ids of the survey; what cannot be kept is told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from surveys.expressions import NotExpression, columns, names, parse
from surveys.model import Words

_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\xa0": " "})
# Nothing is tried twice (++): an endless cell would be read for hours.
_NAME = re.compile(r"\$\{\s*+((?:[^{}\s]++|\s++(?=[^{}\s]))*+)\s*\}")
_LITERAL = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_GAP = re.compile(r"\s+")
_MISSING = "…"  # stands in a wording for an answer that there is not


class NotKept(Exception):
    """An expression that is left out: a sentence of xlsform.left and what it fills in."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


@dataclass(slots=True)
class Scope:
    """What an expression may look at where it stands: ids by name as written, codes that were
    renamed, options that stand for others, and the answers that are there so far."""

    ids: Mapping[str, str]
    codes: Mapping[str, str]
    known: Set[str]
    piping: Set[str] = frozenset()  # lists whose wordings repeat earlier answers
    doubles: dict[str, Mapping[str, str]] = field(default_factory=dict)
    before: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)

    def expression(self, written: str, own: str = "") -> str:
        """The expression over the ids of the survey; `own` is the question whose answer is meant
        by `.`. NotKept when it cannot be read or looks at what is not there."""
        text = _GAP.sub(" ", written.translate(_QUOTES)).strip()
        text = _NAME.sub(lambda found: self._named(found[1], own), text)
        text = _LITERAL.sub(self._coded, text)
        for name in sorted(names(_readable(text))):
            self._check(name)
        return _readable(_NAME.sub(self._undoubled, text))

    def words(self, words: Words) -> tuple[Words, frozenset[str]]:
        """Wordings with the ids of the survey, and the names in them that are not there."""
        gone: set[str] = set()

        def named(found: re.Match[str]) -> str:
            id = self.ids.get(found[1], found[1])
            if id.partition(".")[0] in self.before:
                return f"${{{id}}}"
            gone.add(found[1])
            return _MISSING

        return {lang: _NAME.sub(named, text) for lang, text in words.items()}, frozenset(gone)

    def _named(self, name: str, own: str) -> str:
        id = self.ids.get(name, name)
        return "." if own and id == own else f"${{{id}}}"

    def _coded(self, found: re.Match[str]) -> str:
        text = found[1] if found[1] is not None else found[2]
        return found[0].replace(text, self.codes[text]) if text in self.codes else found[0]

    def _check(self, name: str) -> None:
        id = name.partition(".")[0]
        if id in self.left or id not in self.known:
            raise NotKept("xlsform.left.refers_left", name=name)
        if id not in self.before:
            raise NotKept("xlsform.left.refers_later", name=name)

    def _undoubled(self, found: re.Match[str]) -> str:
        """An answer as the form means it: of two options with one code either stands for both."""
        text, answer = found[0], found[0]
        doubles = self.doubles.get(found[1], {})
        for code in dict.fromkeys(doubles.values()):
            same = " or ".join(f"{answer} = '{new}'" for new, c in doubles.items() if c == code)
            text = f"if({same}, '{code}', {text})"
        return text


def _readable(text: str) -> str:
    try:
        parse(text)
    except NotExpression as error:
        raise NotKept("xlsform.left.unreadable", near=error.near) from error
    return text


def unknown_columns(expression: str, known: frozenset[str]) -> frozenset[str]:
    """The columns a choice filter looks at and no option has."""
    return columns(expression) - known - {"name"}
