"""Two versions of a questionnaire: which questions may still be compared, and why others not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from surveys.model import Choice, Kind, Question, Survey, Words

_SCALES = frozenset({Kind.RATING, Kind.MATRIX})


@dataclass(frozen=True, slots=True)
class Compared:
    """A question of the newer version. `reasons` are names of changes after which figures of the
    two versions must not stand side by side; without one they may."""

    question: str
    reasons: tuple[str, ...] = ()

    @property
    def comparable(self) -> bool:
        """Whether its figures may be compared with those of the version before."""
        return not self.reasons


@dataclass(frozen=True, slots=True)
class Comparison:
    """The newer version's questions in their order, and what is gone since the older one."""

    questions: tuple[Compared, ...]
    gone: tuple[str, ...]

    @property
    def comparable(self) -> tuple[Compared, ...]:
        """Questions whose figures may be compared."""
        return tuple(compared for compared in self.questions if compared.comparable)

    @property
    def different(self) -> tuple[Compared, ...]:
        """Questions whose figures may not."""
        return tuple(compared for compared in self.questions if not compared.comparable)


def compare(before: Survey, after: Survey) -> Comparison:
    """What changed for the questions that are answered."""
    known = {q.id: q for q in before.questions if q.kind.asked}
    asked = [q for q in after.questions if q.kind.asked]
    shared = tuple(lang for lang in before.languages if lang in after.languages)
    compared = tuple(
        Compared(q.id, _against(before, after, q, shared) if q.id in known else ("new",))
        for q in asked
    )
    return Comparison(compared, tuple(id for id in known if id not in {q.id for q in asked}))


def _against(
    before: Survey, after: Survey, question: Question, languages: tuple[str, ...]
) -> tuple[str, ...]:
    old = before.question(question.id)
    reasons = tuple(_reasons(old, question, languages))
    same_people = _condition(before, old) == _condition(after, question)
    return reasons if same_people else (*reasons, "asked_of")


def _condition(survey: Survey, question: Question) -> list[str]:
    """Of whom a question is asked: its own condition and those of its groups."""
    conditions = [*(group.show_if for group in survey.groups_of(question)), question.show_if]
    return [" ".join(condition.split()) for condition in conditions if condition.strip()]


def _reasons(before: Question, after: Question, languages: tuple[str, ...]) -> Iterator[str]:
    if before.kind is not after.kind:
        yield "kind"
        return
    if not _same_words(before.label, after.label, languages):
        yield "wording"
    yield from _option_reasons(before, after, languages)
    if (before.rows_from, before.extra_rows) != (after.rows_from, after.extra_rows) or _differ(
        before.rows, after.rows, languages
    ):
        yield "rows"
    if (before.least, before.most) != (after.least, after.most):
        yield "limits"
    if (before.lowest, before.highest) != (after.lowest, after.highest):
        yield "range"


def _option_reasons(before: Question, after: Question, languages: tuple[str, ...]) -> Iterator[str]:
    old, new = ([choice.code for choice in q.choices] for q in (before, after))
    if set(old) != set(new):
        yield "options"
    elif _differ(before.choices, after.choices, languages):
        yield "option_wording"
    elif before.kind in _SCALES and old != new:
        yield "scale"
    if before.exclusive != after.exclusive:
        yield "exclusive"


def _differ(
    before: tuple[Choice, ...], after: tuple[Choice, ...], languages: tuple[str, ...]
) -> bool:
    known = {choice.code: choice for choice in before}
    if known.keys() != {choice.code for choice in after}:
        return True
    return any(not _same_words(known[c.code].label, c.label, languages) for c in after)


def _same_words(before: Words, after: Words, languages: tuple[str, ...]) -> bool:
    """Whether people read the same. A translation that was missing is not a change."""
    return all(
        before.get(lang, "").split() in ([], after.get(lang, "").split()) for lang in languages
    )
