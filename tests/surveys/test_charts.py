"""What a chart promises: nothing overstated, nobody told on, the finding in words beside it."""

from __future__ import annotations

import pytest

from surveys.catalogue import bank
from surveys.charts import Withheld, bars, composition_bars, quadrant, ranking_bars
from surveys.charts.look import ACCENT, TINT
from surveys.needs import NeedRow, Ranking
from surveys.statistics import Figure
from surveys.texts import LANGUAGES
from tests.surveys.drawings import (
    LONG,
    NEEDS,
    chart_of,
    estimate,
    every_chart,
    income,
    makeup,
    svg_of,
    words_of,
)


def test_a_withheld_figure_gives_a_sentence_and_no_chart() -> None:
    too_few = Figure(
        "W02", "", {"vi": "?"}, (), 5, 4410, 0.01, "results.withheld.few", needed=10, left_out=0
    )
    unranked = Ranking((), 25, 4410, 0.01, False, "results.withheld.few", 30, 0.0)
    for made, needed in (
        (bars(too_few, "vi"), "10"),
        (ranking_bars(unranked, "vi"), "30"),
        (quadrant(unranked, "en"), "30"),
    ):
        assert isinstance(made, Withheld)
        assert needed in made.sentence
        assert "25" not in made.sentence


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("vi", "“Vừa đủ chi”: 52,0%, khoảng tin cậy từ 49,2% đến 54,8%"),
        ("en", "“Just enough”: 52.0%, confidence interval 49.2% to 54.8%"),
    ],
)
def test_the_finding_is_said_in_the_readers_language(lang: str, said: str) -> None:
    assert said in chart_of(bars(income(), lang)).alt


@pytest.mark.parametrize("lang", LANGUAGES)
def test_n_and_response_rate_stand_under_the_title(lang: str) -> None:
    for name in ("income", "ranking", "quadrant"):
        below = " ".join(every_chart(lang)[name].spec.to_dict()["title"]["subtitle"])
        assert ("1.204" if lang == "vi" else "1,204") in below
        assert ("27,3%" if lang == "vi" else "27.3%") in below


def test_a_scale_keeps_its_order_and_every_bar_its_label_and_share() -> None:
    words = words_of(svg_of(every_chart("vi")["income"]))
    labels = ["Đủ chi và có để dành", "Vừa đủ chi", "Phải tằn tiện mới đủ", "việc khác hoặc vay"]
    places = [words.index(label) for label in labels]
    assert places == sorted(places)
    for share in ("9,0%", "52,0%", "27,0%"):
        assert share in words


def test_only_the_finding_is_in_the_accent() -> None:
    svg = svg_of(every_chart("vi")["income"])
    assert svg.count(f'fill="{ACCENT}"') == 1
    assert svg.count(f'fill="{TINT}"') == 3


def test_two_answers_that_may_be_equal_are_both_the_finding() -> None:
    chart = chart_of(bars(income({"du": 33, "vua": 35, "tan": 20, "thieu": 12}), "vi"))
    assert "ngang nhau" in chart.alt
    assert svg_of(chart).count(f'fill="{ACCENT}"') == 2


def test_a_share_that_shows_only_a_tendency_is_grey_and_says_so() -> None:
    chart = chart_of(bars(income(n=40, weak="vua"), "vi"))
    svg = svg_of(chart)
    assert "52% · chỉ nêu xu hướng" in words_of(svg)
    assert ACCENT not in svg
    assert "chỉ nêu xu hướng" in chart.alt
    assert "chỉ nêu xu hướng" in list(chart.table["Ghi chú"])


def test_shares_of_fewer_than_a_hundred_carry_no_decimal() -> None:
    words = words_of(svg_of(chart_of(bars(income(n=47), "vi"))))
    assert "52%" in words
    assert "52,0%" not in words


def test_a_small_group_that_agrees_is_not_told_on() -> None:
    chart = chart_of(bars(income({"du": 0, "vua": 100, "tan": 0, "thieu": 0}, n=12), "vi"))
    words = words_of(svg_of(chart))
    assert "> 95%" in words.replace("&gt;", ">")
    assert words.replace("&lt;", "<").count("< 5%") == 3
    assert "gần như mọi người trả lời “Vừa đủ chi”: > 95%." in chart.alt
    assert chart.table[["Số phiếu", "Tỷ lệ (%)", "Từ (%)", "Đến (%)"]].isna().all(axis=None)
    drawn = str(chart.spec.to_dict()["datasets"])
    same = chart_of(bars(income({"du": 0, "vua": 96, "tan": 4, "thieu": 0}, n=12), "vi"))
    assert str(same.spec.to_dict()["datasets"]) == drawn


def test_the_table_holds_what_is_drawn_under_translated_names() -> None:
    table = every_chart("en")["income"].table
    assert list(table.columns) == ["Answer", "Forms", "Share (%)", "From (%)", "To (%)", "Remark"]
    assert list(table["Share (%)"]) == [9.0, 52.0, 27.0, 9.0]
    table = every_chart("vi")["quadrant"].table
    assert len(table) == 16
    assert table["Nhóm"].iloc[0] == "Làm ngay"


def test_the_first_need_is_said_as_so_many_in_a_hundred() -> None:
    said = every_chart("vi")["ranking"].alt
    assert "trong 100 người trả lời có 35 người" in said
    assert "3.956 lao động" in said


def test_needs_that_cannot_be_told_apart_are_joined_and_ranked_by_range() -> None:
    words = words_of(svg_of(every_chart("vi")["ranking"]))
    assert "1. Tiền lương, đơn giá đủ sống" in words
    assert "2–5. Vay vốn lãi thấp" in words
    assert "ngang nhau" in words


def test_a_tie_for_the_first_place_is_said() -> None:
    alt = every_chart("vi")["few"].alt
    assert "ngang nhau" not in alt  # wages lead even with 64 forms
    level = {code: (50, 2.5, 20 - place * 0.1) for place, code in enumerate(NEEDS)}
    label = bank()["I01"].choice
    rows = tuple(
        NeedRow(
            code, label(code).label, estimate(i, 64), s, estimate(u, 64), 1, 1, 16, True, "now", 1
        )
        for code, (i, s, u) in list(level.items())[:2]
    )
    tied = chart_of(ranking_bars(Ranking(rows, 64, 200, 0.3, True, "", 30, 0.5), "vi"))
    assert tied.alt.startswith("Tiền lương, đơn giá đủ sống; Vay vốn lãi thấp đứng đầu, ngang nhau")
    assert svg_of(tied).count(f'fill="{ACCENT}"') == 2


def test_a_ranking_of_few_forms_says_so() -> None:
    few = "Số phiếu ít, chỉ để tham khảo"
    chart = every_chart("vi")["few"]
    assert few in words_of(svg_of(chart))
    assert few in chart.alt
    assert few not in words_of(svg_of(every_chart("vi")["ranking"]))


def test_the_quadrant_names_its_fields_and_all_needs() -> None:
    words = words_of(svg_of(every_chart("vi")["quadrant"]))
    for field in ("Làm ngay", "Giữ vững", "Theo dõi", "Đủ rồi"):
        assert words.count(field) == 2  # in the plot, and over its part of the key
    for code in NEEDS:
        for word in bank()["I01"].choice(code).label["vi"].split():
            assert word in words


def test_the_quadrants_finding_names_what_to_do_now() -> None:
    said = every_chart("vi")["quadrant"].alt
    assert said.startswith("Cần làm ngay")
    assert "Tiền lương, đơn giá đủ sống." in said.split("Giữ vững")[0]


def test_a_need_nobody_rated_is_named_but_not_drawn() -> None:
    chart = every_chart("vi")["unrated"]
    words = words_of(svg_of(chart))
    assert "Chưa ai chấm mức hài lòng" in words
    assert "Chưa ai chấm mức hài lòng: Bữa ăn" in chart.alt
    assert words.count("13") == 1  # in the key only


def test_the_group_farthest_from_the_register_is_the_finding() -> None:
    chart = every_chart("vi")["composition"]
    assert chart.alt == (
        "Giới tính – Nam: trả lời ít hơn tỷ lệ trong sổ (33,2% số phiếu, theo sổ 45,0%)."
    )
    assert svg_of(chart).count(f'fill="{ACCENT}"') == 1


def test_a_make_up_like_the_register_has_no_finding() -> None:
    chart = composition_bars(makeup(women=0.54), "vi")
    assert chart.alt == "Không nhóm nào lệch quá 5 điểm phần trăm so với sổ đơn vị."
    assert ACCENT not in svg_of(chart)


def test_single_units_stand_in_the_table_of_the_make_up_only() -> None:
    chart = every_chart("vi")["composition"]
    assert "Phước Thịnh" not in words_of(svg_of(chart))
    assert LONG in list(chart.table["Ai trả lời"])
