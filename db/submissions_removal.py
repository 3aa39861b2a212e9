"""Deletes one form by the code that its writer kept (DR-09); it never reads what it deletes."""

from __future__ import annotations

from sqlalchemy import Engine, delete, select

from db.engine import writing
from db.schema import CampaignRow, SubmissionRow
from db.schema_campaigns import WithdrawnRow
from db.submissions import key_of


def remove(engine: Engine, campaign_id: int, form_id: str) -> bool:
    """Delete the form with this id; False when the campaign holds none, gives no deletion codes,
    or is closed: then nobody can tell which form it was."""
    with writing(engine) as session:
        secret = session.scalar(
            select(CampaignRow.secret)
            .where(
                CampaignRow.id == campaign_id,
                CampaignRow.closed_on.is_(None),
                CampaignRow.deletion_codes,
            )
            .with_for_update(read=True)
        )
        if secret is None:
            return False
        key = key_of(secret, form_id)
        gone = session.scalar(
            delete(SubmissionRow)
            .where(SubmissionRow.key == key, SubmissionRow.campaign_id == campaign_id)
            .returning(SubmissionRow.unit_id)
        )
        if gone is not None:  # a copy that is restored must lose it again (DR-23)
            session.merge(WithdrawnRow(key=key, campaign_id=campaign_id))
        return gone is not None
