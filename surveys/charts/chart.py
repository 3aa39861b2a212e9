"""A chart as anybody may need it: drawn, in words, as a table; or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import altair as alt
import pandas as pd
import vl_convert

from surveys import fonts
from surveys.model import Words
from surveys.texts import LANGUAGES, say

_VEGA_LITE = ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])


@dataclass(frozen=True, slots=True)
class Chart:
    """`alt` says the finding in the reader's language; `table` holds every drawn value in
    columns the reader understands, shares as percent (34.7)."""

    spec: alt.TopLevelMixin
    alt: str
    table: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Withheld:
    """No chart, because too few answered: a sentence for the reader, to be shown instead."""

    sentence: str


def png(chart: Chart, scale: float = 2.0) -> bytes:
    """The chart as a PNG, `scale` pixels for one of the screen. Needs no network."""
    _register_fonts()
    spec: dict[str, Any] = chart.spec.to_dict(validate=False)
    return vl_convert.vegalite_to_png(
        spec, vl_version=_VEGA_LITE, scale=scale, allowed_base_urls=[]
    )


def withheld(reason: str, lang: str, n: int, needed: int) -> Withheld:
    """The sentence for a figure that may not be shown; `reason` is its key."""
    return Withheld(say(reason, lang, n=n, needed=needed))


def in_words(words: Words, lang: str) -> str:
    """A wording in the reader's language, in the customer's where it is missing."""
    return fonts.plain(words.get(lang) or words[LANGUAGES[0]])


def field_words(field: str, lang: str) -> str:
    """A field of the quadrant in words; "" is that of needs nobody rated."""
    return say(f"results.field.{field}" if field else "charts.quadrant.unrated", lang)


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(fonts.FOLDER))
