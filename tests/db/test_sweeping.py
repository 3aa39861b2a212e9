"""After the close nothing in the database's files tells a secret or a deleted answer."""

from __future__ import annotations

from sqlalchemy import Engine, text

from db import campaigns
from db.engine import writing
from pages.settings import today
from tests.pages.world import open_campaign


def test_the_secret_leaves_no_dead_row_behind(engine: Engine) -> None:
    campaign, _ = open_campaign(engine)
    for _ in range(3):
        with writing(engine) as session:
            session.execute(text("UPDATE campaign SET title = title || '.'"))
    campaigns.close(engine, campaign.id, today())
    if engine.dialect.name == "sqlite":
        file = engine.url.database
        assert file
        with open(f"{file}-wal", "rb") as log:
            assert log.read() == b""
        return
    with engine.connect() as connection:
        connection.execute(text("CREATE EXTENSION pageinspect"))
        rows = connection.execute(
            text(
                "SELECT count(*) FROM heap_page_items(get_raw_page('campaign', 0)) "
                "WHERE t_data IS NOT NULL"
            )
        )
        assert rows.scalar() == 1
