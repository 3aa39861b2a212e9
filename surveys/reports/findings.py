"""The figures a paper speaks of, question by question, computed once for text and annexes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from surveys.model import Kind, Question
from surveys.reports.material import Material
from surveys.reports.phrases import asked, guarded, listed, share, words
from surveys.statistics import Figure, figure
from surveys.texts import say
from surveys.texts.numbers import number

SEVERAL = (Kind.MULTIPLE, Kind.RANKING)
_DISSATISFIED = ("1", "2")
_AGAINST, _FOR = tuple(str(i) for i in range(7)), ("9", "10")  # the recommendation scale, CT-16


@dataclass(frozen=True, slots=True)
class Finding:
    """A question with its figures: one, or one for each row of a matrix."""

    question: Question
    figures: tuple[Figure, ...]

    @property
    def shown(self) -> tuple[Figure, ...]:
        """The figures that may be published."""
        return tuple(f for f in self.figures if not f.withheld)

    @property
    def is_recommendation(self) -> bool:
        """Whether it is asked on a scale from 0 to 10."""
        return {c.code for c in self.question.choices} == {str(i) for i in range(11)}


def findings(material: Material) -> tuple[Finding, ...]:
    """Every question of the survey that has figures, in the survey's order."""
    questions = (q for q in material.survey.questions if q.kind.tallied)
    return tuple(Finding(q, _figures(material, q)) for q in questions)


def sentence(finding: Finding, lang: str) -> str:
    """What the question found, neutrally: no cause, no praise."""
    question = quoted(asked(finding.question, lang), lang)
    if not finding.shown:
        return _withheld_sentence(finding, question, lang)
    if finding.question.kind is Kind.MATRIX:
        return _rows_sentence(finding, question, lang)
    found = finding.shown[0]
    n = number(found.n, lang)
    if finding.is_recommendation:
        low, high = (guarded(summed(found, codes), found.n, lang) for codes in (_AGAINST, _FOR))
        return say("reports.finding.scale", lang, question=question, n=n, low=low, high=high)
    several = finding.question.kind in SEVERAL
    key = "reports.finding.several" if several else "reports.finding.single"
    answers = _most_frequent(found, 3 if several else 2, lang)
    return say(key, lang, question=question, n=n, answers=answers)


def summed(found: Figure, codes: Iterable[str]) -> float:
    """The share of those who gave one of these answers."""
    wanted = set(codes)
    return sum(bar.estimate.value for bar in found.bars if bar.code in wanted)


def quoted(text: str, lang: str) -> str:
    """A wording in quotation marks; marks inside become single ones."""
    inside = text.replace("“", "‘").replace("”", "’")
    return say("reports.finding.quoted", lang, text=inside)


def _figures(material: Material, question: Question) -> tuple[Figure, ...]:
    rows = [row.code for row in question.rows] if question.kind is Kind.MATRIX else [""]
    ask = (material.release, material.survey, question.id)
    return tuple(figure(*ask, row=row) for row in rows)


def _withheld_sentence(finding: Finding, question: str, lang: str) -> str:
    first = finding.figures[0]
    reason = say(first.withheld, lang, needed=first.needed, n=first.n)
    return say("reports.finding.withheld", lang, question=question, reason=reason)


def _most_frequent(found: Figure, most: int, lang: str) -> str:
    bars = sorted(found.bars, key=lambda bar: bar.estimate.value, reverse=True)
    said = [f"{quoted(words(b.label, lang), lang)} ({share(b.estimate, lang)})" for b in bars]
    return listed(said[:most], lang)


def _rows_sentence(finding: Finding, question: str, lang: str) -> str:
    """A matrix: the three rows with the most people on its two lowest steps."""
    rows = sorted(finding.shown, key=lambda f: summed(f, _DISSATISFIED), reverse=True)
    said = [
        f"{quoted(words(f.title, lang), lang)} ({guarded(summed(f, _DISSATISFIED), f.n, lang)})"
        for f in rows[:3]
    ]
    return say("reports.finding.rows", lang, question=question, answers=listed(said, lang))
