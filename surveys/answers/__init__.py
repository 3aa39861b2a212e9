"""What counts as an answer: a form is read against its survey, or refused question by question."""

from surveys.answers.fields import LONGEST_OTHER, Form
from surveys.answers.reading import Reading, looked_at, options_of, read, rows_of, shown, walked
from surveys.answers.values import (
    Answers,
    Declined,
    NotAnswered,
    Problem,
    Submission,
    Value,
    sentence,
)

__all__ = [
    "LONGEST_OTHER",
    "Answers",
    "Declined",
    "Form",
    "NotAnswered",
    "Problem",
    "Reading",
    "Submission",
    "Value",
    "looked_at",
    "options_of",
    "read",
    "rows_of",
    "sentence",
    "shown",
    "walked",
]
