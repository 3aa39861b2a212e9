"""One field of a form as each kind of question reads it; pages/phone/static/logic.js holds the
same lines for the phone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from surveys.answers.values import Value
from surveys.expressions.values import number, text
from surveys.model import Question

Form = Mapping[str, Sequence[str]]  # field name -> what was sent, in order

LONGEST_OTHER = 100  # characters of "other, please say": enough for a trade, too short for a story
LONGEST_NUMBER = 15  # digits that a number can hold exactly

_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_DECIMAL = re.compile(r"-?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_WHOLE = re.compile(r"-?\d+", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_TIME = re.compile(r"(\d{1,2})(?:[:h.](\d{2})?)?", re.ASCII)


class Refused(Exception):
    """An answer that breaks a rule of its question."""

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values


def one(question: Question, form: Form, offered: frozenset[str]) -> dict[str, Value]:
    """The chosen option with one's own words, if it asks for some."""
    code = last(form, question.id)
    if not code:
        return {}
    _refuse_unknown(question, (code,))
    if code not in offered:
        return {}
    if not question.written:
        return {question.id: code}
    return {question.id: code, **_own_words(question, form, (code,))}


def several(question: Question, form: Form, offered: frozenset[str]) -> dict[str, Value]:
    """The chosen options, in the order in which they were sent."""
    codes = [code for code in dict.fromkeys(form.get(question.id, ())) if code]
    if not codes:
        return {}
    _refuse_unknown(question, codes)
    if offered is not question.codes:
        codes = [code for code in codes if code in offered]
    alone = len(codes) == 1 and codes[0] in question.exclusive
    if len(codes) > 1 and not question.exclusive.isdisjoint(codes):
        raise Refused("phone.problem.exclusive")
    if question.most is not None and len(codes) > question.most:
        raise Refused("phone.problem.most", most=question.most, chosen=len(codes))
    if question.least is not None and codes and len(codes) < question.least and not alone:
        raise Refused("phone.problem.least", least=question.least, chosen=len(codes))
    if not codes or not question.written:
        return {question.id: codes} if codes else {}
    return {question.id: codes, **_own_words(question, form, codes)}


def cells(question: Question, form: Form, asked: Sequence[str]) -> dict[str, Value]:
    """A rating for each row; rows nobody asked about are few (`extra_rows`) or refused."""
    rated: dict[str, str] = {}
    for row, name in question.cells:
        if (sent := form.get(name)) and (code := sent[-1]):
            _refuse_unknown(question, (code,))
            rated[row] = code
    if question.rows_from and len(rated.keys() - set(asked)) > question.extra_rows:
        raise Refused("phone.problem.rows")
    return {question.id: rated} if rated else {}


def words(question: Question, form: Form) -> dict[str, Value]:
    """A text, composed and without unseen signs."""
    said = plain(last(form, question.id))
    if len(said) > question.longest:
        raise Refused("phone.problem.long", longest=question.longest, length=len(said))
    return {question.id: said} if said else {}


def amount(question: Question, form: Form) -> dict[str, Value]:
    """A number; a comma is a decimal point, blanks between digits mean nothing."""
    said = re.sub(r"\s", "", last(form, question.id)).replace(",", ".")
    if not said:
        return {}
    if not (_WHOLE if question.whole else _DECIMAL).fullmatch(said):
        raise Refused("phone.problem.whole" if question.whole else "phone.problem.number")
    if sum(sign.isdigit() for sign in said) > LONGEST_NUMBER:
        raise Refused("phone.problem.number")
    exact = number(said)
    if question.lowest is not None and exact < question.lowest:
        raise Refused("phone.problem.low", lowest=text(float(question.lowest)))
    if question.highest is not None and exact > question.highest:
        raise Refused("phone.problem.high", highest=text(float(question.highest)))
    return {question.id: text(exact)}


def day(question: Question, form: Form) -> dict[str, Value]:
    """A day, written 22/11/2026 or 2026-11-22; kept as the latter."""
    said = last(form, question.id).strip()
    if not said:
        return {}
    first, year_first = _DAY_FIRST.fullmatch(said), _YEAR_FIRST.fullmatch(said)
    if not first and not year_first:
        raise Refused("phone.problem.date")
    parts = first.groups()[::-1] if first else year_first.groups()  # type: ignore[union-attr]
    try:
        return {question.id: date(*map(int, parts)).isoformat()}
    except ValueError as error:
        raise Refused("phone.problem.date") from error


def time(question: Question, form: Form) -> dict[str, Value]:
    """A time of day, written 7:30, 7h30 or 7; kept as 07:30."""
    said = last(form, question.id).strip().lower()
    if not said:
        return {}
    found = _TIME.fullmatch(said)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise Refused("phone.problem.time")
    return {question.id: f"{hour:02}:{minute:02}"}


def last(form: Form, name: str) -> str:
    """What was sent last under a name; "" when nothing was."""
    sent = form.get(name, ())
    return sent[-1] if sent else ""


def plain(text: str) -> str:
    """Composed letters, single line breaks, no signs that nobody sees."""
    seen = _UNSEEN.sub("", text.replace("\r\n", "\n"))
    return unicodedata.normalize("NFC", seen).strip()


def _refuse_unknown(question: Question, codes: Iterable[str]) -> None:
    if not question.codes.issuperset(codes):
        raise Refused("phone.problem.unknown")


def _own_words(question: Question, form: Form, codes: Sequence[str]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for code in question.written:
        if code in codes:
            name = f"{question.id}.{code}"
            said = plain(last(form, name))
            if len(said) > LONGEST_OTHER:
                raise Refused("phone.problem.long", longest=LONGEST_OTHER, length=len(said))
            if said:
                found[name] = said
    return found
