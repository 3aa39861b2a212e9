"""The registers as data: their columns, what makes two entries the same, what must hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache

from surveys.catalogue import bank, choice_list

Value = str | int | date | tuple[str, ...] | None
STAGES = ("khao_sat", "tiep_xuc", "van_dong", "ban_van_dong", "ra_mat")
TRADE_UNION = STAGES[-1]  # the union was founded: the unit has one from then on
SOURCES = ("go_tay", "nhap_tep", "bao_cao", "so_don_vi", "phan_mem")
DIALOGUES = ("dinh_ky", "yeu_cau", "vu_viec")
LONGEST_LINE, LONGEST_TEXT = 200, 2_000


class Kind(StrEnum):
    """What stands in a column."""

    UNIT = "unit"  # the code of a unit of the register
    DAY = "day"
    COUNT = "count"  # of people, courses, days: never of one named person (DR-13)
    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `past` says that its day cannot lie ahead."""

    name: str
    kind: Kind
    must: bool = False
    past: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A register. Entries with the same `identity` are one; `newest` is the day that orders them;
    in `not_more` and `not_before` the first column is limited by the second; `shown` are the
    columns of the list."""

    name: str
    columns: tuple[Column, ...]
    identity: tuple[str, ...]
    newest: str
    shown: tuple[str, ...]
    not_more: tuple[tuple[str, str], ...] = ()
    not_before: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns in their order."""
        return tuple(column.name for column in self.columns)

    @property
    def of_units(self) -> bool:
        """Whether each entry belongs to a unit."""
        return self.columns[0].kind is Kind.UNIT

    def column(self, name: str) -> Column:
        """The column of this name; KeyError when there is none."""
        return {column.name: column for column in self.columns}[name]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a register; `id` is 0 before it is kept, `version` grows with every change."""

    values: Mapping[str, Value] = field(default_factory=dict)
    id: int = 0
    version: int = 0

    @property
    def unit(self) -> str:
        """The code of its unit, "" where the register has none."""
        return str(self.values.get("unit") or "")

    def same(self, book: Book) -> tuple[object, ...]:
        """What makes another entry the same one."""
        return tuple(
            value.casefold() if isinstance(value, str) else value
            for value in (self.values.get(name) for name in book.identity)
        )


_UNIT = Column("unit", Kind.UNIT, must=True)
_HEADCOUNT = Book(
    name="headcount",
    columns=(
        _UNIT,
        Column("day", Kind.DAY, must=True, past=True),
        Column("workers", Kind.COUNT, must=True),
        Column("members", Kind.COUNT, must=True),
        Column("women", Kind.COUNT),
        Column("women_members", Kind.COUNT),
        Column("source", Kind.CHOICE),
    ),
    identity=("unit", "day"),
    newest="day",
    shown=("unit", "day", "workers", "members", "women", "women_members", "source"),
    not_more=(
        ("members", "workers"),
        ("women", "workers"),
        ("women_members", "members"),
        ("women_members", "women"),
    ),
)
_AGREEMENT = Book(
    name="agreement",
    columns=(
        _UNIT,
        Column("signed_on", Kind.DAY, must=True, past=True),
        Column("valid_from", Kind.DAY, must=True),
        Column("valid_to", Kind.DAY),
        Column("extended_to", Kind.DAY),
        Column("registered_on", Kind.DAY, past=True),
        Column("clauses", Kind.MANY),
        Column("note", Kind.TEXT),
    ),
    identity=("unit", "signed_on"),
    newest="signed_on",
    shown=("unit", "signed_on", "valid_from", "valid_to", "extended_to", "clauses"),
    not_before=(
        ("valid_from", "signed_on"),
        ("valid_to", "valid_from"),
        ("extended_to", "valid_to"),
        ("registered_on", "signed_on"),
    ),
)
_DIALOGUE = Book(
    name="dialogue",
    columns=(
        _UNIT,
        Column("held_on", Kind.DAY, must=True, past=True),
        Column("kind", Kind.CHOICE, must=True),
        Column("content", Kind.TEXT),
        Column("outcome", Kind.TEXT),
    ),
    identity=("unit", "held_on"),
    newest="held_on",
    shown=("unit", "held_on", "kind", "content", "outcome"),
)
_COORDINATION = Book(
    name="coordination",
    columns=(
        Column("partner", Kind.LINE, must=True),
        Column("signed_on", Kind.DAY, must=True, past=True),
        Column("content", Kind.TEXT),
        Column("next_review", Kind.DAY),
        Column("ended_on", Kind.DAY),
    ),
    identity=("partner", "signed_on"),
    newest="signed_on",
    shown=("partner", "signed_on", "content", "next_review", "ended_on"),
    not_before=(("next_review", "signed_on"), ("ended_on", "signed_on")),
)
_ORGANISING = Book(
    name="organising",
    columns=(
        _UNIT,
        Column("stage", Kind.CHOICE, must=True),
        Column("since", Kind.DAY, must=True, past=True),
        Column("next_step", Kind.LINE),
        Column("next_on", Kind.DAY),
    ),
    identity=("unit",),
    newest="since",
    shown=("unit", "stage", "since", "next_step", "next_on"),
)
_TRAINING = Book(
    name="training",
    columns=(
        Column("title", Kind.LINE, must=True),
        Column("held_on", Kind.DAY, must=True, past=True),
        Column("topic", Kind.CHOICE, must=True),
        Column("days", Kind.COUNT),
        Column("people", Kind.COUNT, must=True),
        Column("women", Kind.COUNT),
    ),
    identity=("title", "held_on"),
    newest="held_on",
    shown=("title", "held_on", "topic", "days", "people", "women"),
    not_more=(("women", "people"),),
)
BOOKS: Mapping[str, Book] = {
    book.name: book
    for book in (_HEADCOUNT, _AGREEMENT, _DIALOGUE, _ORGANISING, _COORDINATION, _TRAINING)
}
_TOPICS = "O06"  # the question that asks officers what they want to be trained in
_CLAUSES = "CBA10"


@cache
def codes_of(column: str) -> tuple[str, ...]:
    """What may be chosen in a column."""
    if column == "clauses":
        return tuple(choice.code for choice in choice_list(_CLAUSES))
    if column == "topic":
        return (*(choice.code for choice in bank()[_TOPICS].choices), "khac")
    return {"stage": STAGES, "source": SOURCES, "kind": DIALOGUES}[column]


def wording(column: str, code: str, lang: str) -> str:
    """What the catalogue calls a code; "" where our own sentences name it."""
    choices = {"clauses": choice_list(_CLAUSES), "topic": bank()[_TOPICS].choices}.get(column, ())
    return next((choice.label[lang] for choice in choices if choice.code == code), "")
