"""Papers as LibreOffice prints them: pages with the place of every word."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

_XHTML = "{http://www.w3.org/1999/xhtml}"
_POINTS_A_MM = 72 / 25.4
_SECONDS = 120


@dataclass(frozen=True)
class Line:
    """Words that stand on one line, with their box in millimetres from the top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    """A printed page in millimetres."""

    width: float
    height: float
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """Everything on the page, blanks evened out."""
        return re.sub(r"\s+", " ", " ".join(line.text for line in self.lines))

    def line(self, text: str) -> Line:
        """The only line that holds this text whole."""
        found = [line for line in self.lines if text in line.text]
        assert len(found) == 1, f"{text!r} stands whole on {len(found)} lines"
        return found[0]


def printed(content: bytes, folder: Path, ending: str = "docx") -> tuple[Page, ...]:
    """The pages of an office file, printed by a LibreOffice with a profile of its own."""
    source = folder / f"paper.{ending}"
    source.write_bytes(content)
    profile = (folder / "profile").as_uri()
    program = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    command = [*program, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
    boxes = subprocess.run(
        ["pdftotext", "-bbox-layout", str(folder / "paper.pdf"), "-"],
        check=True,
        capture_output=True,
        timeout=_SECONDS,
    )
    root = ElementTree.fromstring(boxes.stdout)
    return tuple(_page(page) for page in root.iter(f"{_XHTML}page"))


def _page(page: ElementTree.Element) -> Page:
    """Lines are put together by height: a row of a table is one line."""
    words = [word for word in page.iter(f"{_XHTML}word") if word.text]
    words.sort(key=lambda word: (round(float(word.attrib["yMax"])), float(word.attrib["xMin"])))
    lines: list[list[ElementTree.Element]] = []
    for word in words:
        if lines and _same_line(lines[-1][-1], word):
            lines[-1].append(word)
        else:
            lines.append([word])
    width, height = (_mm(page, side) for side in ("width", "height"))
    return Page(width, height, tuple(_line(line) for line in lines))


def _same_line(one: ElementTree.Element, other: ElementTree.Element) -> bool:
    return abs(float(one.attrib["yMax"]) - float(other.attrib["yMax"])) < 2


def _line(words: list[ElementTree.Element]) -> Line:
    words = sorted(words, key=lambda word: float(word.attrib["xMin"]))
    return Line(
        " ".join(word.text or "" for word in words),
        min(_mm(word, "xMin") for word in words),
        min(_mm(word, "yMin") for word in words),
        max(_mm(word, "xMax") for word in words),
        max(_mm(word, "yMax") for word in words),
    )


def _mm(element: ElementTree.Element, name: str) -> float:
    return float(element.attrib[name]) / _POINTS_A_MM
