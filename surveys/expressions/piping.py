"""Earlier answers inside a wording: "Anh/chị làm ${job} được bao lâu?"."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

_PLACE = re.compile(r"\$\{\s*([^\W\d][\w.-]*)\s*\}")


@lru_cache(maxsize=20_000)
def piped(wording: str) -> tuple[str, ...]:
    """The wording cut at its places: text, name, text, name, …, text."""
    return tuple(_PLACE.split(wording))


def filled(wording: str, answer: Callable[[str], str]) -> str:
    """The wording with each place filled; `answer` gives what stands there by name."""
    parts = piped(wording)
    return "".join(part if i % 2 == 0 else answer(part) for i, part in enumerate(parts))
