"""Words of a questionnaire that name a person: a question is about work and union, never about
somebody (DR-24). Posts can be asked about: "the chair of your union"."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from surveys.model import Kind, Survey
from surveys.questionnaires.wordings import wordings
from surveys.texts.composing import composed
from surveys.texts.search import plain

PERSON_RULE = "DR-24"
_FILE = Path(__file__).parent / "person_words.json"
_WORD = re.compile(r"[^\W\d_]+(?:/[^\W\d_]+)?")
_FULL = 2  # words of a name that is looked for: "Hoa" alone is a flower, too
_MOST = 4  # words of a name: family, middle ones, given
_HEADLINE = 5  # words from which a text tells whether it is written with capitals throughout
_TITLE_WORDS = 3  # of the longest post, "phó giám đốc"


@dataclass(frozen=True, slots=True)
class Person:
    """Where somebody is named: the question or group ("" is the title), language, the name."""

    where: str
    lang: str
    name: str


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    follows: bool  # the word before, with nothing but a space between

    @property
    def small(self) -> str:
        return self.text.casefold()

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def persons(survey: Survey, known: Collection[str] = ()) -> tuple[Person, ...]:
    """Everybody whom the survey names, in its order. `known` are names of officers and others, who
    are found however they are written. Consents are not looked at: they say whom to turn to."""
    consents = {q.id for q in survey.questions if q.kind is Kind.CONSENT}
    names = tuple(sorted({plain(name) for name in known if len(plain(name).split()) >= _FULL}))
    read = [wording for wording in wordings(survey) if wording.where not in consents]
    found = (
        Person(wording.where, lang, named(text, names))
        for wording in read
        for lang, text in wording.words.items()
    )
    return tuple(dict.fromkeys(person for person in found if person.name))


@lru_cache(maxsize=20_000)
def named(text: str, known: tuple[str, ...] = ()) -> str:
    """The first person a text names; "" when it names nobody. `known` as plain() gives them."""
    tidy = composed(text)
    bare = f" {' '.join(_WORD.findall(plain(tidy)))} "
    for name in known:
        if f" {name} " in bare:
            return name
    words = _words(_without_phrases(tidy))
    headline = _is_headline(words)
    for at in range(len(words)):
        if name := _titled(words, at, headline=headline) or _full(words, at, headline=headline):
            return name
    return ""


def _titled(words: Sequence[_Word], at: int, *, headline: bool) -> str:
    """The name after a title or post that ends at this word: "chị Hoa", "giám đốc Tuấn"."""
    run = _run(words, at + 1)
    if not run or not words[at + 1].follows:
        return ""
    first = run[0].small
    office = first in _list("offices")
    sure = (first in _list("given") and not office) or _is_name(run)
    if any(title in _list("posts") for title in _titles(words, at)):
        return _text(run) if sure else ""
    if not any(title in _list("titles") for title in _titles(words, at)):
        return ""
    if words[at].small in _list("shortened"):
        return _text(run)
    if headline or _is_amid(words[at]):
        return _text(run) if sure else ""
    return "" if office else _text(run)


def _is_amid(word: _Word) -> bool:
    """Whether a capital stands where no sentence begins: "tiếng Anh", "của Anh Tuấn"."""
    return word.capital and word.follows


def _full(words: Sequence[_Word], at: int, *, headline: bool) -> str:
    """A name that begins with its family: "Nguyễn Văn An"."""
    run = _run(words, at)
    before = words[at - 1].small if at and words[at].follows else ""
    if before in _list("places") or not _is_name(run):
        return ""
    return "" if headline and run[1].small not in _list("middles") else _text(run)


def _is_name(run: Sequence[_Word]) -> bool:
    """Family and middle name, or family and given name."""
    if len(run) < _FULL:
        return False
    family, second = run[0].small, run[1].small
    if family not in _list("families"):
        shared = family in _list("shared_families") and second in _list("middles")
        return shared and len(run) > _FULL
    return len(run) > _FULL or second in _list("given")


def _run(words: Sequence[_Word], at: int) -> Sequence[_Word]:
    """The capitalised words from here on, with nothing between them."""
    end = at
    while end < min(len(words), at + _MOST) and words[end].capital:
        if end > at and not words[end].follows:
            break
        end += 1
    return words[at:end]


def _titles(words: Sequence[_Word], at: int) -> Iterator[str]:
    """What may be a title ending here: one word, or some."""
    for length in range(1, min(_TITLE_WORDS, at + 1) + 1):
        yield " ".join(word.small for word in words[at + 1 - length : at + 1])


def _is_headline(words: Sequence[_Word]) -> bool:
    """Whether capitals tell nothing, for most words have them."""
    return len(words) >= _HEADLINE and 2 * sum(word.capital for word in words) > len(words)


def _without_phrases(text: str) -> str:
    return _not_persons().sub("·", text)


def _words(text: str) -> list[_Word]:
    found: list[_Word] = []
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        short = bool(found) and found[-1].small in _list("shortened") and between in (". ", ".")
        found.append(_Word(match[0], bool(found) and (between == " " or short)))
        end = match.end()
    return found


def _text(run: Sequence[_Word]) -> str:
    return " ".join(word.text for word in run)


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(json.loads(_FILE.read_text(encoding="utf-8"))[name])


@cache
def _not_persons() -> re.Pattern[str]:
    longest = sorted(_list("not_persons"), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.IGNORECASE)
