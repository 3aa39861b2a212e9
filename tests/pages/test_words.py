"""The page "Ý kiến viết": who sees what workers wrote, what is decided there, what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from db import campaigns, events, officers, releases, scopes, themes, words
from db.engine import writing
from db.submissions import Incoming, write
from pages.settings import engine, now, today
from surveys.access import Role
from surveys.answers import Answers
from surveys.campaigns import Campaign
from surveys.texts import say
from surveys.words.screening import Look, Verdict
from tests.db.cast import annual, draft, forms
from tests.pages.office import Office, settled
from tests.pages.part_of_it import SIZES, World, everything_sent, world

pytestmark = pytest.mark.slow

Open = Callable[..., Page]
SECRET = "chị Hạnh tổ 3 nói bữa trưa cơm khô quá, số em 0912 345"
VIEWS = ("doc", "bang", "cong-bo", "trich")
MEALS = Look(Verdict.USED, (), ("NC-09",))
WROTE = 25


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[World, Campaign]]:
    """The office of part_of_it with one more campaign, in which people wrote."""
    with world(tmp_path) as made:
        days = {"opens_on": today() - timedelta(days=3), "closes_on": today() + timedelta(days=7)}
        known = draft(title="Đợt Có Lời", delete_on=today() + timedelta(days=300), **days)
        campaign = campaigns.publish(engine(), known, annual(), tuple(SIZES), now())
        for code in ("DVTOI", "DVBEN1"):
            sent = forms(engine(), campaign, code, 40)
            write(engine(), [_wrote(form, i) for i, form in enumerate(sent)])
        campaigns.close(engine(), campaign.id, today())
        releases.make(engine(), campaign.id, today())
        scopes.open_results(engine(), campaign.id, now())
        made.sit(Role.OFFICER)
        yield made, campaigns.load(engine(), campaign.id)


def _wrote(form: Incoming, number: int) -> Incoming:
    told = {"Z01": f"{SECRET} {678 + number}"} if number < WROTE else {}
    values = Answers(form.answers.values | told)
    return Incoming(form.key, form.campaign_id, form.unit_id, today(), "vi", values)


def _page() -> None:
    from pages.frame import opening
    from surveys.access import Act

    opening("words", Act.SCREEN_WORDS)()


def _results() -> None:
    from pages import results

    results.page()


def _open(campaign: Campaign, view: str = "doc") -> AppTest:
    at = AppTest.from_function(_page, default_timeout=60)
    at.query_params["dot"], at.query_params["muc"] = str(campaign.id), view
    at.run()
    assert not at.exception, at.exception
    return at


def _press(at: AppTest, name: str, **values: object) -> None:
    label = say(name, "vi", **values)
    [button] = [button for button in at.button if button.label == label]
    button.click().run()
    assert not at.exception, at.exception


def _read_all(campaign: Campaign, login: str) -> None:
    slips = words.slips(engine(), campaign.id, "Z01")
    [officer] = [o for o in officers.everyone(engine()) if o.login == login]
    looks = [(slip.key, MEALS) for slip in slips]
    words.look(engine(), looks, officer.id, today(), now())


def test_dr_10_nobody_below_the_level_above_sees_a_word(
    office: tuple[World, Campaign],
) -> None:
    made, campaign = office
    assert "cơm khô" in everything_sent(_page, {"dot": str(campaign.id)})
    _read_all(campaign, "ai.admin")
    _read_all(campaign, "ai.officer")
    [officer] = [o for o in officers.everyone(engine()) if o.login == "ai.officer"]
    themes.publish(engine(), campaign.id, "Z01", officer.id, (now(), today()))
    for role in (Role.UNIT, Role.CLUSTER, Role.VIEWER, Role.CARE):
        made.sit(role)
        for view in VIEWS:
            sent = everything_sent(_page, {"dot": str(campaign.id), "muc": view})
            assert "cơm khô" not in sent
            assert say("parts.not_allowed", "vi") in sent
        if role is not Role.CARE:
            where = {"dot": str(campaign.id), "bang": "cau-hoi", "phan": "tat-ca"}
            assert "cơm khô" not in everything_sent(_results, where)


def test_a_text_is_accepted_with_what_is_suggested(office: tuple[World, Campaign]) -> None:
    _, campaign = office
    at = _open(campaign)
    assert len(words.slips(engine(), campaign.id, "Z01")) == 2 * WROTE
    hide, near = at.pills if hasattr(at, "pills") else at.button_group
    assert {"tên người: Hạnh", "nơi chốn: tổ 3"} <= set(hide.options)
    assert near.value == ["NC-09"]
    _press(at, "words.desk.accept")
    [slip] = [s for s in words.slips(engine(), campaign.id, "Z01") if s.taken]
    assert slip.last is not None
    assert slip.last.themes == ("NC-09",)
    assert len(slip.last.spans) == 3
    _press(at, "words.desk.undo")
    assert not any(s.taken for s in words.slips(engine(), campaign.id, "Z01"))


def test_more_can_be_hidden_by_hand_and_a_text_can_be_left_out(
    office: tuple[World, Campaign],
) -> None:
    _, campaign = office
    at = _open(campaign)
    at.text_input[0].set_value("com kho; không có chữ này").run()
    assert "không có chữ này" in at.warning[0].value
    _press(at, "words.desk.accept")
    [slip] = [s for s in words.slips(engine(), campaign.id, "Z01") if s.taken]
    assert slip.last is not None
    assert "cơm khô" in {slip.text[s.start : s.end] for s in slip.last.spans}
    _press(at, "words.desk.unused")
    verdicts = [s.last.verdict for s in words.slips(engine(), campaign.id, "Z01") if s.last]
    assert sorted(verdicts) == [Verdict.UNUSED, Verdict.USED]


def test_a_table_of_suggestions_is_accepted_at_once(office: tuple[World, Campaign]) -> None:
    _, campaign = office
    at = _open(campaign, "bang")
    _press(at, "words.table.accept", count=15)
    assert sum(bool(s.taken) for s in words.slips(engine(), campaign.id, "Z01")) == 15
    _press(at, "words.desk.undo")
    assert not any(s.taken for s in words.slips(engine(), campaign.id, "Z01"))


def test_themes_come_to_the_board_and_to_units_by_type_only(
    office: tuple[World, Campaign],
) -> None:
    made, campaign = office
    where = {"dot": str(campaign.id), "bang": "cau-hoi", "phan": "tat-ca"}
    before = everything_sent(_results, where)
    assert say("board.questions.wrote_later", "vi") in before
    _read_all(campaign, "ai.admin")
    at = _open(campaign, "cong-bo")
    _press(at, "words.publish.button")
    assert len(themes.load(engine(), campaign.id)) == 1
    after = everything_sent(_results, where)
    assert "Bữa ăn giữa ca" in after
    assert say("board.questions.wrote_later", "vi") not in after
    made.sit(Role.UNIT)
    unit = everything_sent(_results, where)
    assert say("results.withheld.words", "vi") in unit
    assert say("board.questions.themed_type", "vi") in unit


def test_dr_10_quotes_come_after_two_looks_without_what_was_hidden(
    office: tuple[World, Campaign],
) -> None:
    _, campaign = office
    none = say("words.quotes.none", "vi", least=20)
    _read_all(campaign, "ai.admin")
    assert none in [info.value for info in _open(campaign, "trich").info]
    at = _open(campaign, "bang")
    while any(len(s.taken) < 2 for s in words.slips(engine(), campaign.id, "Z01")):
        [accept] = [b for b in at.button if b.label.startswith("Nhận ")]
        accept.click().run()
    assert none not in [info.value for info in _open(campaign, "trich").info]


def test_dr_20_opening_the_texts_is_on_record_once_a_session(
    office: tuple[World, Campaign],
) -> None:
    _, campaign = office
    at = _open(campaign)
    at.run()
    told = [e.detail for e in events.latest(engine()) if e.what == words.OPENED]
    assert told == [f"{campaign.title}: Z01"]


def test_an_office_without_texts_says_when_there_will_be_some(tmp_path: Path) -> None:
    with world(tmp_path) as made:
        made.sit(Role.OFFICER)
        with writing(engine()) as session:
            for campaign in campaigns.everything(engine()):
                words.forget(session, campaign.id)
        at = AppTest.from_function(_page, default_timeout=60).run()
        assert [info.value for info in at.info] == [say("words.page.none", "vi", least=20)]


def test_a_text_is_read_with_the_keyboard(demo_office: Office, open_page: Open) -> None:
    page = demo_office.open(open_page, "/y-kien-viet")
    expect(page.get_by_role("heading", name="Ý kiến viết")).to_be_visible()
    progress = page.get_by_text("Đã xem lần một")
    expect(progress).to_contain_text("Đã xem lần một 0/")
    settled(page)
    page.keyboard.press("Control+Enter")
    expect(progress).to_contain_text("Đã xem lần một 1/")
    settled(page)
    page.keyboard.press("Alt+k")
    expect(progress).to_contain_text("không dùng 1")
    settled(page)
    for left in ("1/", "0/"):
        page.keyboard.press("Alt+z")
        expect(progress).to_contain_text(f"Đã xem lần một {left}")
        settled(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
