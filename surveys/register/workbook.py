"""The register as an Excel workbook: a template to fill in, or the units as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from surveys.organisation import LINK_KINDS, SECTORS, UNIT_TYPES, Level, Unit
from surveys.register.columns import FIELDS
from surveys.register.faults import label
from surveys.register.sheets import MOST_ROWS
from surveys.texts import say

REQUIRED = ("code", "name", "type", "workers")
_WIDTHS = {"code": 12, "name": 40, "type": 28, "sector": 20, "place": 18, "cluster": 14}
_WIDTHS |= {"level": 20, "parent": 14}
_WIDTH = 13
_DATES = ("agreement_until", "ended_on", "began_on", "parent_from")
_COUNTS = ("workers", "members", "women", "women_members")
_YES_NO = ("has_union", "agreement")
_CHOSEN = (("type",), ("sector",), _YES_NO, ("parent_kind",), ("level",))  # as in _lists
_OF_WORKPLACES = ("type", "sector", "workers", "members", *_YES_NO)  # bodies above have none
_HEAD = PatternFill("solid", fgColor="FF1F4E79")
_TINT = PatternFill("solid", fgColor="FFE8EFF6")
_LINE = Border(bottom=Side("thin", color="FF8A94A0"))
_FONT = "Times New Roman"
_LISTS_AT = 6  # the column of the second sheet from which the allowed values stand


def template(lang: str, levels: Sequence[Level] = ()) -> bytes:
    """An empty register with one example, a second sheet that explains every column."""
    workbook, sheet = _new(lang)
    _write(sheet, 2, [*_example(lang)])
    for cell in sheet[2]:
        cell.font = Font(_FONT, 12, italic=True, color="FF57606A")
    _explain(workbook.create_sheet(say("units.file.sheet_help", lang)), lang, levels)
    _choices(sheet, lang, levels)
    return _bytes(workbook)


def export(units: Iterable[Unit], lang: str, levels: Sequence[Level] = ()) -> bytes:
    """The units in the same columns, the highest first; `read` gives them back unchanged."""
    ranks = {level.key: level.rank for level in levels}
    names = {level.key: level.names.get(lang, level.key) for level in levels}
    units = sorted(units, key=lambda unit: ranks.get(unit.level, 0))
    workbook, sheet = _new(lang)
    for number, unit in enumerate(units, 2):
        _write(sheet, number, [_cell(unit, field, lang, names) for field in FIELDS])
    sheet.auto_filter.ref = sheet.dimensions
    _explain(workbook.create_sheet(say("units.file.sheet_help", lang)), lang, levels)
    _choices(sheet, lang, levels)
    return _bytes(workbook)


def _new(lang: str) -> tuple[Workbook, Worksheet]:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = say("units.file.sheet_units", lang)
    for place, field in enumerate(FIELDS, 1):
        star = " *" if field in REQUIRED else ""
        cell = sheet.cell(1, place, label(field, lang) + star)
        cell.font = Font(_FONT, 12, bold=True, color="FFFFFFFF")
        cell.fill = _HEAD
        cell.alignment = Alignment("center", "center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(field, _WIDTH)
    sheet.row_dimensions[1].height = 48
    sheet.freeze_panes = "C2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return workbook, sheet


def _write(sheet: Worksheet, number: int, values: Sequence[object]) -> None:
    for place, (field, value) in enumerate(zip(FIELDS, values, strict=True), 1):
        cell = sheet.cell(number, place)
        cell.value = value  # type: ignore[assignment]
        if isinstance(value, str):
            cell.data_type = "s"  # a name that begins with "=" is a name
        cell.font, cell.border = Font(_FONT, 12), _LINE
        cell.alignment = Alignment(vertical="top", wrap_text=field == "name")
        if field in _DATES:
            cell.number_format = "dd/mm/yyyy"
        elif field in _COUNTS:
            cell.number_format = "#,##0"


def _cell(unit: Unit, field: str, lang: str, levels: Mapping[str, str]) -> object:
    if field == "level":
        return levels.get(unit.level, unit.level)
    if field == "parent_kind":
        return say(f"names.link_kind.{unit.parent_kind}", lang) if unit.parent else None
    if field in _OF_WORKPLACES and not unit.type:
        return None
    return _shown(getattr(unit, field), field, lang)


def _shown(value: object, field: str, lang: str) -> object:
    if field == "type":
        return say(f"names.unit_type.{value}", lang)
    if field == "sector":
        return say(f"names.sector.{value}", lang)
    if isinstance(value, bool):
        return say(f"units.file.{'yes' if value else 'no'}", lang)
    return value or None if isinstance(value, str) else value


def _example(lang: str) -> Iterable[object]:
    unit = Unit(
        code=say("units.example.code", lang),
        name=say("units.example.name", lang),
        type=UNIT_TYPES[1],
        sector=SECTORS[0],
        place=say("units.example.place", lang),
        cluster=say("units.example.cluster", lang),
        workers=350,
        members=218,
        women=252,
        women_members=160,
        has_union=True,
        agreement=True,
        agreement_until=date(2027, 12, 31),
    )
    return (_cell(unit, field, lang, {}) for field in FIELDS)


def _explain(sheet: Worksheet, lang: str, levels: Sequence[Level]) -> None:
    """One row a column: its name, whether it must be filled in, what belongs there."""
    heads = ("column", "must", "what")
    _row(sheet, 1, [say(f"units.file.help_{head}", lang) for head in heads], bold=True)
    for number, field in enumerate(FIELDS, 2):
        must = say(f"units.file.{'yes' if field in REQUIRED else 'no'}", lang)
        _row(sheet, number, [label(field, lang), must, say(f"units.help.{field}", lang)])
    for number, name in enumerate(("keep", "codes", "people"), len(FIELDS) + 3):
        _row(sheet, number, [say(f"units.file.note_{name}", lang)])
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=3)
        sheet.row_dimensions[number].height = 34
    for place, (title, values) in enumerate(_lists(lang, levels), _LISTS_AT):
        for number, value in enumerate((title, *values), 1):
            cell = sheet.cell(number, place, value)
            cell.font = Font(_FONT, 12, bold=number == 1)
            if number == 1:
                cell.fill = _TINT
    for letter, width in zip("ABCDEFGHIJ", (26, 12, 80, 4, 4, 32, 24, 12, 20, 32), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"


def _row(sheet: Worksheet, number: int, values: Sequence[str], *, bold: bool = False) -> None:
    for place, value in enumerate(values, 1):
        cell = sheet.cell(number, place, value)
        cell.font = Font(_FONT, 12, bold=bold)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        if bold:
            cell.fill = _TINT


def _lists(lang: str, levels: Sequence[Level]) -> tuple[tuple[str, list[str]], ...]:
    """The allowed values by column name."""
    return (
        (label("type", lang), [say(f"names.unit_type.{code}", lang) for code in UNIT_TYPES]),
        (label("sector", lang), [say(f"names.sector.{code}", lang) for code in SECTORS]),
        (
            say("units.file.yes_no", lang),
            [say("units.file.yes", lang), say("units.file.no", lang)],
        ),
        (
            label("parent_kind", lang),
            [say(f"names.link_kind.{code}", lang) for code in LINK_KINDS],
        ),
        (label("level", lang), [level.names.get(lang, level.key) for level in levels]),
    )


def _choices(sheet: Worksheet, lang: str, levels: Sequence[Level]) -> None:
    """Lists to pick from where only some values are taken."""
    help_sheet = say("units.file.sheet_help", lang)
    for place, ((_, values), fields) in enumerate(
        zip(_lists(lang, levels), _CHOSEN, strict=True), _LISTS_AT
    ):
        letter = get_column_letter(place)
        rule = DataValidation("list", f"'{help_sheet}'!${letter}$2:${letter}${len(values) + 1}")
        rule.showErrorMessage = False  # what is typed otherwise is judged at the import
        for field in fields:
            column = get_column_letter(FIELDS.index(field) + 1)
            rule.add(f"{column}2:{column}{MOST_ROWS}")
        sheet.add_data_validation(rule)


def _bytes(workbook: Workbook) -> bytes:
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()
