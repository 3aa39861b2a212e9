"""Figures with their uncertainty, computed from published blocks only."""

from surveys.statistics.composition import Composition, caveat, composition
from surveys.statistics.estimates import Estimate
from surveys.statistics.figures import Bar, Figure, figure
from surveys.statistics.strata import Selection

__all__ = [
    "Bar",
    "Composition",
    "Estimate",
    "Figure",
    "Selection",
    "caveat",
    "composition",
    "figure",
]
