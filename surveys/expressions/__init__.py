"""The one language of conditions, limits and calculations: XLSForm's, read once, evaluated here
and on the phone with the same results.

A value is a text, a number or a truth, as in XPath 1.0. An answer is a text: codes of several
options stand in it with blanks between. A day written 2026-11-22 counts as the number of days
since 1970-01-01, a time 07:30 as a fraction of a day. An empty text is no number, and what is no
number is never smaller, equal or larger. Anything not listed in `functions.py` is refused by name.
"""

from surveys.expressions.evaluating import Look, computed, flat, holds, value
from surveys.expressions.functions import FUNCTIONS
from surveys.expressions.parsing import NotExpression, Tree, columns, names, parse
from surveys.expressions.piping import filled, piped

__all__ = [
    "FUNCTIONS",
    "Look",
    "NotExpression",
    "Tree",
    "columns",
    "computed",
    "filled",
    "flat",
    "holds",
    "names",
    "parse",
    "piped",
    "value",
]
