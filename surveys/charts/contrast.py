"""A question by groups side by side: a section for each answer, a bar for each group."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pandas as pd

from surveys.blocks import POOLED
from surveys.charts.chart import Chart, Withheld, in_words, withheld
from surveys.charts.look import finished
from surveys.charts.rows import FAINT, FINDING, HEADING, PAGE, PLAIN, Layout, Row, drawn
from surveys.model import Words
from surveys.statistics import Bar
from surveys.statistics.contrast import Contrast
from surveys.statistics.differing import REST
from surveys.statistics.sides import Side
from surveys.texts import say
from surveys.texts.numbers import as_told, hundredths, nearly_all, number, percent, share_text

_COLUMNS = ("answer", "group", "n", "share", "low", "high", "note")


def contrast_bars(
    found: Contrast, lang: str, layout: Layout = PAGE, answers: Collection[str] = ()
) -> Chart | Withheld:
    """The shares of each answer (of `answers` alone, if there are any) by group; what is surely
    higher than another group stands out and names it by its letter."""
    shown = [side for side in found.sides if not side.withheld]
    if found.withheld or not shown:
        few = found.withheld or "results.withheld.no_side"
        return withheld(few, lang, 0, found.needed)
    rows: list[Row] = []
    for code, label in answers_of(found):
        if not answers or code in answers:
            rows.append(Row(in_words(label, lang), None, role=HEADING))
            rows += [_row(found, side, code, lang) for side in _ordered(found, code)]
    below = [_below(found, lang), say("charts.head.interval", lang)]
    if found.tested:
        below.append(say(f"charts.contrast.{'letters' if found.in_pairs else 'rest'}", lang))
    spec = finished(drawn(rows, layout), in_words(found.title, lang), below)
    return Chart(spec, finding(found, lang), _table(found, lang))


def answers_of(found: Contrast) -> list[tuple[str, Words]]:
    """The answers that some group is told of, in the order of the question."""
    side = next((side for side in found.sides if side.bars), None)
    return [(bar.code, bar.label) for bar in side.bars] if side else []


def finding(found: Contrast, lang: str) -> str:
    """The widest gap between two groups that is sure, in words; or that there is none."""
    gap = widest(found)
    if gap is None:
        return say(
            "charts.contrast.nothing" if found.tested > 1 else "charts.contrast.untested", lang
        )
    high, low, bar, other = gap
    key = "charts.contrast.finding_rest" if low is None else "charts.contrast.finding"
    return say(
        key,
        lang,
        answer=in_words(bar.label, lang),
        high=in_words(high.label, lang),
        low=in_words(low.label, lang) if low else "",
        share=share_text(bar.estimate.value, bar.estimate.n, lang),
        low_share=share_text(other.estimate.value, other.estimate.n, lang) if other else "",
    )


def widest(found: Contrast) -> tuple[Side, Side | None, Bar, Bar | None] | None:
    """The two groups farthest apart that are told apart, with what they say; without the second
    where groups are compared with all others."""
    gaps = []
    for (answer, code), names in found.higher.items():
        high = next(side for side in found.sides if side.code == code)
        bar = high.bar(answer)
        lower = (
            [s for s in found.sides if s.letter and s.letter in names] if names != REST else [None]
        )
        for low in lower:
            other = low.bar(answer) if low else None
            if bar is not None:
                gap = bar.estimate.value - (other.estimate.value if other else 0.0)
                gaps.append((gap, (high, low, bar, other)))
    return max(gaps, key=lambda one: one[0])[1] if gaps else None


def side_name(side: Side, lang: str) -> str:
    """ "A. Women (n = 120)"."""
    letter = f"{side.letter}. " if side.letter else ""
    base = say("charts.contrast.base", lang, n=number(side.n, lang))
    return f"{letter}{in_words(side.label, lang)} ({base})"


def mark_words(found: Contrast, answer: str, side: str, lang: str) -> str:
    """What a share is surely above or below, in words; "" where nothing is sure."""
    parts = []
    for key, marks in (("higher", found.higher), ("lower", found.lower)):
        names = marks.get((answer, side), "")
        if names == REST:
            parts.append(say(f"charts.contrast.{key}_rest", lang))
        elif names:
            parts.append(say(f"charts.contrast.{key}", lang, letters=", ".join(names)))
    return "; ".join(parts)


def _ordered(found: Contrast, answer: str) -> list[Side]:
    """Lettered groups in their own order; many groups by what they say, the highest first."""
    shown = [side for side in found.sides if not side.withheld]
    if found.in_pairs:
        return shown

    def height(side: Side) -> tuple[bool, float]:
        bar = side.bar(answer)
        return side.code == POOLED, -bar.estimate.value if bar else 0.0

    return sorted(shown, key=height)


def _row(found: Contrast, side: Side, answer: str, lang: str) -> Row:
    bar = side.bar(answer)
    if bar is None:
        return Row(side_name(side, lang), None, "–", role=FAINT)
    share = bar.estimate
    above = found.higher.get((answer, side.code), "")
    words = share_text(share.value, share.n, lang)
    if above:
        words += f"  > {say('charts.contrast.others', lang) if above == REST else ' '.join(above)}"
    if not share.reliable:
        words += f" · {say('results.trend', lang)}"
    role = FAINT if not share.reliable else FINDING if above else PLAIN
    if nearly_all(share.value, share.n):
        value = as_told(share.value, share.n)
        return Row(side_name(side, lang), value, words, role=role)
    return Row(side_name(side, lang), share.value, words, share.low, share.high, role=role)


def _below(found: Contrast, lang: str) -> str:
    trait = say("charts.contrast.by", lang, trait=in_words(found.trait, lang))
    known = percent(found.classified, lang, 1)
    return f"{trait} · {say('charts.contrast.classified', lang, share=known)}"


def _table(found: Contrast, lang: str) -> pd.DataFrame:
    columns = [say(f"charts.column.{name}", lang) for name in _COLUMNS]
    return pd.DataFrame(list(_lines(found, lang)), columns=columns)


def _lines(found: Contrast, lang: str) -> Iterator[tuple[object, ...]]:
    for code, label in answers_of(found):
        for side in found.sides:
            bar = side.bar(code)
            name = (in_words(label, lang), in_words(side.label, lang))
            if bar is None:
                yield *name, None, None, None, None, say(side.withheld, lang, needed=side.needed)
                continue
            share = bar.estimate
            notes = [mark_words(found, code, side.code, lang)]
            notes += [] if share.reliable else [say("results.trend", lang)]
            if nearly_all(share.value, share.n):
                text = share_text(share.value, share.n, lang)
                yield *name, share.n, None, None, None, "; ".join(filter(None, [text, *notes]))
                continue
            figures = (hundredths(part, 1) for part in (share.value, share.low, share.high))
            yield *name, share.n, *figures, "; ".join(filter(None, notes))
