"""The words that ask for identity, as data: without accents, Vietnamese and English."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "identity_words.json"


@dataclass(frozen=True, slots=True)
class Asking:
    """A way to ask for something. `plain` is matched without accents; `accented` must be there,
    too, when the text has accents. `only_typed`: harmless where an option is chosen, as in
    «Do you know the union's phone number?»."""

    what: str
    plain: re.Pattern[str]
    accented: str
    only_typed: bool


@cache
def _read() -> Any:
    return json.loads(_FILE.read_text(encoding="utf-8"))


def _asking() -> tuple[Asking, ...]:
    you = _read()["you"]
    return tuple(
        Asking(
            what,
            re.compile(rf"\b(?:{way['plain'].replace('YOU', you)})\b"),
            way.get("accented", ""),
            way.get("only_typed", False),
        )
        for what, ways in _read()["asking"].items()
        for way in ways
    )


NOT_ASKING = re.compile(rf"(?:{'|'.join(_read()['not_asking'])})")
ASKING = _asking()
