"""Deletion by the clock (DR-22): raw answers on the day that was promised, drafts nobody touched
for a year. What was published stays. A restored copy loses again what it brought back (DR-23)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, delete, or_, select
from sqlalchemy.orm import Session

from db import campaigns, deletions, releases, words
from db.deletions import Deletion
from db.engine import reading, sweep, writing
from db.schema import CampaignRow, SubmissionRow, SurveyVersionRow
from db.schema_campaigns import CampaignDraftRow, WithdrawnRow
from db.schema_drafts import DraftRow, DraftStepRow, RecordingRow
from db.submissions import count_by_unit

EVENT = deletions.EVENT
ANSWERS = deletions.ANSWERS
QUESTIONNAIRE_DRAFT, CAMPAIGN_DRAFT = "questionnaire", "campaign_draft"
DRAFTS_KEPT = timedelta(days=365)  # since the last change; docs/decisions/0009 says why
_FIRST = ("vi", "en")  # languages in which a title is looked for

Clock = Callable[[Engine, date, datetime], tuple[Deletion, ...]]


def answers(engine: Engine, today: date, now: datetime) -> tuple[Deletion, ...]:
    """Delete the answers of every campaign whose day has come. What nobody closed or published
    until then is closed and published first."""
    with reading(engine) as session:
        due = [(row.id, row.delete_on) for row in _due(session, today)]
    return tuple(_without_answers(engine, due, today, now))


def questionnaire_drafts(engine: Engine, today: date, now: datetime) -> tuple[Deletion, ...]:
    """Delete questionnaires that were begun, never published and not touched for a year."""
    published = select(SurveyVersionRow.survey_id)
    old = select(DraftRow).where(
        DraftRow.changed_at < now - DRAFTS_KEPT,
        DraftRow.survey_id.not_in(published),
        DraftRow.sample.is_(False),
    )
    with writing(engine) as session:
        return tuple(_forget_questionnaire(session, row, now) for row in session.scalars(old).all())


def campaign_drafts(engine: Engine, today: date, now: datetime) -> tuple[Deletion, ...]:
    """Delete campaigns that were prepared, never approved and not touched for a year."""
    old = select(CampaignDraftRow).where(CampaignDraftRow.changed_at < now - DRAFTS_KEPT)
    with writing(engine) as session:
        return tuple(_forget_campaign(session, row, now) for row in session.scalars(old).all())


# Everything that is deleted by itself: one function a kind. Each deletes what is due, writes it
# down with deletions.record() in the same transaction, and gives back what it wrote.
CLOCKS: tuple[Clock, ...] = (answers, questionnaire_drafts, campaign_drafts)


def purge(
    engine: Engine, today: date, now: datetime, folder: Path | None = None
) -> tuple[tuple[str, int], ...]:
    """Run every clock, after repeating the deletions that the ledger in `folder` knows and the
    database does not; returns titles with how much was deleted. Done again, it changes nothing."""
    found = [*_repeated(engine, now, folder)] if folder else []
    for clock in CLOCKS:
        found += clock(engine, today, now)
    if folder:
        deletions.add_to_ledger(folder, engine)
    if found:
        sweep(engine)
    return tuple((deletion.title, deletion.count) for deletion in found)


def overdue(engine: Engine, today: date) -> int:
    """How many campaigns still have answers that should have gone before this day."""
    with reading(engine) as session:
        left = [row for row in _due(session, today) if row.delete_on < today]
        return sum(bool(sum(count_by_unit(session, row.id).values())) for row in left)


def _due(session: Session, today: date) -> Iterator[CampaignRow]:
    """Closed and open campaigns alike, the earliest first, and those that have answers again."""
    left = select(SubmissionRow.campaign_id)
    over = select(CampaignRow).where(
        CampaignRow.delete_on <= today,
        or_(CampaignRow.deleted_on.is_(None), CampaignRow.id.in_(left)),
    )
    yield from session.scalars(over.order_by(CampaignRow.delete_on, CampaignRow.id))


def _repeated(engine: Engine, now: datetime, folder: Path) -> Iterator[Deletion]:
    """A copy may be older than a deletion, and even than the day that was set for it."""
    done = {d.mark: d for d in deletions.read_ledger(folder) if d.kind == ANSWERS and d.mark}
    with reading(engine) as session:
        left = select(SubmissionRow.campaign_id)
        back = select(CampaignRow).where(CampaignRow.mark.in_(done), CampaignRow.id.in_(left))
        due = [(row.id, done[row.mark].due_on) for row in session.scalars(back)]
        kept_forms = _withdrawn(session)
    yield from _without_answers(engine, due, now.date(), now, again=True)
    if kept_forms:
        with writing(engine) as session:
            session.execute(delete(SubmissionRow).where(SubmissionRow.key.in_(kept_forms)))


def _withdrawn(session: Session) -> list[bytes]:
    """Forms that were taken back by their writers and are here again."""
    back = select(SubmissionRow.key).join(WithdrawnRow, WithdrawnRow.key == SubmissionRow.key)
    return list(session.scalars(back))


def _without_answers(
    engine: Engine, due: list[tuple[int, date]], today: date, now: datetime, *, again: bool = False
) -> Iterator[Deletion]:
    """Close, publish and empty campaigns, each as of its day."""
    with reading(engine) as session:
        counts = {id: sum(count_by_unit(session, id).values()) for id, _ in due}
    for campaign_id, _ in due:
        campaigns.close(engine, campaign_id, today)
        if counts[campaign_id]:
            releases.make(engine, campaign_id, today)
    with writing(engine) as session:
        emptied = [_emptied(session, id, today) for id, _ in due]
        found = [
            Deletion(ANSWERS, row.mark, row.title, count, due_on, now, again)
            for (row, count), (_, due_on) in zip(emptied, due, strict=True)
            if count
        ]
        for deletion in found:
            deletions.record(session, deletion)
    yield from found


def _emptied(session: Session, campaign_id: int, today: date) -> tuple[CampaignRow, int]:
    row = session.get_one(CampaignRow, campaign_id)
    row.deleted_on = today
    count = sum(count_by_unit(session, campaign_id).values())
    for table in (SubmissionRow, WithdrawnRow):
        session.execute(delete(table).where(table.campaign_id == campaign_id))
    words.forget(session, campaign_id)
    return row, count


def _forget_questionnaire(session: Session, row: DraftRow, now: datetime) -> Deletion:
    step = session.get_one(DraftStepRow, (row.id, row.step))
    due_on = (row.changed_at + DRAFTS_KEPT).date()
    title = _title(step.document.get("title"))
    told = Deletion(QUESTIONNAIRE_DRAFT, row.survey_id, title, 1, due_on, now)
    session.execute(delete(RecordingRow).where(RecordingRow.survey_id == row.survey_id))
    session.delete(row)
    deletions.record(session, told)
    return told


def _forget_campaign(session: Session, row: CampaignDraftRow, now: datetime) -> Deletion:
    due_on = (row.changed_at + DRAFTS_KEPT).date()
    title = _title(row.document.get("title"))
    told = Deletion(CAMPAIGN_DRAFT, f"{row.id} {row.changed_at.isoformat()}", title, 1, due_on, now)
    session.delete(row)
    deletions.record(session, told)
    return told


def _title(words: Any) -> str:
    """A title as it was stored: words by language, or as they were typed."""
    if isinstance(words, dict):
        return next((str(words[lang]) for lang in _FIRST if words.get(lang)), "")
    return str(words or "")
