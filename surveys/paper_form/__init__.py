"""A questionnaire on paper: the printed form, and how its sheets are typed in."""

from surveys.paper_form.keys import keys_of
from surveys.paper_form.occasion import Occasion
from surveys.paper_form.printing import a4, missing_letters
from surveys.paper_form.sheet import numbers, on_paper, typed_in
from surveys.paper_form.twice import Comparison, compared
from surveys.paper_form.wording import condition, spoken

__all__ = [
    "Comparison",
    "Occasion",
    "a4",
    "compared",
    "condition",
    "keys_of",
    "missing_letters",
    "numbers",
    "on_paper",
    "spoken",
    "typed_in",
]
