"""A paper as values: headings, paragraphs, tables and pictures in order, without any look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from surveys.charts import Chart


class Manner(StrEnum):
    """In which voice a paragraph speaks."""

    BODY = "body"
    SUGGESTION = "suggestion"  # in square brackets: the officer replaces it
    LEAD = "lead"  # announces the table or picture that follows
    POINT = "point"  # "a) …", a lettered item with a title
    NOTE = "note"  # small print under a table or picture
    LABEL = "label"  # a short bold line, such as a question in an annex
    CHOICES = "choices"  # the answers on offer under a question


class Side(StrEnum):
    """Where the text of a column stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 is "I. …", level 2 "1. …"; the numbers are given by the writer."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences."""

    text: str
    manner: Manner = Manner.BODY


@dataclass(frozen=True, slots=True)
class Bullets:
    """Items of one list, each a line with a dash."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column; widths are in proportion to one another."""

    head: str
    width: float
    side: Side = Side.LEFT


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. A group row has one cell over the whole width."""

    cells: tuple[str, ...]
    group: bool = False
    total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table. With a caption it is counted ("Bảng 1"); `lead` is the sentence that announces
    it and holds {number}."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    lead: str = ""
    notes: tuple[str, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with its caption, counted ("Biểu đồ 1"); `lead` as for tables."""

    chart: Chart
    caption: str
    lead: str = ""
    notes: tuple[str, ...] = ()
    number: int = 0


Part: TypeAlias = Heading | Paragraph | Bullets | Table | Picture


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex on its own page. `label` is "Phụ lục I", `reference` the line in italics."""

    label: str
    title: str
    reference: str
    parts: tuple[Part, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper. `symbol` are the letters of its type ("BC"); an empty `addressee` leaves
    "Kính gửi" out; `sample` marks made-up data."""

    symbol: str
    type_name: str
    subject: str
    addressee: str
    recitals: tuple[str, ...]
    parts: tuple[Part, ...]
    annexes: tuple[Annex, ...]
    day: date
    lang: str
    sample: bool


def counted(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts with numbers given to captioned tables and pictures, each kind on its own."""
    return tuple(_count(parts))


def _count(parts: Iterable[Part]) -> Iterator[Part]:
    tables = pictures = 0
    for part in parts:
        if isinstance(part, Table) and part.caption:
            tables += 1
            yield from _announced(part, tables)
        elif isinstance(part, Picture):
            pictures += 1
            yield from _announced(part, pictures)
        else:
            yield part


def _announced(part: Table | Picture, number: int) -> Iterator[Part]:
    if part.lead:
        yield Paragraph(part.lead.format(number=number), Manner.LEAD)
    yield replace(part, number=number, lead="")
