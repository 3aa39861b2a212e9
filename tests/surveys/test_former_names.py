"""Papers print the names of today, and beside them those under which people were asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from surveys.blocks import Release
from surveys.organisation import Organisation, Wish, after, planned
from surveys.reports import outline
from surveys.reports.former import Bodies, bodies, with_names_of_now
from surveys.reports.sheets import result_sheets
from tests.surveys import district
from tests.surveys.papers import all_texts
from tests.surveys.tree_cast import BEFORE, NOW, TURN, body, place

OPENED = date(2024, 11, 1)
DAYS = (OPENED, NOW)
SPLIT = Wish(
    "tach",
    TURN,
    ("H",),
    ("X", "Y"),
    newcomers=(
        body("X", "commune", began_on=TURN, parent="P"),
        body("Y", "commune", began_on=TURN, parent="P"),
    ),
    shares={"A": "X", "B": "X", "C": "Y", "D": "Y"},
)
RENAME = Wish("doi_ten", date(2026, 3, 1), ("A",), name="Công ty An Mới")
MERGE = Wish(
    "nhap",
    date(2026, 4, 1),
    ("B", "C"),
    ("E",),
    newcomers=(place("E", 120, began_on=date(2026, 4, 1), parent="X"),),
)


def _done(*wishes: Wish) -> Organisation:
    found = BEFORE
    for wish in wishes:
        found = after(found, planned(found, wish))
    return found


def _release() -> Release:
    """A release whose frame holds the four places of the district."""
    known = district.material().release
    frame = tuple(
        replace(known.frame[n], code=unit.code, name=unit.name)
        for n, unit in enumerate(u for u in BEFORE.units if u.level == "work")
    )
    return replace(known, frame=frame)


def _names(
    organisation: Organisation, days: tuple[date, date] = DAYS, lang: str = "vi"
) -> list[str]:
    return [p.name for p in with_names_of_now(_release(), organisation, days, lang).frame]


def test_a_renamed_unit_is_printed_with_both_names() -> None:
    assert _names(_done(RENAME))[0] == "Công ty An Mới (trước là Công ty A)"
    assert _names(_done(RENAME), lang="en")[0] == "Công ty An Mới (formerly Công ty A)"


def test_a_paper_of_before_the_renaming_prints_the_name_of_then() -> None:
    day_before = RENAME.day - timedelta(days=1)
    assert _names(_done(RENAME), (OPENED, day_before))[0] == "Công ty A"
    assert _names(_done(RENAME), (RENAME.day, NOW))[0] == "Công ty A"  # as the frame has it


def test_merged_units_each_say_what_they_became() -> None:
    found = _names(_done(SPLIT, MERGE))
    assert found[1:3] == [f"Công ty E (trước là Công ty {code})" for code in "BC"]
    assert found[3] == "Công ty D"


def test_bodies_are_told_only_where_they_are_others_now() -> None:
    assert bodies(_release(), BEFORE, DAYS) is None
    assert bodies(_release(), _done(SPLIT), DAYS) == Bodies(
        ("Tổ chức H",), ("Tổ chức X", "Tổ chức Y")
    )
    assert bodies(_release(), _done(SPLIT), (TURN, NOW)) is None


def test_the_report_and_the_workbook_print_them() -> None:
    known = district.material()
    code = next(place.code for place in known.release.frame)
    unit = place(code, name="Tên cũ của đơn vị")
    rename = Wish("doi_ten", date(2026, 3, 1), (code,), name="Tên mới của đơn vị")
    start = replace(BEFORE, units=(*BEFORE.units, unit))
    organisation = after(start, planned(start, rename))
    release = with_names_of_now(known.release, organisation, DAYS, "vi")
    moved = Bodies(("Liên đoàn huyện Cũ",), ("Công đoàn xã Mới",))
    paper = outline.report(replace(known, release=release, bodies=moved))
    said = "Các đơn vị được khảo sát nay thuộc Công đoàn xã Mới (trước là Liên đoàn huyện Cũ)."
    assert any(text.startswith(said) for text in all_texts(paper))
    both = "Tên mới của đơn vị (trước là Tên cũ của đơn vị)"
    assert both in all_texts(paper)
    cells = [
        str(c) for s in result_sheets(replace(known, release=release)) for r in s.rows for c in r
    ]
    assert both in cells
    assert not any("(trước là" in text for text in all_texts(outline.report(known)))
