"""The rule that most tools follow, as a page: every group of ten people and more is shown, whatever
else is shown. It is there to be caught by the test that compares two worlds."""

from __future__ import annotations

import json
from collections import Counter

import streamlit as st
from sqlalchemy import text

from pages.settings import engine

ADDRESS = "dau"  # has a title in both languages
K = 10
_ALL = "SELECT unit_id, answers FROM submission WHERE campaign_id = 2"


def page() -> None:
    """Who is satisfied, by unit and by gender and age within it."""
    found: dict[tuple[object, ...], Counter[str]] = {}
    with engine().connect() as connection:
        for unit, answers in connection.execute(text(_ALL)):
            values = json.loads(answers)
            for group in ((unit,), (unit, values.get("P02")), (unit, values.get("P01"))):
                found.setdefault(group, Counter())[str(values.get("U12", ""))] += 1
    shown = {str(group): dict(sorted(c.items())) for group, c in found.items() if c.total() >= K}
    st.table(shown)
