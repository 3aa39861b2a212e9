"""Files as they should not be, given to every import: a sentence in Vietnamese says what to do,
a wrong row is named by its number, and nothing of it is taken in."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from surveys.ledgers import BOOKS, Entry, Known
from surveys.ledgers import compare as compare_ledger
from surveys.ledgers import explain as explain_ledger
from surveys.ledgers import export as export_ledger
from surveys.ledgers import read as read_ledger
from surveys.register import NotReadable, Refused, compare, explain, read
from surveys.texts import LANGUAGES, say
from surveys.texts.letters import in_old_letters
from surveys.xlsform import NotXlsForm
from surveys.xlsform import read as read_form
from tests.surveys.register_files import HEAD, ROW, as_text, saved, xlsx
from tests.surveys.test_ledgers import TODAY, UNITS, B
from tests.surveys.xlsform_files import repacked, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how .xls begins, and .xlsx behind a password
TCVN3 = ("C«ng ty May MÉu", "Tr­êng MÇm non", "lao ®éng n÷")
VNI = ("Coâng ty May Maãu", "Ngöôøi lao ñoäng nöõ", "Teân ñôn vò")
TONES = "\u0300\u0301\u0303\u0309\u0323"
PLANS = ["Nội dung", "Đầu mối", "Hạn"]
SAYS: Mapping[str, object] = {
    "unit": "DV01",
    "clauses": ("luong",),
    "kind": "dinh_ky",
    "stage": "van_dong",
    "topic": "luat",
    "source": "go_tay",
}
USUAL: Mapping[str, object] = {"day": TODAY, "count": 3, "line": "Sở Mẫu", "text": "Ghi chú"}


@dataclass(frozen=True)
class Import:
    """`take` gives what would be taken in, the refused rows with their sentences, or raises;
    `good` is a file with one entry and its name, `words` a column with free words."""

    take: Callable[[bytes, str], tuple[int, dict[int, str]]]
    sentence: Callable[[Exception, str], str]
    good: bytes
    words: int
    reads_text: bool = True


def _told(refused: tuple[Refused, ...], explained: Callable[..., str]) -> dict[int, str]:
    return {row.row: " ".join(explained(fault, "vi") for fault in row.faults) for row in refused}


def _units(data: bytes, name: str) -> tuple[int, dict[int, str]]:
    found = compare(read(data, name), ())
    return len(found.to_take_in), _told(found.refused, explain)


def _ledger(book_name: str) -> Import:
    book = BOOKS[book_name]
    values = {c.name: SAYS.get(c.name, USUAL.get(c.kind)) for c in book.columns}
    made = export_ledger(book, [Entry(values)], {"DV01": UNITS[0].name}, "vi")  # type: ignore[arg-type]
    free = [at for at, c in enumerate(book.columns) if c.kind in ("line", "text")]

    def take(data: bytes, name: str) -> tuple[int, dict[int, str]]:
        found = compare_ledger(book, read_ledger(book, data, name, Known(UNITS)), (), TODAY)
        told = _told(found.refused, lambda fault, lang: explain_ledger(book, fault, lang))
        return len(found.to_take_in), told

    return Import(take, lambda e, lang: _not_readable("ledgers", e, lang), made, (free or [0])[0])


def _form(data: bytes, _name: str) -> tuple[int, dict[int, str]]:
    found = read_form(data, "p1")
    return len(found.survey.questions if found.survey else found.questions), {}


def _not_readable(area: str, refusal: Exception, lang: str) -> str:
    assert isinstance(refusal, NotReadable)
    return say(f"{area}.file.{refusal.reason}", lang, most=1)


def _not_form(refusal: Exception, lang: str) -> str:
    assert isinstance(refusal, NotXlsForm)
    return refusal.sentence(lang)


IMPORTS = {
    "units": Import(_units, lambda e, lang: _not_readable("units", e, lang), xlsx(HEAD, [*ROW]), 1),
    **{name: _ledger(name) for name in BOOKS},
    "questionnaire": Import(
        _form,
        _not_form,
        workbook(survey=[("type", "name", "label"), ("text", "q", "Câu")]),
        2,
        reads_text=False,
    ),
}
every_import = pytest.mark.parametrize("name", IMPORTS)


def _refused(name: str, data: bytes, file: str = "so.xlsx") -> str:
    """The sentence of the refusal; it differs by language and has nothing left open."""
    with pytest.raises((NotReadable, NotXlsForm)) as caught:
        IMPORTS[name].take(data, file)
    told = {lang: IMPORTS[name].sentence(caught.value, lang) for lang in LANGUAGES}
    assert len(set(told.values())) == len(LANGUAGES)
    assert not any("{" in words for words in told.values())
    return told["vi"]


def _changed(data: bytes, change: Callable[[Workbook], object]) -> bytes:
    """The workbook with something done to it."""
    book = load_workbook(BytesIO(data))
    change(book)
    return saved(book)


@every_import
def test_a_good_file_is_taken_in(name: str) -> None:
    assert IMPORTS[name].take(IMPORTS[name].good, "so.xlsx") == (1, {})


BAD_FILES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "nothing at all": (lambda good: b"", "không"),
    "half of it": (lambda good: good[: len(good) // 2], "hỏng"),
    "behind a password": (
        lambda good: OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le"),
        "mật khẩu",
    ),
    "an old .xls under the name .xlsx": (lambda good: OLE + bytes(5_000), "Excel"),
    "a web page under the name .xlsx": (lambda good: b"<html><table><tr><td>", "Excel"),
    "a PDF under the name .xlsx": (lambda good: b"%PDF-1.7\n" + bytes(99), "Excel"),
    "another zip": (lambda good: repacked(good, {}).replace(b"workbook", b"workbonk"), "Excel"),
    "a zip that unpacks to a mountain": (
        lambda good: repacked(good, {"xl/worksheets/sheet1.xml": b" " * 61_000_000}),
        "quá",
    ),
    "no row": (lambda good: xlsx(), ""),
    "another table": (lambda good: xlsx(PLANS, ["Họp", "Văn phòng", "01/12/2026"]), "cột"),
}


@every_import
@pytest.mark.parametrize("how", BAD_FILES)
def test_a_file_that_cannot_be_is_refused_in_a_sentence(name: str, how: str) -> None:
    change, word = BAD_FILES[how]
    assert word in _refused(name, change(IMPORTS[name].good))


@pytest.mark.parametrize("name", [name for name, one in IMPORTS.items() if one.reads_text])
@pytest.mark.parametrize("words", [TCVN3, VNI])
def test_words_in_a_font_of_the_nineties_are_refused(name: str, words: tuple[str, ...]) -> None:
    def write(book: Workbook) -> None:
        sheet = book.worksheets[0]
        for number, text in enumerate(words, sheet.max_row + 1):
            sheet.cell(number, IMPORTS[name].words + 1, text)

    assert "UniKey" in _refused(name, _changed(IMPORTS[name].good, write))


@every_import
def test_the_sheet_of_explanations_alone_is_no_table(name: str) -> None:
    def only_help(book: Workbook) -> None:
        for sheet in book.worksheets[1:]:
            book.remove(sheet)
        book.worksheets[0].delete_rows(1, 50)
        book.worksheets[0].append(["Cột", "Bắt buộc", "Ghi gì"])

    assert _refused(name, _changed(IMPORTS[name].good, only_help))


def _rows(name: str) -> list[list[object]]:
    """The table of the good file as text, as somebody saves it for another program."""
    sheet = load_workbook(BytesIO(IMPORTS[name].good)).worksheets[0]
    return [
        [f"{cell:%d/%m/%Y}" if hasattr(cell, "strftime") else cell for cell in row]
        for row in sheet.iter_rows(values_only=True)
    ]


@pytest.mark.parametrize("name", [name for name, one in IMPORTS.items() if one.reads_text])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"])
def test_a_text_file_is_read_in_whatever_letters_it_was_saved(name: str, encoding: str) -> None:
    text = as_text(_rows(name), ";")
    data = _cp1258(text) if encoding == "cp1258" else text.encode(encoding)
    assert IMPORTS[name].take(data, "so.csv") == (1, {})


@pytest.mark.parametrize("name", [name for name, one in IMPORTS.items() if one.reads_text])
def test_a_text_file_in_an_old_font_is_refused(name: str) -> None:
    rows = [*_rows(name), *([text] * len(_rows(name)[0]) for text in TCVN3)]
    data = as_text(rows, ";").encode("latin-1", "replace")
    assert "UniKey" in _refused(name, data, "so.csv")


def _cp1258(text: str) -> bytes:
    """As Windows writes it: a letter, then the accent that says the tone."""
    return b"".join(map(_with_tone, unicodedata.normalize("NFC", text)))


def _with_tone(letter: str) -> bytes:
    parts = unicodedata.normalize("NFD", letter)
    tone = "".join(part for part in parts if part in TONES)
    bare = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
    return (bare + tone).encode("cp1258")


def _doubled(name: str, **changes: object) -> bytes:
    """The good file with its row once more, in which these columns (by number) say otherwise."""

    def write(book: Workbook) -> None:
        sheet = book.worksheets[0]
        last = [cell.value for cell in sheet[sheet.max_row]]
        sheet.append([changes.get(f"c{at}", value) for at, value in enumerate(last)])

    return _changed(IMPORTS[name].good, write)


@pytest.mark.parametrize("name", BOOKS)
def test_a_line_that_stands_twice_is_refused_with_the_row_of_the_first(name: str) -> None:
    count, told = IMPORTS[name].take(_doubled(name), "so.xlsx")
    first = load_workbook(BytesIO(IMPORTS[name].good)).worksheets[0].max_row
    assert count == 1
    assert list(told) == [first + 1]
    assert str(first) in told[first + 1]


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("written", ["31/02/2026", "30.2.2026", "hôm qua", "2026"])
def test_a_day_that_never_was_is_refused_in_its_row(name: str, written: str) -> None:
    days = [at for at, c in enumerate(BOOKS[name].columns) if c.kind == "day"]
    count, told = IMPORTS[name].take(_doubled(name, **{f"c{days[0]}": written}), "so.xlsx")
    (row,) = told
    assert count == 1
    assert written in told[row]
    assert "ngày" in told[row]


@pytest.mark.parametrize("name", [name for name, book in BOOKS.items() if book.of_units])
def test_a_unit_merged_over_two_rows_counts_for_both(name: str) -> None:
    """Two lines of one unit that name it once; what is doubled by that is refused as such."""
    days = [at for at, c in enumerate(BOOKS[name].columns) if c.name in BOOKS[name].identity[1:]]
    other = {f"c{at}": "01/11/2026" for at in days}

    def merge(book: Workbook) -> None:
        sheet = book.worksheets[0]
        last = sheet.max_row
        sheet.cell(last, 1, None)
        sheet.merge_cells(f"A{last - 1}:A{last}")

    count, told = IMPORTS[name].take(_changed(_doubled(name, **other), merge), "so.xlsx")
    assert (count, len(told)) == ((2, 0) if days else (1, 1))


def test_a_partner_in_other_capitals_is_the_same_partner() -> None:
    book = BOOKS["coordination"]
    at = book.names.index("partner")
    data = _doubled("coordination", **{f"c{at}": "SỞ MẪU"})
    count, told = IMPORTS["coordination"].take(data, "so.xlsx")
    assert (count, len(told)) == (1, 1)


@pytest.mark.parametrize(
    "text",
    ["Công ty «Đúng» Mẫu", "Nike® Việt Nam", "España Muñoz", "Hoà Bình", B.name, "khoản 2·3"],
)
def test_words_in_unicode_are_no_old_letters(text: str) -> None:
    assert not in_old_letters([text] * 9)
