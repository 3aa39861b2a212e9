"""Releases: made once from a closed campaign, and proof against changes."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from db import campaigns, releases, units
from db.engine import reading, writing
from db.schema import ReleaseRow
from db.submissions import write
from surveys.blocks import Release
from surveys.blocks.packing import packed, unpacked
from surveys.campaigns import Campaign
from tests.db.cast import TODAY, campaign_of, forms, unit


def _closed(engine: Engine, **sent: int) -> Campaign:
    """A closed campaign with this many forms of each unit."""
    campaign = campaign_of(engine, *sent)
    for code, count in sent.items():
        write(engine, forms(engine, campaign, code, count))
    return campaigns.close(engine, campaign.id, TODAY)


def _rows(engine: Engine) -> list[dict[str, Any]]:
    with reading(engine) as session:
        return [dict(row) for row in session.execute(sa.select(ReleaseRow.__table__)).mappings()]


def test_dr_07_nothing_is_published_before_the_close(engine: Engine) -> None:
    campaign = campaign_of(engine, "A")
    write(engine, forms(engine, campaign, "A", 30))
    with pytest.raises(releases.NotClosed):
        releases.make(engine, campaign.id, TODAY)
    assert releases.load(engine, campaign.id) is None
    assert releases.checksum(engine, campaign.id) is None
    assert campaigns.load(engine, campaign.id).released_on is None


def test_a_release_counts_every_form_and_comes_back_as_it_was_made(engine: Engine) -> None:
    campaign = _closed(engine, A=30, B=12)
    made = releases.make(engine, campaign.id, TODAY)
    assert made.answered == 42
    assert releases.load(engine, campaign.id) == made
    assert releases.checksum(engine, campaign.id) == made.checksum
    assert campaigns.load(engine, campaign.id).released_on == TODAY


def test_a_release_is_made_once(engine: Engine) -> None:
    campaign = _closed(engine, A=30)
    made = releases.make(engine, campaign.id, TODAY)
    units.change(engine, unit("A", workers=600))
    again = releases.make(engine, campaign.id, TODAY + timedelta(days=3))
    assert again == made
    assert len(_rows(engine)) == 1
    assert campaigns.load(engine, campaign.id).released_on == TODAY


def test_two_officers_publish_at_the_same_moment(engine: Engine) -> None:
    campaign = _closed(engine, A=30)
    start = threading.Barrier(4)

    def publish(_officer: int) -> Release:
        start.wait(30)
        return releases.make(engine, campaign.id, TODAY)

    with ThreadPoolExecutor(4) as officers:
        made = list(officers.map(publish, range(4)))
    assert len({release.checksum for release in made}) == 1
    assert len(_rows(engine)) == 1


def test_a_release_knows_the_units_as_they_are_on_its_day(engine: Engine) -> None:
    campaign = _closed(engine, A=30, B=12)
    units.change(engine, unit("B", workers=80, women=None))
    frame = releases.make(engine, campaign.id, TODAY).frame
    assert [(place.code, place.workers, place.women) for place in frame] == [
        ("A", 60, 45),
        ("B", 80, None),
    ]


def test_a_campaign_nobody_answered_can_be_published(engine: Engine) -> None:
    made = releases.make(engine, _closed(engine, A=0).id, TODAY)
    assert (made.answered, made.blocks) == (0, ())


def _one_more(document: dict[str, Any]) -> None:
    main = document["tables"][0]
    main["n"] = packed(unpacked(main["n"]) + 1)


def _another_answer(document: dict[str, Any]) -> None:
    column = document["tables"][0]["columns"]["P06"]
    column["codes"] = [f"{code}x" for code in column["codes"]]


def _another_frame(document: dict[str, Any]) -> None:
    document["frame"][0]["workers"] = 31


def _smaller_groups(document: dict[str, Any]) -> None:
    document["rule"]["k"] = 5


def _later(document: dict[str, Any]) -> None:
    document["made_on"] = "2027-01-01"


@pytest.mark.parametrize(
    "alter", [_one_more, _another_answer, _another_frame, _smaller_groups, _later]
)
def test_an_altered_release_is_not_shown(
    engine: Engine, alter: Callable[[dict[str, Any]], None]
) -> None:
    campaign = _closed(engine, A=30)
    releases.make(engine, campaign.id, TODAY)
    [row] = _rows(engine)
    alter(row["document"])
    with writing(engine) as session:  # a change is refused, a row can still be put in its place
        session.execute(sa.delete(ReleaseRow))
        session.execute(sa.insert(ReleaseRow).values(**row))
    with pytest.raises(ValueError, match="altered"):
        releases.load(engine, campaign.id)
    with pytest.raises(ValueError, match="altered"):
        releases.make(engine, campaign.id, TODAY)


def test_every_stored_release_is_verified_anew(engine: Engine) -> None:
    campaign = _closed(engine, A=30, B=12)
    made = releases.make(engine, campaign.id, TODAY)
    [found] = releases.verified(engine)
    assert (found.title, found.number, found.answered, found.faults) == (campaign.title, 1, 42, ())
    assert found.groups == len(made.blocks)


def _no_answers(document: dict[str, Any]) -> None:
    document["tables"][0]["columns"]["P06"] = {}


def _too_small(document: dict[str, Any]) -> None:
    document["rule"]["k"] = 40
    document["checksum"] = _sealed(document)


def _too_many(document: dict[str, Any]) -> None:
    column = document["tables"][0]["columns"]["P06"]
    column["counts"] = packed(unpacked(column["counts"]) + 1)
    document["checksum"] = _sealed(document)


def _another_chain(document: dict[str, Any]) -> None:
    document["previous"] = "0" * 64
    document["checksum"] = _sealed(document)


def _sealed(document: dict[str, Any]) -> str:
    """The checksum of somebody who knows how it is made."""
    text = json.dumps({**document, "checksum": ""}, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("alter", "fault"),
    [
        (_one_more, "altered"),
        (_another_frame, "altered"),
        (_no_answers, "altered"),
        (_too_small, "small"),
        (_too_many, "tallies"),
        (_another_chain, "chain"),
    ],
)
def test_what_was_altered_is_found_by_name(
    engine: Engine, alter: Callable[[dict[str, Any]], None], fault: str
) -> None:
    campaign = _closed(engine, A=30)
    releases.make(engine, campaign.id, TODAY)
    [row] = _rows(engine)
    alter(row["document"])
    row["checksum"] = row["document"]["checksum"]
    with writing(engine) as session:
        session.execute(sa.delete(ReleaseRow))
        session.execute(sa.insert(ReleaseRow).values(**row))
    [found] = releases.verified(engine)
    assert found.faults == (fault,)
