"""The page "Phiếu khảo sát" in a browser: begun, written, previewed, published, asked with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Locator, Page, expect

from db import drafts, events, officers
from db.drafts import Draft
from pages.settings import now
from surveys import catalogue
from surveys.model import Survey
from surveys.questionnaires.editing import remove
from surveys.questionnaires.starting import from_template, with_questions
from surveys.texts.search import plain
from surveys.xlsform import write
from tests.pages.office import Office, set_up, settled

pytestmark = pytest.mark.slow

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """An office of our own: the tests count its questionnaires."""
    with set_up("own") as office:
        yield office


def _begun(office: Office, letter: str = "b") -> Draft:
    title = {"vi": f"Phiếu {letter}", "en": f"Form {letter}"}
    survey = from_template(drafts.new_survey_id(), letter, title)
    return drafts.create(office.engine, survey, now())


def _now(office: Office, draft: Draft) -> Survey:
    return drafts.load(office.engine, draft.id).survey


def _press(page: Page, name: str) -> None:
    settled(page)
    page.get_by_role("button", name=name).first.click()
    settled(page)


def _field(page: Page, label: str) -> Locator:
    return page.get_by_label(label, exact=True).first


def _phone(page: Page) -> FrameLocator:
    outer = page.frame_locator("[data-testid=stIFrame]")
    return outer.frame_locator("iframe")


def test_an_empty_page_leads_to_a_questionnaire_from_a_template(
    office: Office, open_page: Open
) -> None:
    page = office.open(open_page, "/phieu")
    expect(page.get_by_role("heading", name="Chưa có phiếu khảo sát riêng nào")).to_be_visible()
    _press(page, "Soạn phiếu mới")
    page.get_by_text("Nhịp nhanh 5 câu").click()
    settled(page)
    _press(page, "Bắt đầu soạn")
    expect(page.get_by_text("5 câu · khoảng 1 phút 4 giây")).to_be_visible()
    [draft] = drafts.everything(office.engine)
    assert [q.id for q in draft.survey.questions][:2] == ["G01", "Q01"]


def test_a_question_is_added_worded_undone_and_there_after_a_reload(
    office: Office, open_page: Open
) -> None:
    draft = _begun(office)
    page = office.open(open_page, f"/phieu?phieu={draft.id}&cau=Q01")
    _press(page, "Thêm câu")
    page.get_by_role("menuitem", name="Chọn nhiều").click()
    settled(page)
    page.wait_for_url("**cau=C01**")
    _field(page, "Lời hỏi").fill("Anh/chị đi làm bằng gì?")
    expect(_phone(page).locator("legend").first).to_contain_text("Anh/chị đi làm bằng gì?")
    options = _field(page, "Phương án, mỗi dòng một phương án")
    options.fill("Xe máy\nXe đạp\nbus; Xe đưa rước\nĐi bộ")
    options.blur()
    settled(page)
    page.reload()
    expect(_field(page, "Lời hỏi")).to_have_value("Anh/chị đi làm bằng gì?")
    made = _now(office, draft).question("C01")
    assert [c.code for c in made.choices] == ["xe_may", "xe_dap", "bus", "di_bo"]
    assert [q.id for q in _now(office, draft).questions].index("C01") == 2
    settled(page)
    _press(page, "Hoàn tác")
    assert len(_now(office, draft).question("C01").choices) == 3
    _press(page, "Làm lại")
    assert len(_now(office, draft).question("C01").choices) == 4


def test_dr_01_words_that_ask_for_identity_are_refused_where_they_are_typed(
    office: Office, open_page: Open
) -> None:
    draft = _begun(office)
    page = office.open(open_page, f"/phieu?phieu={draft.id}&cau=Q05")
    _field(page, "Lời hỏi").fill("Họ và tên của anh/chị?")
    expect(page.get_by_text("Chưa nhận: câu này hỏi tên.")).to_contain_text("DR-01")
    expect(_field(page, "Lời hỏi")).to_have_value("Họ và tên của anh/chị?")
    assert _now(office, draft) == draft.survey
    _field(page, "Lời hỏi").fill("Anh/chị mong điều gì?")
    expect(page.get_by_text("Chưa nhận")).to_have_count(0)
    settled(page)
    assert _now(office, draft).question("Q05").label["vi"] == "Anh/chị mong điều gì?"


def test_dr_24_a_question_that_names_a_person_is_told_and_not_published(
    office: Office, open_page: Open
) -> None:
    draft = _begun(office)
    page = office.open(open_page, f"/phieu?phieu={draft.id}&cau=Q05")
    somebody = officers.everyone(office.engine)[0].name
    for text, name in (
        ("Anh/chị có tin ông Nguyễn Văn Hùng không?", "Nguyễn Văn Hùng"),
        (f"nghĩ gì về {somebody.lower()}", plain(somebody)),
    ):
        _field(page, "Lời hỏi").fill(text)
        expect(page.get_by_text(f"Có nêu tên người: «{name}»").first).to_contain_text("DR-24")
    settled(page)
    page = office.open(open_page, f"/phieu?phieu={draft.id}&muc=phat-hanh")
    expect(page.get_by_role("button", name="Phát hành phiếu")).to_be_disabled()
    assert drafts.versions(office.engine, draft.survey.id) == ()


def test_the_bank_is_searched_without_accents_and_brings_what_a_question_needs(
    office: Office, open_page: Open
) -> None:
    draft = _begun(office)
    page = office.open(open_page, f"/phieu?phieu={draft.id}&cau=Q05")
    _press(page, "Từ ngân hàng")
    rows = page.get_by_test_id("stCheckbox")
    page.get_by_label("Tìm câu hỏi").fill("voi tung dieu, hien nay anh chi")
    expect(rows.filter(has_text="P01")).to_have_count(0)
    settled(page)
    rows.filter(has_text="I02").locator("label").click()
    expect(rows.filter(has_text="I02").get_by_role("checkbox")).to_be_checked()
    settled(page)
    _press(page, "Thêm 1 câu")
    page.wait_for_url("**cau=I02**")
    assert [q.id for q in _now(office, draft).questions][-2:] == ["I01", "I02"]


def test_the_second_officer_is_told_and_overwrites_nothing(office: Office, open_page: Open) -> None:
    draft = _begun(office)
    page = office.open(open_page, f"/phieu?phieu={draft.id}&cau=Q05")
    other = drafts.save(office.engine, draft, remove(draft.survey, "Q01"), "remove", now())
    _field(page, "Lời hỏi").fill("Anh/chị nhắn gì?")
    expect(page.get_by_text("Người khác vừa sửa phiếu này")).to_contain_text("Anh/chị nhắn gì?")
    assert drafts.load(office.engine, draft.id) == other


def test_the_preview_shows_the_robots_answers_and_can_send_nothing(
    office: Office, open_page: Open
) -> None:
    draft = _begun(office)
    page = office.open(open_page, f"/phieu?phieu={draft.id}")
    page.get_by_text("Cả phiếu", exact=True).click()
    settled(page)
    page.get_by_text("Trả lời thử như một người máy").click()
    settled(page)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    phone = _phone(page)
    expect(phone.locator("input:checked").first).to_be_attached()
    while not phone.get_by_text("không có gì được gửi đi").count():
        phone.locator(".z:not(.h) button.g").first.click()
        page.wait_for_timeout(200)
    expect(phone.get_by_role("heading")).to_have_text("Hết phiếu")
    assert "POST" not in sent


def test_a_condition_that_cannot_be_read_is_told_and_keeps_it_from_being_published(
    office: Office, open_page: Open
) -> None:
    draft = _begun(office)
    page = office.open(open_page, f"/phieu?phieu={draft.id}&cau=Q04")
    page.get_by_text("Nâng cao: điều kiện").click()
    _field(page, "Chỉ hỏi khi").fill("random() > 1")
    expect(page.get_by_text("Không đọc được, gần chỗ").first).to_be_visible()
    settled(page)
    assert _now(office, draft).question("Q04").show_if == "random() > 1"
    page.get_by_text("Kiểm tra, phát hành").click()
    settled(page)
    expect(page.get_by_role("button", name="Phát hành phiếu")).to_be_disabled()
    page.get_by_role("button", name="Ba tháng qua").click()
    page.wait_for_url("**cau=Q04**")


def test_a_published_version_is_compared_and_offered_for_a_campaign(
    office: Office, open_page: Open
) -> None:
    draft = _begun(office)
    page = office.open(open_page, f"/phieu?phieu={draft.id}&muc=phat-hanh")
    _press(page, "Phát hành phiếu")
    expect(page.get_by_text("Bản 1 đã phát hành đúng như đang soạn")).to_be_visible()
    assert "publish_questionnaire" in [event.what for event in events.latest(office.engine)]
    latest = drafts.load(office.engine, draft.id)
    drafts.save(office.engine, latest, remove(latest.survey, "Q03"), "remove", now())
    page.reload()
    expect(page.get_by_text("4 trong 4 câu")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Q03")).to_contain_text("không còn hỏi")
    page.goto(f"{office.product.url}/dot-khao-sat?dot=moi&phieu={draft.survey.id}")
    expect(page.get_by_role("radio", name="Phiếu b")).to_be_checked()
    assert len(drafts.versions(office.engine, draft.survey.id)[0].survey.questions) == 6


def test_a_language_is_added_and_translated_side_by_side(office: Office, open_page: Open) -> None:
    draft = _begun(office)
    page = office.open(open_page, f"/phieu?phieu={draft.id}&muc=dich")
    page.get_by_text("Thêm hoặc bớt ngôn ngữ").click()
    page.get_by_label("Mã ngôn ngữ").fill("ar")
    page.get_by_label("Tên ngôn ngữ").fill("العربية")
    expect(page.get_by_text("viết từ phải sang trái").first).to_be_visible()
    settled(page)
    _press(page, "Thêm ngôn ngữ")
    assert _now(office, draft).languages == ("vi", "en", "ar")
    page.get_by_role("radio", name="العربية").click()
    settled(page)
    field = page.locator("input[aria-label^='العربية: Phiếu b']")
    field.fill("نموذج")
    expect(field).to_have_count(0)  # only what is missing is shown
    assert _now(office, draft).title["ar"] == "نموذج"


def test_a_recording_is_kept_heard_and_taken_away(
    office: Office, open_page: Open, tmp_path: Path
) -> None:
    draft = _begun(office)
    file = tmp_path / "cau.mp3"
    file.write_bytes(b"ID3\x04" + bytes(3000))
    page = office.open(open_page, f"/phieu?phieu={draft.id}&cau=Q01")
    page.get_by_text("Ghi âm câu hỏi").click()
    page.locator("input[type=file]").first.set_input_files(file)
    expect(page.locator("audio")).to_have_count(1)
    settled(page)
    assert _now(office, draft).question("Q01").media["audio"]["vi"].startswith("Q01_vi_")
    page.get_by_role("button", name="Bỏ bản ghi âm").click()
    settled(page)
    assert _now(office, draft).question("Q01").media == {}
    wrong = tmp_path / "cau.mp3"
    wrong.write_bytes(b"<html>" + bytes(3000))
    page.locator("input[type=file]").first.set_input_files(wrong)
    expect(page.get_by_text("không phải ghi âm")).to_be_visible()


def test_an_xlsform_is_looked_through_before_it_is_kept(
    office: Office, open_page: Open, tmp_path: Path
) -> None:
    file = tmp_path / "phieu.xlsx"
    file.write_bytes(write(from_template("p", "b", {"vi": "Từ tệp", "en": "From a file"})))
    before = len(drafts.everything(office.engine))
    page = office.open(open_page, "/phieu?viec=moi&muc=xlsform")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_role("heading", name="Tệp có 5 câu hỏi")).to_be_visible()
    assert len(drafts.everything(office.engine)) == before
    settled(page)
    page.get_by_role("button", name="Lấy vào").click()
    page.wait_for_url("**phieu=*")
    assert drafts.everything(office.engine)[0].survey.length == 5
    page.goto(f"{office.product.url}/phieu?viec=moi&muc=xlsform")
    broken = tmp_path / "hong.xlsx"
    broken.write_bytes(b"not a workbook")
    page.locator("input[type=file]").set_input_files(broken)
    expect(page.get_by_role("alert").first).to_be_visible()


def test_dr_19_whoever_publishes_sensitive_questions_hears_who_gives_the_reason(
    office: Office, open_page: Open
) -> None:
    survey = from_template(drafts.new_survey_id(), "b", {"vi": "Nhạy cảm", "en": "Sensitive"})
    survey = with_questions(survey, [catalogue.bank()["S06"]])
    draft = drafts.create(office.engine, survey, now())
    page = office.open(open_page, f"/phieu?phieu={draft.id}&muc=phat-hanh")
    expect(page.get_by_text("Quản trị ghi lý do một lần, khi duyệt đợt khảo sát")).to_be_visible()
    expect(page.get_by_role("button", name="Phát hành phiếu")).to_be_enabled()
