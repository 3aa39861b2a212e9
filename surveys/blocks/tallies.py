"""How many people of a group gave each answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, combinations

from surveys.answers import Value, rows_of, shown
from surveys.model import Kind, Question

Values = Mapping[str, Value]
Tally = dict[str, int]

ANSWERED = "#"  # persons who answered, where one person may give several answers
SILENT = ""  # persons who were asked but did not answer
UNMET = ("1", "2")  # ratings of a need that is not met (handbook 2.4)


def tallies(question: Question, people: Sequence[Values]) -> dict[str, Tally]:
    """The counts of a question by the name they are published under, nobody's own words."""
    asked = [values for values in people if shown(question, values)]
    if question.kind is Kind.MATRIX:
        return {f"{question.id}.{r.code}": _row(question, r.code, asked) for r in question.rows}
    given = (values.get(question.id) for values in asked)
    return {question.id: _counted(chain.from_iterable(_marks(question, value) for value in given))}


def pair_tallies(first: Question, second: Question, people: Sequence[Values]) -> dict[str, Tally]:
    """Picked or not (y, n), how many were picked, and the rating, for each row of the second;
    and for two rows at once who picked both and finds them unmet (u) or did not rate them (m),
    without which nobody could say how surely one stands before the other."""
    codes = [row.code for row in second.rows]
    counts: dict[str, Counter[str]] = {code: Counter() for code in codes}
    for values in people:
        picked = set(values.get(first.id, ())) if shown(first, values) else set()
        ratings = values.get(second.id, {})
        given = ratings if isinstance(ratings, dict) else {}
        for code in codes if picked else ():
            rating = given.get(code, SILENT)
            counts[code][f"{'y' if code in picked else 'n'}{len(picked)}:{rating}"] += 1
        marks = {code: mark for code in codes if code in picked and (mark := _state(given, code))}
        for one, other in combinations(marks, 2):
            both = counts.setdefault(f"{one}+{other}", Counter())
            both[marks[one] + marks[other]] += 1
    return {f"{first.id}*{second.id}.{name}": _counted(counts[name]) for name in sorted(counts)}


def _state(ratings: Mapping[str, str], code: str) -> str:
    rating = ratings.get(code, SILENT)
    return "u" if rating in UNMET else "" if rating else "m"


def _row(question: Question, code: str, asked: Sequence[Values]) -> Tally:
    """One row; rows added at random count only when rated, since nobody knows who saw them."""
    found: Counter[str] = Counter()
    for values in asked:
        ratings = values.get(question.id, {})
        rating = ratings.get(code, SILENT) if isinstance(ratings, dict) else SILENT
        if rating or code in rows_of(question, values):
            found[rating] += 1
    return _counted(found)


def _marks(question: Question, value: Value | None) -> Iterable[str]:
    if not value:
        return (SILENT,)
    match question.kind:
        case Kind.MULTIPLE:
            return (*value, ANSWERED)
        case Kind.RANKING:
            return (*value, *(f"{code}:{place}" for place, code in enumerate(value, 1)), ANSWERED)
    return (str(value),) if question.kind.tallied else (ANSWERED,)


def _counted(marks: Iterable[str] | Counter[str]) -> Tally:
    return dict(sorted(Counter(marks).items()))
