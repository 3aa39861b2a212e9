"""Every design on every paper: the code leads home, nothing is cut or covered, all rules said."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageDraw
from pypdf import PdfReader

from surveys.campaigns import CARDS_A_SHEET, cards_for, spaced
from surveys.posters import Design, NotLogo, Paper, Sheet, Style, once, picture, pictures, posters
from surveys.posters.logo import LARGEST, Logo, read
from surveys.posters.package import safe_name
from tests.surveys.test_posters import LONG, MM, long_sheet, rendered, sheet, words_of

STYLES = [
    *(Style(paper, design) for paper in (Paper.A4, Paper.A5) for design in Design),
    Style(Paper.CARDS),
    Style(Paper.GUIDE),
]
SIZES = {Paper.A4: (210, 297), Paper.A5: (148, 210), Paper.CARDS: (210, 297)}
BILINGUAL = replace(long_sheet(), second="en")


def _logo() -> Logo:
    image = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((20, 20, 280, 180), fill="#B3261E")
    file = BytesIO()
    image.save(file, "PNG")
    return read(file.getvalue())


def _card(number: int, unit: str = "Công ty Hạt điều Mẫu 01", **changes: str) -> Sheet:
    usual = sheet(number, unit)
    code = usual.code + "4"
    return replace(usual, code=code, link=usual.link + "4", **changes)


def _codes(page: Image.Image) -> list[zxingcpp.Barcode]:
    return zxingcpp.read_barcodes(page)


def _name(style: Style) -> str:
    return f"{style.paper}-{style.design}"


@pytest.mark.parametrize("style", STYLES, ids=_name)
@pytest.mark.parametrize("poster", [sheet(), BILINGUAL], ids=["short", "two-languages"])
def test_codes_are_read_from_paper_of_every_design(
    style: Style, poster: Sheet, tmp_path: Path
) -> None:
    (page,) = rendered(posters([poster], replace(style, logo=_logo())), tmp_path)
    found = _codes(page.point(lambda grey: 255 if grey > 128 else 0))  # as a bad copier does
    assert {code.text for code in found} == {poster.link}
    assert len(found) == (CARDS_A_SHEET if style.paper is Paper.CARDS else 1)
    assert {code.ec_level for code in found} == {"M"}
    assert max(int(code.extra["Version"]) for code in found) <= 4


@pytest.mark.parametrize("style", STYLES, ids=_name)
@pytest.mark.parametrize("poster", [sheet(), BILINGUAL, long_sheet("en")], ids=["vi", "both", "en"])
def test_dr_18_every_design_says_all_it_must_and_no_word_covers_another(
    style: Style, poster: Sheet, tmp_path: Path
) -> None:
    pdf = posters([poster], replace(style, logo=_logo()))
    words = words_of(pdf, tmp_path)
    wide, high = PdfReader(BytesIO(pdf)).pages[0].mediabox[2:]
    for _, left, top, right, bottom in words:
        assert 10 < left < right < float(wide) - 10
        assert 10 < top < bottom < float(high) - 10
    for one, other in combinations(words, 2):
        across = min(one[3], other[3]) - max(one[1], other[1])
        down = min(one[4], other[4]) - max(one[2], other[2])
        assert across < 0.5 or down < 1, (one, other)
    text = " ".join(word[0] for word in words)
    for part in (poster.address, poster.typed_code, *poster.phone.split()):
        assert part in text
    for part in poster.unit.split():
        assert part in text
    assert ("30/11/2026" if poster.lang == "vi" else "30 Nov 2026") in text
    if style.paper is Paper.GUIDE:
        assert ("Không ai được đứng nhìn" if poster.lang == "vi" else "over anybody") in text
        return
    for each in (poster, *([poster.other] if poster.other else [])):
        said = {word for promise in each.promises for word in promise.split()}
        assert said <= set(text.split())
        assert set(each.say("sheet.free").split()) <= set(text.split())


@pytest.mark.parametrize("paper", SIZES)
def test_paper_has_its_size_and_codes_are_large_enough(paper: Paper, tmp_path: Path) -> None:
    pdf = posters([sheet()], Style(paper))
    sides = [float(side) / 72 * 25.4 for side in PdfReader(BytesIO(pdf)).pages[0].mediabox[2:]]
    assert sides == pytest.approx(SIZES[paper], abs=0.5)
    (page,) = rendered(pdf, tmp_path)
    at = _codes(page)[0].position
    least = {Paper.A4: 89, Paper.A5: 62, Paper.CARDS: 29.5}[paper]
    assert (at.top_right.x - at.top_left.x) / MM >= least


@pytest.mark.parametrize("design", Design)
def test_posters_print_in_grey(design: Design, tmp_path: Path) -> None:
    """Letters stand out from their ground by three quarters of the scale, on any printer."""
    (page,) = rendered(posters([sheet()], Style(design=design)), tmp_path)
    left, top, right, bottom = page.point(lambda grey: 255 if grey < 250 else 0).getbbox() or ()
    head = page.crop((left, top, right, top + int(60 * MM)))
    dark, light = head.getextrema()
    assert dark < 80 < 180 < light
    assert bottom - top > 60 * MM


def test_a_box_of_cards_has_a_code_each_and_no_page_mixes_units(tmp_path: Path) -> None:
    units = ["Tổ may A"] * 9 + ["Tổ may B"] * 3
    sheets = [_card(number, unit) for number, unit in enumerate(units)]
    pages = list(rendered(pdf := once(sheets), tmp_path))
    found = [sorted(code.text for code in _codes(page)) for page in pages]
    links = [each.link for each in sheets]
    assert found == [sorted(links[:8]), links[8:9], sorted(links[9:])]
    texts = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    assert ["Tổ may B" in text for text in texts] == [False, False, True]
    assert spaced(sheets[0].code) in texts[0]
    assert "Không ai ghi lại ai cầm phiếu nào" in " ".join(texts[0].split())


@pytest.mark.parametrize("second", ["", "en"])
def test_no_word_of_a_drawn_card_covers_another(second: str, tmp_path: Path) -> None:
    words = words_of(once([_card(0, LONG, second=second)]), tmp_path)
    for one, other in combinations(words, 2):
        across = min(one[3], other[3]) - max(one[1], other[1])
        down = min(one[4], other[4]) - max(one[2], other[2])
        assert across < 0.5 or down < 1, (one, other)


@pytest.mark.parametrize(("workers", "cards"), [(0, 8), (7, 8), (8, 16), (60, 72), (350, 392)])
def test_a_box_holds_a_tenth_more_cards_than_workers_on_whole_sheets(
    workers: int, cards: int
) -> None:
    assert cards_for(workers) == cards


def test_progress_is_told_page_by_page() -> None:
    told: list[int] = []
    posters([sheet(n) for n in range(3)], Style(), told.append)
    once([_card(n) for n in range(9)], told.append)
    pictures([sheet(n) for n in range(2)], None, told.append)
    assert told == [1, 2, 3, 1, 2, 1, 2]


def test_the_zip_has_a_picture_and_a_message_for_each_unit() -> None:
    names = ["Mẫu A", "MẪU a", "CON", "Tổ 1/2: may?", LONG * 2, "…"]
    sheets = [sheet(number, name) for number, name in enumerate(names)]
    box = zipfile.ZipFile(BytesIO(pictures(sheets, _logo())))
    found = box.namelist()
    assert len({name.lower() for name in found}) == 2 * len(names) + 1
    assert all(name.isascii() and len(name) < 90 for name in found)
    assert not [name for name in found if set('<>:"/\\|?*') & set(name) or name.startswith(".")]
    for number, file in enumerate(name for name in found if name.endswith(".png")):
        image = Image.open(BytesIO(box.read(file)))
        assert image.width == 1080
        assert [code.text for code in _codes(image.convert("L"))] == [sheets[number].link]
        text = box.read(file.replace(".png", ".txt")).decode("utf-8-sig")
        assert sheets[number].link in text.split()


def test_of_two_languages_the_zip_has_a_picture_each() -> None:
    found = zipfile.ZipFile(BytesIO(pictures([replace(sheet(), second="en")]))).namelist()
    assert [name for name in found if name.endswith(".png")] == [
        "Cong ty Hat dieu Mau 01 vi.png",
        "Cong ty Hat dieu Mau 01 en.png",
    ]


@pytest.mark.parametrize("name", ["CON", "con", "Aux", "lpt1", "COM9", " nul "])
def test_no_file_is_called_like_a_device_of_windows(name: str) -> None:
    assert safe_name(name) == f"{name.strip()}_"


def test_pictures_with_a_logo_still_lead_home() -> None:
    image = Image.open(BytesIO(picture(long_sheet(), _logo()))).convert("L")
    assert [code.text for code in _codes(image)] == [long_sheet().link]


def _saved(format: str, **options: object) -> bytes:
    file = BytesIO()
    Image.new("RGB", (200, 100), "#1F4E79").save(file, format, **options)
    return file.getvalue()


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_drawn_anew_and_nothing_travels_along(format: str) -> None:
    secret = b"GPS 11.7, 106.9"
    exif = Image.Exif()
    exif[0x010E] = secret.decode()
    made = read(_saved(format, exif=exif) + b"<script>" + secret)
    assert made.content.startswith(b"\x89PNG")
    assert secret not in made.content
    assert b"script" not in made.content
    assert made.size == (200, 100)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "kind"),
        (b"GIF89a" + b"\x01\x00" * 20, "kind"),
        (b"%PDF-1.7", "kind"),
        (b"", "kind"),
        (_saved("PNG")[:60], "broken"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 80, "broken"),
        (_saved("BMP"), "kind"),
        (b"x" * (LARGEST + 1), "large"),
    ],
)
def test_what_is_no_logo_is_refused_by_its_content(content: bytes, reason: str) -> None:
    with pytest.raises(NotLogo) as refused:
        read(content)
    assert refused.value.reason == reason


def test_a_picture_too_large_to_unpack_or_too_small_to_print_is_refused() -> None:
    for size, reason in (((9000, 9000), "pixels"), ((30, 400), "small")):
        file = BytesIO()
        Image.new("1", size).save(file, "PNG")
        with pytest.raises(NotLogo) as refused:
            read(file.getvalue())
        assert refused.value.reason == reason
