"""Figures with their uncertainty, computed from published blocks only."""

from surveys.statistics.composition import Composition, caveat, composition
from surveys.statistics.estimates import Estimate
from surveys.statistics.figures import Bar, Figure, average, figure
from surveys.statistics.strata import EVERYTHING, Selection

__all__ = [
    "EVERYTHING",
    "Bar",
    "Composition",
    "Estimate",
    "Figure",
    "Selection",
    "average",
    "caveat",
    "composition",
    "figure",
]
