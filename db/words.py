"""What people wrote, from the release until the raw answers go: texts and the looks at them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, delete, func, insert, select
from sqlalchemy.orm import Session

from db import events
from db.engine import reading, writing
from db.schema import CampaignRow
from db.schema_words import LookRow, PileRow, WordRow
from db.submissions import KEY_BYTES
from surveys.blocks.own_words import Pile
from surveys.words.hiding import Span, Trace
from surveys.words.screening import (
    SECOND,
    BadLook,
    Look,
    Slip,
    Taken,
    Verdict,
    checked,
    waits_for,
)

OPENED, LOOKED, UNDONE = "words_opened", "words_looked", "words_undone"  # in the record (DR-20)


def take(session: Session, campaign: CampaignRow, piles: Iterable[Pile]) -> None:
    """Keep the texts of a release in the same transaction that saves it."""
    for pile in piles:
        row = PileRow(
            campaign_id=campaign.id,
            question=pile.question,
            unit_type=pile.unit_type,
            people=pile.people,
            told=0,
        )
        session.add(row)
        session.flush()
        keyed = dict(zip(_keys(campaign.mark, pile), pile.texts, strict=True))
        words = [{"key": k, "pile_id": row.id, "text": keyed[k]} for k in sorted(keyed)]
        session.connection().execute(insert(WordRow), words)


def questions(engine: Engine, campaign_id: int) -> dict[str, int]:
    """The questions of a campaign that have texts, and how many."""
    counted = (
        select(PileRow.question, func.count())
        .join(WordRow, WordRow.pile_id == PileRow.id)
        .where(PileRow.campaign_id == campaign_id)
        .group_by(PileRow.question)
        .order_by(func.count().desc(), PileRow.question)
    )
    with reading(engine) as session:
        return dict(session.execute(counted).all())


def campaigns_with_words(engine: Engine) -> frozenset[int]:
    """The campaigns that have texts."""
    with reading(engine) as session:
        return frozenset(session.scalars(select(PileRow.campaign_id).distinct()))


def slips(engine: Engine, campaign_id: int, question: str) -> tuple[Slip, ...]:
    """Every text of a question with its looks, in the order of their keys."""
    with reading(engine) as session:
        return read(session, campaign_id, question)


def read(session: Session, campaign_id: int, question: str) -> tuple[Slip, ...]:
    """The same, inside a transaction."""
    here = (PileRow.campaign_id == campaign_id, PileRow.question == question)
    stored = (
        select(WordRow, PileRow.unit_type)
        .join(PileRow, PileRow.id == WordRow.pile_id)
        .where(*here)
        .order_by(WordRow.key)
    )
    looks = (
        select(LookRow)
        .join(WordRow, WordRow.key == LookRow.word_key)
        .join(PileRow, PileRow.id == WordRow.pile_id)
        .where(*here)
        .order_by(LookRow.number)
    )
    taken: dict[bytes, list[Taken]] = {}
    for row in session.scalars(looks):
        taken.setdefault(row.word_key, []).append(
            Taken(_look(row.verdict, row.document), row.officer_id, row.looked_on)
        )
    return tuple(
        Slip(row.key.hex(), row.text, kind, tuple(taken.get(row.key, ())), row.counted is not None)
        for row, kind in session.execute(stored)
    )


def opened(engine: Engine, campaign_id: int, question: str, officer_id: int, now: datetime) -> None:
    """Write into the record that somebody opened the texts of a question."""
    with writing(engine) as session:
        title = session.get_one(CampaignRow, campaign_id).title
        events.enter(session, now, officer_id, OPENED, f"{title}: {question}")


def look(
    engine: Engine, looks: Sequence[tuple[str, Look]], officer_id: int, today: date, now: datetime
) -> int:
    """Keep what an officer decided about texts, by their keys; gives how many were kept. BadLook,
    and nothing is kept, when one decides nothing, comes too early, or changes published themes."""
    with writing(engine) as session:
        for key, decided in looks:
            _add(session, bytes.fromhex(key), checked(decided), officer_id, today)
        _tell(session, [key for key, _ in looks], LOOKED, officer_id, now)
    return len(looks)


def undo(engine: Engine, keys: Sequence[str], officer_id: int, now: datetime) -> int:
    """Take back one's own newest looks at these texts; those in published figures stay. Gives how
    many were taken back."""
    with writing(engine) as session:
        gone = [key for key in keys if _take_back(session, bytes.fromhex(key), officer_id)]
        _tell(session, gone, UNDONE, officer_id, now)
    return len(gone)


def forget(session: Session, campaign_id: int) -> None:
    """Delete the texts of a campaign; published themes stay."""
    session.execute(delete(PileRow).where(PileRow.campaign_id == campaign_id))


def _keys(mark: str, pile: Pile) -> list[bytes]:
    """A key for each text that follows from the text alone: the same whatever else was answered,
    different for the same words under another question."""
    seen: Counter[str] = Counter()
    keys = []
    for text in pile.texts:
        seen[text] += 1
        told = "\x1f".join((mark, pile.question, pile.unit_type, f"{seen[text]}", text))
        keys.append(hashlib.blake2b(told.encode(), digest_size=KEY_BYTES).digest())
    return keys


def _add(session: Session, key: bytes, decided: Look, officer_id: int, today: date) -> None:
    row = session.get(WordRow, key, with_for_update=True)
    if row is None:
        raise BadLook("words.problem.gone")
    slip = _slip(session, row)
    number = waits_for(slip, officer_id, today)
    if number is None:
        is_over = len(slip.taken) >= SECOND
        raise BadLook("words.problem.gone" if is_over else "words.problem.early")
    last = slip.last
    if slip.counted and last and (last.verdict, last.themes) != (decided.verdict, decided.themes):
        raise BadLook("words.problem.counted")
    session.add(
        LookRow(
            word_key=key,
            number=number,
            officer_id=officer_id,
            looked_on=today,
            verdict=decided.verdict.value,
            document=_document(decided),
        )
    )
    session.flush()


def _take_back(session: Session, key: bytes, officer_id: int) -> bool:
    word = session.get(WordRow, key, with_for_update=True)
    mine = select(LookRow).where(LookRow.word_key == key).order_by(LookRow.number.desc()).limit(1)
    row = session.scalar(mine)
    if word is None or row is None or row.officer_id != officer_id:
        return False
    if word.counted is not None and row.number < SECOND:
        return False
    session.delete(row)
    session.flush()
    return True


def _slip(session: Session, row: WordRow) -> Slip:
    looks = select(LookRow).where(LookRow.word_key == row.key).order_by(LookRow.number)
    taken = tuple(
        Taken(_look(r.verdict, r.document), r.officer_id, r.looked_on)
        for r in session.scalars(looks)
    )
    return Slip(row.key.hex(), row.text, "", taken, row.counted is not None)


def _tell(session: Session, keys: Sequence[str], what: str, officer_id: int, now: datetime) -> None:
    """One line for each question: how many texts, never which or what was decided of them."""
    told = (
        select(CampaignRow.title, PileRow.question, func.count())
        .join(PileRow, PileRow.campaign_id == CampaignRow.id)
        .join(WordRow, WordRow.pile_id == PileRow.id)
        .where(WordRow.key.in_([bytes.fromhex(key) for key in keys]))
        .group_by(CampaignRow.title, PileRow.question)
    )
    for title, question, count in session.execute(told).all():
        events.enter(session, now, officer_id, what, f"{title}: {question}: {count}")


def _document(decided: Look) -> dict[str, Any]:
    return {"spans": [asdict(span) for span in decided.spans], "themes": list(decided.themes)}


def _look(verdict: str, document: dict[str, Any]) -> Look:
    spans = tuple(Span(s["start"], s["end"], Trace(s["trace"])) for s in document["spans"])
    return Look(Verdict(verdict), spans, tuple(document["themes"]))
