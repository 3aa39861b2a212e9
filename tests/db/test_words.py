"""What people wrote: apart from everything else they answered, read twice, gone in time."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from db import campaigns, demo_removal, events, officers, releases, retention, themes, units, words
from db.engine import reading, writing
from db.schema import SubmissionRow, Table
from db.schema_words import LookRow, PileRow, ThemesRow, WordRow
from db.submissions import WROTE, Incoming, write
from surveys.answers import Answers
from surveys.blocks.own_words import LEAST_WRITERS
from surveys.campaigns import Campaign
from surveys.model import Kind, Question
from surveys.words.hiding import Span, Trace
from surveys.words.publishing import TooFew
from surveys.words.screening import BadLook, Look, Slip, Verdict
from tests.db.cast import ALICE, BOB, NOW, PASSWORD, TODAY, annual, campaign_of, draft, forms, unit

MEALS = Look(Verdict.USED, (), ("NC-09",))
LATER = TODAY + timedelta(days=1)


def _story(number: int) -> str:
    return f"mong bữa ăn khá hơn, phần {number:03}"


def _other(number: int) -> str:
    return f"đèn tối ở góc {number:03}"


def _with(forms: list[Incoming], wrote: int, **fields: Callable[[int], str]) -> list[Incoming]:
    """The forms, in `wrote` of which something stands in these fields."""
    return [
        Incoming(
            f.key,
            f.campaign_id,
            f.unit_id,
            f.day,
            f.lang,
            Answers(
                f.answers.values
                | {name.replace("_", "."): text(i) for name, text in fields.items() if i < wrote}
            ),
        )
        for i, f in enumerate(forms)
    ]


def _released(engine: Engine, *wrote: int, **changes: Any) -> Campaign:
    """A released campaign of garment factories A, B, …; this many wrote in each, of forty."""
    codes = [f"{letter}" for letter, _ in zip("ABCDEF", wrote, strict=False)]
    campaign = campaign_of(engine, *codes, **changes)
    for code, count in zip(codes, wrote, strict=True):
        sent = forms(engine, campaign, code, 40)
        write(engine, _with(sent, count, Z01=_story, S01_oth=_other))
    campaigns.close(engine, campaign.id, TODAY)
    releases.make(engine, campaign.id, TODAY)
    return campaigns.load(engine, campaign.id)


def _officers(engine: Engine) -> tuple[int, int]:
    for officer in (ALICE, BOB):
        officers.add(engine, officer, PASSWORD)
    known = {officer.login: officer.id for officer in officers.everyone(engine)}
    return known["alice"], known["bob"]


def _slips(engine: Engine, campaign: Campaign) -> tuple[Slip, ...]:
    return words.slips(engine, campaign.id, "Z01")


def _all_tables(engine: Engine, *without: str) -> dict[str, list[dict[str, Any]]]:
    with reading(engine) as session:
        return {
            table.name: [dict(row) for row in session.execute(sa.select(table)).mappings()]
            for table in Table.metadata.sorted_tables
            if table.name not in without
        }


@pytest.mark.parametrize("wrote", [LEAST_WRITERS - 1, LEAST_WRITERS, LEAST_WRITERS + 1])
def test_dr_10_texts_of_fewer_than_twenty_are_kept_nowhere(engine: Engine, wrote: int) -> None:
    campaign = _released(engine, wrote)
    kept = wrote if wrote >= LEAST_WRITERS else 0
    assert len(_slips(engine, campaign)) == kept
    assert repr(_all_tables(engine)).count("mong bữa ăn") == kept


def test_dr_10_whoever_has_the_whole_database_joins_no_text_with_an_answer(engine: Engine) -> None:
    _released(engine, 30, 25)
    tables = _all_tables(engine)
    outside = repr({name: rows for name, rows in tables.items() if name != "word"})
    assert "mong bữa ăn" not in outside
    assert "đèn tối" not in outside
    documents = [json.loads(row["answers"]) for row in tables["submission"]]
    assert {d["Z01"] for d in documents if "Z01" in d} == {WROTE}
    assert sum("Z01" in d for d in documents) == 55
    columns = set(WordRow.__table__.columns.keys()) | set(PileRow.__table__.columns.keys())
    assert columns == {"key", "pile_id", "text", "counted", "id", "campaign_id", "question",
                       "unit_type", "people", "told"}  # fmt: skip


def test_dr_10_a_questionnaire_of_seventy_fields_for_own_words_is_released(engine: Engine) -> None:
    """More than one statement of SQLite can name."""
    asked = [
        Question(f"W{n}", Kind.TEXT, {"vi": f"Góp ý {n}?", "en": f"Opinion {n}?"})
        for n in range(70)
    ]
    survey = replace(annual(), questions=(*annual().questions, *asked))
    units.take_in(engine, [unit("A")])
    campaign = campaigns.publish(engine, draft(), survey, ("A",), NOW)
    texts = {f"W{n}": _story for n in range(70)}
    write(engine, _with(forms(engine, campaign, "A", 40), 30, **texts))
    campaigns.close(engine, campaign.id, TODAY)
    assert releases.make(engine, campaign.id, TODAY)
    assert len(words.slips(engine, campaign.id, "W69")) == 30
    assert "mong bữa ăn" not in repr(_all_tables(engine, "word"))


def test_dr_10_two_texts_of_one_person_lie_in_orders_that_have_nothing_in_common(
    engine: Engine,
) -> None:
    """Who wrote first in one question is somewhere else in the other, and no key is shared."""
    campaign = _released(engine, 40)
    orders = {
        name: [int(slip.text[-3:]) for slip in words.slips(engine, campaign.id, name)]
        for name in ("Z01", "S01.oth")
    }
    assert sorted(orders["Z01"]) == sorted(orders["S01.oth"]) == list(range(40))
    same = sum(one == other for one, other in zip(*orders.values(), strict=True))
    assert same < 10  # one in forty by chance
    assert orders["Z01"] != sorted(orders["Z01"])
    keys = {slip.key for name in orders for slip in words.slips(engine, campaign.id, name)}
    submitted = {row["key"].hex() for row in _all_tables(engine)["submission"]}
    assert len(keys) == 80
    assert not keys & submitted


def test_small_types_are_pooled_and_the_profile_stays_shut(engine: Engine) -> None:
    campaign = campaign_of(engine, "A", "B", "C")
    units.change(engine, unit("B", type="co_quan"))
    units.change(engine, unit("C", type="htx"))
    for code, count in (("A", 30), ("B", 12), ("C", 11)):
        sent = forms(engine, campaign, code, 40)
        write(engine, _with(sent, count, Z01=_story, P04_oth=_other))
    campaigns.close(engine, campaign.id, TODAY)
    releases.make(engine, campaign.id, TODAY)
    kinds = [slip.unit_type for slip in _slips(engine, campaign)]
    assert (kinds.count("dn_fdi"), kinds.count("*")) == (30, 23)
    assert words.questions(engine, campaign.id) == {"Z01": 53}
    assert "đèn tối" not in repr(_all_tables(engine))


def test_two_looks_by_two_people_or_on_two_days(engine: Engine) -> None:
    campaign = _released(engine, 25)
    alice, bob = _officers(engine)
    first, second = (slip.key for slip in _slips(engine, campaign)[:2])
    words.look(engine, [(first, MEALS), (second, MEALS)], alice, TODAY, NOW)
    with pytest.raises(BadLook):
        words.look(engine, [(first, MEALS)], alice, TODAY, NOW)
    words.look(engine, [(first, MEALS)], bob, TODAY, NOW)
    words.look(engine, [(second, MEALS)], alice, LATER, NOW)
    for officer, day in itertools.product((alice, bob), (TODAY, LATER)):
        with pytest.raises(BadLook):
            words.look(engine, [(first, MEALS)], officer, day, NOW)
    assert [len(slip.taken) for slip in _slips(engine, campaign)][:3] == [2, 2, 0]


def test_nothing_of_many_is_kept_when_one_is_refused(engine: Engine) -> None:
    campaign = _released(engine, 25)
    alice, _ = _officers(engine)
    one, other = (slip.key for slip in _slips(engine, campaign)[:2])
    with pytest.raises(BadLook):
        words.look(engine, [(one, MEALS), (other, Look(Verdict.USED))], alice, TODAY, NOW)
    with pytest.raises(BadLook):
        words.look(engine, [(one, MEALS), ("00" * 16, MEALS)], alice, TODAY, NOW)
    assert not any(slip.taken for slip in _slips(engine, campaign))


def test_a_look_comes_back_as_it_was_taken_and_can_be_undone(engine: Engine) -> None:
    campaign = _released(engine, 25)
    alice, bob = _officers(engine)
    key = _slips(engine, campaign)[0].key
    look = Look(Verdict.USED, (Span(0, 4, Trace.NAME),), ("NC-01", "NC-09"))
    words.look(engine, [(key, look)], alice, TODAY, NOW)
    assert _slips(engine, campaign)[0].last == look
    assert words.undo(engine, [key], bob, NOW) == 0
    assert words.undo(engine, [key], alice, NOW) == 1
    assert words.undo(engine, [key], alice, NOW) == 0
    assert _slips(engine, campaign)[0].taken == ()


def test_dr_20_openings_and_decisions_are_on_record_without_a_word(engine: Engine) -> None:
    campaign = _released(engine, 25)
    alice, _ = _officers(engine)
    words.opened(engine, campaign.id, "Z01", alice, NOW)
    key = _slips(engine, campaign)[0].key
    words.look(engine, [(key, MEALS)], alice, TODAY, NOW)
    words.undo(engine, [key], alice, NOW)
    told = [(e.what, e.detail) for e in events.latest(engine)][:3]
    assert told == [
        (words.UNDONE, f"{campaign.title}: Z01: 1"),
        (words.LOOKED, f"{campaign.title}: Z01: 1"),
        (words.OPENED, f"{campaign.title}: Z01"),
    ]


def _read_all(engine: Engine, campaign: Campaign, officer: int, most: int = 999) -> None:
    looks = [(slip.key, MEALS) for slip in _slips(engine, campaign) if not slip.taken][:most]
    words.look(engine, looks, officer, TODAY, NOW)


def test_themes_are_published_once_sealed_and_never_changed(engine: Engine) -> None:
    campaign = _released(engine, 30)
    alice, _ = _officers(engine)
    with pytest.raises(TooFew):
        themes.publish(engine, campaign.id, "Z01", alice, (NOW, TODAY))
    _read_all(engine, campaign, alice)
    made = themes.publish(engine, campaign.id, "Z01", alice, (NOW, TODAY))
    assert themes.load(engine, campaign.id) == (made,)
    assert themes.checksums(engine, campaign.id) == (made.checksum,)
    assert made.rests_on == releases.checksum(engine, campaign.id)
    [block] = made.blocks
    assert (block.n, block.tallies["Z01"]) == (40, {"NC-09": 30, "#": 30, "": 10})
    with pytest.raises(TooFew):
        themes.publish(engine, campaign.id, "Z01", alice, (NOW, TODAY))
    with pytest.raises(sa.exc.DatabaseError, match="final"), writing(engine) as session:
        session.execute(sa.update(ThemesRow).values(number=7))


def test_what_is_read_later_is_added_and_nothing_earlier_changes(engine: Engine) -> None:
    campaign = _released(engine, 40, 20)
    alice, bob = _officers(engine)
    _read_all(engine, campaign, alice, 36)
    first = themes.publish(engine, campaign.id, "Z01", alice, (NOW, TODAY))
    counted = [slip.key for slip in _slips(engine, campaign) if slip.counted]
    assert len(counted) == 36
    with pytest.raises(BadLook):
        words.look(engine, [(counted[0], Look(Verdict.UNUSED))], bob, TODAY, NOW)
    hidden = Look(Verdict.USED, (Span(0, 4, Trace.OTHER),), MEALS.themes)
    words.look(engine, [(counted[0], hidden)], bob, TODAY, NOW)
    assert words.undo(engine, [counted[1]], alice, NOW) == 0
    _read_all(engine, campaign, alice)
    second = themes.publish(engine, campaign.id, "Z01", alice, (NOW, TODAY))
    assert themes.load(engine, campaign.id) == (first, second)
    assert sum(b.n for each in (first, second) for b in each.blocks) == 80


def test_dr_22_texts_go_with_the_raw_answers_and_themes_stay(
    engine: Engine, tmp_path: Path
) -> None:
    campaign = _released(engine, 30)
    alice, _ = _officers(engine)
    _read_all(engine, campaign, alice)
    themes.publish(engine, campaign.id, "Z01", alice, (NOW, TODAY))
    day = campaign.delete_on
    retention.purge(engine, day - timedelta(days=1), NOW, tmp_path)
    assert len(_slips(engine, campaign)) == 30
    retention.purge(engine, day, NOW, tmp_path)
    tables = _all_tables(engine)
    assert [tables[name] for name in ("word", "word_pile", "word_look")] == [[], [], []]
    assert "mong bữa ăn" not in repr(tables)
    assert len(themes.load(engine, campaign.id)) == 1


def test_dr_21_the_texts_of_the_sample_go_with_it(engine: Engine) -> None:
    _released(engine, 30, sample=True)
    with writing(engine) as session:
        demo_removal.clear(session)
    for row in (PileRow, WordRow, LookRow):
        assert _count(engine, row) == 0


def _count(engine: Engine, table: type[Table]) -> int:
    with reading(engine) as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def test_that_people_wrote_is_still_counted(engine: Engine) -> None:
    campaign = _released(engine, 30)
    made = releases.load(engine, campaign.id)
    assert made is not None
    assert sum(b.tallies.get("Z01", {}).get("#", 0) for b in made.blocks) == 30
    assert _count(engine, SubmissionRow) == 40
