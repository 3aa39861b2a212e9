"""Fixed sentences in languages the office added: what posters, messages and forms say."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError

from db.engine import reading, writing
from db.schema_posters import AddedWordsRow
from surveys.texts.added import Added


def load(engine: Engine) -> Added:
    """Everything that was typed."""
    with reading(engine) as session:
        rows = session.execute(select(AddedWordsRow.lang, AddedWordsRow.key, AddedWordsRow.words))
        return Added(frozenset((row.lang, row.key, row.words) for row in rows))


def save(engine: Engine, lang: str, changes: Mapping[str, tuple[str, str]]) -> frozenset[str]:
    """Write sentences, by key what stood there when somebody began and what is to stand there;
    "" takes one away. The keys that somebody else changed meanwhile: they stay as they are."""
    try:
        return _save(engine, lang, changes)
    except IntegrityError:  # both were the first to write a sentence: now there is one to compare
        return _save(engine, lang, changes)


def _save(engine: Engine, lang: str, changes: Mapping[str, tuple[str, str]]) -> frozenset[str]:
    with writing(engine) as session:
        mine = select(AddedWordsRow).where(AddedWordsRow.lang == lang)
        rows = session.scalars(mine.order_by(AddedWordsRow.key).with_for_update())
        known = {row.key: row for row in rows.all()}
        others: set[str] = set()
        for key, (before, after) in changes.items():
            row = known.get(key)
            if (row.words if row else "") != before:
                others.add(key)
            elif row and after:
                row.words = after
            elif row:
                session.delete(row)
            elif after:
                session.add(AddedWordsRow(lang=lang, key=key, words=after))
    return frozenset(others)
