"""What can be subtracted: the filters of the usual rule, and the groups that figures open."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from surveys.answers import Submission, Value
from surveys.blocks import POOLED
from tests.surveys import crowd
from tests.surveys.swapping import PROFILE

Group = tuple[str, ...]
Forms = NDArray[np.float64]  # a row for each figure, a column for each person
_TINY, _NOTHING = 1e-9, 1e-7


def usual_filters(forms: Sequence[Submission]) -> dict[Group, list[int]]:
    """The people that every filter takes, by what they tell of themselves."""
    return filters([_where(form) for form in forms])


def filters(wheres: Sequence[Group]) -> dict[Group, list[int]]:
    """The people every filter takes; POOLED where it does not look."""
    found: dict[Group, list[int]] = {}
    for person, where in enumerate(wheres):
        for looks in itertools.product((True, False), repeat=len(where)):
            group = tuple(v if look else POOLED for v, look in zip(where, looks, strict=True))
            found.setdefault(group, []).append(person)
    return found


def indicators(groups: Iterable[Sequence[int]], people: int) -> Forms:
    """The sums over these groups, unweighted."""
    rows = []
    for group in groups:
        row = np.zeros(people)
        row[list(group)] = 1
        rows.append(row)
    return np.unique(np.array(rows), axis=0)


def opened(known: Forms, small: Iterable[Sequence[int]]) -> int:
    """How many of the small groups the figures give away: a group can be computed from figures
    exactly when its indicator lies in the space they span."""
    wanted = indicators(small, known.shape[1])
    _, sizes, directions = np.linalg.svd(known, full_matrices=False)
    basis = directions[sizes > _TINY * sizes[0]]
    rest = wanted - (wanted @ basis.T) @ basis
    return int((np.abs(rest).max(axis=1) < _NOTHING).sum())


def _where(form: Submission) -> Group:
    types = {place.code: place.type for place in crowd.frame()}
    answers: Mapping[str, Value] = form.answers.values
    return (types[form.unit], form.unit, *(str(answers.get(name, "")) for name in PROFILE))
