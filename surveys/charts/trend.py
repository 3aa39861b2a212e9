"""What people said in several waves: a section for each answer, a bar for each wave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from surveys.charts.chart import Chart, Withheld, in_words, withheld
from surveys.charts.look import finished
from surveys.charts.rows import FAINT, FINDING, HEADING, PAGE, PLAIN, Layout, Row, drawn
from surveys.statistics import Estimate
from surveys.statistics.coverage import Coverage
from surveys.statistics.trend import Line, Trend
from surveys.statistics.waves import Change
from surveys.texts import say
from surveys.texts.numbers import as_told, hundredths, nearly_all, number, percent, share_text

_COLUMNS = ("answer", "wave", "n", "share", "low", "high", "note")


def trend_bars(
    found: Trend, names: Sequence[str], lang: str, layout: Layout = PAGE
) -> Chart | Withheld:
    """The lines of the trend by wave (`names` of the waves, the oldest first); the answer itself
    says by how much it changed, and stands out where that is sure."""
    last = found.waves[-1]
    if last.withheld:
        return withheld(last.withheld, lang, last.n, last.needed)
    rows: list[Row] = []
    for line in sorted(found.lines, key=lambda line: -_size(line.points[-1])):
        rows.append(Row(in_words(line.label, lang), None, role=HEADING))
        rows += [_row(line, name, place, lang) for place, name in enumerate(names)]
    below = [*_bases(found, names, lang), say("charts.head.interval", lang)]
    if any(line.change for line in found.lines):
        below.append(say("charts.trend.beside", lang))
    below.append(say(f"charts.trend.{found.shared.coverage}", lang, units=found.shared.units))
    spec = finished(drawn(rows, layout), in_words(found.title, lang), below)
    return Chart(spec, finding(found, lang), _table(found, names, lang))


def finding(found: Trend, lang: str) -> str:
    """The widest change that is sure, in words; or that there is none, or that none may be told."""
    if found.shared.coverage is Coverage.CHANGED:
        return say("charts.trend.no_change_told", lang)
    line = widest_change(found)
    if line is None or line.change is None:
        told = any(line.change for line in found.lines)
        return say("charts.trend.nothing" if told else "charts.trend.no_change_told", lang)
    key = "charts.trend.up" if line.change.value > 0 else "charts.trend.down"
    return say(key, lang, answer=in_words(line.label, lang), **_points(line.change, lang))


def widest_change(found: Trend) -> Line | None:
    """The line that changed most, of those whose change is certain."""
    sure = [(abs(c.value), line) for line in found.lines if (c := line.change) and c.certain]
    return max(sure, key=lambda pair: pair[0])[1] if sure else None


def highest(found: Trend) -> Line | None:
    """The line with the highest share in the last wave."""
    told = [(last.value, line) for line in found.lines if (last := line.points[-1])]
    return max(told, key=lambda pair: pair[0])[1] if told else None


def change_words(change: Change | None, lang: str) -> str:
    """ "+3,2 points (from 1,0 to 5,4)", with a word on how sure that is; "" where none is told."""
    if change is None:
        return ""
    key = "charts.trend.sure" if change.certain else "charts.trend.unsure"
    return say(key, lang, **_points(change, lang))


def _points(change: Change, lang: str) -> dict[str, str]:
    named = {"points": change.value, "low": change.low, "high": change.high}
    return {name: _signed(value * 100, lang) for name, value in named.items()}


def _signed(points: float, lang: str) -> str:
    shown = round(points, 1)
    text = number(abs(shown), lang, 1)
    return f"+{text}" if shown > 0 else f"−{text}" if shown < 0 else text


def _row(line: Line, name: str, place: int, lang: str) -> Row:
    share, is_last = line.points[place], place == len(line.points) - 1
    if is_last and line.change:
        points = _points(line.change, lang)["points"]
        name = say("charts.trend.with_change", lang, wave=name, points=points)
    if share is None:
        return Row(name, None, say("results.too_few_mark", lang), role=FAINT)
    words = share_text(share.value, share.n, lang)
    role = FINDING if is_last and line.change and line.change.certain else PLAIN
    if not share.reliable:
        role, words = FAINT, f"{words} · {say('results.trend', lang)}"
    if nearly_all(share.value, share.n):
        return Row(name, as_told(share.value, share.n), words, role=role)
    return Row(name, share.value, words, share.low, share.high, role=role)


def _size(share: Estimate | None) -> float:
    return share.value if share else 0.0


def _bases(found: Trend, names: Sequence[str], lang: str) -> list[str]:
    return [
        f"{name}: " + say("charts.head.base", lang, n=number(w.n, lang), rate=percent(w.rate, lang))
        for name, w in zip(names, found.waves, strict=True)
        if not w.withheld
    ]


def _table(found: Trend, names: Sequence[str], lang: str) -> pd.DataFrame:
    columns = [say(f"charts.column.{name}", lang) for name in _COLUMNS]
    return pd.DataFrame(list(_lines(found, names, lang)), columns=columns)


def _lines(found: Trend, names: Sequence[str], lang: str) -> Iterator[tuple[object, ...]]:
    for line in found.lines:
        for place, (name, wave) in enumerate(zip(names, found.waves, strict=True)):
            share, label = line.points[place], in_words(line.label, lang)
            if share is None:
                why = say(wave.withheld, lang, needed=wave.needed) if wave.withheld else "–"
                yield label, name, None, None, None, None, why
                continue
            notes = [change_words(line.change, lang)] if place == len(names) - 1 else []
            notes += [] if share.reliable else [say("results.trend", lang)]
            if nearly_all(share.value, share.n):
                text = share_text(share.value, share.n, lang)
                yield (
                    label,
                    name,
                    share.n,
                    None,
                    None,
                    None,
                    "; ".join([text, *filter(None, notes)]),
                )
                continue
            figures = (hundredths(part, 1) for part in (share.value, share.low, share.high))
            yield label, name, share.n, *figures, "; ".join(filter(None, notes))
