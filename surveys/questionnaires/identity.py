"""Words of a question that ask who somebody is: a worker's form never does (DR-01)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from surveys.model import Kind, Question, Survey
from surveys.questionnaires.identity_words import ASKING, NOT_ASKING, Asking
from surveys.texts.composing import composed
from surveys.texts.search import plain

RULE = "DR-01"
_OPEN = frozenset({Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.TIME})
_SIGNS = re.compile(r"[^\w\s]+")
_CLAUSE = re.compile(r"[.;:?!()\[\]•\n–—]+")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a question asks for: "name", "phone" …; the language and the words that ask it."""

    question: str
    what: str
    lang: str
    words: str


def identity(question: Question) -> Identity | None:
    """The first wording of the question that asks who somebody is; None when none does. What
    asks nothing (notes, the invitation, calculations) is not looked at."""
    if not question.kind.asked:
        return None
    return next(_found(question), None)


def identities(survey: Survey) -> tuple[Identity, ...]:
    """All questions of a survey that ask who somebody is, in its order."""
    found = (identity(question) for question in survey.questions)
    return tuple(hit for hit in found if hit)


def _found(question: Question) -> Iterator[Identity]:
    is_open = question.kind in _OPEN
    asked = [(question.label, is_open), (question.help, is_open)]
    asked += [(choice.label, True) for choice in question.choices if choice.writes]
    for words, typed in asked:
        for lang, text in words.items():
            what = _asks_for(text, typed=typed)
            if what:
                yield Identity(question.id, what, lang, text)


@lru_cache(maxsize=20_000)
def _asks_for(text: str, *, typed: bool) -> str:
    """What the text asks for; `typed` when the answer is written by hand."""
    clauses = list(_clauses(text))
    accented = _is_accented(text)
    for asking in ASKING:
        if asking.only_typed and not typed:
            continue
        if any(_meant(asking, clause, accented=accented) for clause in clauses):
            return asking.what
    return ""


def _meant(asking: Asking, clause: str, *, accented: bool) -> bool:
    """Whether the clause asks for it. Where a text has accents, so must words that mean
    something else without them: "mã công nhân" is a number, "mà công nhân" is not."""
    if not asking.plain.search(_bare(clause)):
        return False
    return not (accented and asking.accented) or bool(re.search(asking.accented, clause))


def _clauses(text: str) -> Iterator[str]:
    """The parts of a text, without those that ask not to write something."""
    tidy = composed(text).casefold()
    for part in _CLAUSE.split(tidy):
        words = " ".join(_SIGNS.sub(lambda sign: " , " if "," in sign[0] else " ", part).split())
        bare = plain(words)
        warning = NOT_ASKING.search(bare)
        if len(bare) != len(words):  # a letter that comes apart in two: compare without cutting
            yield "" if warning else words
        elif warning:
            yield words[: warning.start()] + " , " + words[warning.end() :]
        else:
            yield words


def _bare(clause: str) -> str:
    return " ".join(plain(clause).replace(",", " ").split())


def _is_accented(text: str) -> bool:
    tidy = " ".join(composed(text).casefold().split())
    return plain(text) != tidy
