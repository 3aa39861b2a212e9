"""The few pieces of Word's XML that python-docx has no words for."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Length, Mm
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from surveys.reports.word_styles import style_id

_RULE = 6  # eighths of a point: 0.75 pt


def in_style(paragraph: Paragraph, name: str) -> None:
    """Gives the paragraph one of our styles without looking all of them through (tables are
    full of paragraphs)."""
    paragraph._p.style = style_id(name)


def rule(paragraph: Paragraph, length_mm: float, room_mm: float) -> None:
    """Draws a line of that length over the paragraph, centred in the room it has."""
    margin = max(0.0, (room_mm - length_mm) / 2)
    paragraph.paragraph_format.left_indent = Mm(margin)
    paragraph.paragraph_format.right_indent = Mm(margin)
    border = f'<w:top w:val="single" w:sz="{_RULE}" w:space="1" w:color="auto"/>'
    borders = parse_xml(f"<w:pBdr {nsdecls('w')}>{border}</w:pBdr>")
    _insert_before(paragraph._p.get_or_add_pPr(), borders, ("w:spacing", "w:ind", "w:jc"))


def field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """A field such as PAGE, with the text to show until Word counts anew."""
    for kind in ("begin", "separate", "end"):
        if kind == "separate":
            _instruction(paragraph, instruction)
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        paragraph.add_run()._r.append(mark)
        if kind == "separate":
            paragraph.add_run(shown)


def restart_pages(section_properties: Any) -> None:
    """Counts the pages of a section from 1."""
    counted = parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>')
    for old in section_properties.findall(qn("w:pgNumType")):
        section_properties.remove(old)
    _insert_before(section_properties, counted, ("w:cols", "w:titlePg", "w:docGrid"))


def new_row(table: Table) -> _Row:
    """A row added at the end of the table."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    return row


def repeat_as_head(row: _Row) -> None:
    """Repeats the row at the top of every page its table reaches."""
    row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def keep_whole(row: _Row) -> None:
    """Never breaks a page inside the row."""
    row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))


def cell_padding(table: Table, side: Length) -> None:
    """The room left and right of the text in every cell of the table."""
    width = side.twips
    xml = (
        f'<w:tblCellMar {nsdecls("w")}><w:left w:w="{width}" w:type="dxa"/>'
        f'<w:right w:w="{width}" w:type="dxa"/></w:tblCellMar>'
    )
    _insert_before(table._tbl.tblPr, parse_xml(xml), ("w:tblLook",))


def widths(row: _Row, millimetres: tuple[float, ...]) -> tuple[_Cell, ...]:
    """The cells of a row with their widths set."""
    cells = row.cells
    for cell, width in zip(cells, millimetres, strict=True):
        cell.width = Mm(width)
    return cells


def _instruction(paragraph: Paragraph, instruction: str) -> None:
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {instruction} "
    paragraph.add_run()._r.append(text)


def _insert_before(parent: Any, child: Any, followers: tuple[str, ...]) -> None:
    """Adds a child where the schema wants it: before the first of its followers."""
    names = {qn(name) for name in followers}
    for place, other in enumerate(parent):
        if other.tag in names:
            parent.insert(place, child)
            return
    parent.append(child)
