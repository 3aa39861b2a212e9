"""Who answered: the make-up of the answers beside the register, with the note on its limits."""

from __future__ import annotations

from dataclasses import dataclass

from surveys.blocks import Release
from surveys.model import Survey, Words
from surveys.statistics.strata import Selection


@dataclass(frozen=True, slots=True)
class Composition:
    """One group of respondents; the register's numbers are None where it has none.
    `coordinate` is "unit_type", "unit", "P02" (gender), "P01" (age) or "P06" (member)."""

    coordinate: str
    code: str
    label: Words
    answered: int
    share: float
    workers: int | None
    register_share: float | None


def composition(
    release: Release,
    survey: Survey,
    selection: Selection = Selection(),  # noqa: B008
) -> tuple[Composition, ...]:
    """The make-up of the answers by type, unit, gender, age and membership."""
    raise NotImplementedError


def caveat(release: Release, lang: str) -> str:
    """The note under every report: who answered, how many, what the intervals leave out."""
    raise NotImplementedError
