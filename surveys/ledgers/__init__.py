"""The registers the plan counts ("Sổ theo dõi"): what stands in them, read, compared, counted."""

from surveys.ledgers.agreements import Agreement, Phase, ends_on, expires_soon, is_valid, phase
from surveys.ledgers.books import (
    BOOKS,
    STAGES,
    TRADE_UNION,
    Book,
    Column,
    Entry,
    Kind,
    Value,
    codes_of,
)
from surveys.ledgers.checking import explain, faults_of, label
from surveys.ledgers.comparing import Change, Comparison, compare, fitting
from surveys.ledgers.history import Headcount, History, still_known
from surveys.ledgers.reading import Known, Line, Reading, read
from surveys.ledgers.showing import cell_text, choice_text, title
from surveys.ledgers.workbook import export, table, template

__all__ = [
    "BOOKS",
    "STAGES",
    "TRADE_UNION",
    "Agreement",
    "Book",
    "Change",
    "Column",
    "Comparison",
    "Entry",
    "Headcount",
    "History",
    "Kind",
    "Known",
    "Line",
    "Phase",
    "Reading",
    "Value",
    "cell_text",
    "choice_text",
    "codes_of",
    "compare",
    "ends_on",
    "expires_soon",
    "explain",
    "export",
    "faults_of",
    "fitting",
    "is_valid",
    "label",
    "phase",
    "read",
    "still_known",
    "table",
    "template",
    "title",
]
