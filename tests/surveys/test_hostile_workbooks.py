"""Workbooks made so that reading them never ends: each is refused or read at once."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from surveys.ledgers import BOOKS
from surveys.ledgers.reading import Known
from surveys.ledgers.reading import read as read_ledger
from surveys.register import NotReadable, compare
from surveys.register import read as read_register
from surveys.xlsform import NotXlsForm
from surveys.xlsform import read as read_form
from tests.surveys.register_files import HEAD, ROW, UNIT, saved, sheet_of, xlsx

SECONDS = 5  # on a busy machine; today's files of this kind take minutes to days
SHEET = "xl/worksheets/sheet1.xml"
IMPORTS: tuple[Callable[[bytes], object], ...] = (
    lambda data: read_register(data, "a.xlsx"),
    lambda data: read_ledger(next(iter(BOOKS.values())), data, "a.xlsx", Known([])),
    lambda data: read_form(data, "p1"),
)


@contextmanager
def at_once() -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < SECONDS


def altered(**parts: Callable[[str], str]) -> bytes:
    """The workbook of one unit with parts rewritten, by the first word of their name."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx(HEAD, ROW))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            change = parts.get(name.rsplit("/", 1)[-1].split(".")[0], str)
            new.writestr(name, change(old.read(name).decode()))
    return out.getvalue()


def with_rows(rows: str) -> bytes:
    return altered(sheet1=lambda part: part.replace("</sheetData>", f"{rows}</sheetData>"))


def _word(row: int) -> str:
    return f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>x</t></is></c></row>'


def test_rows_that_are_missing_are_not_waited_for() -> None:
    """A hundred thousand million of them stand between two rows."""
    with at_once():
        assert compare(read_register(with_rows(_word(10**11)), "a.xlsx"), ()).new == (UNIT,)


def test_many_gaps_between_rows_are_refused() -> None:
    """Each is short enough to be passed over; together they are a hundred sheets of Excel."""
    data = with_rows("".join(_word(9_000 * n) for n in range(1, 12_000)))
    with at_once(), pytest.raises(NotReadable, match="too_long"):
        read_register(data, "a.xlsx")


def test_a_gap_that_people_leave_is_read_over() -> None:
    book, sheet = sheet_of([HEAD, ROW])
    for column, value in enumerate(("DV02", *ROW[1:]), 1):
        sheet.cell(5_000, column, value)
    assert [unit.code for unit in compare(read_register(saved(book), "a.xlsx"), ()).new] == [
        "DV01",
        "DV02",
    ]


def test_merged_cells_that_never_end_are_passed_over() -> None:
    never = "<!--" + "<mergeCell " * 400_000 + "-->"
    data = altered(sheet1=lambda part: part.replace("</worksheet>", f"{never}</worksheet>"))
    with at_once():
        assert compare(read_register(data, "a.xlsx"), ()).new == (UNIT,)


@pytest.mark.parametrize("read", IMPORTS)
@pytest.mark.parametrize("state", ["visible", "hidden"])
def test_thousands_of_sheets_in_one_part_are_refused(
    read: Callable[[bytes], object], state: str
) -> None:
    sheet = '<sheet name="Trang{n}" sheetId="{n}" state="{state}" r:id="rId1"/>'
    sheets = "".join(sheet.format(n=n, state=state) for n in range(2, 20_000))
    where = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

    def change(part: str) -> str:
        return part.replace("<sheets>", f"<sheets {where}>").replace(
            "</sheets>", f"{sheets}</sheets>"
        )

    with at_once(), pytest.raises((NotReadable, NotXlsForm)) as refused:
        read(altered(workbook=change))
    assert "too_big" in str(refused.value)


@pytest.mark.parametrize("read", IMPORTS)
def test_a_large_part_is_not_read_for_many_sheets(read: Callable[[bytes], object]) -> None:
    """Fifty sheets are few, but each of them is the same thirty million letters."""
    sheet = '<sheet name="Trang{n}" sheetId="{n}" r:id="rId1"/>'
    sheets = "".join(sheet.format(n=n) for n in range(2, 52))
    where = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    filler = "<!--" + "x" * 30_000_000 + "-->"

    def change(part: str) -> str:
        return part.replace("<sheets>", f"<sheets {where}>").replace(
            "</sheets>", f"{sheets}</sheets>"
        )

    data = altered(
        workbook=change, sheet1=lambda part: part.replace("<sheetPr>", f"{filler}<sheetPr>")
    )
    with at_once(), pytest.raises((NotReadable, NotXlsForm)) as refused:
        read(data)
    assert "too_big" in str(refused.value)


def test_rows_are_counted_over_all_sheets() -> None:
    book, _ = sheet_of([HEAD, ROW])
    for n in range(15):
        sheet = book.create_sheet(f"Trang {n}")
        for _ in range(1_500):
            sheet.append(["x"])
    with pytest.raises(NotReadable, match="too_long"):
        read_register(saved(book), "a.xlsx")


def test_more_cells_than_a_register_has_are_refused_before_they_are_read() -> None:
    data = with_rows(("<row>" + "<c/>" * 200 + "</row>") * 40_000)
    with at_once(), pytest.raises(NotReadable, match="too_big"):
        read_register(data, "a.xlsx")


def test_one_long_text_in_every_cell_is_refused() -> None:
    """Shared by the cells it takes little room in the file."""
    book, sheet = sheet_of([HEAD, ROW])
    for _ in range(200):
        sheet.append(["Sở " * 10_000] * 2)
    data = saved(book)
    with at_once(), pytest.raises(NotReadable, match="too_big"):
        read_register(data, "a.xlsx")
