"""The picture at the head of posters: told by its content, drawn anew, never kept as it came."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

from PIL import Image, UnidentifiedImageError

LARGEST = 3 * 1024 * 1024  # bytes of the file that is sent
MOST_PIXELS = 16_000_000  # of the picture: more is a bomb, or a poster of its own
SMALLEST = 64  # pixels on the shorter side: less is mush on paper
ENDINGS = ("png", "jpg", "jpeg", "webp")
_FORMATS = ("PNG", "JPEG", "WEBP")  # no SVG: it may run script and load things
_KEPT = 480  # pixels on the longer side: 300 dots an inch at 4 cm


class NotLogo(Exception):
    """The file cannot be taken; `reason` names the sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Logo:
    """A PNG without transparency that we wrote ourselves."""

    content: bytes

    @cached_property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return Image.open(BytesIO(self.content), formats=("PNG",)).size

    def fitted(self, width: float, height: float) -> tuple[float, float]:
        """Width and height inside a room, whole and undistorted."""
        scale = min(width / self.size[0], height / self.size[1])
        return self.size[0] * scale, self.size[1] * scale

    @property
    def digest(self) -> str:
        """A checksum of the bytes."""
        return hashlib.sha256(self.content).hexdigest()[:16]


def read(content: bytes) -> Logo:
    """The logo in a file, on white and without what came along; NotLogo when it is too large, too
    small, broken, or no picture of a kind we take."""
    if len(content) > LARGEST:
        raise NotLogo("large")
    try:
        sent = Image.open(BytesIO(content), formats=_FORMATS)
        width, height = sent.size
        if width * height > MOST_PIXELS:
            raise NotLogo("pixels")
        if min(width, height) < SMALLEST:
            raise NotLogo("small")
        drawn = sent.convert("RGBA")
    except Image.DecompressionBombError as error:
        raise NotLogo("pixels") from error
    except UnidentifiedImageError as error:
        raise NotLogo("kind") from error
    except (OSError, ValueError, SyntaxError) as error:  # what Pillow says of broken files
        raise NotLogo("broken") from error
    paper = Image.new("RGBA", drawn.size, "#FFFFFF")
    paper.alpha_composite(drawn)
    paper.thumbnail((_KEPT, _KEPT), Image.Resampling.LANCZOS)
    file = BytesIO()
    paper.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return Logo(file.getvalue())
