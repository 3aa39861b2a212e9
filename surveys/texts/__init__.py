"""Every sentence the product says, side by side in each language it speaks."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("vi", "en")  # the first is the language of the customer and the fallback

_FOLDER = Path(__file__).parent


def say(key: str, lang: str, **values: object) -> str:
    """The sentence named `key` ("file.table.name") in `lang`, its {places} filled with values.

    KeyError when no language has it: a missing sentence is a bug, never an empty screen.
    """
    return sentences(lang)[key].format_map(values) if values else sentences(lang)[key]


@cache
def sentences(lang: str) -> Mapping[str, str]:
    """All sentences of a language by key; an unknown language gives the customer's."""
    folder = _FOLDER / (lang if lang in LANGUAGES else LANGUAGES[0])
    found: dict[str, str] = {}
    for file in sorted(folder.glob("*.toml")):
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        found.update(_flat(table, file.stem))
    return found


def _flat(table: Mapping[str, Any], prefix: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in table.items():
        key = f"{prefix}.{name}"
        found.update(_flat(value, key) if isinstance(value, dict) else {key: str(value)})
    return found
