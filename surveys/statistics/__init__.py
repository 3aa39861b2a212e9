"""Figures with their uncertainty, computed from published blocks only.

The estimates take a Sample, from rows or from tallies (`sample`), with calibrated weights where
there are margins (`calibration`): `estimates` has share, mean, ratio, total and their covariance,
`crosstabs` the test of two questions, `comparisons` groups side by side, `ranks` rank sets,
`waves` changes, `recommendation` the score of that name, `honesty` what is certain. The other
modules read them from a release; `crossing` has the same covariance without rows, for boards.
"""

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
