"""The needs in the order of their unmet shares, with what cannot be told apart joined."""

from __future__ import annotations

import pandas as pd

from surveys.charts.chart import Chart, Withheld, field_words, in_words, withheld
from surveys.charts.look import finished
from surveys.charts.rows import FAINT, FINDING, PAGE, PLAIN, Layout, Row, drawn
from surveys.needs import NeedRow, Ranking
from surveys.texts import say
from surveys.texts.numbers import as_told, hundredths, nearly_all, number, percent, share_text

_FIGURES = ("rank", "need", "unmet", "low", "high", "workers")
_COLUMNS = (*_FIGURES, "importance", "satisfaction", "field", "note")


def ranking_bars(ranking: Ranking, lang: str, layout: Layout = PAGE) -> Chart | Withheld:
    """One bar a need; those that may be first stand out, ties are joined by a line."""
    if ranking.withheld:
        return withheld(ranking.withheld, lang, ranking.n, ranking.needed)
    rows = [_row(row, lang) for row in ranking.rows]
    title = say("charts.ranking.title", lang)
    reading = [say("charts.head.interval", lang), say("charts.ranking.ranks", lang)]
    if not layout.above:
        reading[-1] += f". {say('charts.ranking.ties', lang)}"
    below = below_title(ranking, lang, *reading)
    return Chart(
        finished(drawn(rows, layout), title, below), _finding(ranking, lang), table(ranking, lang)
    )


def below_title(ranking: Ranking, lang: str, *reading: str) -> list[str]:
    """The lines under the title: how many answered, how to read it, whether they are few."""
    rate = percent(ranking.rate, lang)
    base = say("charts.head.base", lang, n=number(ranking.n, lang), rate=rate)
    few = [say("results.few", lang)] if ranking.few else []
    return [" · ".join([base, *reading[:-1]]), reading[-1], *few]


def rank(row: NeedRow) -> str:
    """The rank as printed: "1", or "2–4" where the data cannot tell."""
    return f"{row.first}" if row.first == row.last else f"{row.first}–{row.last}"


def table(ranking: Ranking, lang: str) -> pd.DataFrame:
    """All figures of the ranking: rank, need, unmet share with interval, workers, I, S, field."""
    return pd.DataFrame(
        [_values(row, lang) for row in ranking.rows],
        columns=[say(f"charts.column.{name}", lang) for name in _COLUMNS],
    )


def _values(row: NeedRow, lang: str) -> tuple[object, ...]:
    satisfied = None if row.satisfaction is None else round(row.satisfaction, 1)
    unmet, agree = row.unmet, nearly_all(row.unmet.value, row.unmet.n)
    notes = [share_text(unmet.value, unmet.n, lang)] if agree else []
    notes += [] if unmet.reliable else [say("results.trend", lang)]
    figures = (hundredths(part, 1) for part in (unmet.value, unmet.low, unmet.high))
    return (
        rank(row),
        in_words(row.label, lang),
        *((None, None, None) if agree else figures),
        row.workers,
        hundredths(row.importance.value, 1),
        satisfied,
        field_words(row.field, lang),
        "; ".join(notes),
    )


def _row(row: NeedRow, lang: str) -> Row:
    unmet = row.unmet
    figure = share_text(unmet.value, unmet.n, lang)
    low, high = (None, None) if nearly_all(unmet.value, unmet.n) else (unmet.low, unmet.high)
    role = FINDING if row.first == 1 else PLAIN
    if not unmet.reliable:
        role, figure = FAINT, f"{figure} · {say('results.trend', lang)}"
    return Row(
        f"{rank(row)}. {in_words(row.label, lang)}",
        as_told(unmet.value, unmet.n),
        figure,
        low,
        high,
        role=role,
        tie=say("results.tie", lang) if row.tie else "",
    )


def _finding(ranking: Ranking, lang: str) -> str:
    leaders = [row for row in ranking.rows if row.first == 1] or list(ranking.rows[:1])
    top = leaders[0]
    said = {
        "label": in_words(top.label, lang),
        "share": share_text(top.unmet.value, top.unmet.n, lang),
        "hundred": number(hundredths(as_told(top.unmet.value, top.unmet.n)), lang),
        "low": percent(top.unmet.low, lang, top.unmet.n),
        "high": percent(top.unmet.high, lang, top.unmet.n),
        "workers": number(top.workers, lang),
        "labels": "; ".join(in_words(row.label, lang) for row in leaders),
    }
    name = "tie" if len(leaders) > 1 else "finding"
    if name == "finding" and nearly_all(top.unmet.value, top.unmet.n):
        name = "nearly_all"
    sentences = [say(f"charts.ranking.{name}", lang, **said)]
    for row in ranking.rows[len(leaders) : len(leaders) + 1]:
        share = share_text(row.unmet.value, row.unmet.n, lang)
        sentences.append(
            say("charts.ranking.next", lang, label=in_words(row.label, lang), share=share)
        )
    return " ".join([*sentences, *([say("results.few", lang)] if ranking.few else [])])
