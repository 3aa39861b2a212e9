"""What a sheet is drawn of: words, bars, lines, codes and ticks, in points from its top left."""

from __future__ import annotations

from dataclasses import dataclass, field

from surveys.fonts import Fitted
from surveys.posters.code import Code
from surveys.posters.logo import Logo

INK, PRIMARY, TINT, RULE, WHITE = "#1B1F23", "#1F4E79", "#E8EFF6", "#8A939B", "#FFFFFF"
LEADING = 1.28  # line height: stacked accents of one line never meet the line above
MM = 72 / 25.4  # points
A4 = (210 * MM, 297 * MM)


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of one size. `left` is where they begin, or their middle when `centred`."""

    text: Fitted
    left: float
    top: float
    ink: str = INK
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle; with an `edge` only its outline, that wide."""

    left: float
    top: float
    width: float
    height: float
    ink: str
    edge: float = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line; `dashed` where scissors go."""

    start: tuple[float, float]
    end: tuple[float, float]
    width: float = 0.8
    ink: str = RULE
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Squares:
    """A code without its quiet zone; tapping it in a file opens `link`."""

    code: Code
    link: str
    left: float
    top: float
    side: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick as high as letters of this size, standing on `base`."""

    left: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A logo."""

    logo: Logo
    left: float
    top: float
    width: float
    height: float


Mark = Words | Bar | Line | Squares | Tick | Picture


@dataclass(slots=True)
class Page:
    """One side of paper. `title` is its entry in the list of the file."""

    title: str
    size: tuple[float, float] = A4
    marks: list[Mark] = field(default_factory=list)

    def write(self, text: Fitted, left: float, top: float, ink: str = INK) -> float:
        """Write lines downward; returns where the next thing may begin."""
        self.marks.append(Words(text, left, top, ink))
        return top + height(text)

    def centre(self, text: Fitted, middle: float, top: float, ink: str = INK) -> float:
        """The same around a middle."""
        self.marks.append(Words(text, middle, top, ink, centred=True))
        return top + height(text)


def height(text: Fitted) -> float:
    """The room lines take."""
    return len(text.lines) * LEADING * text.size
