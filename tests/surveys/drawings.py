"""Figures as they come out of a survey, and the charts made of them, for the tests of charts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from math import sqrt
from typing import Any

import vl_convert

from surveys import fonts
from surveys.catalogue import bank
from surveys.charts import (
    PHONE,
    Chart,
    Withheld,
    bars,
    composition_bars,
    contrast_bars,
    heat_map,
    png,
    quadrant,
    ranking_bars,
    trend_bars,
)
from surveys.charts.rows import PAGE, Layout
from surveys.needs import NeedRow, Ranking
from surveys.statistics import Bar, Composition, Estimate, Figure
from surveys.statistics.contrast import Contrast
from surveys.statistics.coverage import Coverage, Shared
from surveys.statistics.heat import Heat, heat
from surveys.statistics.heat import Row as HeatRow
from surveys.statistics.sides import Side
from surveys.statistics.trend import Line, Reached, Trend
from surveys.statistics.waves import Change

LONG = (
    "Công ty Trách nhiệm hữu hạn Một thành viên Chế biến Hạt điều xuất khẩu "
    "Phước Thịnh Nguyễn Hữu Cảnh chi nhánh Bù Nho số 12"
)
# need: share choosing it, satisfaction 1..5, unmet share (handbook 6.4)
NEEDS = {
    "n01": (68, 2.6, 34.7),
    "n12": (23, 2.5, 12.7),
    "n10": (26, 2.8, 10.9),
    "n06": (36, 3.0, 10.8),
    "n08": (47, 3.3, 10.3),
    "n13": (25, 3.0, 7.8),
    "n09": (22, 3.0, 7.3),
    "n02": (41, 3.4, 7.0),
    "n11": (29, 3.2, 7.0),
    "n03": (44, 3.5, 6.6),
    "n05": (33, 3.3, 6.6),
    "n15": (19, 2.9, 6.3),
    "n07": (24, 3.2, 6.0),
    "n04": (27, 3.3, 5.9),
    "n14": (14, 3.0, 4.1),
    "n16": (12, 3.4, 1.8),
}
MIDDLE = 0.265  # the median of the shares above
INCOME = {"du": 9, "vua": 52, "tan": 27, "thieu": 9}


def estimate(percent: float, n: int, *, reliable: bool = True) -> Estimate:
    """A share with its Wilson interval."""
    p, z = percent / 100, 1.96
    middle = (p + z * z / 2 / n) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / 4 / n / n) / (1 + z * z / n)
    low, high = max(0.0, middle - half), middle + half
    return Estimate(p, low, high, n, half / z, n - 1, 1.0, n, reliable)


def income(shares: dict[str, float] = INCOME, n: int = 1204, weak: str = "") -> Figure:
    question = next(q for q in bank().values() if q.id == "W02")
    drawn = tuple(
        Bar(
            code,
            question.choice(code).label,
            round(share * n / 100),
            estimate(share, n, reliable=code != weak),
        )
        for code, share in shares.items()
    )
    return Figure("W02", "", question.label, drawn, n, 4410, 0.273, "", 10, 36)


def long_figure() -> Figure:
    words = [LONG, LONG + " " + LONG, "Côngtytráchnhiệmhữuhạnmộtthànhviên" * 2, "Khác"]
    drawn = tuple(
        Bar(str(place), {"vi": text}, 10, estimate(40 - place * 9, 40, reliable=place < 2))
        for place, text in enumerate(words)
    )
    return Figure("X1", "", {"vi": f"{LONG}: {LONG}?"}, drawn, 40, 100, 0.4, "", 10, 0)


def ranking(n: int = 1204, unrated: str = "") -> Ranking:
    label = bank()["I01"].choice
    found = [estimate(unmet, n) for _, _, unmet in NEEDS.values()]
    rows = []
    for place, (code, (chosen, satisfied, _)) in enumerate(NEEDS.items()):
        own = found[place]
        side = ("now", "keep") if chosen / 100 >= MIDDLE else ("watch", "enough")
        rows.append(
            NeedRow(
                code,
                label(code).label,
                estimate(chosen, n),
                None if code == unrated else satisfied,
                own,
                round(own.value * 11_400),
                1 + sum(other.low > own.high for other in found),
                len(found) - sum(other.high < own.low for other in found),
                place + 1 < len(found) and found[place + 1].high >= own.low,
                "" if code == unrated else side[satisfied >= 3],
                round(own.value * n),
            )
        )
    return Ranking(tuple(rows), n, 4410, 0.273, n < 100, "", 30, MIDDLE)


def makeup(women: float = 0.648) -> tuple[Composition, ...]:
    men = 0.98 - women
    return (
        Composition("unit_type", "fdi", {"vi": "Có vốn nước ngoài"}, 504, 0.42, 1900, 0.43),
        Composition("unit_type", "tn", {"vi": "Doanh nghiệp tư nhân"}, 700, 0.58, 2510, 0.57),
        Composition("unit", "DV01", {"vi": LONG}, 202, 0.168, 510, 0.12),
        Composition("P02", "nam", {"vi": "Nam"}, round(men * 1204), men, 2000, 0.45),
        Composition("P02", "nu", {"vi": "Nữ"}, round(women * 1204), women, 2410, 0.55),
        Composition("P01", "u25", {"vi": "Dưới 25 tuổi"}, 160, 0.13, None, None),
    )


def compared() -> Contrast:
    """Three groups, one of them withheld, one unlike the other."""
    few = Side("2", {"vi": "Khác", "en": "Other"}, 5, None, (), "results.withheld.few", 10)
    sides = (
        _side("0", "Nữ", {"du": 9, "vua": 52, "tan": 30, "thieu": 9}, "A"),
        _side("1", LONG, {"du": 9, "vua": 40, "tan": 30, "thieu": 21}, "B"),
        few,
    )
    words = {"vi": "Giới tính", "en": "Gender"}
    found = Contrast("W02", "", income().title, "P02", words, "", 10, sides, 0.76)
    return replace(found, higher={("thieu", "1"): "A"}, lower={("thieu", "0"): "B"})


def _side(code: str, name: str, shares: dict[str, float], letter: str) -> Side:
    bars = income(shares, 504, "du").bars
    return Side(code, {"vi": name, "en": name}, 504, 0.3, bars, "", 10, letter, tested=True)


def changed() -> Trend:
    """Two waves: one answer changed for sure, one may have."""
    waves = [income(), income({"du": 9, "vua": 40, "tan": 30, "thieu": 21})]
    reached = [Reached(1204, 0.27, "", 10, {b.code: b.estimate for b in w.bars}, {}) for w in waves]
    lines = tuple(
        Line(
            bar.code,
            bar.label,
            (bar.estimate, other.estimate),
            _change(other.estimate.value - bar.estimate.value),
        )
        for bar, other in zip(waves[0].bars, waves[1].bars, strict=True)
    )
    same = Shared(Coverage.SAME, (), 60, 0)
    return Trend(income().title, tuple(reached), lines, same)


def _change(points: float) -> Change:
    return Change(points, points - 0.04, points + 0.04, 0.02, 0.0, 0.0, abs(points) > 0.05)


def laid_out() -> Heat:
    """Sixteen needs in three groups, one of them withheld."""
    found = ranking()
    cells = {row.code: row.unmet for row in found.rows}
    weak = {code: estimate(20, 20, reliable=False) for code in cells}
    needs = bank()["I02"].rows
    rows = [
        HeatRow("a", {"vi": LONG, "en": LONG}, 700, 0.3, cells, "", 30),
        HeatRow("b", {"vi": "Hợp tác xã", "en": "Cooperative"}, 40, 0.4, weak, "", 30),
        HeatRow("c", {"vi": "Khác", "en": "Other"}, 5, None, {}, "results.withheld.few", 30),
    ]
    return heat(needs, cells, rows)


def side_by_side(lang: str, layout: Layout = PAGE) -> dict[str, Chart]:
    """Groups, waves and cells."""
    names = ["11/2024", "11/2025"]
    return {
        "contrast": chart_of(contrast_bars(compared(), lang, layout)),
        "trend": chart_of(trend_bars(changed(), names, lang, layout)),
        "heat": chart_of(heat_map(laid_out(), "unmet", lang, layout)),
    }


def chart_of(made: Chart | Withheld) -> Chart:
    assert isinstance(made, Chart)
    return made


@cache
def every_chart(lang: str) -> dict[str, Chart]:
    return {
        "income": chart_of(bars(income(), lang)),
        "long": chart_of(bars(long_figure(), lang)),
        "ranking": chart_of(ranking_bars(ranking(), lang)),
        "few": chart_of(ranking_bars(ranking(64), lang)),
        "quadrant": chart_of(quadrant(ranking(), lang)),
        "unrated": chart_of(quadrant(ranking(unrated="n07"), lang)),
        "composition": composition_bars(makeup(), lang),
        **side_by_side(lang),
        **phone_charts(lang),
    }


@cache
def phone_charts(lang: str) -> dict[str, Chart]:
    """The same with labels above the bars and names below the plot."""
    return {
        "long on a phone": chart_of(bars(long_figure(), lang, PHONE)),
        "ranking on a phone": chart_of(ranking_bars(ranking(), lang, PHONE)),
        "quadrant on a phone": chart_of(quadrant(ranking(), lang, PHONE)),
        "composition on a phone": composition_bars(makeup(), lang, PHONE),
        **{f"{name} on a phone": c for name, c in side_by_side(lang, PHONE).items()},
    }


def svg_of(chart: Chart) -> str:
    png(chart, 0.5)  # registers the fonts
    return vl_convert.vegalite_to_svg(chart.spec.to_dict(), vl_version="6.4")


def words_of(svg: str) -> str:
    """The words a reader sees, in drawing order."""
    return " ".join(re.findall(r"<(?:text|tspan)[^>]*>([^<]+)<", svg))


def lines_of(chart: Chart) -> list[tuple[str, float, float, float, float]]:
    """Every level line of text with the place it takes: left, top, right, bottom in pixels."""
    png(chart, 0.5)  # registers the fonts
    scene = vl_convert.vegalite_to_scenegraph(chart.spec.to_dict(), vl_version="6.4")
    left, top = scene["origin"]
    return list(_lines(scene["scenegraph"], left, top))


def _lines(mark: dict[str, Any], left: float, top: float) -> Iterator[tuple[Any, ...]]:
    for item in mark.get("items", []):
        x, y = left + item.get("x", 0), top + item.get("y", 0)
        if mark["marktype"] == "text" and not item.get("angle"):
            yield from _boxes(item, x + item.get("dx", 0), y + item.get("dy", 0))
        for inner in item.get("items", []):
            yield from _lines(inner, x, y)


def _boxes(item: dict[str, Any], x: float, y: float) -> Iterator[tuple[Any, ...]]:
    size, bold = item["fontSize"], item.get("fontWeight") == "bold"
    text = item["text"] if isinstance(item["text"], list) else [item["text"]]
    aside = {"left": 0.0, "center": 0.5, "right": 1.0}[item.get("align", "left")]
    above = {"top": 0.0, "middle": 0.4, "bottom": 1.0}.get(item.get("baseline", ""), 0.8)
    for number, line in enumerate(text):
        wide = fonts.width(line, size, bold=bold)
        upper = y + number * item.get("lineHeight", size) - above * size
        yield line, x - aside * wide, upper, x + (1 - aside) * wide, upper + 0.9 * size
