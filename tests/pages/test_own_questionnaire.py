"""A questionnaire of the office's own, from the campaign to its figures."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from db import campaigns, drafts, events, officers, submissions, surveys, units
from db.submissions import Incoming, Mode
from pages.settings import now, today
from surveys import catalogue
from surveys.access import Officer, Role
from surveys.answers import Answers, read
from surveys.model import Choice, Kind, Question, Survey
from tests.pages.office import DESK, LOGIN, PASSWORD, Office, set_up, settled, visit
from tests.pages.world import UNIT

pytestmark = pytest.mark.slow

BANK = catalogue.bank()
WORDS = {"vi": "Câu", "en": "Question"}
NICE = (Choice("co", {"vi": "Có", "en": "Yes"}), Choice("khong", {"vi": "Không", "en": "No"}))
OWN = (
    BANK["G01"],
    Question("bua", Kind.SINGLE, {"vi": "Bữa ăn có ngon không?", "en": "Is it good?"}, NICE),
    Question("gia", Kind.NUMBER, {"vi": "Bữa ăn nên giá bao nhiêu?"}, show_if="${bua} = 'khong'"),
    Question("tu", Kind.DATE, {"vi": "Làm từ ngày nào?"}),
    Question("tong", Kind.CALCULATED, {}, calculation="${gia} * 22"),
)


def _survey(id: str, *questions: Question) -> Survey:
    slots = tuple((q.id,) for q in questions)
    return Survey(id, {"vi": "Bữa ăn ca", "en": "Shift meal"}, questions, slots)


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    with set_up("own") as office:
        units.take_in(office.engine, [UNIT])
        officers.add(office.engine, Officer(0, "minh", "Minh", Role.OFFICER, "vi"), PASSWORD)
        yield office


@pytest.fixture
def desk(office: Office, open_page: Callable[..., Page]) -> Callable[..., Page]:
    def sit_down(address: str, login: str = LOGIN) -> Page:
        page = open_page(*DESK)
        page.context.add_cookies([office.session(login)])  # type: ignore[list-item]
        visit(page, office.product.url + address)
        return page

    return sit_down


def _published(office: Office, survey: Survey) -> None:
    drafts.publish(office.engine, drafts.create(office.engine, survey, now()), now())


def test_dr_19_sensitive_questions_need_the_top_role_and_a_reason(
    office: Office, desk: Callable[..., Page]
) -> None:
    _published(office, _survey("nhay-cam", *(BANK[id] for id in ("G01", "G02", "P09", "S06"))))
    page = desk("/dot-khao-sat?dot=moi&phieu=nhay-cam", "minh")
    approve = page.get_by_role("button", name="Duyệt đợt", exact=True)
    expect(page.get_by_text("chỉ quản trị phát hành được")).to_be_visible()
    expect(approve).to_be_disabled()
    page = desk("/dot-khao-sat?dot=moi&phieu=nhay-cam")
    approve = page.get_by_role("button", name="Duyệt đợt", exact=True)
    lacking = page.get_by_text("Cần ghi lý do hỏi câu nhạy cảm, ít nhất")
    expect(lacking.first).to_be_visible()
    expect(approve).to_be_disabled()
    reason = page.get_by_role("textbox", name="Lý do hỏi câu nhạy cảm")
    reason.fill("Chuẩn bị tập huấn chống quấy rối")
    expect(lacking).to_have_count(0)
    settled(page)
    approve.click()
    expect(page.get_by_text("Tờ dán").first).to_be_visible()
    noted = [event.detail for event in events.latest(office.engine) if event.what == "sensitive"]
    assert len(noted) == 1
    assert noted[0].endswith(": Chuẩn bị tập huấn chống quấy rối")


def test_a_questionnaire_of_ones_own_is_asked_closed_and_shown(
    office: Office, desk: Callable[..., Page]
) -> None:
    _published(office, _survey("bua-an", *OWN))
    page = desk("/dot-khao-sat?dot=moi&phieu=bua-an")
    settled(page)
    page.get_by_role("button", name="Duyệt đợt", exact=True).click()
    expect(page.get_by_text("Tờ dán").first).to_be_visible()
    campaign = campaigns.everything(office.engine)[0]
    _answered(office, campaign.id, campaign.survey_version)
    campaigns.close(office.engine, campaign.id, today())
    visit(page, f"{office.product.url}/dot-khao-sat?dot={campaign.id}")
    settled(page)
    page.get_by_role("button", name="Phát hành số liệu").first.click()
    expect(page.get_by_text("Số liệu đã phát hành")).to_be_visible()
    for board in ("", "&bang=ai-tra-loi", "&bang=cau-hoi"):
        visit(page, f"{office.product.url}/ket-qua?dot={campaign.id}{board}")
        expect(page.get_by_text("chưa làm được việc này")).to_have_count(0)
    expect(page.get_by_text("Bữa ăn có ngon không?").first).to_be_visible()
    for address in ("/", "/ke-hoach", f"/bao-cao?dot={campaign.id}"):
        visit(page, office.product.url + address)
        expect(page.get_by_text("chưa làm được việc này")).to_have_count(0)


def _answered(office: Office, campaign_id: int, version: int) -> None:
    survey, draw = surveys.load(office.engine, version), random.Random(3)
    door = campaigns.door(office.engine, campaigns.links(office.engine, campaign_id)[0].code)
    assert door
    batch = []
    for _ in range(60):
        form = {"G01": ["yes"], "bua": [draw.choice(("co", "khong"))], "gia": ["35000"]}
        answers = read(survey, form, today())
        assert isinstance(answers, Answers)
        made = Incoming(
            draw.randbytes(16), campaign_id, door.unit_id, today(), "vi", answers, Mode.PAPER
        )
        batch.append(made)
    assert all(submissions.write(office.engine, batch))
