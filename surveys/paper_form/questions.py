"""Each kind of question as pieces of a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from surveys.expressions import names
from surveys.fonts import plain
from surveys.model import Choice, Group, Kind, Question, Sensitivity, Survey, in_language
from surveys.paper_form import pieces
from surveys.paper_form.keys import keys_of
from surveys.paper_form.occasion import Occasion
from surveys.paper_form.pieces import Option, Piece, Run
from surveys.paper_form.table import table
from surveys.paper_form.wording import condition, spoken

_ABOVE = 4.5  # points over a question
_DIGITS = 6  # of a number without a limit
_MOST_DIGITS = 12
_DECIMALS = 2
_LINE_LETTERS = 100  # about what a line of handwriting holds


@dataclass(frozen=True, slots=True)
class Block:
    """Pieces that stay together on a page; `leads` is not left alone at its foot."""

    pieces: tuple[Piece, ...]
    leads: bool = False


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What questions are printed from."""

    occasion: Occasion
    paper: Survey
    numbers: Mapping[str, str]


def blocks(occasion: Occasion, paper: Survey, numbers: Mapping[str, str]) -> Iterator[Block]:
    """The questions of a printed survey with the headings of their groups."""
    open_groups: tuple[Group, ...] = ()
    asked = [question for question in paper.questions if question is not paper.consent]
    together = dict(_together(asked))
    for question in asked:
        groups = paper.groups_of(question)
        for group in groups:
            if group not in open_groups:
                yield from _heading(occasion, paper, group, numbers)
        open_groups = groups
        sheet = _Sheet(occasion, paper, numbers)
        if question.id in together:
            yield Block(tuple(_two_in_one(sheet, question, together[question.id])))
        elif question not in together.values():
            yield Block(tuple(_question(sheet, question)))


def boxes(occasion: Occasion, question: Question) -> list[Option]:
    """The options of a question with their keys; one whose wording is its key needs none."""
    labels = [_label(choice, occasion.lang) for choice in question.choices]
    named = zip(keys_of(question), labels, question.choices, strict=True)
    return [Option("" if key == label else key, label, c.writes) for key, label, c in named]


def _heading(
    occasion: Occasion, paper: Survey, group: Group, numbers: Mapping[str, str]
) -> Iterator[Block]:
    words = plain(in_language(group.label, occasion.lang))
    when = condition(paper, group.show_if, numbers, occasion.lang)
    runs: list[Run] = [(words.upper(), True), (when, False)]
    if words or when:
        yield Block((pieces.gap(_ABOVE + 3), pieces.paragraph(runs), pieces.rule()), leads=True)


def _together(asked: Sequence[Question]) -> Iterator[tuple[str, Question]]:
    """A choice followed by a rating of what was chosen: one table holds both."""
    for one, other in pairwise(asked):
        chosen = one.kind is Kind.MULTIPLE and other.rows_from == one.id
        if chosen and one.group == other.group and not any(c.writes for c in one.choices):
            yield one.id, other


def _two_in_one(sheet: _Sheet, choice: Question, rating: Question) -> Iterator[Piece]:
    """The boxes to choose stand before the rows that are rated."""
    lang = sheet.occasion.lang
    rated = {row.code for row in rating.rows}
    keys = dict(zip((c.code for c in choice.choices), keys_of(choice), strict=True))
    yield pieces.gap(_ABOVE)
    yield pieces.paragraph(_runs(sheet, choice))
    yield pieces.paragraph(_runs(sheet, rating))
    yield from table(rating, lang, keys)
    others = zip(choice.choices, boxes(sheet.occasion, choice), strict=True)
    yield from pieces.options([option for c, option in others if c.code not in rated])


def _question(sheet: _Sheet, question: Question) -> Iterator[Piece]:
    lang = sheet.occasion.lang
    runs = _runs(sheet, question)
    yield pieces.gap(_ABOVE)
    if help := spoken(question.help, sheet.numbers, lang):
        runs.append((help, False))
    if question.choices and question.kind is not Kind.MATRIX:
        yield from pieces.asked(runs, boxes(sheet.occasion, question))
    else:
        yield pieces.paragraph(runs)
        yield from _answer(sheet.occasion, question)


def _runs(sheet: _Sheet, question: Question) -> list[Run]:
    """Number and wording, then when and how to answer."""
    occasion, numbers = sheet.occasion, sheet.numbers
    number = numbers.get(question.id, "")
    when = condition(sheet.paper, question.show_if, numbers, occasion.lang)
    if question.rows_from in numbers and names(question.show_if) == {question.rows_from}:
        when = ""  # that only what was chosen is rated says it all
    label = spoken(question.label, numbers, occasion.lang)
    hints = [when, *_hints(occasion, question, label, numbers)]
    runs = [
        (f"{number}." if number else "", True),
        (label, question.kind is not Kind.NOTE),
        (" ".join(filter(None, hints)), False),
    ]
    return [run for run in runs if run[0]]


def _hints(
    occasion: Occasion, question: Question, label: str, numbers: Mapping[str, str]
) -> Iterator[str]:
    """How to answer, where the wording does not say so itself."""
    most, least = question.most, question.least
    if question.kind is Kind.RANKING:
        yield occasion.say("hint.rank", most=most or len(question.choices))
    elif question.kind is Kind.MULTIPLE:
        if most is None and least is None and "(" not in label:
            yield occasion.say("hint.several")
        if most is not None and str(most) not in label:
            yield occasion.say("hint.most", most=most)
        if least is not None and str(least) not in label:
            yield occasion.say("hint.least", least=least)
    if question.rows_from in numbers:
        yield occasion.say("hint.rows", number=numbers[question.rows_from])
    if (
        question.kind is Kind.NUMBER
        and question.lowest is not None
        and question.highest is not None
    ):
        yield occasion.say(
            "hint.range", lowest=f"{question.lowest:g}", highest=f"{question.highest:g}"
        )
    if question.kind is Kind.TEXT and question.sensitivity is not Sensitivity.CONTACT:
        nameless = occasion.say("hint.nameless")
        if nameless.rstrip(".").casefold() not in label.casefold():
            yield nameless


def _answer(occasion: Occasion, question: Question) -> Iterator[Piece]:
    match question.kind:
        case Kind.MATRIX:
            yield from table(question, occasion.lang)
        case Kind.TEXT:
            longest = 1 if question.short else question.longest
            yield from pieces.writing(max(1, min(4, -(-longest // _LINE_LETTERS))))
        case Kind.NUMBER:
            yield pieces.comb(_number(question))
        case Kind.DATE:
            yield pieces.comb((2, "/", 2, "/", 4, occasion.say("hint.date")))
        case Kind.TIME:
            yield pieces.comb((2, ":", 2, occasion.say("hint.time")))


def _number(question: Question) -> tuple[int | str, ...]:
    limits = [abs(limit) for limit in (question.lowest, question.highest) if limit is not None]
    known = question.highest is not None
    digits = min(_MOST_DIGITS, max((len(str(int(limit))) for limit in limits), default=_DIGITS))
    whole = digits if known else max(digits, _DIGITS)
    return (whole,) if question.whole else (whole, ",", _DECIMALS)


def _label(choice: Choice, lang: str) -> str:
    return spoken(choice.label, {}, lang)
