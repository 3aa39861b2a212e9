"""Reading a paper in tests: its sections, its texts, its rows."""

from __future__ import annotations

from collections.abc import Iterator

from surveys.reports.paper import Bullets, Heading, Paper, Paragraph, Part, Picture, Row, Table


def section(paper: Paper, title: str) -> tuple[Part, ...]:
    """The parts under a heading, up to the next of the same or a higher level."""
    start = next(i for i, p in enumerate(paper.parts) if isinstance(p, Heading) and p.text == title)
    head = paper.parts[start]
    assert isinstance(head, Heading)
    after = paper.parts[start + 1 :]
    ends = (i for i, p in enumerate(after) if isinstance(p, Heading) and p.level <= head.level)
    return after[: next(ends, len(after))]


def texts(parts: tuple[Part, ...]) -> Iterator[str]:
    """Every text of these parts."""
    for part in parts:
        match part:
            case Heading(_, text) | Paragraph(text, _):
                yield text
            case Bullets(items):
                yield from items
            case Table():
                yield from (part.caption, *part.notes)
                yield from (column.head for column in part.columns)
                yield from (cell for row in part.rows for cell in row.cells)
            case Picture():
                yield from (part.caption, part.chart.alt)


def all_texts(paper: Paper) -> list[str]:
    """Every text of the paper, annexes included."""
    found = [paper.type_name, paper.subject, *paper.recitals, *texts(paper.parts)]
    for annex in paper.annexes:
        found += [annex.label, annex.title, annex.reference, *texts(annex.parts)]
    return found


def rows(parts: tuple[Part, ...]) -> list[Row]:
    """The rows of all tables among these parts."""
    return [row for part in parts if isinstance(part, Table) for row in part.rows]
