"""Options from pasted lines and back: one option a line, with its code in front if one likes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from surveys.model import Choice
from surveys.texts.search import plain

_CODE = re.compile(r"[A-Za-z0-9][\w.-]{0,39}", re.ASCII)
_BULLET = re.compile(r"^\s*(?:[-*•○☐▢]|\(?\d{1,2}[.)](?=\s)|[^\W\d_]\)(?=\s))\s*", re.IGNORECASE)
_NOT_CODE = re.compile(r"[^a-z0-9]+")
_LONGEST_CODE = 16


def choices_of(lines: str, lang: str, known: Sequence[Choice] = ()) -> tuple[Choice, ...]:
    """The options in pasted lines. "code;label" gives the code; otherwise an option that was
    there keeps its code, also when only its wording changed, and a new one gets a code made of
    its words. Bullets and numbers in front are dropped, empty lines too."""
    wanted = [_split(line) for line in lines.splitlines() if line.strip()]
    kept = _matched([label for _, label in wanted], lang, known)
    used = {code for code, _ in wanted if code}
    by_code = {choice.code: choice for choice in known}
    found: list[Choice] = []
    for (code, label), old in zip(wanted, kept, strict=True):
        before = by_code.get(code) if code else (old if old and old.code not in used else None)
        name = code or (before.code if before else _new_code(label, used | by_code.keys()))
        if any(name == choice.code for choice in found):
            continue
        used.add(name)
        base = before or Choice(name, {})
        found.append(replace(base, code=name, label={**base.label, lang: label}))
    return tuple(found)


def lines_of(choices: Sequence[Choice], lang: str, *, codes: bool = False) -> str:
    """The options as lines, as an officer edits them."""
    labels = ((choice, choice.label.get(lang, "")) for choice in choices)
    return "\n".join(f"{c.code}; {label}" if codes else label or c.code for c, label in labels)


def columns_of(lines: str, choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """The options with the cells a filter looks at, from lines "code; province=dn; kind=a"."""
    cells: dict[str, dict[str, str]] = {}
    for line in lines.splitlines():
        code, *pairs = (part.strip() for part in line.split(";"))
        named = (pair.partition("=") for pair in pairs if "=" in pair)
        cells[code] = {name.strip(): value.strip() for name, _, value in named}
    return tuple(replace(choice, columns=cells.get(choice.code, {})) for choice in choices)


def column_lines(choices: Sequence[Choice]) -> str:
    """The cells of the options as lines."""
    return "\n".join(
        "; ".join([choice.code, *(f"{name}={value}" for name, value in choice.columns.items())])
        for choice in choices
    )


def _split(line: str) -> tuple[str, str]:
    """The code and the label of a line; no code when there is none in front."""
    for sign in (";", "\t"):
        code, found, label = line.partition(sign)
        if found and _CODE.fullmatch(code.strip()) and label.strip():
            return code.strip(), label.strip()
    tidy = _BULLET.sub("", line).strip()
    return "", tidy or line.strip()


def _matched(labels: list[str], lang: str, known: Sequence[Choice]) -> list[Choice | None]:
    """For each label the option it was before: with the same words, or in the same place."""
    before = [choice.label.get(lang, "") or choice.code for choice in known]
    found: list[Choice | None] = [None] * len(labels)
    for tag, a, b, c, d in SequenceMatcher(None, before, labels, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and b - a == d - c):
            found[c:d] = known[a:b]
    taken = {choice.code for choice in found if choice}
    for at, label in enumerate(labels):
        if found[at] is None:
            found[at] = next(_elsewhere(label, before, known, taken), None)
            taken |= {choice.code for choice in found[at : at + 1] if choice}
    return found


def _elsewhere(
    label: str, before: list[str], known: Sequence[Choice], taken: set[str]
) -> Iterator[Choice]:
    """An option that moved."""
    for words, choice in zip(before, known, strict=True):
        if words == label and choice.code not in taken:
            yield choice


def _new_code(label: str, used: set[str]) -> str:
    words = _NOT_CODE.sub("_", plain(label)).strip("_")
    code = words[:_LONGEST_CODE].rstrip("_")
    if not code:
        code = "o"
    number, made = 2, code
    while made in used:
        made = f"{code}_{number}"
        number += 1
    return made
