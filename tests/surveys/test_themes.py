"""Themes are needs and nothing else; what is suggested; what is published of them."""

from __future__ import annotations

import csv
import logging
import socket
import sys
from dataclasses import replace
from datetime import date

import pytest

from surveys import catalogue
from surveys.blocks.own_words import LEAST_WRITERS
from surveys.words import publishing
from surveys.words.publishing import Heap, TooFew, from_document, published, to_document
from surveys.words.screening import (
    FIRST,
    MOST_THEMES,
    SECOND,
    BadLook,
    Look,
    Slip,
    Taken,
    Verdict,
    checked,
    is_quotable,
    progress,
    waits_for,
)
from surveys.words.suggesting import suggested
from surveys.words.themes import OTHER, UNCLEAR, codes, themes
from tests.house.source import ROOT, product

DAY = date(2026, 12, 1)
ALICE, BOB = 1, 2
MEALS, PAY = ("NC-09",), ("NC-01", "NC-02")


def test_dr_14_themes_are_needs_other_and_unclear_and_nothing_else() -> None:
    needs = [need.code for need in catalogue.needs()]
    assert list(codes()) == [*needs, OTHER, UNCLEAR]
    assert [theme.label for theme in themes()[:-2]] == [need.label for need in catalogue.needs()]


@pytest.mark.parametrize("theme", ["tieu-cuc", "dinh-cong", "chinh-tri", "NC-99", "negative"])
def test_dr_14_no_mood_risk_or_security_theme_can_be_given(theme: str) -> None:
    with pytest.raises(BadLook):
        checked(Look(Verdict.USED, (), ("NC-01", theme)))


def test_dr_14_words_of_strikes_politics_or_anger_raise_nothing() -> None:
    for text in ("sẽ đình công", "bất mãn với chính quyền", "biểu tình", "tôn giáo", "căm thù"):
        assert suggested(text) == ()


def test_dr_14_nothing_that_weighs_moods_is_called() -> None:
    for source in product():
        for word in ("sentiment", "text_classify", "pipeline.classification"):
            assert word not in source.text, f"{source.name} calls {word}"


def test_suggestions_meet_what_the_sample_texts_were_written_about() -> None:
    with (ROOT / "db" / "demo_data" / "demo_texts.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="|") if row["need"]]
    met = sum(
        bool(
            {need.code for need in catalogue.needs_behind(row["need"])} & {*suggested(row["text"])}
        )
        for row in rows
    )
    assert met / len(rows) > 0.9, f"{met} of {len(rows)}"


def test_a_word_inside_another_word_is_no_cue() -> None:
    assert "NC-12" not in suggested("nhà nước nên giúp")
    assert suggested("xin nước uống sạch") == ("NC-10",)
    assert suggested("xin nuoc uong sach") == ("NC-10",)


def test_nothing_is_fetched_to_tell_words_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    assert suggested("câu này chưa ai đọc: phòng trọ dột quá") == ("NC-12",)


def test_a_look_that_decides_nothing_is_refused() -> None:
    for look in (
        Look(Verdict.USED),
        Look(Verdict.USED, (), (UNCLEAR, "NC-01")),
        Look(Verdict.USED, (), codes()[: MOST_THEMES + 1]),
    ):
        with pytest.raises(BadLook):
            checked(look)
    assert checked(Look(Verdict.UNUSED, (), MEALS)).themes == ()
    assert checked(Look(Verdict.USED, (), ("NC-02", "NC-01"))).themes == PAY


def test_dr_10_the_second_look_is_for_somebody_else_or_another_day() -> None:
    look = Look(Verdict.USED, (), MEALS)
    slip = Slip("00", "cơm khô", "dn_fdi")
    assert waits_for(slip, ALICE, DAY) == FIRST
    once = replace(slip, taken=(Taken(look, ALICE, DAY),))
    assert waits_for(once, ALICE, DAY) is None
    assert waits_for(once, BOB, DAY) == SECOND
    assert waits_for(once, ALICE, date(2026, 12, 2)) == SECOND
    twice = replace(once, taken=(*once.taken, Taken(look, BOB, DAY)))
    assert waits_for(twice, ALICE, date(2026, 12, 9)) is None
    assert [is_quotable(each) for each in (slip, once, twice)] == [False, False, True]
    assert progress([slip, once, twice]).second == 1


def _heap(kind: str, texts: int, left: int = 0, **changes: int) -> Heap:
    known = {"people": 100, "written": texts + left, "told": 0, "unused": 0} | changes
    return Heap(kind, themes=(MEALS,) * texts, left=left, **known)


@pytest.mark.parametrize("texts", [LEAST_WRITERS - 1, LEAST_WRITERS, LEAST_WRITERS + 1])
def test_dr_10_themes_of_fewer_than_twenty_are_not_told(texts: int) -> None:
    heaps = [_heap("dn_fdi", texts)]
    if texts < LEAST_WRITERS:
        with pytest.raises(TooFew):
            published("Z01", heaps, DAY, "r", ())
    else:
        [block] = published("Z01", heaps, DAY, "r", ()).blocks
        assert block.tallies["Z01"] == {"NC-09": texts, "#": texts, "": 100 - texts}
        assert block.n == 100


def test_types_with_too_few_texts_are_pooled_once_all_is_read() -> None:
    few = [_heap("a", 12), _heap("b", 9), _heap("c", 50)]
    assert [b.where["unit_type"] for b in _blocks(few)] == ["*", "c"]
    too_few = [_heap("a", 12), _heap("c", 50), _heap("d", 30)]
    assert [(b.where["unit_type"], b.n) for b in _blocks(too_few)] == [("*", 200), ("c", 100)]
    unread = [_heap("a", 12, left=5), _heap("c", 50)]
    made = published("Z01", unread, DAY, "r", ())
    assert [b.where["unit_type"] for b in made.blocks] == ["c"]
    assert made.pending == 12


def _blocks(heaps: list[Heap]) -> tuple[publishing.Block, ...]:
    return published("Z01", heaps, DAY, "r", ()).blocks


def test_a_theme_of_fewer_than_five_people_is_told_as_other() -> None:
    texts = (MEALS,) * 20 + (("NC-25", "NC-09"),) * 4 + (("NC-24", "NC-22"),) * 4
    heap = Heap("a", 100, 28, 0, texts, 0, 0)
    [block] = _blocks([heap])
    assert block.tallies["Z01"] == {"NC-09": 24, OTHER: 8, "#": 28, "": 72}


def test_publications_are_added_chained_and_stand_for_everybody_in_the_end() -> None:
    first = published("Z01", [_heap("a", 30, left=30)], DAY, "r", ())
    assert [block.n for block in first.blocks] == [50]
    rest = Heap("a", 100, 60, 50, (PAY,) * 30, 0, 0)
    second = published("Z01", [rest], DAY, "r", (first,))
    assert [block.n for block in second.blocks] == [50]
    assert (second.number, second.previous) == (2, first.checksum)


def test_a_publication_that_was_altered_is_found_out() -> None:
    made = published("Z01", [_heap("a", 30)], DAY, "r", ())
    assert from_document(to_document(made)) == made
    changed = to_document(made)
    changed["blocks"][0]["tallies"]["Z01"]["NC-09"] = 29
    with pytest.raises(ValueError, match="altered"):
        from_document(changed)


def test_nothing_published_holds_a_text() -> None:
    told = to_document(published("Z01", [_heap("a", 30)], DAY, "r", ()))
    assert set(told) == {
        "question", "number", "made_on", "rests_on", "blocks", "pending", "previous", "checksum",
    }  # fmt: skip
    assert all(set(block["tallies"]["Z01"]) <= {*codes(), "#", ""} for block in told["blocks"])


def test_dr_03_telling_words_apart_leaves_the_logs_as_they_are() -> None:
    """The package whose model is used would switch every silenced log on again."""
    silent = logging.getLogger("uvicorn.access")
    before, silent.disabled = silent.disabled, True
    try:
        suggested("câu này cũng chưa ai đọc: xin thêm quạt trong xưởng")
        assert silent.disabled
        assert "underthesea" not in sys.modules
    finally:
        silent.disabled = before
