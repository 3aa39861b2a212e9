"""Recordings as phones ask for them: whole or in parts, and only while a campaign is open."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from db import campaigns, recordings
from db.engine import writing
from db.schema_drafts import RecordingRow
from pages.phone.routes import Phone
from pages.settings import today
from tests.pages.asgi import ask
from tests.pages.recorded import DIGEST, TONE, record
from tests.pages.world import ANNUAL, open_campaign


@pytest.fixture
def phone(engine: Engine) -> Iterator[Phone]:
    made = Phone(engine)
    yield made
    made.stop()


def _ask_part(phone: Phone, part: str) -> tuple[int, dict[str, str], bytes]:
    """A player's request for a part of the recording."""
    said = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, object]) -> None:
        said.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": f"/k/a/{DIGEST}",
        "query_string": b"",
        "headers": [(b"range", part.encode())],
    }
    asyncio.run(phone(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in said[0]["headers"]}
    return said[0]["status"], headers, b"".join(m.get("body", b"") for m in said[1:])


def test_a_recording_is_served_with_its_type_and_kept_for_ever(
    engine: Engine, phone: Phone
) -> None:
    open_campaign(engine)
    record(engine)
    answer = ask(phone, "GET", f"/k/a/{DIGEST}")
    assert (answer.status, answer.raw) == (200, TONE)
    assert answer.headers["content-type"] == "audio/wav"
    assert answer.headers["content-length"] == str(len(TONE))
    assert answer.headers["accept-ranges"] == "bytes"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("part", "first", "last"),
    [
        ("bytes=0-1", 0, 1),
        ("bytes=0-", 0, len(TONE) - 1),
        ("bytes=100-199", 100, 199),
        ("bytes=-10", len(TONE) - 10, len(TONE) - 1),
        (f"bytes=5-{10**12}", 5, len(TONE) - 1),
    ],
)
def test_a_player_may_ask_for_parts(
    engine: Engine, phone: Phone, part: str, first: int, last: int
) -> None:
    open_campaign(engine)
    record(engine)
    status, headers, body = _ask_part(phone, part)
    assert status == 206
    assert headers["content-range"] == f"bytes {first}-{last}/{len(TONE)}"
    assert body == TONE[first : last + 1]


@pytest.mark.parametrize("part", ["bytes={0}-", "bytes=-{0}", "bytes=0-{0}", "bytes={0}-{0}"])
def test_a_part_of_thousands_of_digits_is_no_part(engine: Engine, phone: Phone, part: str) -> None:
    open_campaign(engine)
    record(engine)
    status, _, body = _ask_part(phone, part.format("9" * 5_000))
    assert (status, body) == (200, TONE)


@pytest.mark.parametrize(
    ("part", "status"),
    [
        (f"bytes={len(TONE)}-", 416),
        ("bytes=9-3", 416),
        ("bytes=-", 200),
        ("bytes=0-1,4-5", 200),
        ("bytes=" + "9" * 5_000 + "-", 200),
    ],
)
def test_a_part_that_is_not_there_is_refused_and_no_part_is_the_whole(
    engine: Engine, phone: Phone, part: str, status: int
) -> None:
    open_campaign(engine)
    record(engine)
    assert _ask_part(phone, part)[0] == status


def test_only_recordings_of_open_campaigns_are_served(engine: Engine, phone: Phone) -> None:
    campaign, _ = open_campaign(engine)
    record(engine)
    assert ask(phone, "GET", f"/k/a/{'0' * 32}").status == 404
    assert recordings.heard(engine, DIGEST, campaign.opens_on) is not None
    assert recordings.heard(engine, DIGEST, campaign.closes_on.replace(year=2050)) is None
    campaigns.close(engine, campaign.id, today())
    assert ask(phone, "GET", f"/k/a/{DIGEST}").status == 404


def test_a_file_that_a_browser_would_run_is_not_served(engine: Engine, phone: Phone) -> None:
    open_campaign(engine)
    with writing(engine) as session:
        session.add(
            RecordingRow(
                survey_id=ANNUAL.id, name="x", type="text/html", digest=DIGEST, content=b"<script>"
            )
        )
    assert ask(phone, "GET", f"/k/a/{DIGEST}").status == 404
