"""A paper as a Word file: how the values of an outline look on A4 (handbook 4.2)."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Emu, Mm
from docx.text.paragraph import Paragraph as WordParagraph

from surveys.charts import png
from surveys.organisation import Letterhead
from surveys.reports.letters import clean
from surveys.reports.names import ascii_words
from surveys.reports.paper import (
    Annex,
    Bullets,
    Heading,
    Manner,
    Paper,
    Paragraph,
    Part,
    Picture,
    Table,
)
from surveys.reports.word_head import add_head, add_signature, add_title
from surveys.reports.word_styles import install, millimetres
from surveys.reports.word_tables import add_table
from surveys.reports.word_xml import field, restart_pages
from surveys.texts import say

_HEADER_MM = 10
_TALLEST_MM = 165  # a picture leaves room for its caption and some lines
_SCALE = 2.0
_FOREIGN = ("/thumbnail", "/stylesWithEffects", "/customXml")
_STYLES = {
    Manner.BODY: "Body Text",
    Manner.SUGGESTION: "Goi y",
    Manner.LEAD: "Dan bang",
    Manner.POINT: "Body Text",
    Manner.NOTE: "Ghi chu",
    Manner.LABEL: "Muc nho",
    Manner.CHOICES: "Phuong an",
}


def write(paper: Paper, letterhead: Letterhead) -> bytes:
    """The .docx file of the paper."""
    document = docx.Document()
    install(document, paper.lang)
    _describe(document, paper)
    _page(document.sections[0])
    _page_number(document.sections[0])
    room = _room(document.sections[0])
    add_head(document, paper, letterhead)
    add_title(document, paper, room)
    for recital in paper.recitals:
        document.add_paragraph(clean(recital), style="Can cu")
    for part in paper.parts:
        _add(document, part, paper.lang)
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    add_signature(document, paper.lang, letterhead, room)
    for annex in paper.annexes:
        _annex(document, annex, paper.lang)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _describe(document: Document, paper: Paper) -> None:
    """What the file says of itself: its subject, and nothing of any person."""
    about = document.core_properties
    about.title = clean(f"{paper.type_name} {paper.subject}")
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.language = "en-GB" if paper.lang == "en" else "vi-VN"
    about.created = about.modified = datetime(paper.day.year, paper.day.month, paper.day.day)
    about.revision = 1
    _drop_template_parts(document)
    settings = document.settings.element
    language = settings.find(qn("w:themeFontLang"))
    if language is not None:
        language.set(qn("w:val"), about.language)
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), "15")


def _drop_template_parts(document: Document) -> None:
    """The template's thumbnail and its second set of styles are not ours."""
    for owner in (document.part.package, document.part):
        foreign = [id for id, rel in owner.rels.items() if rel.reltype.endswith(_FOREIGN)]
        for id in foreign:
            del owner.rels[id]


def _page(section: Section) -> None:
    section.page_width, section.page_height = millimetres("width_mm"), millimetres("height_mm")
    section.top_margin, section.bottom_margin = (
        millimetres("margin_top"),
        millimetres("margin_bottom"),
    )
    section.left_margin, section.right_margin = (
        millimetres("margin_left"),
        millimetres("margin_right"),
    )
    section.header_distance = section.footer_distance = Mm(_HEADER_MM)


def _page_number(section: Section) -> None:
    """At the top in the middle, hidden on the first page."""
    section.different_first_page_header_footer = True
    field(section.header.paragraphs[0], "PAGE", "2")


def _room(section: Section) -> float:
    """Millimetres between the margins."""
    width, left, right = section.page_width, section.left_margin, section.right_margin
    if width is None or left is None or right is None:
        raise ValueError("the page has no size")
    return int(width - left - right) / Mm(1)


def _add(document: Document, part: Part, lang: str) -> None:
    match part:
        case Heading(level, text):
            document.add_paragraph(clean(text), style=f"Heading {level}")
        case Paragraph(text, manner):
            document.add_paragraph(clean(text), style=_STYLES[manner])
        case Bullets(items):
            for item in items:
                document.add_paragraph(clean(item), style="List Bullet")
        case Table():
            _table(document, part, lang)
        case Picture():
            _picture(document, part, lang)


def _table(document: Document, table: Table, lang: str) -> None:
    if table.number:
        _caption(document, "reports.table.caption", table.caption, (table.number, lang))
    add_table(document, table, _room(document.sections[-1]))


def _picture(document: Document, picture: Picture, lang: str) -> None:
    room = Mm(_room(document.sections[-1]))
    paragraph = document.add_paragraph(style="Hinh")
    shape = paragraph.add_run().add_picture(BytesIO(png(picture.chart, _SCALE)))
    smaller = min(room / shape.width, Mm(_TALLEST_MM) / shape.height)
    shape.width, shape.height = Emu(shape.width * smaller), Emu(shape.height * smaller)
    shape._inline.docPr.set("descr", clean(picture.chart.alt))
    caption = _caption(document, "reports.table.picture", picture.caption, (picture.number, lang))
    caption.style = "Ten hinh"
    for note in picture.notes:
        document.add_paragraph(clean(note), style="Ghi chu")


def _caption(document: Document, key: str, caption: str, counted: tuple[int, str]) -> WordParagraph:
    """A caption whose number is a field, so that Word counts again when tables are added."""
    number, lang = counted
    before, after = say(key, lang, number="\0", caption=caption).split("\0")
    paragraph = document.add_paragraph(clean(before), style="Caption")
    field(paragraph, f"SEQ {ascii_words(before)} \\* ARABIC", str(number))
    paragraph.add_run(clean(after))
    return paragraph


def _annex(document: Document, annex: Annex, lang: str) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    restart_pages(section._sectPr)
    if annex.landscape and section.orientation is not WD_ORIENT.LANDSCAPE:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    document.add_paragraph(clean(annex.label), style="Phu luc")
    document.add_paragraph(clean(annex.title), style="Ten phu luc")
    document.add_paragraph(clean(annex.reference), style="Kem theo")
    for part in annex.parts:
        _add(document, part, lang)
