"""Numbers, shares, money and dates as a reader of each language writes them (handbook 4.3)."""

from __future__ import annotations

from datetime import date

FEW = 100  # below this many answers a share carries no decimal
SMALL = 30  # below this many answers a share near 0 or 1 tells on everybody (rule of unanimity)
_HALF_UP = 1e-9  # 34.45 becomes 34.5, as on paper, though binary fractions fall a hair short
NEAR = 0.05  # how near that is


def number(value: float, lang: str, decimals: int = 0) -> str:
    """1234.5 -> "1.234,5" in Vietnamese, "1,234.5" in English."""
    text = f"{value:,.{decimals}f}"
    return text if lang == "en" else text.translate(str.maketrans(",.", ".,"))


def percent(share: float, lang: str, n: int | None = None) -> str:
    """A share 0..1 as "70,8%"; without decimal when it rests on fewer than `FEW` answers."""
    decimals = 0 if n is not None and n < FEW else 1
    return f"{number(hundredths(share, decimals), lang, decimals)}%"


def hundredths(share: float, decimals: int = 0) -> float:
    """A share in percent, rounded as people round on paper: 0.125 -> 13; the same everywhere."""
    return round(share * 100 + _HALF_UP, decimals)


def nearly_all(share: float, n: int) -> bool:
    """Whether nearly nobody or nearly everybody of a small group said so: then nothing may tell
    how many, for it would tell on each of them (statistics.md 1.8)."""
    return n < SMALL and not NEAR <= share <= 1 - NEAR


def as_told(share: float, n: int) -> float:
    """How far a share may be drawn: no farther than the bound told where a small group agrees."""
    return min(max(share, NEAR), 1 - NEAR) if nearly_all(share, n) else share


def share_text(share: float, n: int, lang: str) -> str:
    """A share of n answers as published: "< 5%" or "> 95%" where a small group nearly agrees."""
    if n < SMALL and share < NEAR:
        return f"< {percent(NEAR, lang, n)}"
    if n < SMALL and share > 1 - NEAR:
        return f"> {percent(1 - NEAR, lang, n)}"
    return percent(share, lang, n)


def money(dong: int, lang: str) -> str:
    """Vietnamese dong in words of the reader: "500.000 đồng"."""
    return f"{number(dong, lang)} {'VND' if lang == 'en' else 'đồng'}"


def day(value: date, lang: str = "vi") -> str:
    """A date in text and tables: 05/3/2026 (month padded for 1 and 2 only)."""
    if lang == "en":
        return f"{value.day} {value:%b %Y}"
    return f"{value.day:02d}/{_month(value)}/{value.year}"


def head_date(value: date) -> str:
    """The date in the head of a Vietnamese paper: "ngày 05 tháng 3 năm 2026"."""
    return f"ngày {value.day:02d} tháng {_month(value)} năm {value.year}"


def _month(value: date) -> str:
    return f"{value.month:02d}" if value.month < 3 else str(value.month)
