"""Long questionnaires: rendered by the server, led through on a slow phone, imported."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator

from playwright.sync_api import Page, sync_playwright

from pages.phone.render import Filled, Occasion, compressed, form_page
from pages.settings import today
from surveys import xlsform
from surveys.model import Choice, Kind, Question, Survey, completed, unfolded
from surveys.texts import LANGUAGES
from tests.bench.figures import Figure
from tests.conftest import _FLAGS, PHONE, program
from tests.pages import walker
from tests.pages.world import ANNUAL, CAMPAIGN, UNIT
from tests.prepare import BROWSER
from tests.product import running

QUESTIONS, RULES = 592, 420
RENDERED, ANSWERED, IMPORTED = 31, 60, 3
SLOWER = 4  # times, the phone's processor
_CHANGES = """rounds => {
    const took = [];
    for (let i = 0; i < rounds; i++) {
        const boxes = document.querySelectorAll("fieldset.on input[type=radio]");
        const began = performance.now();
        boxes[i % boxes.length].click();
        took.push(performance.now() - began);
        if (i % 6 == 5) document.querySelector(".k button.g").click();
    }
    return took;
}"""


def figures() -> Iterator[Figure]:
    """The annual survey of 20 questions, and one of 592 with 420 skip rules."""
    long = long_survey()
    name = f"{QUESTIONS} questions with {RULES} skip rules"
    for survey, what, goal in ((ANNUAL, "20 questions", "<= 5"), (long, name, "<= 60")):
        how = f"processor time, HTML from the survey, uncompressed; median of {RENDERED}"
        yield Figure(f"Phone page, {what}, rendered", _rendered(survey), "ms", goal, how)
    how = f"click to the end of all handlers, Chromium, {SLOWER}x slower CPU; median of {ANSWERED}"
    yield Figure(f"{name}, logic after one answer", _answered(long), "ms", "<= 16", how)
    how = f"XLSForm workbook as written by us; median of {IMPORTED}"
    yield Figure(f"{name}, imported", _imported(long), "s", "<= 3", how)


def long_survey() -> Survey:
    """Questions each of which looks back at two others, as long household surveys do."""
    questions = tuple(_question(number) for number in range(QUESTIONS))
    words = {"vi": "Khảo sát dài", "en": "A long survey"}
    return Survey("dai", words, questions, tuple((q.id,) for q in questions))


def _question(number: int) -> Question:
    before, earlier = max(0, number - 1), number // 2
    rule = f"selected(${{q{before}}}, 'a') or (${{q{earlier}}} != 'b' and ${{q{earlier}}} != 'e')"
    return Question(
        f"q{number}",
        Kind.SINGLE,
        {"vi": f"Câu hỏi số {number} về nơi ở và việc làm?", "en": f"Question {number}?"},
        tuple(Choice(code, {"vi": f"Lựa chọn {code}", "en": f"Option {code}"}) for code in "abcde"),
        show_if=rule if 0 < number <= RULES else "",
    )


def _rendered(survey: Survey) -> float:
    asked = completed(unfolded(survey), LANGUAGES)
    occasion = Occasion(asked, CAMPAIGN, UNIT.name, CAMPAIGN.contact_name)
    blank = Filled(today=today().isoformat())
    compressed(form_page(occasion, "vi", blank))  # templates read, expressions parsed
    took = _median(lambda: form_page(occasion, "vi", blank), RENDERED, time.process_time)
    return round(took * 1_000, 2)


def _answered(survey: Survey) -> float:
    with running() as product, sync_playwright() as playwright:
        form = walker.published(product.engine, survey)
        browser = playwright.chromium.launch(executable_path=program(BROWSER), args=list(_FLAGS))
        page = browser.new_page(viewport={"width": PHONE[0], "height": PHONE[1]})
        page.goto(f"{product.url}/k/{form.code}", wait_until="networkidle")
        took = _changes(page)
        browser.close()
    return round(statistics.median(took), 2)


def _changes(page: Page) -> list[float]:
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return list(page.evaluate(_CHANGES, ANSWERED))


def _imported(survey: Survey) -> float:
    content = xlsform.write(survey)
    return _median(lambda: xlsform.read(content, survey.id), IMPORTED)


def _median(
    act: Callable[[], object], rounds: int, clock: Callable[[], float] = time.perf_counter
) -> float:
    took = []
    for _ in range(rounds):
        began = clock()
        act()
        took.append(clock() - began)
    return round(statistics.median(took), 5)
