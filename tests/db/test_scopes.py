"""Which units a place stands for: itself, what belongs under it, or a cluster by its name."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from db import scopes, units
from db.engine import writing
from db.schema import UnitRow
from db.schema_organisation import OrgLinkRow
from surveys.access import Officer, Role
from tests.db.cast import unit


@pytest.mark.parametrize(
    ("place", "seen"),
    [
        ("A", {"A"}),
        ("HUYEN", {"HUYEN", "XA", "A", "B"}),
        ("XA", {"XA", "A"}),
        ("Cụm 1", {"A", "B", "C", "HUYEN", "XA"}),
        ("Cụm", set()),
        ("", set()),
    ],
)
def test_dr_12_a_place_is_a_unit_with_what_belongs_under_it_or_a_cluster(
    engine: Engine, place: str, seen: set[str]
) -> None:
    units.take_in(engine, [unit(code) for code in ("HUYEN", "XA", "A", "B", "C")])
    below = {"XA": "HUYEN", "A": "XA", "B": "HUYEN"}
    left = {"C": "HUYEN"}  # it moved away
    with writing(engine) as session:
        ids = {row.code: row.id for row in session.scalars(sa.select(UnitRow))}
        for links, until in ((below, None), (left, date(2025, 6, 30))):
            session.add_all(
                OrgLinkRow(
                    child_id=ids[child],
                    parent_id=ids[parent],
                    kind="quan_ly",
                    valid_from=date(2023, 1, 1),
                    valid_to=until,
                )
                for child, parent in links.items()
            )
    officer = Officer(1, "bob", "Bob", Role.UNIT, "vi", places=(place,))
    assert scopes.scope(engine, officer).units == seen
