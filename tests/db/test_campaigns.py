"""Campaigns: published whole, closed for good, and nobody can tell afterwards who sent what."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError, NoResultFound

from db import campaigns, surveys, units
from db.engine import connect, reading
from db.migrate import migrate
from db.schema import SubmissionRow, SurveyVersionRow, Table
from db.submissions import KEY_BYTES, key_of, write
from surveys.campaigns import CODE_LENGTH, CODE_LETTERS
from tests.db.cast import NOW, TODAY, annual, campaign_of, draft, form, unit

FORM_ID = "5f0c7d0e-a form of Alice"


def _versions(engine: Engine) -> list[tuple[int, int]]:
    with reading(engine) as session:
        kept = sa.select(SurveyVersionRow.id, SurveyVersionRow.version)
        return [tuple(row) for row in session.execute(kept.order_by(SurveyVersionRow.id))]


def test_the_same_wording_is_kept_once(engine: Engine) -> None:
    first, second = campaign_of(engine, "A"), campaign_of(engine, "A")
    assert first.survey_version == second.survey_version
    assert _versions(engine) == [(first.survey_version, 1)]
    assert surveys.load(engine, first.survey_version) == annual()


def test_another_wording_is_another_version(engine: Engine) -> None:
    first = campaign_of(engine, "A")
    reworded = replace(annual(), title={"vi": "Khảo sát khác", "en": "Another survey"})
    second = campaigns.publish(engine, draft(), reworded, ["A"], NOW)
    assert _versions(engine) == [(first.survey_version, 1), (second.survey_version, 2)]
    assert surveys.load(engine, first.survey_version) == annual()
    assert surveys.load(engine, second.survey_version) == reworded


def test_every_unit_gets_a_code_of_its_own(engine: Engine) -> None:
    campaign = campaign_of(engine, "A", "B", "C")
    other = campaign_of(engine, "A", "B", "C")
    links = [*campaigns.links(engine, campaign.id), *campaigns.links(engine, other.id)]
    codes = {link.code for link in links}
    assert [link.unit.code for link in links] == ["A", "B", "C"] * 2
    assert len(codes) == 6
    assert all(len(code) == CODE_LENGTH and set(code) <= set(CODE_LETTERS) for code in codes)


def test_a_campaign_comes_back_as_it_was_published(engine: Engine) -> None:
    units.take_in(engine, [unit("A")])
    wanted = draft(k=12, coordinates=("unit_type", "P02"), languages=("vi",), sample=True)
    made = campaigns.publish(engine, wanted, annual(), ["A"], NOW)
    assert replace(made, id=0, survey_version=0) == wanted
    assert campaigns.load(engine, made.id) == made
    assert campaigns.everything(engine) == (made,)


def test_a_campaign_that_cannot_be_made_leaves_nothing_behind(engine: Engine) -> None:
    units.take_in(engine, [unit("A")])
    with pytest.raises(IntegrityError):
        campaigns.publish(engine, draft(k=4), annual(), ["A"], NOW)
    assert campaigns.everything(engine) == ()
    assert _versions(engine) == []


def test_a_code_leads_to_its_campaign_and_unit(engine: Engine) -> None:
    campaign = campaign_of(engine, "A", "B")
    [_, link] = campaigns.links(engine, campaign.id)
    door = campaigns.door(engine, link.code)
    assert door is not None
    assert (door.campaign, door.unit_name) == (campaign, "Công ty B")
    assert campaigns.door(engine, "ACDEFGHJK") is None


def test_a_campaign_nobody_made_is_not_found(engine: Engine) -> None:
    for ask in (campaigns.load, lambda e, id: campaigns.close(e, id, TODAY)):
        with pytest.raises(NoResultFound):
            ask(engine, 7)


def test_closing_again_changes_nothing(engine: Engine) -> None:
    campaign = campaign_of(engine, "A")
    closed = campaigns.close(engine, campaign.id, TODAY)
    assert closed.closed_on == TODAY
    assert campaigns.close(engine, campaign.id, TODAY + timedelta(days=5)) == closed


def test_a_closed_campaign_is_not_prolonged(engine: Engine) -> None:
    campaign = campaign_of(engine, "A")
    later = campaign.closes_on + timedelta(days=3)
    assert campaigns.prolong(engine, campaign.id, later, campaign.closes_on).closes_on == later
    campaigns.close(engine, campaign.id, TODAY)
    with pytest.raises(ValueError, match="closed"):
        campaigns.prolong(engine, campaign.id, later + timedelta(days=3), later)
    assert campaigns.load(engine, campaign.id).closes_on == later


def test_every_campaign_has_a_secret_of_its_own(engine: Engine) -> None:
    first, second = campaign_of(engine, "A"), campaign_of(engine, "A")
    secrets = {_secret(engine, first.id), _secret(engine, second.id)}
    assert len(secrets) == 2
    assert all(secret and len(secret) == 32 for secret in secrets)
    keys = {key_of(secret or b"", FORM_ID) for secret in secrets}
    assert len(keys) == 2


def test_the_key_of_a_form_cannot_be_found_again_after_the_close(engine: Engine) -> None:
    campaign = campaign_of(engine, "A")
    write(engine, [form(engine, campaign, "A", FORM_ID)])
    secret = _secret(engine, campaign.id)
    assert secret is not None
    assert _key(engine) == key_of(secret, FORM_ID)
    campaigns.close(engine, campaign.id, TODAY)
    assert _secret(engine, campaign.id) is None
    left = list(_everything_stored(engine))
    assert FORM_ID.encode() not in left
    guesses = {key_of(value[:64], FORM_ID) for value in left} | _plain_digests()
    assert _key(engine) not in guesses


def test_sqlite_overwrites_the_secret_of_a_closed_campaign(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'test.sqlite'}")
    migrate(engine)
    campaign = campaign_of(engine, "A")
    secret = _secret(engine, campaign.id)
    assert secret is not None
    assert _lies_in(tmp_path, secret)
    campaigns.close(engine, campaign.id, TODAY)
    assert not _lies_in(tmp_path, secret)
    engine.dispose()


def _lies_in(folder: Path, secret: bytes) -> bool:
    return any(secret in file.read_bytes() for file in folder.iterdir())


def _secret(engine: Engine, campaign_id: int) -> bytes | None:
    [link, *_] = campaigns.links(engine, campaign_id)
    door = campaigns.door(engine, link.code)
    assert door is not None
    return door.secret


def _key(engine: Engine) -> bytes:
    with reading(engine) as session:
        return session.scalars(sa.select(SubmissionRow.key)).one()


def _plain_digests() -> set[bytes]:
    name = FORM_ID.encode()
    whole = [hashlib.new(kind, name).digest() for kind in ("sha256", "sha1", "md5", "blake2b")]
    return {*(d[:KEY_BYTES] for d in whole), hashlib.blake2b(name, digest_size=16).digest()}


def _everything_stored(engine: Engine) -> Iterator[bytes]:
    """Every value of every table."""
    with engine.connect() as connection:
        for table in Table.metadata.sorted_tables:
            for row in connection.execute(sa.select(table)):
                yield from map(_as_bytes, row)


def _as_bytes(value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()
