"""Sheets of paper that were typed in: how many, and how often two typings of one differed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, func, select, text

from db.engine import reading, writing
from db.schema import SubmissionRow
from db.schema_drafts import PaperCheckRow
from db.submissions import Mode
from surveys.campaigns import in_steps

_ADD = text(
    "INSERT INTO paper_check (campaign_id, sheets, compared, differing) "
    "VALUES (:campaign_id, 1, :compared, :differing) ON CONFLICT (campaign_id) DO UPDATE SET "
    "sheets = paper_check.sheets + 1, compared = paper_check.compared + excluded.compared, "
    "differing = paper_check.differing + excluded.differing"
)


@dataclass(frozen=True, slots=True)
class PaperCheck:
    """Sums over a campaign: sheets typed twice, answers compared, answers that differed."""

    sheets: int
    compared: int
    differing: int

    @property
    def share(self) -> float:
        """The share of answers that differed; 0 while nothing was compared."""
        return self.differing / self.compared if self.compared else 0.0


def add(engine: Engine, campaign_id: int, compared: int, differing: int) -> None:
    """Add a sheet that was typed in twice."""
    values = {"campaign_id": campaign_id, "compared": compared, "differing": differing}
    with writing(engine) as session:
        session.execute(_ADD, values)


def load(engine: Engine, campaign_id: int) -> PaperCheck:
    """The sums of a campaign."""
    with reading(engine) as session:
        row = session.get(PaperCheckRow, campaign_id)
        return PaperCheck(row.sheets, row.compared, row.differing) if row else PaperCheck(0, 0, 0)


def typed(engine: Engine, campaign_id: int) -> int:
    """Sheets of paper stored for a campaign, rounded down to fives (DR-07)."""
    counted = select(func.count()).where(
        SubmissionRow.campaign_id == campaign_id, SubmissionRow.mode == Mode.PAPER.value
    )
    with reading(engine) as session:
        return in_steps(session.scalar(counted) or 0)


def is_stored(engine: Engine, key: bytes) -> bool:
    """Whether a form with this key is stored: a sheet sent twice is compared once."""
    with reading(engine) as session:
        return session.scalar(select(SubmissionRow.key).where(SubmissionRow.key == key)) is not None
