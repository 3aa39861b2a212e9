"""Files that somebody made to do harm: every import and the logo refuse them, soon and in words."""

from __future__ import annotations

import io
import resource
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from PIL import Image

from surveys.ledgers import BOOKS
from surveys.ledgers.reading import Known
from surveys.ledgers.reading import read as read_ledger
from surveys.posters import NotLogo, read_logo
from surveys.register import NotReadable
from surveys.register import read as read_register
from surveys.xlsform import NotXlsForm
from surveys.xlsform import read as read_form

SECONDS = 20  # on a busy machine; a bomb takes for ever
MEGABYTES = 700  # above what is there before
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "'
    + "ha" * 50
    + '">'
    + "".join(f'<!ENTITY {chr(98 + n)} "' + f"&{chr(97 + n)};" * 10 + '">' for n in range(9))
    + "]>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY j SYSTEM "file://{file}">]>'


def _register(data: bytes) -> object:
    return read_register(data, "a.xlsx")


def _ledger(data: bytes) -> object:
    return read_ledger(next(iter(BOOKS.values())), data, "a.xlsx", Known([]))


def _form(data: bytes) -> object:
    return read_form(data, "p1")


IMPORTS = (_register, _ledger, _form)
Import = Callable[[bytes], object]


def _book() -> bytes:
    book, stream = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    sheet.append(["type", "name", "label", "Mã", "Tên"])
    sheet.append(["text", "a", "MARK", "A", "B"])
    book.save(stream)
    return stream.getvalue()


def _altered(change: Callable[[str, bytes], bytes]) -> bytes:
    """The workbook with changed parts."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(_book())) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return stream.getvalue()


def _entities(head: str, entity: str) -> bytes:
    """Every part declares entities; the words of the cells are one of them."""

    def change(name: str, part: bytes) -> bytes:
        if not name.endswith(".xml"):
            return part
        body = part.decode().split("?>", 1)[-1].replace("MARK", f"&{entity};")
        return f"{head}{body}".encode()

    return _altered(change)


def _tried(read: Import, data: bytes) -> str:
    """What came of it; nothing else than a refusal in words may be raised, and soon."""
    before, began = _peak(), time.monotonic()
    try:
        found = repr(read(data))
    except (NotReadable, NotXlsForm) as refused:
        found = str(refused)
    assert time.monotonic() - began < SECONDS
    assert _peak() - before < MEGABYTES
    return found


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@pytest.mark.parametrize("read", IMPORTS)
def test_entities_that_multiply_are_refused(read: Import) -> None:
    assert "haha" * 40 not in _tried(read, _entities(BOMB, "j"))


@pytest.mark.parametrize("read", IMPORTS)
def test_no_file_of_the_server_is_read_by_an_entity(read: Import, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("khoa-bi-mat")
    assert "khoa-bi-mat" not in _tried(read, _entities(OUTSIDE.format(file=secret), "j"))


@pytest.mark.parametrize("read", IMPORTS)
def test_a_zip_that_unpacks_to_gigabytes_is_refused(read: Import) -> None:
    zeros = b"0" * 70_000_000
    bomb = _altered(lambda name, part: part + zeros if "sheet1" in name else part)
    assert len(bomb) < 1_000_000
    with pytest.raises((NotReadable, NotXlsForm)):
        read(bomb)


@pytest.mark.parametrize("read", IMPORTS)
def test_a_zip_that_lies_about_its_size_is_refused(read: Import) -> None:
    """The catalogue says ten bytes; the part goes on for seventy million."""
    zeros = b"<!--" + b"0" * 70_000_000 + b"-->"
    bomb = bytearray(_altered(lambda name, part: part + zeros if "sheet1" in name else part))
    large = (70_000_007 + len(_part("xl/worksheets/sheet1.xml"))).to_bytes(4, "little")
    assert bytes(bomb).count(large) >= 1
    small = bytes(bomb).replace(large, (10).to_bytes(4, "little"))
    with pytest.raises((NotReadable, NotXlsForm)):
        read(small)


def _part(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(_book())) as book:
        return book.read(name)


@pytest.mark.parametrize(
    ("size", "kind"),
    [((30_000, 30_000), "PNG"), ((16_000, 1_001), "PNG"), ((5_000, 4_000), "JPEG")],
)
def test_a_picture_larger_than_a_poster_is_refused(size: tuple[int, int], kind: str) -> None:
    stream = io.BytesIO()
    Image.new("1" if kind == "PNG" else "L", size).save(stream, kind)
    with pytest.raises(NotLogo):
        read_logo(stream.getvalue())
