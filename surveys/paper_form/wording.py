"""Wordings as paper can show them: earlier answers by their number, conditions in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.expressions import Tree, filled, parse
from surveys.fonts import plain
from surveys.model import Question, Survey, Words, in_language
from surveys.texts import say

_OR, _AND = "or", "and"
_SIGNS = {"<": "below", "<=": "at_most", ">": "above", ">=": "at_least", "=": "equal"}


@dataclass(frozen=True, slots=True)
class _Paper:
    """What a wording may look at: the printed survey, its numbers, the language."""

    survey: Survey
    numbers: Mapping[str, str]
    lang: str

    def say(self, name: str, **values: object) -> str:
        return say(f"paper_form.if.{name}", self.lang, **values)


class _Unspeakable(Exception):
    """A condition that has no plain words."""


def spoken(words: Words, numbers: Mapping[str, str], lang: str) -> str:
    """A wording; where it would repeat an earlier answer it names the question."""

    def named(name: str) -> str:
        number = numbers.get(name.partition(".")[0])
        return say("paper_form.if.piped", lang, number=number) if number else "…"

    return plain(filled(in_language(words, lang), named))


def condition(paper: Survey, text: str, numbers: Mapping[str, str], lang: str) -> str:
    """When a question of a printed survey is to be answered, in words; "" when always."""
    if not text.strip() or (tree := parse(text)) == ["true"]:
        return ""
    known = _Paper(paper, numbers, lang)
    try:
        return plain(known.say("only", condition=_words(known, tree)))
    except (_Unspeakable, KeyError):
        return plain(known.say("depends"))


def _words(paper: _Paper, tree: Tree) -> str:
    match tree:
        case ["and", *parts]:
            return paper.say("and").join(_words(paper, _clear(part, _AND)) for part in parts)
        case ["or", *parts]:
            return _either(paper, parts)
        case ["not", inner]:
            return _unlike(paper, inner)
        case ["selected", ["var", name], ["is", code]]:
            return _chosen(paper, "chosen", name, [code])
        case [">" | ">=" as sign, ["count-selected", ["var", name]], ["is", amount]]:
            least = int(amount) + (sign == ">")
            return paper.say("ticked", question=_question(paper, name), least=least)
    return _compared(paper, tree)


def _compared(paper: _Paper, tree: Tree) -> str:
    match tree:
        case ["!=", ["var", name], ["is", ""]]:
            return paper.say("answered", question=_question(paper, name))
        case ["=", ["var", name], ["is", ""]]:
            return paper.say("blank", question=_question(paper, name))
        case ["=" | "!=" as sign, ["var", name], ["is", value]]:
            if _asked(paper, name).choices:
                how = "chosen" if sign == "=" else "unchosen"
                return _chosen(paper, how, name, [_code(value)])
    match tree:
        case [sign, ["var", name], ["is", value]] if sign in _SIGNS:
            values = {"question": _question(paper, name), "value": _code(value)}
            return say(f"paper_form.if.{_SIGNS[sign]}", paper.lang, **values)
    raise _Unspeakable


def _either(paper: _Paper, parts: list[Tree]) -> str:
    """Several options of one question in one breath."""
    found = [_option(part) for part in parts]
    known = [option for option in found if option]
    if len(known) == len(parts) and len({name for name, _ in known}) == 1:
        return _chosen(paper, "chosen", known[0][0], [code for _, code in known])
    return paper.say("or").join(_words(paper, _clear(part, _OR)) for part in parts)


def _clear(tree: Tree, outer: str) -> Tree:
    """A part of a longer condition; "and" and "or" inside each other would need brackets, unless
    the inner one is about the options of one question."""
    options = [_option(part) for part in tree[1:]] if tree[0] == _OR else []
    of_one = all(options) and len({option[0] for option in options if option}) == 1
    if tree[0] in (_AND, _OR) and tree[0] != outer and not of_one:
        raise _Unspeakable
    return tree


def _unlike(paper: _Paper, tree: Tree) -> str:
    found = [_option(part) for part in (tree[1:] if tree[0] == _OR else [tree])]
    known = [option for option in found if option]
    if len(known) < len(found) or len({name for name, _ in known}) != 1:
        raise _Unspeakable
    return _chosen(paper, "unchosen", known[0][0], [code for _, code in known])


def _option(tree: Tree) -> tuple[str, str] | None:
    """A question and the option that is asked about."""
    match tree:
        case ["selected", ["var", name], ["is", code]]:
            return name, code
        case ["=", ["var", name], ["is", code]] if code != "":
            return name, _code(code)
    return None


def _chosen(paper: _Paper, how: str, name: str, codes: list[str]) -> str:
    question = _asked(paper, name)
    labels = [spoken(question.choice(code).label, paper.numbers, paper.lang) for code in codes]
    quoted = [paper.say("option", label=label) for label in labels]
    options = paper.say("or").join(quoted)
    return say(f"paper_form.if.{how}", paper.lang, question=_question(paper, name), options=options)


def _question(paper: _Paper, name: str) -> str:
    """«câu 3», or a row of it; KeyError when it is not on the paper."""
    id, _, row = name.partition(".")
    number = paper.numbers[id]
    if not row:
        return paper.say("question", number=number)
    label = spoken(paper.survey.question(id).row(row).label, paper.numbers, paper.lang)
    return paper.say("row", number=number, row=label)


def _asked(paper: _Paper, name: str) -> Question:
    return paper.survey.question(name.partition(".")[0])


def _code(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
