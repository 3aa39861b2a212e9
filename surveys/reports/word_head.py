"""Head, title and signature of an administrative paper (handbook 4.2)."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from surveys.catalogue import read
from surveys.organisation import Letterhead
from surveys.reports.letters import clean
from surveys.reports.paper import Paper
from surveys.reports.word_styles import head_widths
from surveys.reports.word_xml import cell_padding, keep_whole, rule, widths
from surveys.texts import say
from surveys.texts.numbers import day, head_date

_CAPITAL, _SMALL = 2.6, 2.15  # mean width in mm of bold Times letters: capitals 12 pt, small 13 pt
_PART = 0.42  # a line under a name takes a third to a half of it
_ROOM_TO_SIGN = 64  # points: four to five lines for signature and seal


def add_head(document: Document, paper: Paper, letterhead: Letterhead) -> None:
    """The two-column head: who writes on the left, the country and the date on the right."""
    left, right = head_widths()
    table = _two_columns(document, (left, right), rows=2)
    names, numbers = table.rows
    _issuer(widths(names, (left, right))[0], letterhead, left)
    _country(names.cells[1], paper.lang, right)
    number = say("reports.head.number", paper.lang, symbol=_symbol(paper, letterhead))
    _line(widths(numbers, (left, right))[0], number, "So ky hieu")
    _line(numbers.cells[1], _place_and_date(paper, letterhead), "Dia danh")


def add_title(document: Document, paper: Paper, room_mm: float) -> None:
    """Addressee, type and subject, with the line below."""
    if paper.addressee:
        text = say("reports.head.addressee", paper.lang, addressee=paper.addressee)
        document.add_paragraph(clean(text), style="Kinh gui")
    document.add_paragraph(clean(paper.type_name), style="Ten loai")
    mark = f" {say('reports.head.sample', paper.lang)}" if paper.sample else ""
    document.add_paragraph(clean(paper.subject + mark), style="Trich yeu")
    line = document.add_paragraph(style="Ke ngang")
    rule(line, min(len(paper.subject), 60) * _SMALL * _PART, room_mm)
    line.paragraph_format.space_before = Pt(2)
    line.paragraph_format.space_after = Pt(12)
    if paper.sample:
        note = say("reports.head.sample_note", paper.lang)
        document.add_paragraph(clean(note), style="Kem theo")


def add_signature(document: Document, lang: str, letterhead: Letterhead, room_mm: float) -> None:
    """Copies on the left, authority and signer on the right, never torn apart."""
    half = room_mm / 2
    table = _two_columns(document, (half, half), rows=1)
    keep_whole(table.rows[0])
    left, right = widths(table.rows[0], (half, half))
    _line(left, say("reports.head.copies", lang), "Noi nhan")
    for line in _copies(letterhead.copies):
        left.add_paragraph(clean(line), style="Noi nhan muc")
    _line(right, letterhead.authority, "Tham quyen")
    right.add_paragraph(clean(letterhead.role), style="Tham quyen")
    name = right.add_paragraph(clean(letterhead.signer), style="Nguoi ky")
    name.paragraph_format.space_before = Pt(_ROOM_TO_SIGN)


def _two_columns(document: Document, sizes: Sequence[float], *, rows: int) -> Table:
    table: Table = document.add_table(rows=rows, cols=2)
    table.autofit = False
    cell_padding(table, Mm(read("export_styles")["head_table"]["cell_padding_mm"]))
    for column, size in zip(table.columns, sizes, strict=True):
        column.width = Mm(size)
    return table


def _issuer(cell: _Cell, letterhead: Letterhead, width: float) -> None:
    _line(cell, letterhead.superior, "Co quan chu quan")
    lines = [line.strip() for line in letterhead.body.splitlines() if line.strip()]
    for line in lines:
        cell.add_paragraph(clean(line), style="Co quan ban hanh")
    longest = max(map(len, lines), default=0)
    _under(cell, longest * _CAPITAL * _PART, width)


def _country(cell: _Cell, lang: str, width: float) -> None:
    motto = say("reports.head.motto", lang)
    _line(cell, say("reports.head.country", lang), "Quoc hieu")
    cell.add_paragraph(clean(motto), style="Tieu ngu")
    _under(cell, len(motto) * _SMALL, width)


def _under(cell: _Cell, length: float, width: float) -> None:
    padding = read("export_styles")["head_table"]["cell_padding_mm"]
    line = cell.add_paragraph(style="Ke ngang")
    line.paragraph_format.space_before = Pt(2)
    rule(line, length, width - 2 * padding)


def _line(cell: _Cell, text: str, style: str) -> None:
    cell.paragraphs[0].style = style
    cell.paragraphs[0].add_run(clean(text))


def _symbol(paper: Paper, letterhead: Letterhead) -> str:
    return f"{paper.symbol}-{letterhead.symbol}" if letterhead.symbol else f"{paper.symbol}-…"


def _place_and_date(paper: Paper, letterhead: Letterhead) -> str:
    date = day(paper.day, "en") if paper.lang == "en" else head_date(paper.day)
    return say("reports.head.place_date", paper.lang, place=letterhead.place, date=date)


def _copies(copies: Sequence[str]) -> list[str]:
    """The lines as a clerk ends them: a semicolon after each, a full stop after the last."""
    plain = [copy.strip().lstrip("-–").strip().rstrip(";.") for copy in copies if copy.strip()]
    return [f"- {copy}{'.' if copy is plain[-1] else ';'}" for copy in plain]
