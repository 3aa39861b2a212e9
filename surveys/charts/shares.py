"""The answers to one question as bars."""

from __future__ import annotations

import pandas as pd

from surveys.charts.chart import Chart, Withheld, in_words, withheld
from surveys.charts.look import finished
from surveys.charts.rows import FAINT, FINDING, PAGE, PLAIN, Layout, Row, drawn
from surveys.statistics import Bar, Figure
from surveys.texts import say
from surveys.texts.numbers import as_told, hundredths, nearly_all, number, percent, share_text


def bars(figure: Figure, lang: str, layout: Layout = PAGE) -> Chart | Withheld:
    """The figure in its own order. The most frequent answer stands out where it is reliable,
    together with the second where their intervals overlap."""
    if figure.withheld:
        return withheld(figure.withheld, lang, figure.n, figure.needed)
    title = in_words(figure.title, lang)
    leaders = _leaders(figure)
    clear = leaders if leaders[0].estimate.reliable else []
    rows = [_row(bar, lang, stands_out=bar in clear) for bar in figure.bars]
    below = say("charts.head.base", lang, n=number(figure.n, lang), rate=percent(figure.rate, lang))
    if any(row.low is not None for row in rows):
        below = f"{below} · {say('charts.head.interval', lang)}"
    spec = finished(drawn(rows, layout), title, [below])
    return Chart(spec, _finding(figure, lang), _table(figure, lang))


def _row(bar: Bar, lang: str, *, stands_out: bool) -> Row:
    share = bar.estimate
    figure = _text(bar, lang)
    role = FINDING if stands_out else PLAIN
    if not share.reliable:
        role, figure = FAINT, f"{figure} · {say('results.trend', lang)}"
    low, high = (
        (None, None) if nearly_all(bar.estimate.value, bar.estimate.n) else (share.low, share.high)
    )
    value = as_told(share.value, share.n)
    return Row(in_words(bar.label, lang), value, figure, low, high, role=role)


def _finding(figure: Figure, lang: str) -> str:
    first, *equal = _leaders(figure)
    said = {
        "title": in_words(figure.title, lang),
        "label": in_words(first.label, lang),
        "share": _text(first, lang),
        "low": percent(first.estimate.low, lang, first.estimate.n),
        "high": percent(first.estimate.high, lang, first.estimate.n),
    }
    for other in equal:
        said["other"] = in_words(other.label, lang)
        said["other_share"] = _text(other, lang)
    name = (
        "tie"
        if equal
        else "nearly_all"
        if nearly_all(first.estimate.value, first.estimate.n)
        else "finding"
    )
    sentences = [say(f"charts.bars.{name}", lang, **said)]
    sentences += [_next(other, lang) for other in _by_size(figure)[1:2] if not equal]
    if not first.estimate.reliable:
        sentences.append(say("charts.bars.weak", lang))
    return " ".join(sentences)


def _next(bar: Bar, lang: str) -> str:
    return say("charts.bars.next", lang, label=in_words(bar.label, lang), share=_text(bar, lang))


def _leaders(figure: Figure) -> list[Bar]:
    """The most frequent answer, and the second if it may be as frequent."""
    first, *others = _by_size(figure)
    return [first, *(bar for bar in others[:1] if bar.estimate.high >= first.estimate.low)]


def _by_size(figure: Figure) -> list[Bar]:
    return sorted(figure.bars, key=lambda bar: -bar.estimate.value)


def _text(bar: Bar, lang: str) -> str:
    return share_text(bar.estimate.value, bar.estimate.n, lang)


def _table(figure: Figure, lang: str) -> pd.DataFrame:
    names = ("answer", "count", "share", "low", "high", "note")
    columns = [say(f"charts.column.{name}", lang) for name in names]
    table = pd.DataFrame([_values(bar, lang) for bar in figure.bars], columns=columns)
    return table.astype({columns[1]: "Int64"})


def _values(bar: Bar, lang: str) -> tuple[object, ...]:
    if nearly_all(bar.estimate.value, bar.estimate.n):
        return in_words(bar.label, lang), None, None, None, None, _text(bar, lang)
    share = bar.estimate
    figures = (hundredths(part, 1) for part in (share.value, share.low, share.high))
    trend = "" if share.reliable else say("results.trend", lang)
    return in_words(bar.label, lang), bar.count, *figures, trend
