"""One question as a figure: bars with intervals, or the reason why it is withheld."""

from __future__ import annotations

from dataclasses import dataclass

from surveys.blocks import Release
from surveys.blocks.release import WORDS
from surveys.campaigns import in_steps
from surveys.model import Choice, Kind, Question, Sensitivity, Survey, Words
from surveys.statistics.bases import left_out, needed
from surveys.statistics.cells import Cells, cells, counts
from surveys.statistics.estimates import Estimate
from surveys.statistics.reading import SEVERAL, Reading, kind_of, partition_of, read
from surveys.statistics.strata import (
    EVERYTHING,
    Selection,
    all_crowded,
    answered,
    crowded,
    strata,
    uncovered,
    workers,
)

_ALIKE = 12  # digits after which two shares are one


@dataclass(frozen=True, slots=True)
class Bar:
    """One answer; `count` people gave it."""

    code: str
    label: Words
    count: int
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Figure:
    """A question in figures. `n` valid answers, `workers` heads in the selected units, `rate`
    answered forms per head, `left_out` answers such as "Không muốn trả lời". When `withheld`
    names a sentence there are no bars and n is rounded down to fives; `needed` is the smallest
    n. `notes` names remarks. The title of a matrix row is the row's."""

    question: str
    row: str
    title: Words
    bars: tuple[Bar, ...]
    n: int
    workers: int
    rate: float
    withheld: str
    needed: int
    left_out: int
    notes: tuple[str, ...] = ()


def figure(
    release: Release,
    survey: Survey,
    question_id: str,
    selection: Selection = EVERYTHING,
    row: str = "",
) -> Figure:
    """The figure of a question (of one row of it, for a matrix) in the selected units.

    Bars stand in the question's own order; where people gave several answers, the most frequent
    first and "none" or "other" last. KeyError when the survey has no such question or row.
    """
    question = survey.question(question_id)
    named = question.row(row) if question.kind is Kind.MATRIX else question
    if not question.kind.tallied:
        return _written(release, question, selection)
    reading = read(release, survey, question, selection, row)
    withheld = _withheld(release, survey, question, selection) or _too_few(question, reading)
    heads = workers(release, selection)
    return Figure(
        question=question.id,
        row=row,
        title=named.label,
        bars=() if withheld else _bars(question, reading),
        n=in_steps(reading.n) if withheld else reading.n,
        workers=heads,
        rate=answered(release, selection) / heads if heads else 0.0,
        withheld=withheld,
        needed=needed(question),
        left_out=0 if withheld else reading.excluded,
        notes=_notes(release, survey, question, selection),
    )


def average(
    release: Release,
    survey: Survey,
    question_id: str,
    selection: Selection = EVERYTHING,
    row: str = "",
) -> Estimate | None:
    """The mean of a scale; None where its figure is withheld."""
    question = survey.question(question_id)
    if figure(release, survey, question_id, selection, row).withheld:
        return None
    return read(release, survey, question, selection, row).mean()


def _withheld(release: Release, survey: Survey, question: Question, selection: Selection) -> str:
    """Why a selection cannot be shown, whatever was answered."""
    partition = partition_of(release, survey, question)
    if question.sensitivity is Sensitivity.CONTACT:
        return "results.withheld.contact"
    if selection.units and partition != "main":
        return f"results.withheld.{kind_of(partition)}"
    if kind_of(partition) == WORDS and not strata(release, partition, selection):
        return "results.withheld.words"
    if not strata(release, partition, selection):
        return "results.withheld.pooled"
    if selection.units and crowded(release, selection):
        return "results.withheld.more_than_heads"
    if all_crowded(release, partition, selection):
        return "results.withheld.more_than_heads"
    return ""


def _too_few(question: Question, reading: Reading) -> str:
    return "results.withheld.few" if reading.n < needed(question) else ""


def _notes(
    release: Release, survey: Survey, question: Question, selection: Selection
) -> tuple[str, ...]:
    partition = partition_of(release, survey, question)
    notes = {
        "results.note.more_than_heads": bool(crowded(release, selection)),
        "results.note.not_covered": bool(uncovered(release, partition, selection)),
        "results.note.pending": bool(release.pending) and selection == EVERYTHING,
    }
    told = tuple(key for key, holds in notes.items() if holds)
    return told + not_calibrated(cells(release, partition, selection))


def not_calibrated(found: Cells) -> tuple[str, ...]:
    """The remarks that a coordinate could not be made to agree with the register."""
    return tuple(f"results.note.not_calibrated_{name}" for name in found.left_out)


def _bars(question: Question, reading: Reading) -> tuple[Bar, ...]:
    shown = [c for c in question.choices if c.code not in left_out(question)]
    found, people = reading.each(), reading.people()
    estimates = (found.get(choice.code) or reading.share({choice.code}) for choice in shown)
    bars = [(c, _bar(c, people.get(c.code, 0), e)) for c, e in zip(shown, estimates, strict=True)]
    if question.kind in SEVERAL:
        bars.sort(key=lambda pair: (_stands_last(question, pair[0]), _height(pair[1])))
    return tuple(bar for _, bar in bars)


def _bar(choice: Choice, people: int, estimate: Estimate | None) -> Bar:
    if estimate is None:
        raise ValueError("a figure without answers is withheld before its bars are made")
    return Bar(choice.code, choice.label, people, estimate)


def _height(bar: Bar) -> float:
    """The highest first; equal shares in the question's order, whatever rounding made of them."""
    return -round(bar.estimate.value, _ALIKE)


def _stands_last(question: Question, choice: Choice) -> bool:
    return choice.writes or choice.code in question.exclusive


def _written(release: Release, question: Question, selection: Selection) -> Figure:
    """Own words are never a figure: only how many people wrote is told."""
    heads = workers(release, selection)
    wrote = int(counts(cells(release, "main", selection), question.id, ["#"]).sum())
    return Figure(
        question=question.id,
        row="",
        title=question.label,
        bars=(),
        n=wrote,
        workers=heads,
        rate=answered(release, selection) / heads if heads else 0.0,
        withheld="results.withheld.text",
        needed=needed(question),
        left_out=0,
    )
