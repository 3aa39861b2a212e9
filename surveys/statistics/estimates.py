"""An estimated share or mean with its interval."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share (0..1) or mean with its 95 % interval. `n` answers in the base, `se` standard
    error, `n_eff` answers of equal worth; not `reliable` means "chỉ nêu xu hướng"."""

    value: float
    low: float
    high: float
    n: int
    se: float
    df: float
    deff: float
    n_eff: float
    reliable: bool
