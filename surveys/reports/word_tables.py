"""Tables of a Word paper: heads repeat, rows stay whole, notes stay with their table."""

from __future__ import annotations

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from docx.table import Table as WordTable
from docx.table import _Cell, _Row

from surveys.reports.letters import clean
from surveys.reports.paper import Row, Side, Table
from surveys.reports.word_xml import in_style, keep_whole, new_row, repeat_as_head, widths

_ROWS, _COLUMNS = 12, 7  # a table up to this size is kept on one page
_SIDES = {
    Side.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Side.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Side.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}


def add_table(document: Document, table: Table, room_mm: float) -> None:
    """Adds the table in the room between the margins, with its notes below."""
    total = sum(column.width for column in table.columns)
    sizes = tuple(column.width * room_mm / total for column in table.columns)
    word = document.add_table(rows=0, cols=len(sizes), style="Table Grid")
    word.alignment = WD_TABLE_ALIGNMENT.CENTER
    word.autofit = False
    for column, size in zip(word.columns, sizes, strict=True):
        column.width = Mm(size)
    _head(word, table, sizes)
    for place, row in enumerate(table.rows):
        added = _body(word, row, table, sizes)
        if _stays_with_next(table, place):
            _keep_with_next(added)
    for note in table.notes:
        document.add_paragraph(clean(note), style="Ghi chu")


def _head(word: WordTable, table: Table, sizes: tuple[float, ...]) -> None:
    row = new_row(word)
    keep_whole(row)
    repeat_as_head(row)
    for cell, column in zip(widths(row, sizes), table.columns, strict=True):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        in_style(cell.paragraphs[0], "Dau bang")
        cell.paragraphs[0].add_run(clean(column.head))


def _stays_with_next(table: Table, place: int) -> bool:
    """No row stands alone: not under a head, not over a page, not without its notes."""
    last = len(table.rows) - 1
    if place == last:
        return bool(table.notes)
    small = last < _ROWS and len(table.columns) <= _COLUMNS
    return table.rows[place].group or small or place in (0, last - 1)


def _body(word: WordTable, row: Row, table: Table, sizes: tuple[float, ...]) -> _Row:
    added = new_row(word)
    keep_whole(added)
    cells = widths(added, sizes)
    if row.group:
        _write(cells[0].merge(cells[-1]), row.cells[0], Side.LEFT, bold=True)
        return added
    for cell, text, column in zip(cells, row.cells, table.columns, strict=True):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        _write(cell, text, column.side, bold=row.total)
    return added


def _write(cell: _Cell, text: str, side: Side, *, bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    in_style(paragraph, "Bang")
    if side is not Side.LEFT:
        paragraph.alignment = _SIDES[side]
    run = paragraph.add_run(clean(text))
    if bold:
        run.bold = True


def _keep_with_next(row: _Row) -> None:
    for cell in row.cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True
