"""The styles of a Word paper: every size of handbook 4.2 in one table, named as a clerk would."""

from __future__ import annotations

from dataclasses import dataclass, replace

from docx.document import Document
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.shared import Length, Mm

from surveys.catalogue import read

DASH_LIST, OUTLINE = 1, 2  # numbering definitions
_LANGUAGE_TAGS = {"vi": "vi-VN", "en": "en-GB"}
_HALF_POINTS = 2
_TWENTIETHS = 20  # of a point
_LINE = 240  # twentieths in a single line
_PAPER = read("export_styles")
FONT = _PAPER["font"]


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style. Points, except `indent` (millimetres to the first letter) and
    `narrow` (millimetres kept free on both sides); `lines` is
    the line spacing, or exact points when above 3; `level` counts from 0 in the outline."""

    name: str
    pt: float
    side: str = "left"
    bold: bool = False
    italic: bool = False
    caps: bool = False
    indent: float = 0
    before: float = 0
    after: float = 0
    lines: float = 1
    narrow: float = 0
    keep: bool = False
    level: int | None = None
    numbering: tuple[int, int] | None = None  # definition, level


def millimetres(name: str) -> Length:
    """A measure of the page, such as "margin_left"."""
    return Mm(_PAPER["page"][name])


def head_widths() -> tuple[float, float]:
    """The two columns of the head in millimetres."""
    return _PAPER["head_table"]["left_mm"], _PAPER["head_table"]["right_mm"]


def install(document: Document, lang: str) -> None:
    """Replaces the styles and lists of a new document by ours."""
    element = document.styles.element
    for child in list(element):
        element.remove(child)
    for xml in (_defaults(lang), *_FIXED, *(_paragraph_style(style) for style in STYLES)):
        element.append(parse_xml(xml))
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    for xml in (_dash_list(), _outline(), _number(DASH_LIST), _number(OUTLINE)):
        numbering.append(parse_xml(xml))


def _size(name: str) -> float:
    points: float = _PAPER[name]["pt"]
    return points


_TEXT = _size("body")
_SMALL = 11  # notes under tables
_BODY = Style(
    "Body Text",
    _TEXT,
    "both",
    indent=_PAPER["body"]["first_line_mm"],
    after=_PAPER["body"]["space_after_pt"],
    lines=_PAPER["body"]["line_spacing"],
)
_HEADING = replace(_BODY, side="left", bold=True, before=6, keep=True)
STYLES = (
    Style("Normal", _TEXT),
    _BODY,
    replace(_HEADING, name="heading 1", caps=True, level=0, numbering=(OUTLINE, 0)),
    replace(_HEADING, name="heading 2", level=1, numbering=(OUTLINE, 1)),
    replace(_BODY, name="List Bullet", numbering=(DASH_LIST, 0)),
    replace(_BODY, name="Dan bang", keep=True),
    replace(_BODY, name="Goi y", italic=True),
    replace(_BODY, name="Can cu", italic=True),
    Style("Muc nho", 13, bold=True, keep=True, before=10, after=4),
    Style("Phuong an", 13, after=4),
    Style("caption", 13, "center", bold=True, keep=True, before=8, after=4),
    Style("Ten hinh", 13, "center", bold=True, before=4, after=10),
    Style("Hinh", _TEXT, "center", keep=True, before=8),
    Style("Bang", _size("table_text"), before=1, after=1),
    Style("Dau bang", _size("table_text"), "center", bold=True, keep=True, before=1, after=1),
    Style("Ghi chu", _SMALL, "both", italic=True, before=2, after=4),
    Style("Quoc hieu", _size("quoc_hieu"), "center", bold=True, caps=True),
    Style("Tieu ngu", _size("tieu_ngu"), "center", bold=True),
    Style("Co quan chu quan", _size("superior_body"), "center", caps=True),
    Style("Co quan ban hanh", _size("issuing_body"), "center", bold=True, caps=True),
    Style("So ky hieu", _size("number_symbol"), "center", before=4),
    Style("Dia danh", _size("place_date"), "center", italic=True, before=4),
    Style("Ke ngang", 2, lines=3.5),
    Style("Kinh gui", _TEXT, "center", before=14),
    Style("Ten loai", _size("doc_type"), "center", bold=True, caps=True, before=16, keep=True),
    Style("Trich yeu", _size("subject"), "center", bold=True, keep=True, narrow=10),
    Style("Tham quyen", _size("authority"), "center", bold=True, caps=True, keep=True),
    Style("Nguoi ky", _size("signer_name"), "center", bold=True),
    Style("Noi nhan", _size("recipients_title"), bold=True, italic=True, keep=True),
    Style("Noi nhan muc", _size("recipients_list"), keep=True),
    Style("Phu luc", _size("annex_label"), "center", bold=True, keep=True),
    Style("Ten phu luc", _size("annex_title"), "center", bold=True, caps=True, keep=True, level=0),
    Style("Kem theo", _size("annex_ref"), "center", italic=True, after=10, narrow=15),
    Style("header", _size("page_number"), "center"),
)
_FIXED = (
    f'<w:style {nsdecls("w")} w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/></w:style>',
    f'<w:style {nsdecls("w")} w:type="numbering" w:default="1" w:styleId="NoList">'
    '<w:name w:val="No List"/><w:uiPriority w:val="99"/></w:style>',
    f'<w:style {nsdecls("w")} w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:tblPr><w:tblInd w:w="0" '
    'w:type="dxa"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" '
    'w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
    f'<w:style {nsdecls("w")} w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + '</w:tblBorders><w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" '
    'w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
)


def _defaults(lang: str) -> str:
    fonts = " ".join(f'w:{kind}="{FONT}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    tag = _LANGUAGE_TAGS[lang]
    return (
        f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr><w:rFonts {fonts}/>"
        f'<w:sz w:val="{_TEXT * _HALF_POINTS}"/><w:szCs w:val="{_TEXT * _HALF_POINTS}"/>'
        f'<w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )


def style_id(name: str) -> str:
    """The id of a style: Word knows its own by names in lower case, people see the capital."""
    return name.title().replace(" ", "") if name.islower() else name.replace(" ", "")


def _paragraph_style(style: Style) -> str:
    is_normal = style.name == "Normal"
    default = ' w:default="1"' if is_normal else ""
    based = "" if is_normal else '<w:basedOn w:val="Normal"/>'
    follows = '<w:next w:val="BodyText"/>' if style.level is not None else ""
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph"{default} w:styleId="{style_id(style.name)}">'
        f'<w:name w:val="{style.name}"/>{based}{follows}<w:qFormat/>'
        f"<w:pPr>{_paragraph(style)}</w:pPr><w:rPr>{_letters(style)}</w:rPr></w:style>"
    )


def _paragraph(style: Style) -> str:
    exact = style.lines > 3
    line = style.lines * (_TWENTIETHS if exact else _LINE)
    definition, level = style.numbering or (0, 0)
    parts = (
        "<w:keepNext/>" if style.keep else "",
        "<w:widowControl/>",
        f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{definition}"/></w:numPr>'
        if style.numbering
        else "",
        f'<w:spacing w:before="{style.before * _TWENTIETHS:.0f}" '
        f'w:after="{style.after * _TWENTIETHS:.0f}" w:line="{line:.0f}" '
        f'w:lineRule="{"exact" if exact else "auto"}"/>',
        _indents(style),
        f'<w:jc w:val="{style.side}"/>',
        f'<w:outlineLvl w:val="{style.level}"/>' if style.level is not None else "",
    )
    return "".join(parts)


def _indents(style: Style) -> str:
    side, first = Mm(style.narrow).twips, Mm(style.indent).twips
    return f'<w:ind w:left="{side}" w:right="{side}" w:firstLine="{first}"/>'


def _letters(style: Style) -> str:
    size = f"{style.pt * _HALF_POINTS:.0f}"
    parts = (
        "<w:b/><w:bCs/>" if style.bold else "",
        "<w:i/><w:iCs/>" if style.italic else "",
        "<w:caps/>" if style.caps else "",
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>',
    )
    return "".join(parts)


def _dash_list() -> str:
    level = _level(0, "bullet", "-", "ListBullet")
    return _definition(DASH_LIST, "singleLevel", level)


def _outline() -> str:
    first = _level(0, "upperRoman", "%1.", style_id("heading 1"))
    second = _level(1, "decimal", "%2.", style_id("heading 2"))
    return _definition(OUTLINE, "multilevel", first + second)


def _level(level: int, form: str, text: str, style: str) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:pStyle w:val="{style}"/><w:suff w:val="space"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" '
        f'w:firstLine="{Mm(_PAPER["body"]["first_line_mm"]).twips}"/></w:pPr></w:lvl>'
    )


def _definition(number: int, kind: str, levels: str) -> str:
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
        f'<w:multiLevelType w:val="{kind}"/>{levels}</w:abstractNum>'
    )


def _number(number: int) -> str:
    return f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
