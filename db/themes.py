"""Published themes: made from texts that were read, added to and never changed."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from db import events, words
from db.engine import reading, writing
from db.schema import CampaignRow, ReleaseRow
from db.schema_words import PileRow, ThemesRow, WordRow
from surveys.words.publishing import (
    Heap,
    Themes,
    from_document,
    publishable,
    published,
    to_document,
)
from surveys.words.screening import Slip, Verdict

EVENT = "themes"  # what the record of the office calls it


def heaps(engine: Engine, campaign_id: int, question: str) -> tuple[Heap, ...]:
    """What was read and is not yet published, by type of unit."""
    with reading(engine) as session:
        return tuple(heap for heap, _, _ in _heaps(session, campaign_id, question))


def publish(
    engine: Engine, campaign_id: int, question: str, officer_id: int, when: tuple[datetime, date]
) -> Themes:
    """Publish what was read so far in one transaction. TooFew, and nothing is written, when no
    type has enough of it. `when` is the moment and, where the office is, the day."""
    now, today = when
    with writing(engine) as session:
        campaign = session.get_one(CampaignRow, campaign_id, with_for_update=True)
        found = _heaps(session, campaign_id, question)
        told = [heap for heap, _, _ in found]
        earlier = _all(session, campaign_id, question)
        made = published(question, told, today, _checksum(session, campaign_id), earlier)
        session.add(
            ThemesRow(
                campaign_id=campaign_id,
                question=question,
                number=made.number,
                made_at=now,
                checksum=made.checksum,
                document=to_document(made),
            )
        )
        inside = {id(heap) for _, parts in publishable(told) for heap in parts}
        for heap, pile, slips in found:
            if id(heap) in inside:
                _mark(session, heap, pile, slips, made.number)
        detail = f"{campaign.title}: {question}: {made.number}"
        events.enter(session, now, officer_id, EVENT, detail)
        return made


def load(engine: Engine, campaign_id: int) -> tuple[Themes, ...]:
    """Every publication of a campaign, question by question. ValueError when one was altered, or
    one of a chain is missing."""
    with reading(engine) as session:
        found = _all(session, campaign_id)
    for one, other in pairwise(found):
        follows = other.previous == one.checksum if other.question == one.question else True
        if not follows:
            raise ValueError(f"themes of {other.question} do not follow those before")
    return found


def checksums(engine: Engine, campaign_id: int) -> tuple[str, ...]:
    """What identifies the publications of a campaign."""
    mine = select(ThemesRow.checksum).where(ThemesRow.campaign_id == campaign_id)
    with reading(engine) as session:
        return tuple(session.scalars(mine.order_by(ThemesRow.id)))


def _all(session: Session, campaign_id: int, question: str = "") -> tuple[Themes, ...]:
    mine = select(ThemesRow.document).where(ThemesRow.campaign_id == campaign_id)
    if question:
        mine = mine.where(ThemesRow.question == question)
    ordered = mine.order_by(ThemesRow.question, ThemesRow.number)
    return tuple(from_document(document) for document in session.scalars(ordered))


def _heaps(
    session: Session, campaign_id: int, question: str
) -> list[tuple[Heap, PileRow, list[Slip]]]:
    """Each pile as a heap, with its row and the slips that were read and are not yet counted."""
    mine = select(PileRow).where(PileRow.campaign_id == campaign_id, PileRow.question == question)
    slips = words.read(session, campaign_id, question)
    return [_heap(pile, slips) for pile in session.scalars(mine.order_by(PileRow.unit_type))]


def _heap(pile: PileRow, every: tuple[Slip, ...]) -> tuple[Heap, PileRow, list[Slip]]:
    slips = [slip for slip in every if slip.unit_type == pile.unit_type]
    fresh = [slip for slip in slips if slip.taken and not slip.counted]
    used = [slip.last.themes for slip in fresh if slip.last and slip.last.verdict is Verdict.USED]
    heap = Heap(
        unit_type=pile.unit_type,
        people=pile.people,
        written=len(slips),
        told=pile.told,
        themes=tuple(used),
        unused=len(fresh) - len(used),
        left=sum(not slip.taken for slip in slips),
    )
    return heap, pile, fresh


def _mark(session: Session, heap: Heap, pile: PileRow, slips: list[Slip], number: int) -> None:
    pile.told += heap.behind
    keys = [bytes.fromhex(slip.key) for slip in slips]
    session.execute(update(WordRow).where(WordRow.key.in_(keys)).values(counted=number))


def _checksum(session: Session, campaign_id: int) -> str:
    newest = select(ReleaseRow.checksum).where(ReleaseRow.campaign_id == campaign_id)
    return session.scalar(newest.order_by(ReleaseRow.number.desc()).limit(1)) or ""
