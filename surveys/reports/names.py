"""Names of files that travel by Zalo, e-mail and memory stick without harm."""

from __future__ import annotations

import re
from datetime import date

from surveys.texts.composing import apart


def file_name(stem: str, today: date, ending: str = "docx") -> str:
    """An ASCII file name with its day: "BC_KhaoSat_NhuCau_2026-11-22.docx"."""
    return f"{ascii_words(stem)}_{today.isoformat()}.{ending}"


def ascii_words(text: str) -> str:
    """Plain letters and digits, words joined by underscores: "Biểu đồ" -> "Bieu_do"."""
    plain = text.replace("đ", "d").replace("Đ", "D")
    letters = apart(plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "_", letters).strip("_")
