"""Makes one kind of sheet for five hundred units in this fresh process, and prints seconds,
megabytes at most in memory, and bytes for each sheet."""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import date
from io import BytesIO

from PIL import Image

from surveys.campaigns import link, new_card, new_code
from surveys.posters import Design, Sheet, Style, once, pictures, posters
from surveys.posters.logo import read
from tests.bench.posters import UNITS

CARDS = 8  # for each unit


def main(subject: str) -> None:
    """Time the one thing asked for."""
    codes = [new_card() for _ in range(CARDS * UNITS)] if subject == "cards" else _codes()
    sheets = [_sheet(number, code) for number, code in enumerate(codes)]
    file = BytesIO()
    Image.radial_gradient("L").save(file, "PNG")
    logo = read(file.getvalue())
    began = time.perf_counter()
    if subject == "pictures":
        made = pictures(sheets, logo)
    elif subject == "cards":
        made = once(sheets)
    else:
        made = posters(sheets, Style(design=Design(subject), logo=logo))
    seconds = time.perf_counter() - began
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([seconds, megabytes, len(made) / len(sheets)]))


def _codes() -> list[str]:
    return [new_code() for _ in range(UNITS)]


def _sheet(number: int, code: str) -> Sheet:
    return Sheet(
        unit=f"Công ty Trách nhiệm hữu hạn Chế biến Hạt điều Mẫu {number % UNITS:03}",
        campaign="Khảo sát nhu cầu, nguyện vọng đoàn viên, người lao động năm 2026",
        organisation="Công đoàn xã Phú Riềng Mẫu",
        phone="0271 000 000",
        closes_on=date(2026, 11, 30),
        link=link("https://langnghe.example.vn", code),
        code=code,
    )


main(sys.argv[1])
