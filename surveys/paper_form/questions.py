"""Each kind of question as pieces of a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveys.fonts import plain
from surveys.model import Choice, Group, Kind, Question, Sensitivity, Survey, in_language
from surveys.paper_form import pieces
from surveys.paper_form.keys import keys_of
from surveys.paper_form.occasion import Occasion
from surveys.paper_form.pieces import Option, Piece, Run
from surveys.paper_form.table import table
from surveys.paper_form.wording import condition, spoken

_ABOVE = 7.0  # points over a question
_DIGITS = 6  # of a number without a limit
_MOST_DIGITS = 12
_DECIMALS = 2
_LINE_LETTERS = 100  # about what a line of handwriting holds


@dataclass(frozen=True, slots=True)
class Block:
    """Pieces that stay together on a page; `leads` is not left alone at its foot."""

    pieces: tuple[Piece, ...]
    leads: bool = False


def blocks(occasion: Occasion, paper: Survey, numbers: Mapping[str, str]) -> Iterator[Block]:
    """The questions of a printed survey with the headings of their groups."""
    open_groups: tuple[Group, ...] = ()
    for question in paper.questions:
        if question is paper.consent:
            continue
        groups = paper.groups_of(question)
        for group in groups:
            if group not in open_groups:
                yield from _heading(occasion, paper, group, numbers)
        open_groups = groups
        yield Block(tuple(_question(occasion, paper, question, numbers)))


def boxes(occasion: Occasion, question: Question) -> Iterator[Piece]:
    """The options of a question as boxes with their keys."""
    labels = [_label(choice, occasion.lang) for choice in question.choices]
    named = zip(keys_of(question), labels, question.choices, strict=True)
    return pieces.options(
        [Option("" if key == label else key, label, c.writes) for key, label, c in named]
    )


def _heading(
    occasion: Occasion, paper: Survey, group: Group, numbers: Mapping[str, str]
) -> Iterator[Block]:
    words = plain(in_language(group.label, occasion.lang))
    when = condition(paper, group.show_if, numbers, occasion.lang)
    runs: list[Run] = [(words.upper(), True), (when, False)]
    if words or when:
        yield Block((pieces.gap(_ABOVE + 3), pieces.paragraph(runs), pieces.rule()), leads=True)


def _question(
    occasion: Occasion, paper: Survey, question: Question, numbers: Mapping[str, str]
) -> Iterator[Piece]:
    lang = occasion.lang
    number = numbers.get(question.id, "")
    when = condition(paper, question.show_if, numbers, lang)
    label = spoken(question.label, numbers, lang)
    bold = question.kind is not Kind.NOTE
    hints = [when, *_hints(occasion, question, label, numbers)]
    yield pieces.gap(_ABOVE)
    yield pieces.paragraph(
        [
            (f"{number}." if number else "", True),
            (label, bold),
            (" ".join(filter(None, hints)), False),
        ]
    )
    if help := spoken(question.help, numbers, lang):
        yield pieces.paragraph([(help, False)])
    yield pieces.gap(1.5)
    yield from _answer(occasion, question)


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
        yield occasion.say("hint.nameless")


def _answer(occasion: Occasion, question: Question) -> Iterator[Piece]:
    match question.kind:
        case Kind.SINGLE | Kind.MULTIPLE | Kind.RATING | Kind.RANKING | Kind.CONSENT:
            yield from boxes(occasion, question)
        case Kind.MATRIX:
            yield from table(question, occasion.lang)
        case Kind.TEXT:
            longest = _LINE_LETTERS if question.short else question.longest
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
