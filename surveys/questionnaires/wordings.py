"""The wordings of a questionnaire side by side, and which of them are still missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from surveys.model import Choice, Question, Survey, Words

TITLE = "title"  # where the title of the survey stands, which is no question
_PARTS = ("label", "help", "required_message", "constraint_message")


@dataclass(frozen=True, slots=True)
class Wording:
    """A text people read: of which question or group (TITLE of the survey), which part of it
    ("label", "choice:n01", "row:n01"), and its words by language."""

    where: str
    part: str
    words: Words

    @property
    def key(self) -> str:
        """A name for it that no other wording has."""
        return f"{self.where}/{self.part}"


def wordings(survey: Survey) -> tuple[Wording, ...]:
    """Every text of the survey in its order. Texts that no language has are left out."""
    return tuple(w for w in _all(survey) if any(text.strip() for text in w.words.values()))


def wordings_of(survey: Survey, id: str) -> tuple[Wording, ...]:
    """The texts of one question or group."""
    return tuple(w for w in wordings(survey) if w.where == id)


def missing(survey: Survey, lang: str) -> tuple[Wording, ...]:
    """The texts that the language does not have."""
    return tuple(w for w in wordings(survey) if not w.words.get(lang, "").strip())


def reworded(survey: Survey, wording: Wording, lang: str, text: str) -> Survey:
    """The survey with this text in this language."""
    words = {**wording.words, lang: text}
    if not text.strip():
        words.pop(lang)
    if wording.where == TITLE:
        return replace(survey, title=words)
    if any(group.id == wording.where for group in survey.groups):
        groups = (replace(g, label=words) if g.id == wording.where else g for g in survey.groups)
        return replace(survey, groups=tuple(groups))
    questions = (
        _reworded(q, wording.part, words) if q.id == wording.where else q for q in survey.questions
    )
    return replace(survey, questions=tuple(questions))


def _all(survey: Survey) -> Iterator[Wording]:
    yield Wording(TITLE, TITLE, survey.title)
    told: set[str] = set()
    for question in survey.questions:
        for group in survey.groups_of(question):
            if group.id not in told:
                told.add(group.id)
                yield Wording(group.id, "label", group.label)
        yield from _of(question)


def _of(question: Question) -> Iterator[Wording]:
    if question.kind.unseen:
        return
    for part in _PARTS:
        yield Wording(question.id, part, getattr(question, part))
    for row in question.rows:
        yield Wording(question.id, f"row:{row.code}", row.label)
    for choice in question.choices:
        yield Wording(question.id, f"choice:{choice.code}", choice.label)


def _reworded(question: Question, part: str, words: Words) -> Question:
    kind, _, code = part.partition(":")
    if kind == "choice":
        return replace(question, choices=_relabelled(question.choices, code, words))
    if kind == "row":
        return replace(question, rows=_relabelled(question.rows, code, words))
    return replace(question, **{part: words})  # type: ignore[arg-type]


def _relabelled(choices: tuple[Choice, ...], code: str, words: Words) -> tuple[Choice, ...]:
    return tuple(replace(c, label=words) if c.code == code else c for c in choices)
