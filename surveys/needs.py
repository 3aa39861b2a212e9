"""The ranked needs: important to people, satisfied or not (handbook 2.4)."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from surveys.blocks import UNMET, Release
from surveys.campaigns import in_steps
from surveys.model import Choice, Question, Survey, Words
from surveys.statistics import EVERYTHING, Estimate, Selection
from surveys.statistics.bases import FEW, LEAST_RANKING
from surveys.statistics.cells import Cells, cells, sample
from surveys.statistics.estimates import mean, share
from surveys.statistics.figures import not_calibrated
from surveys.statistics.pairs import Cell, Table, first_of, table
from surveys.statistics.ranks import rank_sets, surely_above
from surveys.statistics.sample import Array, laid_out
from surveys.statistics.strata import answered, crowded, uncovered, workers
from surveys.statistics.unmet import unmet_shares
from surveys.texts.numbers import as_told

_STEPS = ("1", "2", "3", "4", "5")
_NEUTRAL = 3.0  # the line of the quadrant between satisfied and not


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One need. `unmet` is the share of all who picked it and are dissatisfied (1 or 2),
    `people` gave those answers,
    `workers` are the estimated people behind it, `satisfaction` a mean 1..5. Its rank lies in
    `first`..`last` (a rank set); `tie` when it is not surely above the next. `field` of
    the quadrant is "now", "keep", "watch", "enough", or "" when nobody rated the need."""

    code: str
    label: Words
    importance: Estimate
    satisfaction: float | None
    unmet: Estimate
    workers: int
    first: int
    last: int
    tie: bool
    field: str
    people: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """The needs, the most unmet first. `few` when 30..99 answered; `middle` is the median
    importance. When `withheld` names a sentence there are no rows; `needed` is the smallest n."""

    rows: tuple[NeedRow, ...]
    n: int
    workers: int
    rate: float
    few: bool
    withheld: str
    needed: int
    middle: float
    notes: tuple[str, ...] = ()


def rank_needs(release: Release, survey: Survey, selection: Selection = EVERYTHING) -> Ranking:
    """The needs of the selected unit types by unmet share; never for a single unit.

    The interval of `unmet` carries no correction for a finite workforce, since ranks compare.
    """
    pair = _pair(release, survey)
    taken = cells(release, "pairs", selection)
    tables = {row.code: table(taken, *pair, row.code) for row in pair[1].rows} if pair else {}
    n = int(max((t.counts.sum() for t in tables.values()), default=0))
    withheld = _withheld(pair, selection, taken, n)
    heads = workers(release, selection)
    ranking = Ranking(
        rows=(),
        n=in_steps(n) if withheld else n,
        workers=heads,
        rate=answered(release, selection) / heads if heads else 0.0,
        few=not withheld and n < FEW,
        withheld=withheld,
        needed=LEAST_RANKING,
        middle=0.0,
        notes=_notes(release, selection),
    )
    if withheld or pair is None:
        return ranking
    shares = unmet_shares(taken, *pair)
    codes = [need.code for need in pair[1].rows]
    surely = {(codes[high], codes[low]) for high, low in surely_above(shares)}
    rows = [
        replace(_row(need, tables[need.code], taken), first=first, last=last)
        for need, (first, last) in zip(pair[1].rows, rank_sets(shares), strict=True)
    ]
    middle = median(row.importance.value for row in rows)
    return replace(ranking, rows=_ranked(rows, middle, surely), middle=middle)


def _pair(release: Release, survey: Survey) -> tuple[Question, Question] | None:
    """The two questions of the light mode, if this survey asks them and declared them."""
    for second in survey.questions:
        first = first_of(survey, second)
        if first is not None and (first.id, second.id) in release.rule.pairs:
            return first, second
    return None


def _withheld(
    pair: tuple[Question, Question] | None,
    selection: Selection,
    taken: Cells,
    n: int,
) -> str:
    if pair is None:
        return "results.withheld.not_asked"
    if selection.units:
        return "results.withheld.pairs"
    if not taken.strata:
        return "results.withheld.pooled"
    if all(stratum.is_crowded for stratum in taken.strata):
        return "results.withheld.more_than_heads"
    return "results.withheld.few" if n < LEAST_RANKING else ""


def _notes(release: Release, selection: Selection) -> tuple[str, ...]:
    notes = {
        "results.note.more_than_heads": bool(crowded(release, selection)),
        "results.note.not_covered": bool(uncovered(release, "pairs", selection)),
        "results.note.pending": bool(release.pending) and selection == EVERYTHING,
    }
    told = tuple(key for key, holds in notes.items() if holds)
    return told + not_calibrated(cells(release, "pairs", selection))


def _row(need: Choice, table: Table, taken: Cells) -> NeedRow:
    """A need before its place among the others is known."""
    unmet = _unmet(table, taken)
    told = as_told(unmet.value, unmet.n) if unmet.n else 0.0
    return NeedRow(
        code=need.code,
        label=need.label,
        importance=_importance(table, taken),
        satisfaction=_satisfaction(table, taken),
        unmet=unmet,
        workers=round(told * sum(stratum.heads for stratum in taken.strata)),
        first=1,
        last=1,
        tie=False,
        field="",
        people=_people(table),
    )


def _importance(table: Table, taken: Cells) -> Estimate:
    """The share of all who picked the need."""
    picked = np.array([float(cell.picked) for cell in table.cells])
    return _share(taken, table.counts, picked)


def _unmet(table: Table, taken: Cells) -> Estimate:
    """Picked and dissatisfied, of all but those who picked it and skipped its rating."""
    kept = [i for i, cell in enumerate(table.cells) if cell.rating or not cell.picked]
    hit = np.array([float(_is_unmet(table.cells[i])) for i in kept])
    return _share(taken, table.counts[:, kept], hit, corrected=False)


def _people(table: Table) -> int:
    """Those who picked the need and are dissatisfied."""
    hit = [i for i, cell in enumerate(table.cells) if _is_unmet(cell)]
    return int(table.counts[:, hit].sum())


def _is_unmet(cell: Cell) -> bool:
    return cell.picked and cell.rating in UNMET


def _satisfaction(table: Table, taken: Cells) -> float | None:
    """The mean rating; those asked at random weigh for those who were not."""
    kept = [i for i, cell in enumerate(table.cells) if cell.rating in _STEPS]
    values = laid_out(np.array([float(table.cells[i].rating) for i in kept]), len(taken.n))
    weights = laid_out(table.weights[kept], len(taken.n))
    found = mean(sample(taken, table.counts[:, kept]), values, weights)
    return None if found is None else found.value


def _share(taken: Cells, counts: Array, hits: Array, *, corrected: bool = True) -> Estimate:
    people = sample(taken, counts, corrected=corrected)
    base = laid_out(np.ones(counts.shape[1]), len(taken.n))
    return _certain(share(people, laid_out(hits, len(taken.n)), base))


def _certain(estimate: Estimate | None) -> Estimate:
    """Nobody left in the base: nothing is known, and the interval says so."""
    nothing = Estimate(0.0, 0.0, 1.0, 0, 0.0, 1.0, 1.0, 0.0, reliable=False)
    return nothing if estimate is None else estimate


def _ranked(
    rows: Sequence[NeedRow], middle: float, surely: Set[tuple[str, str]]
) -> tuple[NeedRow, ...]:
    ordered = sorted(rows, key=lambda row: (-row.unmet.value, row.code))
    following = [*ordered[1:], None]
    return tuple(
        replace(
            row,
            tie=after is not None and (row.code, after.code) not in surely,
            field=_field(row, middle),
        )
        for row, after in zip(ordered, following, strict=True)
    )


def _field(row: NeedRow, middle: float) -> str:
    """The field of the quadrant: lines at the median importance and at the neutral step."""
    if row.satisfaction is None:
        return ""
    important, satisfied = row.importance.value >= middle, row.satisfaction >= _NEUTRAL
    if important:
        return "keep" if satisfied else "now"
    return "enough" if satisfied else "watch"
