"""Answering by ear: recordings as officers made them, otherwise the voice of the device."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from db import campaigns
from pages.settings import now
from surveys.model import Survey
from tests.pages.recorded import DIGEST, FILE, TONE, record
from tests.pages.world import ANNUAL, CAMPAIGN, UNIT
from tests.product import Product, running

QUESTION = "P06"
LISTEN, HUSH = "Nghe câu hỏi", "Dừng đọc"

# Voices as an Android phone lists them; what is spoken is written down.
VOICES = """
window.spoken = [];
const voices = %s;
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => voices, cancel: () => {}, addEventListener: () => {},
  speak: words => {
    window.spoken.push(words.text);
    setTimeout(() => words.onend && words.onend(), 5);
  },
} });
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""
VIETNAMESE = VOICES % '[{ lang: "vi_VN", localService: true }]'
AWAY = VOICES % '[{ lang: "vi-VN", localService: false }, { lang: "en-US", localService: true }]'
NONE = VOICES % "[]"
# Playing is written down too: a test machine has no loudspeaker.
EARS = """
window.played = [];
HTMLMediaElement.prototype.play = function () {
  window.played.push(this.currentSrc || this.src);
  return fetch(this.src).then(reply => { if (!reply.ok) throw reply; });
};
"""


def _spoken() -> Survey:
    """The annual survey whose first question has a recording in Vietnamese."""
    questions = tuple(
        replace(q, media={"audio": {"vi": FILE}}) if q.id == QUESTION else q
        for q in ANNUAL.questions
    )
    return replace(ANNUAL, questions=questions)


@pytest.fixture(scope="module")
def product() -> Iterator[Product]:
    """The product with a campaign whose first question has a recording."""
    with running() as product:
        survey = _spoken()
        campaign = campaigns.publish(product.engine, CAMPAIGN, survey, [UNIT.code], now())
        product.code = campaigns.links(product.engine, campaign.id)[0].code
        record(product.engine)
        yield product


def _opened(product: Product, open_page: Callable[..., Page], script: str, more: str = "") -> Page:
    page = open_page()
    page.add_init_script(script + EARS)
    page.goto(f"{product.url}/k/{product.code}{more}")
    page.wait_for_load_state("networkidle")
    page.get_by_role("radio").first.check()
    return page


@pytest.mark.slow
def test_a_question_with_a_recording_plays_it_and_stops_at_the_second_tap(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = _opened(product, open_page, NONE)
    button = page.get_by_role("button", name=LISTEN)
    button.click()
    expect(page.get_by_role("button", name=HUSH)).to_be_visible()
    assert page.evaluate("window.played") == [f"{product.url}/k/a/{DIGEST}"]
    page.get_by_role("button", name=HUSH).click()
    expect(button).to_be_visible()
    box = button.bounding_box()
    assert box
    assert box["height"] >= 48


@pytest.mark.slow
def test_a_recording_that_was_played_plays_without_network(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = _opened(product, open_page, NONE)
    controlled = "navigator.serviceWorker.controller !== null"
    for _ in range(50):
        if page.evaluate(controlled):
            break
        page.wait_for_timeout(100)
    page.get_by_role("button", name=LISTEN).click()
    page.get_by_role("button", name=HUSH).click()
    kept = f"async () => !!(await caches.match('/k/a/{DIGEST}'))"
    for _ in range(50):
        if page.evaluate(kept):
            break
        page.wait_for_timeout(100)
    page.context.set_offline(True)
    heard = page.evaluate(
        f"""async () => {{
          const whole = await fetch("/k/a/{DIGEST}");
          const part = await fetch("/k/a/{DIGEST}", {{ headers: {{ Range: "bytes=0-9" }} }});
          return [whole.status, (await whole.arrayBuffer()).byteLength, part.status,
                  part.headers.get("content-range"), (await part.arrayBuffer()).byteLength];
        }}"""
    )
    assert heard == [200, len(TONE), 206, f"bytes 0-9/{len(TONE)}", 10]


@pytest.mark.slow
def test_without_a_recording_a_vietnamese_voice_of_the_device_reads_question_and_options(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = _opened(product, open_page, VIETNAMESE)
    page.get_by_role("button", name="Tiếp", exact=True).click()
    page.get_by_role("button", name=LISTEN).click()
    expect(page.get_by_role("button", name=LISTEN)).to_be_visible()
    spoken = page.evaluate("window.spoken")
    second = ANNUAL.questions[2]
    assert spoken[0] == second.label["vi"]
    assert spoken[-len(second.choices) :] == [c.label["vi"] for c in second.choices]


@pytest.mark.slow
@pytest.mark.parametrize("voices", [NONE, AWAY], ids=["no voice", "a voice that is elsewhere"])
def test_without_recording_and_voice_there_is_no_button(
    product: Product, open_page: Callable[..., Page], voices: str
) -> None:
    page = _opened(product, open_page, voices)
    page.get_by_role("button", name="Tiếp", exact=True).click()
    expect(page.locator("fieldset.on")).to_contain_text("Câu 2/20")
    expect(page.get_by_role("button", name=LISTEN)).to_be_hidden()


@pytest.mark.slow
def test_a_language_without_a_recording_does_not_play_that_of_another(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = _opened(product, open_page, NONE, "?l=en")
    expect(page.get_by_role("button", name="Listen to the question")).to_be_hidden()


@pytest.mark.slow
def test_a_recording_that_does_not_arrive_is_read_by_the_device(
    product: Product, open_page: Callable[..., Page]
) -> None:
    def without_a_worker() -> Page:
        page = open_page(service_workers="block")  # it might have fetched the recording already
        page.route("**/k/a/*", lambda route: route.abort())
        return page

    page = _opened(product, without_a_worker, VIETNAMESE)
    page.get_by_role("button", name=LISTEN).click()
    page.wait_for_function("() => window.spoken.length > 1")
    expect(page.get_by_role("button", name=LISTEN)).to_be_visible()


@pytest.mark.slow
def test_the_voice_falls_silent_when_the_question_is_left(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = _opened(product, open_page, NONE)
    page.get_by_role("button", name=LISTEN).click()
    page.get_by_role("button", name="Tiếp", exact=True).click()
    page.get_by_role("button", name="Quay lại").click()
    expect(page.get_by_role("button", name=LISTEN)).to_be_visible()
