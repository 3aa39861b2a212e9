"""The register of units as a file: reading what people typed, comparing, writing it out again."""

from surveys.register.comparing import Change, Comparison, compare
from surveys.register.faults import (
    LONGEST_CODE,
    LONGEST_NAME,
    MOST_PEOPLE,
    Fault,
    Refused,
    explain,
    faults_of,
    label,
    tidied,
)
from surveys.register.reading import Line, Reading, read
from surveys.register.sheets import MOST_ROWS, NotReadable
from surveys.register.workbook import export, template

__all__ = [
    "LONGEST_CODE",
    "LONGEST_NAME",
    "MOST_PEOPLE",
    "MOST_ROWS",
    "Change",
    "Comparison",
    "Fault",
    "Line",
    "NotReadable",
    "Reading",
    "Refused",
    "compare",
    "explain",
    "export",
    "faults_of",
    "label",
    "read",
    "template",
    "tidied",
]
