"""The registers the plan counts: which agreement is valid, figures of another day, files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from surveys.ledgers import (
    BOOKS,
    Agreement,
    Book,
    Comparison,
    Entry,
    Headcount,
    History,
    Known,
    Phase,
    compare,
    ends_on,
    expires_soon,
    explain,
    export,
    is_valid,
    phase,
    read,
    template,
)
from surveys.organisation import Unit
from surveys.register import NotReadable
from surveys.targets import course, progress, targets
from surveys.texts import LANGUAGES
from tests.surveys.register_files import as_text, xlsx

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)
A = Unit("DV01", "Công ty Hạt điều Mẫu", "dn_ngoai_nn", "dieu", "", "", 350, 218, has_union=True)
B = replace(A, code="DV02", name="Trường Mầm non Mẫu", type="don_vi_su_nghiep")
UNITS = (A, B)
HEADS, AGREEMENTS = BOOKS["headcount"], BOOKS["agreement"]
HEAD = ["Mã đơn vị", "Ngày", "Số lao động", "Số đoàn viên", "Lao động nữ"]
SIGNED = Agreement("DV01", date(2024, 1, 1), date(2024, 2, 1), date(2026, 12, 31))


def _found(data: bytes, book: Book = HEADS, known: tuple[Entry, ...] = ()) -> Comparison:
    return compare(book, read(book, data, "so.xlsx", Known(UNITS)), known, TODAY)


def _reasons(found: Comparison) -> list[tuple[int, str, str]]:
    return [(row.row, fault.field, fault.reason) for row in found.refused for fault in row.faults]


@pytest.mark.parametrize(
    ("on", "valid"),
    [
        (date(2024, 1, 31), False),  # signed, not yet begun
        (date(2024, 2, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_an_agreement_counts_from_its_first_to_its_last_day(on: date, valid: bool) -> None:
    assert is_valid(SIGNED, on) is valid


def test_an_expired_agreement_counts_while_it_is_extended_in_writing() -> None:
    extended = replace(SIGNED, extended_to=date(2027, 6, 30))
    assert is_valid(extended, date(2027, 6, 30))
    assert not is_valid(extended, date(2027, 7, 1))
    assert ends_on(extended) == date(2027, 6, 30)
    assert is_valid(replace(SIGNED, valid_to=None), date(2099, 1, 1))


@pytest.mark.parametrize(
    ("days", "soon"), [(-1, False), (0, True), (89, True), (90, True), (91, False)]
)
def test_an_agreement_expires_soon_in_its_last_90_days(days: int, soon: bool) -> None:
    on = date(2026, 12, 31) - days * DAY
    assert expires_soon(SIGNED, on) is soon
    assert (phase(SIGNED, on) is Phase.SOON) is soon


def test_figures_of_another_day_come_from_the_headcounts() -> None:
    heads = [Headcount("DV01", date(2025, 12, 31), 300, 150), Headcount("DV01", TODAY, 350, 218)]
    history = History(UNITS, heads, [SIGNED])
    members = {day: history.on(day)[0].members for day in (date(2025, 12, 31), date(2026, 6, 1))}
    assert members == {date(2025, 12, 31): 150, date(2026, 6, 1): 150}
    assert history.on(TODAY)[0].members == 218
    assert history.on(date(2024, 1, 1))[0].members == 150  # the first that is known
    assert history.unknown(date(2024, 1, 1)) == 2
    assert history.unknown(TODAY) == 1  # of the school nothing was written down
    assert [u.agreement for u in history.on(date(2024, 1, 31))] == [False, False]
    assert [u.agreement for u in history.on(TODAY)] == [True, False]


def test_the_result_of_a_target_follows_the_headcounts() -> None:
    heads = [Headcount("DV01", date(2025, 12, 31), 300, 150), Headcount("DV01", TODAY, 350, 200)]
    members = next(target for target in targets() if target.id == "MT-2030-DV")
    history = History([A], heads)
    points = course(history, [members], TODAY)["MT-2030-DV"]
    assert [(p.day, p.numerator) for p in points[:1] + points[-1:]] == [
        (date(2025, 12, 31), 150),
        (TODAY, 200),
    ]
    assert progress(history.on(TODAY), TODAY, [members])[0].gap == 4300


def test_a_file_says_what_is_new_and_what_changes() -> None:
    known = Entry(
        {"unit": "DV01", "day": TODAY, "workers": 300, "members": 200, "source": "go_tay"}, 7, 3
    )
    found = _found(
        xlsx(
            ["SỐ LIỆU"],
            HEAD,
            ["DV01", "22/11/2026", 350, 218, 252],
            ["truong mam non mau", "30.06.2026", 45, 40, ""],
        ),
        known=(known,),
    )
    assert [(e.unit, e.values["day"], e.values["women"]) for e in found.new] == [
        ("DV02", date(2026, 6, 30), None)
    ]
    (change,) = found.changed
    assert (change.after.id, change.after.version, change.after.values["source"]) == (
        7,
        3,
        "go_tay",
    )
    assert set(change.columns) == {"workers", "members", "women"}


def test_what_cannot_be_is_refused_with_its_row() -> None:
    rows = [
        ["DV01", "22/11/2026", 100, 101, ""],  # more members than workers
        ["DV01", "23/11/2026", 100, 50, ""],  # tomorrow
        ["DV09", "22/11/2026", 100, 50, ""],  # no such unit
        ["DV02", "31/02/2026", 100, 50, ""],
        ["DV02", "21/11/2026", "", 50, ""],
        ["DV02", "20/11/2026", 60, 50, 70],
        ["DV02", "20/11/2026", 60, 50, 10],
    ]
    found = _found(xlsx(HEAD, *rows))
    assert _reasons(found) == [
        (2, "members", "more"),
        (3, "day", "ahead"),
        (4, "unit", "no_unit"),
        (5, "day", "not_a_day"),
        (6, "workers", "missing"),
        (7, "women", "more"),
        (8, "unit", "doubled"),
    ]
    for lang in LANGUAGES:
        assert all(explain(HEADS, f, lang) for row in found.refused for f in row.faults)


def test_days_of_an_agreement_in_the_wrong_order_are_refused() -> None:
    head = ["Mã đơn vị", "Ngày ký", "Hiệu lực từ", "Hiệu lực đến", "Điều có lợi hơn luật"]
    row = ["DV01", "01/02/2024", "01/01/2024", "01/01/2023", "Bữa ăn giữa ca; Lương, đơn giá khoán"]
    good = ["DV02", "01/02/2024", "01/02/2024", "", "Bữa ăn giữa ca; Lương, đơn giá khoán"]
    found = _found(xlsx(head, row, good), AGREEMENTS)
    assert _reasons(found) == [(2, "valid_from", "before"), (2, "valid_to", "before")]
    assert found.new[0].values["clauses"] == ("buaan", "luong")


def test_text_with_semicolons_in_an_old_encoding_is_read() -> None:
    text = as_text([HEAD, ["DV01", "22/11/2026", 350, 218, 252]], ";")
    for encoding in ("utf-8-sig", "utf-16", "utf-8"):
        found = compare(
            HEADS, read(HEADS, text.encode(encoding), "so.csv", Known(UNITS)), (), TODAY
        )
        assert [entry.values["women"] for entry in found.new] == [252]


@pytest.mark.parametrize("name", BOOKS)
def test_what_is_exported_is_read_again_unchanged(name: str) -> None:
    book = BOOKS[name]
    says = {
        "unit": "DV01",
        "clauses": ("luong", "buaan"),
        "kind": "dinh_ky",
        "stage": "van_dong",
        "topic": "luat",
        "source": "go_tay",
    }
    usual = {"day": TODAY, "count": 3, "line": "=1+1", "text": "+ thêm\ndòng"}
    entry = Entry({c.name: says.get(c.name, usual.get(c.kind)) for c in book.columns}, 1, 1)
    made = export(book, [entry], {"DV01": A.name}, "vi")
    found = compare(book, read(book, made, "so.xlsx", Known(UNITS)), (entry,), TODAY)
    again = {c for change in found.changed for c in change.columns}
    assert again <= {"content", "outcome", "note"}  # line breaks inside a cell become spaces
    assert (found.new, found.refused) == ((), ())


@pytest.mark.parametrize("name", BOOKS)
def test_an_empty_template_says_that_it_is_empty(name: str) -> None:
    with pytest.raises(NotReadable) as caught:
        read(BOOKS[name], template(BOOKS[name], "vi"), "mau.xlsx", Known(UNITS))
    assert caught.value.reason == "no_lines"


@pytest.mark.parametrize("name", BOOKS)
def test_dr_13_a_list_of_people_is_refused(name: str) -> None:
    file = xlsx(
        ["Mã đơn vị", "Họ và tên", "Ngày ký", "Tên lớp", "Điểm"], ["DV01", "Lê Thị Mẫu", "", "", 9]
    )
    with pytest.raises(NotReadable) as caught:
        read(BOOKS[name], file, "danh_sach.xlsx", Known(UNITS))
    assert caught.value.reason == "people"


def test_dr_13_no_column_names_or_marks_a_person() -> None:
    personal = ("name", "person", "officer", "score", "rank", "grade", "mark", "leader")
    columns = [column.name for book in BOOKS.values() for column in book.columns]
    assert not [name for name in columns if any(word in name for word in personal)]
