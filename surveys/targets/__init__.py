"""The plan's targets: what was promised by when, and where the register stands on a day."""

from surveys.targets.changing import blank, fresh_id, from_document, problems, to_document
from surveys.targets.progress import SERIES_BREAK, Point, Progress, course, progress
from surveys.targets.target import KINDS, METRICS, OF_UNITS, OPERATORS, Target, targets
from surveys.targets.words import (
    gap_in_words,
    pace_in_words,
    result_in_words,
    target_in_words,
    yearly_pace,
)

__all__ = [
    "KINDS",
    "METRICS",
    "OF_UNITS",
    "OPERATORS",
    "SERIES_BREAK",
    "Point",
    "Progress",
    "Target",
    "blank",
    "course",
    "fresh_id",
    "from_document",
    "gap_in_words",
    "pace_in_words",
    "problems",
    "progress",
    "result_in_words",
    "target_in_words",
    "targets",
    "to_document",
    "yearly_pace",
]
