"""One-time cards: drawn from a box, assigned to nobody. Only digests are kept, keyed by the
campaign's secret; a used card leaves no row behind, and at the close all rows go."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from db.engine import reading, writing
from db.engine import settle as engine_settle
from db.schema import CampaignRow, LinkRow, SubmissionRow, UnitRow
from db.schema_posters import CardPrintRow, CardRow
from surveys.campaigns import new_card

_BYTES = 16
_PERSON = b"card"  # so that a card's digest is never a form's


@dataclass(frozen=True, slots=True)
class Card:
    """A card that can still be used: the code of its unit's own link, and its digest."""

    unit_code: str
    digest: bytes


class NoCards(Exception):
    """The campaign takes no cards, or no answers any more."""


def digest_of(secret: bytes, code: str) -> bytes:
    """What is kept of a card's code; nobody can compute it once the secret is erased."""
    return hashlib.blake2b(code.encode(), key=secret, digest_size=_BYTES, person=_PERSON).digest()


def make(engine: Engine, campaign_id: int, wanted: Mapping[str, int]) -> dict[str, list[str]]:
    """New cards for units, by the unit's code: the codes, which are told this one time. NoCards
    when the campaign takes none."""
    with writing(engine) as session:
        secret = _secret(session, campaign_id)
        ids = _unit_ids(session, campaign_id, wanted)
        made = {unit: [new_card() for _ in range(wanted[unit])] for unit in ids}
        rows = [
            {"digest": digest_of(secret, code), "campaign_id": campaign_id, "unit_id": ids[unit]}
            for unit, codes in made.items()
            for code in codes
        ]
        for unit, codes in made.items():
            _print_more(session, campaign_id, ids[unit], len(codes))
        if rows:
            session.bulk_insert_mappings(
                CardRow.__mapper__, sorted(rows, key=lambda r: r["digest"])
            )
        return made


def printed(engine: Engine, campaign_id: int) -> dict[str, int]:
    """How many cards were ever printed for each unit, by its code."""
    found = (
        select(UnitRow.code, CardPrintRow.printed)
        .join(CardPrintRow, CardPrintRow.unit_id == UnitRow.id)
        .where(CardPrintRow.campaign_id == campaign_id)
    )
    with reading(engine) as session:
        return dict(session.execute(found).all())


def revoke(engine: Engine, campaign_id: int, unit: str) -> None:
    """Make every unused card of a unit useless: its box was lost, or somebody copied it."""
    with writing(engine) as session:
        ids = _unit_ids(session, campaign_id, [unit])
        session.execute(
            delete(CardRow).where(
                CardRow.campaign_id == campaign_id, CardRow.unit_id.in_(ids.values())
            )
        )


def look(engine: Engine, code: str) -> Card | None:
    """The card with this code; None when it was used, revoked or never printed, which nothing
    tells apart."""
    with reading(engine) as session:
        digests = [digest_of(secret, code) for secret in _secrets(session).values()]
        if not digests:
            return None
        found = session.execute(
            select(LinkRow.code, CardRow.digest)
            .join(
                LinkRow,
                (LinkRow.campaign_id == CardRow.campaign_id) & (LinkRow.unit_id == CardRow.unit_id),
            )
            .where(CardRow.digest.in_(digests))
        ).first()
        return Card(*found) if found else None


def sent_before(engine: Engine, keyed: Mapping[int, bytes]) -> str | None:
    """The code of the unit's link under which one of these forms is stored already, by campaign:
    a phone whose thanks got lost sends again, with a card that is used by then."""
    with reading(engine) as session:
        return session.scalar(
            select(LinkRow.code)
            .join(
                SubmissionRow,
                (SubmissionRow.campaign_id == LinkRow.campaign_id)
                & (SubmissionRow.unit_id == LinkRow.unit_id),
            )
            .where(SubmissionRow.key.in_(keyed.values()))
            .limit(1)
        )


def secrets_of(engine: Engine) -> dict[int, bytes]:
    """The secrets of the campaigns that take cards, by campaign."""
    with reading(engine) as session:
        return _secrets(session)


def spend(session: Session, wanted: Mapping[bytes, bytes]) -> set[bytes]:
    """Burn cards; `wanted` are their digests by the key of the form. Returns the keys that may
    be stored: with an unused card, or stored before."""
    known = select(SubmissionRow.key).where(SubmissionRow.key.in_(wanted))
    taken = set(session.scalars(known))
    for key, digest in sorted(wanted.items(), key=itemgetter(1)):  # not in the order they came
        if key not in taken and _burn(session, digest):
            taken.add(key)
    return taken


def settle(engine: Engine) -> bool:
    """Make the traces of burnt cards illegible: SQLite's log and PostgreSQL's dead rows would tell
    which card went as an answer came. False when it must be tried again."""
    return engine_settle(engine, (CardRow.__tablename__,))


def settle_open(engine: Engine) -> None:
    """The same where somebody was in the way before."""
    if secrets_of(engine):
        settle(engine)


def forget(session: Session, campaign_id: int) -> None:
    """Delete what is left of a campaign's cards, at its close."""
    session.execute(delete(CardRow).where(CardRow.campaign_id == campaign_id))


def _burn(session: Session, digest: bytes) -> bool:
    gone = delete(CardRow).where(CardRow.digest == digest).returning(CardRow.unit_id)
    return session.scalar(gone) is not None


def _secret(session: Session, campaign_id: int) -> bytes:
    row = session.get_one(CampaignRow, campaign_id, with_for_update=True)
    if row.secret is None or not row.cards:
        raise NoCards
    return row.secret


def _secrets(session: Session) -> dict[int, bytes]:
    found = select(CampaignRow.id, CampaignRow.secret).where(
        CampaignRow.cards, CampaignRow.secret.is_not(None), CampaignRow.closed_on.is_(None)
    )
    return {id: secret for id, secret in session.execute(found) if secret}


def _unit_ids(session: Session, campaign_id: int, codes: Iterable[str]) -> dict[str, int]:
    """The units of the campaign among these."""
    found = (
        select(UnitRow.code, UnitRow.id)
        .join(LinkRow, LinkRow.unit_id == UnitRow.id)
        .where(LinkRow.campaign_id == campaign_id, UnitRow.code.in_(list(codes)))
    )
    return dict(session.execute(found).all())


def _print_more(session: Session, campaign_id: int, unit_id: int, count: int) -> None:
    row = session.get(CardPrintRow, (campaign_id, unit_id))
    if row is None:
        session.add(CardPrintRow(campaign_id=campaign_id, unit_id=unit_id, printed=count))
    else:
        row.printed += count
