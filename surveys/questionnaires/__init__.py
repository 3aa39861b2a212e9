"""Making a questionnaire: rules that take a survey and give the changed one, or judge it."""

from surveys.questionnaires.comparing import Compared, Comparison, compare
from surveys.questionnaires.identity import RULE, Identity, identities, identity
from surveys.questionnaires.persons import PERSON_RULE, Person, named, persons
from surveys.questionnaires.timing import MOST_QUESTIONS, MOST_SECONDS, Length, length
from surveys.questionnaires.wordings import TITLE, Wording, missing, reworded, wordings, wordings_of

__all__ = [
    "MOST_QUESTIONS",
    "MOST_SECONDS",
    "PERSON_RULE",
    "RULE",
    "TITLE",
    "Compared",
    "Comparison",
    "Identity",
    "Length",
    "Person",
    "Wording",
    "compare",
    "identities",
    "identity",
    "length",
    "missing",
    "named",
    "persons",
    "reworded",
    "wordings",
    "wordings_of",
]
