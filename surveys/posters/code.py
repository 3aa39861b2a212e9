"""The QR code of a link, as rectangles a printer draws sharply at any size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET = 4  # modules of white around a code (ISO/IEC 18004)


@dataclass(frozen=True, slots=True)
class Code:
    """A code of `side` modules; `runs` are its dark stretches: column, row, length."""

    side: int
    version: int
    runs: tuple[tuple[int, int, int], ...]


@lru_cache(maxsize=64)  # a sheet asks for its code more than once
def code_of(link: str) -> Code:
    """The code of a link, error correction M: readable with 15 % of it torn or dirty."""
    made = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    made.add_data(link)
    made.make(fit=True)
    rows = made.get_matrix()
    runs = tuple(run for y, row in enumerate(rows) for run in _runs(y, [bool(m) for m in row]))
    return Code(len(rows), made.version or 0, runs)


def code_svg(link: str) -> str:
    """The code with its quiet zone as one SVG picture that takes the size of its frame."""
    code = code_of(link)
    whole = code.side + 2 * QUIET
    path = "".join(f"M{x + QUIET} {y + QUIET}h{n}v1h-{n}z" for x, y, n in code.runs)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{whole}v{whole}H0z"/>'
        f'<path d="{path}"/></svg>'
    )


def _runs(y: int, row: list[bool]) -> list[tuple[int, int, int]]:
    found, x = [], 0
    for dark, modules in groupby(row):
        length = len(list(modules))
        if dark:
            found.append((x, y, length))
        x += length
    return found
