"""The list of deletions for the inspection committee: complete, in steps, harmless as a file, and
noted when it is taken along (DR-20, DR-22)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from db import deletions, events, retention
from db.engine import writing
from db.submissions import write
from pages.settings import engine, now, settings, today
from surveys.access import Role
from surveys.campaigns import Campaign
from surveys.texts import say
from tests.db.cast import campaign_of, forms
from tests.pages.part_of_it import World, world

pytestmark = pytest.mark.slow

DAY = timedelta(days=1)
EVIL = '=HYPERLINK("http://evil.example","Xem")'


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(tmp_path_factory.mktemp("office")) as made:
        yield made


def _page() -> None:
    from pages.settings_page import page

    page()


def _open(office: World) -> AppTest:
    office.sit(Role.ADMIN)
    at = AppTest.from_function(_page, default_timeout=60)
    at.query_params["muc"] = "da-xoa"
    at.run()
    assert not at.exception, at.exception
    return at


def _answered(code: str, count: int, title: str) -> Campaign:
    campaign = campaign_of(engine(), code, title=title)
    write(engine(), forms(engine(), campaign, code, count))
    return campaign


def _shown(at: AppTest) -> str:
    return " ".join([*(m.value for m in at.markdown), *(e.value for e in at.error)])


def test_dr_22_what_was_deleted_is_listed_in_steps_and_taken_along(office: World) -> None:
    at = _open(office)
    assert [info.value for info in at.info] == [say("deletions.empty", "vi")]

    due = [_answered("ZDU", 23, EVIL), _answered("ZFEW", 3, "Đợt Ít")]
    last = max(campaign.delete_on for campaign in due)
    retention.purge(engine(), last, now(), settings().data_dir)
    at = _open(office)
    rows = {row[2]: row for row in at.dataframe[0].value.itertuples(index=False, name=None)}
    assert rows[EVIL][3] == "20–24"
    assert rows["Đợt Ít"][3] == say("deletions.few", "vi")
    assert say("deletions.ledger_none", "vi") in _shown(at)
    assert say("deletions.overdue_none", "vi") in _shown(at)

    at.button[0].click().run()
    [_, file, *_] = at.session_state["deletions-file"]
    sheet = load_workbook(io.BytesIO(file)).active
    assert sheet is not None
    cells = [cell for line in sheet.iter_rows() for cell in line]
    assert [cell.data_type for cell in cells if cell.value == EVIL] == ["s"]
    newest = events.latest(engine())[0]
    title = say("deletions.title", "vi")
    assert (newest.what, newest.detail) == ("export", f"{title} ({len(rows)})")


def test_dr_22_what_is_left_past_its_day_is_said_aloud(office: World) -> None:
    campaign = _answered("ZLATE", 12, "Đợt Quá Hạn")
    assert retention.overdue(engine(), campaign.delete_on) == 0  # its day is not over
    assert retention.overdue(engine(), campaign.delete_on + DAY) == 1
    with writing(engine()) as session:
        told = deletions.Deletion("answers", "m", "Đợt Chưa Ghi", 7, today(), now())
        deletions.record(session, told)
    shown = _shown(_open(office))
    assert say("deletions.ledger", "vi") in shown
    deletions.add_to_ledger(settings().data_dir, engine())
    assert say("deletions.ledger_none", "vi") in _shown(_open(office))


def test_dr_23_deletions_that_only_the_ledger_knows_are_listed_too(office: World) -> None:
    folder = settings().data_dir
    known = deletions.together(engine(), folder)
    lost = deletions.Deletion("answers", "xưa", "Đợt Trước Khi Khôi Phục", 40, today(), now())
    with (folder / deletions.LEDGER).open("a", encoding="utf-8") as ledger:
        ledger.write(f"\n{deletions._line(lost)}")
    assert set(deletions.together(engine(), folder)) == {*known, lost}
    titles = list(_open(office).dataframe[0].value.iloc[:, 2])
    assert "Đợt Trước Khi Khôi Phục" in titles
