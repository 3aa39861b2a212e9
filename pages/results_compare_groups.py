"""Beside a comparison: which groups there are, which are compared, how the test came out."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.results_view import table
from surveys.blocks import POOLED
from surveys.charts.chart import in_words
from surveys.statistics.comparisons import LEVEL
from surveys.statistics.contrast import Contrast
from surveys.statistics.sides import MOST, Side
from surveys.texts import say
from surveys.texts.numbers import hundredths, number, percent

_COLUMNS = ("letter", "group", "n", "rate", "note")
_SMALLEST = 0.001  # chances below are not told by their digits


def remarks(found: Contrast, lang: str) -> list[str]:
    """What a reader must know of the comparison."""
    known = percent(found.classified, lang)
    name = in_words(found.trait, lang)
    told = [say("board.compare.classified", lang, trait=name, share=known)]
    if len([side for side in found.sides if side.code != POOLED]) >= MOST:
        told.append(say("board.compare.some", lang, count=MOST))
    return [*told, *_tested(found, lang)]


def groups(found: Contrast, lang: str) -> None:
    """The groups with their answers, response rates, and why one is not told or not compared."""
    if not found.sides:
        return
    st.subheader(say("board.compare.groups", lang), anchor=False)
    columns = [say(f"board.compare.{name}", lang) for name in _COLUMNS]
    rows = [_row(side, lang) for side in found.sides]
    table(pd.DataFrame(rows, columns=columns))


def _row(side: Side, lang: str) -> tuple[object, ...]:
    rate = None if side.rate is None else hundredths(side.rate, 1)
    n = None if side.withheld else side.n
    return side.letter or "–", in_words(side.label, lang), n, rate, _note(side, lang)


def _note(side: Side, lang: str) -> str:
    if side.withheld:
        return say(side.withheld, lang, needed=side.needed, n=side.n)
    if side.code == POOLED:
        return say("board.compare.pooled", lang)
    return say("board.compare.tested" if side.tested else "board.compare.few", lang)


def _tested(found: Contrast, lang: str) -> list[str]:
    """The test of the whole table in words, then what the letters allow for."""
    if found.tested < 2:
        return [say("board.compare.test_few", lang)] if found.sides else []
    told = [say("board.compare.holm", lang)]
    if found.test is None:
        return [say("board.compare.test_none", lang), *told]
    key = "test_yes" if found.test.p < LEVEL else "test_no"
    return [say(f"board.compare.{key}", lang, p=_chance(found.test.p, lang)), *told]


def _chance(p: float, lang: str) -> str:
    return say("board.compare.small", lang) if p < _SMALLEST else number(p, lang, 3)
