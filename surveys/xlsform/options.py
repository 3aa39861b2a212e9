"""The options of a list: codes without blanks or doubles, wordings, columns for choice filters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from surveys.model import Choice, Words
from surveys.texts import LANGUAGES, say
from surveys.xlsform.columns import WORDED, Form, Line
from surveys.xlsform.own import OWN_COLUMNS, own_choice
from surveys.xlsform.told import LeftOut

MEDIA = ("image", "audio", "video")

_ODD = re.compile(r"[\s.~]+")  # what no code may have
_LONGEST = 56  # characters of a code, with room for a number behind it
_NO_COLUMN = frozenset({"name", "list_name", *WORDED})


@dataclass(frozen=True, slots=True)
class Options:
    """The options of one list. `doubles` says what a code that was doubled stands for."""

    choices: tuple[Choice, ...]
    doubles: Mapping[str, str]
    left: tuple[LeftOut, ...]


def lines_by_list(form: Form) -> dict[str, list[Line]]:
    """The rows of the choices sheet by list."""
    found: dict[str, list[Line]] = {}
    for line in form.choices:
        if name := line.text("list_name"):
            found.setdefault(name, []).append(line)
    return found


def renamed(form: Form) -> dict[str, str]:
    """Codes that cannot stay as they are written, with what they become."""
    codes = (line.text("name") for line in form.choices)
    changed = {code: _ODD.sub("_", code)[:_LONGEST] for code in codes}
    return {code: new for code, new in changed.items() if new != code}


def options_of(lines: Sequence[Line], form: Form) -> Options:
    """The options in these rows of the choices sheet; a code that stands twice becomes two."""
    made: dict[str, Choice] = {}
    doubles: dict[str, str] = {}
    left: list[LeftOut] = []
    again = renamed(form)
    further: dict[str, count[int]] = {}
    for line in lines:
        code = again.get(line.text("name"), line.text("name"))
        choice, told = _choice(line, code, form, again)
        if choice == made.get(code):
            left.append(line.left("name", "xlsform.left.repeated", code=code))
            continue
        if code in made:
            numbers = further.setdefault(code, count(2))
            new = next(new for n in numbers if (new := f"{code}_{n}") not in made)
            left.append(line.left("name", "xlsform.left.doubled", code=code, new=new))
            doubles[new], choice = code, replace(choice, code=new)
        made[choice.code] = choice
        left += told
    return Options(tuple(made.values()), doubles, tuple(left))


def with_other(choices: tuple[Choice, ...], languages: Sequence[str]) -> tuple[Choice, ...]:
    """The options with one that asks for words of one's own."""
    if any(choice.code == "other" for choice in choices):
        return tuple(replace(c, writes=c.writes or c.code == "other") for c in choices)
    return (*choices, Choice("other", in_each(languages, "xlsform.word.other"), writes=True))


def in_each(languages: Sequence[str], key: str) -> Words:
    """A sentence of ours in every language of the form, in English where we do not speak it."""
    return {lang: say(key, lang if lang in LANGUAGES else "en") for lang in languages}


def media_of(line: Line) -> dict[str, Words]:
    """Names of pictures and recordings by language."""
    found: dict[str, Words] = {kind: line.words(kind) for kind in MEDIA if line.words(kind)}
    return found


def _choice(
    line: Line, code: str, form: Form, again: Mapping[str, str]
) -> tuple[Choice, list[LeftOut]]:
    label = line.words("label")
    left = list(_label_trouble(line, label, form)) if not form.own else []
    if not form.own and form.languages[0] not in label:
        label = {form.languages[0]: next(iter(label.values()), code), **label}
    choice = Choice(code, label, columns=dict(_columns(line, again)), media=media_of(line))
    return own_choice(line, choice), left


def _label_trouble(line: Line, label: Words, form: Form) -> Iterator[LeftOut]:
    if not label:
        yield line.left("label", "xlsform.left.option_label", code=line.text("name"))
    elif form.languages[0] not in label:
        yield line.left("label", "xlsform.left.translation", name=line.text("name"))


def _columns(line: Line, again: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, _ in line.cells:
        if name not in _NO_COLUMN and name not in OWN_COLUMNS and "::" not in name:
            yield name, again.get(line.text(name), line.text(name))
