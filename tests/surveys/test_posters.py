"""What a poster promises: every code leads home, every name is whole, every page prints."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from itertools import combinations
from pathlib import Path
from unicodedata import normalize
from xml.etree import ElementTree

import pytest
import vl_convert
import zxingcpp
from PIL import Image, ImageDraw
from pypdf import PdfReader

from surveys.posters import Sheet, a4, caption, code_svg, picture

DPI = 150
MM = DPI / 25.4  # pixels in a millimetre of the rendering
MARGIN = 15 / 25.4 * 72  # points: nothing is printed outside
LONG = (
    "Công ty Trách nhiệm hữu hạn Một thành viên Chế biến Hạt điều xuất khẩu "
    "Phước Thịnh Nguyễn Hữu Cảnh chi nhánh Bù Nho số 12"
)
LETTERS = "34679ACDEFGHJKMNPQRTWXY"


def sheet(number: int = 0, unit: str = "Công ty Hạt điều Mẫu 01", lang: str = "vi") -> Sheet:
    code = "ACD7KM3" + LETTERS[number // 23] + LETTERS[number % 23]
    return Sheet(
        unit=unit,
        campaign="Khảo sát nhu cầu, nguyện vọng đoàn viên, người lao động 2026",
        organisation="Công đoàn xã Phú Riềng Mẫu",
        phone="0271 3 888 999",
        closes_on=date(2026, 11, 30),
        link=f"https://khaosat.cdphurien.vn/k/{code}",
        code=code,
        lang=lang,
    )


def long_sheet(lang: str = "vi") -> Sheet:
    code = "ACD7KM3QX"
    return Sheet(
        unit=LONG,
        campaign=f"Khảo sát ý kiến về bữa ăn ca tại {LONG}",
        organisation=f"Ban Chấp hành Công đoàn {LONG}",
        phone="0271 3 888 999 hoặc 0977 123 456 (gặp chị Nguyễn Thị Hường)",
        closes_on=date(2026, 11, 30),
        link=f"https://khaosat.congdoanphuriengdongnai.vn/k/{code}",
        code=code,
        lang=lang,
    )


def rendered(pdf: bytes, folder: Path) -> Iterator[Image.Image]:
    """The pages as a printer at 150 dots an inch would lay them down, in grey."""
    (folder / "p.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-r", str(DPI), "-gray", folder / "p.pdf", folder / "p"]
    subprocess.run(command, check=True)
    for file in sorted(folder.glob("p-*.pgm")):
        yield Image.open(file)


def only_code(image: Image.Image) -> zxingcpp.Barcode:
    (found,) = zxingcpp.read_barcodes(image)
    return found


def box_of(page: Image.Image) -> tuple[int, int, int, int]:
    """Where the ink of the code lies: left, top, right, bottom in pixels."""
    at = only_code(page).position
    left, top = at.top_left.x - 10, at.top_left.y - 10
    near = page.crop((left, top, at.bottom_right.x + 10, at.bottom_right.y + 10))
    ink = near.point(lambda grey: 255 if grey < 128 else 0).getbbox()
    assert ink is not None
    return left + ink[0], top + ink[1], left + ink[2], top + ink[3]


def words_of(pdf: bytes, folder: Path) -> list[tuple[str, float, float, float, float]]:
    """Every word of a one-page PDF with its box in points: left, top, right, bottom."""
    (folder / "w.pdf").write_bytes(pdf)
    command = ["pdftotext", "-bbox", folder / "w.pdf", folder / "w.html"]
    subprocess.run(command, check=True)
    words = ElementTree.parse(folder / "w.html").iter("{http://www.w3.org/1999/xhtml}word")
    sides = ("xMin", "yMin", "xMax", "yMax")
    return [(w.text or "", *(float(w.get(side, "")) for side in sides)) for w in words]


def test_every_one_of_sixty_codes_leads_to_its_own_unit(tmp_path: Path) -> None:
    sheets = [sheet(number) for number in range(60)]
    read = [only_code(page).text for page in rendered(a4(sheets), tmp_path)]
    assert read == [s.link for s in sheets]


def test_sixty_posters_come_at_once_and_weigh_little() -> None:
    sheets = [sheet(n, unit=f"{LONG} – phân xưởng {n}") for n in range(60)]
    a4(sheets[:1])  # reads the fonts, once in the life of the server
    begin = time.perf_counter()
    pdf = a4(sheets)
    assert time.perf_counter() - begin < 5
    assert len(pdf) / len(sheets) < 40_000
    assert len(a4(sheets[:1])) < 60_000  # the fonts alone


def test_a_poster_is_one_a4_page_a_unit() -> None:
    pages = PdfReader(BytesIO(a4([sheet(0), sheet(1), long_sheet()]))).pages
    assert len(pages) == 3
    for page in pages:
        assert [float(side) / 72 * 25.4 for side in page.mediabox[2:]] == pytest.approx([210, 297])


def test_no_sheets_are_refused() -> None:
    with pytest.raises(ValueError, match="no sheets"):
        a4([])


def test_the_code_is_coarse_and_forgiving(tmp_path: Path) -> None:
    assert len(sheet().link) == 40
    (page,) = rendered(a4([sheet()]), tmp_path)
    found = only_code(page)
    assert found.ec_level == "M"
    assert int(found.extra["Version"]) <= 4


@pytest.mark.parametrize("poster", [sheet(), long_sheet()], ids=["short", "long"])
def test_the_code_is_nine_centimetres_wide_with_four_white_modules_around(
    poster: Sheet, tmp_path: Path
) -> None:
    (page,) = rendered(a4([poster]), tmp_path)
    left, top, right, bottom = box_of(page)
    assert (right - left) / MM == pytest.approx(90, abs=0.5)
    assert (bottom - top) / MM == pytest.approx(90, abs=0.5)
    module = (right - left) / (17 + 4 * int(only_code(page).extra["Version"]))
    quiet = int(4 * module) - 1
    ImageDraw.Draw(page).rectangle((left - 1, top - 1, right, bottom), fill=255)
    around = page.crop((left - quiet, top - quiet, right + quiet, bottom + quiet))
    assert around.getextrema() == (255, 255)


def test_a_torn_corner_and_a_bad_copier_do_not_stop_the_code(tmp_path: Path) -> None:
    (page,) = rendered(a4([sheet()]), tmp_path)
    left, _, right, bottom = box_of(page)
    side = right - left
    torn = (right - side / 5, bottom - side / 5, right, bottom)
    ImageDraw.Draw(page).rectangle(torn, fill=255)
    copied = page.point(lambda grey: 255 if grey > 128 else 0, mode="1").convert("L")
    assert only_code(copied).text == sheet().link


def test_fonts_travel_with_the_file_once(tmp_path: Path) -> None:
    pdf = a4([sheet(n) for n in range(5)])
    files, names = set(), set()
    for page in PdfReader(BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():
            names.add(font["/BaseFont"])
            files.add(font["/FontDescriptor"].raw_get("/FontFile2").idnum)
    assert sorted(name.split("+")[1] for name in names) == [
        "BeVietnamPro-Bold",
        "BeVietnamPro-Regular",
    ]
    assert len(files) == 2


@pytest.mark.parametrize(
    ("lang", "promises"),
    [
        (
            "vi",
            "Không ghi tên|Không ai xem phiếu riêng|Câu nào cũng bỏ qua được|"
            "Tham gia là tự nguyện; xin đừng đứng nhìn người khác trả lời.|"
            "Không quét được? Gõ: khaosat.cdphurien.vn/k rồi nhập mã ACD-7KM-333|"
            "hết ngày 30/11/2026",
        ),
        (
            "en",
            "No names|Nobody reads single answers|Skip any question|"
            "Taking part is voluntary; please do not watch while others answer.|"
            "Cannot scan? Type: khaosat.cdphurien.vn/k then enter the code ACD-7KM-333|"
            "end of 30 Nov 2026",
        ),
    ],
)
def test_a_poster_says_in_its_language_all_it_must_dr_18(lang: str, promises: str) -> None:
    poster = sheet(lang=lang)
    page = PdfReader(BytesIO(a4([poster]))).pages[0]
    text = " ".join(page.extract_text().split())
    for part in promises.split("|"):
        assert part in text
    for part in (poster.unit, poster.campaign, poster.organisation, poster.phone):
        assert part in text


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("make", [sheet, long_sheet])
def test_no_word_leaves_the_margins_or_covers_another(
    make: type[Sheet], lang: str, tmp_path: Path
) -> None:
    words = words_of(a4([make(lang=lang)]), tmp_path)
    for _, left, top, right, bottom in words:
        assert MARGIN - 1 <= left < right <= 595.3 - MARGIN + 1
        assert MARGIN - 6 <= top < bottom <= 841.9 - MARGIN + 6
    for one, other in combinations(words, 2):
        across = min(one[3], other[3]) - max(one[1], other[1])
        down = min(one[4], other[4]) - max(one[2], other[2])
        assert across < 0.5 or down < 0.5, (one, other)


def test_a_long_name_is_whole_to_the_last_accent(tmp_path: Path) -> None:
    text = " ".join(word[0] for word in words_of(a4([long_sheet()]), tmp_path))
    for part in (LONG, long_sheet().campaign, long_sheet().organisation, long_sheet().phone):
        assert part in text


def test_a_name_without_spaces_or_of_four_hundred_letters_still_fits(tmp_path: Path) -> None:
    for unit in ("Côngtytráchnhiệmhữuhạnmộtthànhviên" * 4, LONG * 4):
        words = words_of(a4([sheet(unit=unit)]), tmp_path)
        assert max(word[3] for word in words) <= 595.3 - MARGIN + 1
        assert max(word[4] for word in words) <= 841.9 - MARGIN + 6


def test_accents_typed_letter_by_letter_are_drawn_as_one(tmp_path: Path) -> None:
    decomposed = normalize("NFD", "Tổ hợp tác Mẫu")
    words = words_of(a4([sheet(unit=decomposed)]), tmp_path)
    assert "Tổ hợp tác Mẫu" in " ".join(word[0] for word in words)


def test_the_invitation_is_read_from_two_metres_in_both_languages(tmp_path: Path) -> None:
    for lang, first in (("vi", "Anh/chị"), ("en", "What")):
        words = words_of(a4([sheet(lang=lang)]), tmp_path)
        height = next(bottom - top for text, _, top, _, bottom in words if text == first)
        assert 40 <= height / 1.265 <= 48.1


def test_tapping_the_code_of_a_poster_sent_as_a_file_opens_the_form() -> None:
    (note,) = PdfReader(BytesIO(a4([sheet()]))).pages[0]["/Annots"]
    assert note.get_object()["/A"]["/URI"] == sheet().link


def test_the_file_lists_its_units_and_is_the_same_each_time() -> None:
    sheets = [sheet(0, unit="Mẫu A"), sheet(1, unit="Mẫu B")]
    reader = PdfReader(BytesIO(a4(sheets)))
    assert [entry["/Title"] for entry in reader.outline] == ["Mẫu A", "Mẫu B"]
    assert a4(sheets) == a4(sheets)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("make", [sheet, long_sheet])
def test_the_zalo_picture_leads_home_and_nothing_touches_its_edge(
    make: type[Sheet], lang: str
) -> None:
    poster = make(lang=lang)
    data = picture(poster)
    image = Image.open(BytesIO(data)).convert("L")
    assert image.size == (1080, 1350)
    assert len(data) < 200_000
    assert only_code(image).text == poster.link
    ImageDraw.Draw(image).rectangle((64, 40, 1080 - 65, 1350 - 41), fill=255)
    assert image.getextrema() == (255, 255)


def test_the_message_for_zalo_holds_the_link_and_the_promises() -> None:
    message = caption(sheet())
    assert sheet().link in message.split()
    assert "Không ghi tên, không ai xem phiếu riêng, câu nào cũng bỏ qua được." in message
    assert "tự nguyện" in message
    assert sheet().unit in message


def test_the_code_on_a_page_is_read_too() -> None:
    png = vl_convert.svg_to_png(code_svg(sheet().link), scale=6)
    assert only_code(Image.open(BytesIO(png)).convert("L")).text == sheet().link
