"""What the picture of a chart promises: nothing clipped, quick, offline, readable in grey."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from io import BytesIO
from itertools import combinations

import pytest
from altair import Undefined
from PIL import Image

from surveys import fonts
from surveys.charts import at_night, png
from surveys.charts.look import ACCENT, INK, PAPER, PRIMARY, QUIET, RULE, TINT, TITLE, WEAK
from surveys.charts.places import Box, Point, beside
from surveys.texts import LANGUAGES
from tests.surveys.drawings import (
    NEEDS,
    every_chart,
    lines_of,
    phone_charts,
    svg_of,
)

SMALL_PHONE = 360 - 2 * 16  # pixels between the page's margins


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast of two colours."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", every_chart("vi"))
def test_nothing_is_clipped_or_smaller_than_fourteen_pixels(name: str, lang: str) -> None:
    chart = every_chart(lang)[name]
    image = Image.open(BytesIO(png(chart, 2))).convert("L")
    ink = image.point(lambda grey: 255 if grey < 250 else 0).getbbox()
    assert ink is not None
    assert min(ink[0], ink[1], image.width - ink[2], image.height - ink[3]) >= 12
    assert image.width <= 2 * 780
    svg = svg_of(chart)
    assert "…" not in svg
    assert min(float(size) for size in re.findall(r'font-size="([\d.]+)px"', svg)) >= 14


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", every_chart("vi"))
def test_no_words_cover_other_words(name: str, lang: str) -> None:
    lines = lines_of(every_chart(lang)[name])
    assert len(lines) > 8
    for one, other in combinations(lines, 2):
        across = min(one[3], other[3]) - max(one[1], other[1])
        down = min(one[4], other[4]) - max(one[2], other[2])
        assert across < 1 or down < 1, (one, other)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", phone_charts("vi"))
def test_a_chart_for_a_phone_fits_its_width(name: str, lang: str) -> None:
    chart = phone_charts(lang)[name]
    untitled = replace(chart, spec=chart.spec.copy(deep=True))
    untitled.spec.title = Undefined
    image = Image.open(BytesIO(png(untitled, 1)))
    assert image.width <= SMALL_PHONE


def test_a_chart_needs_no_network_and_is_a_valid_specification() -> None:
    for chart in every_chart("vi").values():
        assert '"url"' not in str(chart.spec.to_dict()).replace("'", '"')


def test_letters_are_the_products_own_even_where_the_machine_lacks_them() -> None:
    chart = every_chart("vi")["income"]
    title = "".join(chart.spec.to_dict()["title"]["text"])
    image = Image.open(BytesIO(png(chart, 2))).convert("L")
    ink = image.crop((0, 0, image.width, 60)).point(lambda grey: 255 if grey < 128 else 0).getbbox()
    assert ink is not None
    assert ink[2] - ink[0] == pytest.approx(2 * fonts.width(title, TITLE, bold=True), rel=0.02)


def test_bars_and_finding_survive_a_grey_copy() -> None:
    assert contrast(PRIMARY, "#FFFFFF") >= 3  # the outline of a bar
    assert contrast(ACCENT, "#FFFFFF") >= 3
    assert contrast(ACCENT, TINT) >= 3


@pytest.mark.parametrize("name", every_chart("vi"))
def test_no_colour_of_the_day_is_left_at_night(name: str) -> None:
    day = every_chart("vi")[name].spec.to_dict()
    night = json.dumps(at_night(day))
    for colour in (PAPER, INK, QUIET, RULE, PRIMARY, TINT, ACCENT, WEAK):
        assert colour not in night
    left, right = (re.sub(r'"#[0-9A-F]{6}"', "", json.dumps(s)) for s in (day, at_night(day)))
    assert left == right  # nothing but colours has changed


def test_words_and_shapes_stand_out_at_night() -> None:
    paper, ink, quiet, primary, accent = (
        at_night({"colour": colour})["colour"] for colour in (PAPER, INK, QUIET, PRIMARY, ACCENT)
    )
    assert all(contrast(paper, words) >= 4.5 for words in (ink, quiet, primary, accent))


def test_numbers_in_the_plot_cover_neither_points_nor_each_other() -> None:
    points = [
        Point((chosen - 8) * 6.2, (3.6 - satisfied) * 370, 16)
        for chosen, satisfied, _ in NEEDS.values()
    ]
    labels = beside(points)
    dots = [Box(point.x, point.y, 9, 9) for point in points]
    for place, label in enumerate(labels):
        for other in [*dots, *labels[:place], *labels[place + 1 :]]:
            assert label.covers(other) == 0
