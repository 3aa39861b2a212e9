"""The boards So sánh and Xu hướng, and the panel behind every figure, in a browser and without."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element

from db import campaigns, releases, surveys
from surveys.blocks import POOLED, Release
from surveys.model import Survey
from surveys.statistics import caveat
from surveys.statistics.contrast import contrast
from surveys.statistics.screen import screen
from surveys.statistics.tables import Asked
from surveys.texts import say
from surveys.texts.numbers import percent
from tests.pages.office import Office, settled
from tests.pages.test_results_privacy import World, seen, words_in, world

__all__ = ["world"]  # the fixture

pytestmark = pytest.mark.slow

Open = Callable[..., Page]
LEAST = 10  # DR-05


def _newest(office: Office) -> tuple[Release, Survey]:
    campaign = next(c for c in campaigns.everything(office.engine) if c.released_on)
    release = releases.load(office.engine, campaign.id)
    assert release
    return release, surveys.load(office.engine, campaign.survey_version)


def _open_panel(page: Page, name: str) -> str:
    """Open the panel of a figure and read it."""
    panel = page.locator(f".st-key-how-{name}")
    panel.get_by_text("Số này tính thế nào?").click()
    settled(page)
    expect(panel.get_by_text("Cân số liệu")).to_be_visible()
    return panel.inner_text()


def test_what_differs_leads_to_its_comparison_and_to_how_it_is_reckoned(
    demo_office: Office, open_page: Open
) -> None:
    release, survey = _newest(demo_office)
    first = screen(release, survey).found[0]
    page = demo_office.open(open_page, "/ket-qua?bang=so-sanh&xem=khac-nhau")
    box = page.locator(".st-key-differ-0")
    expect(box).to_contain_text(first.title["vi"])
    expect(box).to_contain_text(first.answer["vi"])
    box.get_by_role("button").press("Enter")  # the keyboard is enough
    settled(page)
    expect(page).to_have_url(re.compile(rf"cau={first.question}.*theo={first.axis}"))
    chart = page.locator("[role=graphics-document]").first
    expect(chart).to_have_attribute("aria-label", re.compile("khác nhau rõ rệt"))
    expect(page.get_by_text(caveat(release, "vi"))).to_be_visible()
    told = _open_panel(page, "compare")
    assert "Chắc chắn đến đâu?" in told
    page.locator(".st-key-how-compare a").click()
    expect(page.get_by_role("heading", name="Số liệu được tính thế nào")).to_be_visible()


def test_a_comparison_by_age_says_on_how_many_forms_it_rests(
    demo_office: Office, open_page: Open
) -> None:
    release, survey = _newest(demo_office)
    found = contrast(Asked(release, survey, survey.question("W02")), "P01")
    page = demo_office.open(open_page, "/ket-qua?bang=so-sanh&cau=W02&theo=P01")
    share = percent(found.classified, "vi")
    expect(page.get_by_text(f"Số liệu theo “Nhóm tuổi” dựa trên {share} số phiếu")).to_be_visible()
    words = page.locator("[role=graphics-document]").first.inner_text()
    assert "Không nói rõ hoặc" in words
    for side in found.sides:
        assert not side.letter or f"{side.letter}. {side.label['vi']}" in words


def test_needs_by_unit_have_a_figure_in_every_cell(demo_office: Office, open_page: Open) -> None:
    page = demo_office.open(open_page, "/ket-qua?bang=so-sanh&xem=nhu-cau&theo=unit")
    words = page.locator("[role=graphics-document]").first.inner_text()
    release, _ = _newest(demo_office)
    own = {b.where["unit"] for b in release.blocks if b.partition == "main"} - {POOLED}
    figures = re.findall(r"^[<>]?\d+$|^\(\*\)$", words, re.MULTILINE)
    assert len(figures) >= 16 * len(own)


def test_a_trend_says_what_surely_changed_and_on_which_units(
    demo_office: Office, open_page: Open
) -> None:
    page = demo_office.open(open_page, "/ket-qua?bang=xu-huong")
    expect(page.get_by_role("heading", name=re.compile("Bữa ăn.* giảm"))).to_be_visible()
    expect(page.get_by_text("Tính trên cùng 60 đơn vị ở mọi đợt")).to_be_visible()
    chart = page.locator("[role=graphics-document]").first
    expect(chart).to_have_attribute("aria-label", re.compile("giảm: −"))
    assert "Tỷ lệ trả lời" in _open_panel(page, "trend")


def test_the_first_campaign_has_no_trend_and_says_what_to_do(
    demo_office: Office, open_page: Open
) -> None:
    first = campaigns.everything(demo_office.engine)[-1]
    page = demo_office.open(open_page, f"/ket-qua?bang=xu-huong&dot={first.id}")
    expect(page.get_by_text("Xu hướng hiện ra khi có đợt thứ hai")).to_be_visible()
    page.get_by_role("button", name=say("board.trend.none_action", "vi")).click()
    expect(page).to_have_url(re.compile(rf"/dot-khao-sat\?dot={first.id}"))


def test_the_method_is_read_in_both_languages_and_found_from_settings(
    demo_office: Office, open_page: Open
) -> None:
    page = demo_office.open(open_page, "/cai-dat?muc=gioi-thieu")
    expect(page.get_by_role("link", name="Cách tính số liệu")).to_have_attribute(
        "href", re.compile("/cach-tinh")
    )
    page = demo_office.open(open_page, "/cach-tinh")
    expect(page.get_by_role("heading", name="Số liệu được tính thế nào")).to_be_visible()
    page.get_by_text("Bản cho người làm thống kê", exact=True).first.click()
    expect(page.get_by_role("heading", name="How the figures are made")).to_be_visible()
    expect(page.locator("a[href$='.py']")).to_have_count(0)  # nothing that leads nowhere


# Whatever is chosen, no group below the minimum is shown.


def _shown_below(at: AppTest) -> Iterator[int]:
    """The numbers of answers behind the shares in the table of a comparison."""
    for frame in at.dataframe:
        table = frame.value
        if "n (phiếu)" in table:
            yield from table["n (phiếu)"][table["Tỷ lệ (%)"].notna()]


@pytest.mark.parametrize("axis", ["unit", "P01"])
@pytest.mark.parametrize("question", ["W02", "O09", "S05.dat", "X08", "P06"])
def test_no_comparison_shows_a_group_below_ten(world: World, question: str, axis: str) -> None:
    asked = {"cau": question, "theo": axis}
    pages = [seen("so-sanh", {**chosen, **asked}, ["compare"]) for chosen in world.scopes[::3]]
    numbers = [n for at in pages for n in _shown_below(at)]
    assert all(n >= LEAST for n in numbers)
    is_split = (question, axis) in {("W02", "unit"), ("W02", "P01"), ("P06", "unit")}
    assert bool(numbers) or not is_split


@pytest.mark.parametrize("view", ["nhu-cau", "khac-nhau"])
def test_no_choice_breaks_the_other_views(world: World, view: str) -> None:
    for chosen in world.scopes[::4]:
        at = seen("so-sanh", {**chosen, "xem": view}, ["heat"])
        assert not at.exception
        assert caveat(world.release, "vi") in [str(e.value) for e in at.caption]


def test_one_wave_has_no_trend_whatever_is_chosen(world: World) -> None:
    for chosen in world.scopes[::5]:
        at = seen("xu-huong", chosen)
        assert say("board.trend.none", "vi") in words_in(at.main)
        assert not [e for e in at.main if isinstance(e, Element) and e.type == "vega_lite_chart"]
