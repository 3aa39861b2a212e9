"""Figures as charts: each with the finding in words and the table behind it."""

from surveys.charts.chart import Chart, Withheld, png
from surveys.charts.composition import composition_bars
from surveys.charts.contrast import contrast_bars
from surveys.charts.heat import heat_map
from surveys.charts.night import at_night
from surveys.charts.quadrant import quadrant
from surveys.charts.ranking import ranking_bars
from surveys.charts.rows import PAGE, PHONE, Layout
from surveys.charts.shares import bars
from surveys.charts.staircase import staircase
from surveys.charts.trend import trend_bars
from surveys.charts.turnout import turnout_bars

__all__ = [
    "PAGE",
    "PHONE",
    "Chart",
    "Layout",
    "Withheld",
    "at_night",
    "bars",
    "composition_bars",
    "contrast_bars",
    "heat_map",
    "png",
    "quadrant",
    "ranking_bars",
    "staircase",
    "trend_bars",
    "turnout_bars",
]
