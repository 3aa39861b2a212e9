"""Who works for a part finds neither counts of the whole campaign nor what befell others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from db import organisation, paper_checks
from pages.settings import engine, today
from surveys.access import Role
from surveys.organisation import Unit, Wish, planned
from surveys.texts import say
from tests.pages.part_of_it import MINE, World, everything_sent, world

pytestmark = pytest.mark.slow

WHOLE, PART = [Role.ADMIN, Role.OFFICER], [Role.CLUSTER, Role.UNIT, Role.VIEWER]
DOCUMENT, FORMER = "CV 77 gửi Nơi Xa Lạ", "Nơi Xa Lạ DVLA3"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(tmp_path_factory.mktemp("office")) as made:
        for _ in range(5):
            paper_checks.add(engine(), made.opened.id, 20, 1)
        top = Unit("TREN", "Cấp Trên", "", "khac", "", "", 0, 0, level="tinh")
        organisation.enter(engine(), top)
        for wish in (
            Wish("chuyen", today() - timedelta(days=1), (MINE,), ("TREN",)),
            Wish("doi_ten", today(), ("DVLA3",), document=DOCUMENT, name="Tên Mới Kín"),
            Wish("nhap", today(), ("DVLA1", "DVLA2"), (MINE,), DOCUMENT),
        ):
            known = organisation.load(engine())
            organisation.happen(engine(), wish, planned(known, wish))
        yield made


def paper(campaign: str) -> None:
    from db import campaigns
    from pages import campaign_paper
    from pages.settings import engine

    campaign_paper.show(campaigns.load(engine(), int(campaign)))


def tree() -> None:
    from pages import organisation_tree

    organisation_tree.show()


@pytest.mark.parametrize("role", [*WHOLE, *PART])
def test_dr_12_counts_of_all_sheets_are_shown_to_those_who_see_all(
    office: World, role: Role
) -> None:
    office.sit(role)
    sent = everything_sent(paper, {}, campaign=str(office.opened.id))
    assert say("paper_form.office.enter", "vi") in sent
    assert (say("paper_form.office.differing", "vi") in sent) is (role in WHOLE)
    assert (say("paper_form.office.typed", "vi") in sent) is (role in WHOLE)


@pytest.mark.parametrize("role", [*WHOLE, *PART])
def test_dr_12_what_befell_others_is_told_to_those_who_see_them(office: World, role: Role) -> None:
    """Of two that were merged into one's own, only that there were two."""
    office.sit(role)
    sent = everything_sent(tree, {})
    assert "Nơi Quen DVTOI" in sent
    for secret in (DOCUMENT, FORMER, "Tên Mới Kín", "DVLA"):
        assert (secret in sent) is (role in WHOLE), secret
    others = say("organisation.history.others", "vi", count="2")
    assert (f"{others} → Nơi Quen DVTOI" in sent) is (role in PART)
