"""The vocabulary of a survey: what may be asked, kept as a document, laid out turn by turn."""

from surveys.model.completing import completed
from surveys.model.document import fingerprint, from_document, to_document
from surveys.model.unfolding import TURN, unfolded
from surveys.model.vocabulary import (
    MOST_TURNS,
    RESERVED_IDS,
    Choice,
    Group,
    Kind,
    Media,
    Question,
    Sensitivity,
    Survey,
    Words,
    in_language,
    right_to_left,
)

__all__ = [
    "MOST_TURNS",
    "RESERVED_IDS",
    "TURN",
    "Choice",
    "Group",
    "Kind",
    "Media",
    "Question",
    "Sensitivity",
    "Survey",
    "Words",
    "completed",
    "fingerprint",
    "from_document",
    "in_language",
    "right_to_left",
    "to_document",
    "unfolded",
]
