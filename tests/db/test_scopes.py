"""Which units a place stands for: itself, what belongs under it; a cluster by its node, never by a
name that others may bear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy import Engine

from db import campaigns, occasions, officers, organisation, scopes, units
from db.engine import connect, writing
from db.migrate import _config, migrate
from db.schema import UnitRow
from db.schema_organisation import OrgLinkRow
from surveys.access import Officer, Role
from surveys.campaigns import Audience
from surveys.occasions import cluster
from surveys.organisation import CLUSTER, Unit, Wish, planned
from tests.db.cast import BOB, PASSWORD, TODAY, annual, draft, unit


@pytest.mark.parametrize(
    ("place", "seen"),
    [
        ("A", {"A"}),
        ("HUYEN", {"HUYEN", "XA", "A", "B"}),
        ("XA", {"XA", "A"}),
        ("Cụm 1", set()),
        ("Cụm", set()),
        ("", set()),
    ],
)
def test_dr_12_a_place_is_a_unit_with_what_belongs_under_it(
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
    assert scopes.scope(engine, officer, TODAY).units == seen


def _node(code: str, name: str, parent: str = "") -> Unit:
    body = Unit(code, name, "", "khac", "", "", 0, 0, level=CLUSTER)
    return replace(body, parent=parent)


def _in(code: str, name: str, parent: str = "") -> Unit:
    return replace(unit(code), cluster=name, parent=parent)


def _officer(engine: Engine, *places: str) -> Officer:
    return officers.add(engine, replace(BOB, role=Role.CLUSTER, places=places), PASSWORD)


def _sees(engine: Engine, officer: Officer, on: date = TODAY) -> set[str]:
    return set(scopes.scope(engine, officer, on).units or ())


def _happen(engine: Engine, wish: Wish) -> None:
    organisation.happen(engine, wish, planned(organisation.load(engine), wish))


def test_dr_12_a_cluster_named_in_words_becomes_a_node_with_its_units(engine: Engine) -> None:
    units.take_in(engine, [_in("A", "Cụm 1"), _in("B", "Cụm 1"), _in("C", "Cụm 10")])
    assert scopes.places(engine)[0] == (("Cụm 1", "Cụm 1"), ("Cụm 10", "Cụm 10"))
    bob = _officer(engine, "Cụm 1")
    assert bob.places == ("CUM-1",)
    assert _sees(engine, bob) == {"CUM-1", "A", "B"}
    assert scopes.named(engine, bob.places) == ("Cụm 1",)
    assert scopes.places(engine)[0] == (("CUM-1", "Cụm 1"), ("Cụm 10", "Cụm 10"))
    assert officers.add(engine, replace(bob, login="eve"), PASSWORD).places == ("CUM-1",)


def test_dr_12_of_two_clusters_of_one_name_the_own_one_is_seen(engine: Engine) -> None:
    """The attack: a unit or a whole cluster elsewhere is given the name of one's own."""
    tops = [replace(_node(code, code), level="huyen") for code in ("H1", "H2")]
    nodes = [_node("C1", "Cụm 1", "H1"), _node("C2", "Cụm 1", "H2")]
    units.take_in(engine, tops)
    units.take_in(engine, nodes)
    units.take_in(engine, [_in("A", "Cụm 1", "H1"), _in("B", "Cụm 1", "H2"), _in("X", "Cụm 1")])
    bob = _officer(engine, "C1")
    assert _sees(engine, bob) == {"C1", "A"}
    assert scopes.clusters_of(engine, ["A"], TODAY)["Cụm 1"] == {"C1", "A"}
    assert scopes.cluster_names(engine, ["A"], TODAY) == frozenset()  # the name means another, too
    eve = officers.add(
        engine, replace(BOB, login="eve", role=Role.CLUSTER, places=("Cụm 1",)), PASSWORD
    )
    assert _sees(engine, eve) == set()


def test_dr_12_a_name_that_changes_changes_nobodys_view(engine: Engine) -> None:
    units.take_in(engine, [_in("A", "Cụm 1"), _in("B", "Cụm 2")])
    bob = _officer(engine, "Cụm 1")
    _happen(engine, Wish("doi_ten", TODAY, ("CUM-1",), name="Cụm Sông"))
    assert _sees(engine, bob) == {"CUM-1", "A"}
    units.take_in(engine, [_in("A", "Cụm 1"), _in("C", "Cụm 1")])  # the register says as before
    assert _sees(engine, bob) == {"CUM-1", "A", "C"}
    units.change(engine, replace(_in("B", "Cụm Sông"), name="B"))
    assert _sees(engine, bob) == {"CUM-1", "A", "B", "C"}
    units.change(engine, replace(_in("A", "Cụm 2"), name="A"))
    assert _sees(engine, bob) == {"CUM-1", "B", "C"}


def test_dr_12_a_unit_that_moves_is_seen_from_its_day_on(engine: Engine) -> None:
    units.take_in(engine, [_in("A", "Cụm 1"), _in("B", "Cụm 2")])
    bob = _officer(engine, "Cụm 1")
    eve = officers.add(
        engine, replace(BOB, login="eve", role=Role.CLUSTER, places=("Cụm 2",)), PASSWORD
    )
    day, eve_day = TODAY + timedelta(days=1), TODAY + timedelta(days=5)
    _happen(engine, Wish("chuyen", day, ("A",), ("CUM-2",), link=CLUSTER))
    assert (_sees(engine, bob), _sees(engine, eve)) == ({"CUM-1", "A"}, {"CUM-2", "B"})
    assert (_sees(engine, bob, day), _sees(engine, eve, eve_day)) == (
        {"CUM-1"},
        {"CUM-2", "A", "B"},
    )


@pytest.mark.parametrize(
    ("link_until", "ended", "seen"),
    [
        (None, -1, True),  # gone since yesterday, and lay there to its end
        (-1, -1, True),  # the link ended on the same day as the unit
        (0, -1, True),  # the register let the link end later
        (-2, -1, False),  # it had moved away before it ended
        (None, 0, True),  # its last day is today: it still stands there
        (-1, 0, False),  # it stands no more and is not gone either
        (-1, None, False),  # it moved away and lives on
    ],
)
def test_dr_12_who_was_there_to_a_units_end_keeps_what_was_asked_of_its_people(
    engine: Engine, link_until: int | None, ended: int | None, seen: bool
) -> None:
    """Days are counted from today. Nobody who comes into charge later sees it by that."""

    def day(offset: int | None) -> date | None:
        return None if offset is None else TODAY + timedelta(days=offset)

    units.take_in(engine, [_in("A", "Cụm 1"), _in("B", "Cụm 1")])
    bob = _officer(engine, "Cụm 1")
    with writing(engine) as session:
        row = session.scalars(sa.select(UnitRow).where(UnitRow.code == "A")).one()
        row.ended_on = day(ended)
        link = session.scalars(sa.select(OrgLinkRow).where(OrgLinkRow.child_id == row.id)).one()
        link.valid_from, link.valid_to = TODAY - timedelta(days=99), day(link_until)
    assert ("A" in _sees(engine, bob)) is seen
    assert "B" in _sees(engine, bob)


def test_dr_12_of_two_clusters_the_last_one_keeps_a_unit_that_ended(engine: Engine) -> None:
    units.take_in(engine, [_in("A", "Cụm 1"), _in("B", "Cụm 1"), _in("C", "Cụm 2")])
    bob = _officer(engine, "Cụm 1")
    eve = officers.add(
        engine, replace(BOB, login="eve", role=Role.CLUSTER, places=("Cụm 2",)), PASSWORD
    )
    moved, ended, later = (TODAY + timedelta(days=n) for n in (1, 5, 9))
    _happen(engine, Wish("chuyen", moved, ("A",), ("CUM-2",), link=CLUSTER))
    _happen(engine, Wish("ket_thuc", ended, ("A",)))
    assert (_sees(engine, bob, later), _sees(engine, eve, later)) == (
        {"CUM-1", "B"},
        {"CUM-2", "C", "A"},
    )


def test_dr_12_what_gathers_units_is_seen_by_whoever_sees_all_of_them(engine: Engine) -> None:
    units.take_in(engine, [_in(c, "Cụm 1") for c in "AB"] + [_in("C", "Cụm 2")])
    bob = _officer(engine, "Cụm 1")
    known = replace(draft(), audience=Audience.OFFICER)
    now = datetime.now(UTC)
    group = cluster("Cụm 1", 12)
    made = occasions.publish_to(engine, known, annual(), [group], now)
    [link] = campaigns.links(engine, made.id)
    assert link.unit.code in _sees(engine, bob)


def _before(url: str) -> Engine:
    """A database as it was before clusters were nodes."""
    engine = connect(url)
    with writing(engine) as session:
        command.upgrade(_config(session.connection()), "0009")
    return engine


def _enter(engine: Engine, rows: Mapping[str, tuple[str, str]], places: str) -> None:
    """Units by code with level and cluster, and an officer with these places."""
    say = (
        "INSERT INTO unit (code, name, type, sector, place, cluster, workers, members, has_union,"
        " agreement, level, sample) VALUES (:code, :name, '', 'khac', '', :cluster, 0, 0,"
        " false, false, :level, false)"
    )
    with writing(engine) as session:
        for code, (level, label) in rows.items():
            name = label if level == CLUSTER else code
            words = {"code": code, "name": name, "level": level}
            session.execute(sa.text(say), words | {"cluster": "" if level == CLUSTER else label})
        session.execute(
            sa.text(
                "INSERT INTO officer (login, name, role, password, lang, active, sample, places)"
                " VALUES ('bob', 'Bob', 'cluster', 'x', 'vi', true, false, :places)"
            ),
            {"places": places},
        )


@pytest.mark.parametrize(
    ("rows", "places", "kept", "seen"),
    [
        (
            {"A": ("cdcs", "Cụm 1"), "B": ("cdcs", "Cụm 1"), "C": ("cdcs", "Cụm 10")},
            '["Cụm 1"]',
            ("CUM-1",),
            {"CUM-1", "A", "B"},
        ),
        (
            {"A": ("cdcs", "Cụm 1"), "K": ("cum", "Cụm 1"), "C": ("cdcs", "")},
            '["Cụm 1", "C"]',
            ("K", "C"),
            {"K", "A", "C"},
        ),
        ({"A": ("cdcs", "Cụm 1")}, '["A", "gone"]', ("A", "gone"), {"A"}),
        (
            {"A": ("cdcs", "Cụm 1"), "K": ("cum", "Cụm 1"), "L": ("cum", "Cụm 1")},
            '["Cụm 1"]',
            ("K", "L"),
            {"K", "L"},
        ),
    ],
)
def test_dr_12_scopes_by_name_become_scopes_by_node(
    database_url: str,
    rows: Mapping[str, tuple[str, str]],
    places: str,
    kept: tuple[str, ...],
    seen: set[str],
) -> None:
    engine = _before(database_url)
    _enter(engine, rows, places)
    migrate(engine)
    [bob] = officers.everyone(engine)
    assert (bob.places, _sees(engine, bob)) == (kept, seen)
    engine.dispose()
