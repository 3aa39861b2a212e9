"""A question over several waves, and what surely changed from one to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from surveys.model import Choice, Words
from surveys.statistics.coverage import Coverage, Shared, Wave, shared
from surveys.statistics.estimates import Estimate
from surveys.statistics.figures import figure
from surveys.statistics.shares import shares
from surveys.statistics.tables import Asked, tabled
from surveys.statistics.waves import Change, changes
from surveys.texts.numbers import nearly_all

Shares = Mapping[str, Estimate]  # by answer


@dataclass(frozen=True, slots=True)
class Reached:
    """A question in one wave: `n` valid answers, `rate` forms per head, its shares by answer as
    they are shown, and `free` without correction for a finite workforce, as changes are tested.
    When `withheld` names a sentence there are no shares, and `needed` is the smallest n."""

    n: int
    rate: float
    withheld: str
    needed: int
    shares: Shares
    free: Shares


@dataclass(frozen=True, slots=True)
class Line:
    """An answer (or a need) over the waves, None where it is withheld; `change` from the wave
    before the last to the last, None where nothing may be said of it."""

    code: str
    label: Words
    points: tuple[Estimate | None, ...]
    change: Change | None


@dataclass(frozen=True, slots=True)
class Trend:
    """What is shown together: Holm's rule allows for all its changes."""

    title: Words
    waves: tuple[Reached, ...]
    lines: tuple[Line, ...]
    shared: Shared


def trend(
    waves: Sequence[Wave], question: str, row: str = "", common: Shared | None = None
) -> Trend:
    """A question in two waves or more, the oldest first, on the units of `common` (without:
    those of all waves). KeyError when a wave did not ask it."""
    asked = [Asked(w.release, w.survey, w.survey.question(question), row) for w in waves]
    known = common or shared(waves, asked[-1].partition)
    narrowed = [replace(a, selection=s) for a, s in zip(asked, known.selections, strict=True)]
    answers = tabled(narrowed[-1]).answers
    return together(asked[-1].title, answers, [_reached(one) for one in narrowed], known)


def together(
    title: Words, answers: Sequence[Choice], reached: Sequence[Reached], common: Shared
) -> Trend:
    """The lines of several waves, each with its change, all changes tested together
    (statistics.md 2.11). Where the waves cover other units nothing is said of changes."""
    before, after = reached[-2:]
    told = [a.code for a in answers if _may_be_told(before, after, a.code)]
    if common.coverage is Coverage.CHANGED:
        told = []
    found = dict(zip(told, changes([(before.free[c], after.free[c]) for c in told]), strict=True))
    lines = (
        Line(a.code, a.label, tuple(w.shares.get(a.code) for w in reached), found.get(a.code))
        for a in answers
    )
    return Trend(title, tuple(reached), tuple(lines), common)


def _may_be_told(before: Reached, after: Reached, answer: str) -> bool:
    """Whether both waves tell the answer, and neither only that nearly all agree."""
    shares = [wave.free.get(answer) for wave in (before, after)]
    return all(one is not None and not nearly_all(one.value, one.n) for one in shares)


def _reached(asked: Asked) -> Reached:
    found = figure(asked.release, asked.survey, asked.question.id, asked.selection, asked.row)
    return Reached(
        found.n,
        found.rate,
        found.withheld,
        found.needed,
        {bar.code: bar.estimate for bar in found.bars},
        {} if found.withheld else _free(asked),
    )


def _free(asked: Asked) -> Shares:
    table = tabled(asked)
    found = shares(table.cells, table.layers, corrected=False)
    return {a.code: one for a, one in zip(table.answers, found, strict=True) if one is not None}
