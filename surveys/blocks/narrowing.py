"""What somebody may see of a release who may not see all of it (DR-12): the units of the own
scope, or the cluster as one where none of them is published on its own."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np

from surveys.blocks.columns import Table, added, coordinates_of, placed, taken
from surveys.blocks.heads import UNIT
from surveys.blocks.partition import POOLED
from surveys.blocks.release import MAIN, OF_PLACES, Place, Release

CLUSTER = "cum"  # the unit type of a cluster that stands as one
_FEWEST = 2  # units in such a cluster: of a single one its figures would be that unit's own


def narrowed(release: Release, units: Collection[str]) -> Release:
    """Only the blocks that lie wholly within these units; nothing of anybody else is left."""
    return _with(
        release,
        tuple(place for place in release.frame if place.code in units),
        tuple(part for table in release.tables if (part := _inside(table, units))),
    )


def narrowed_or_cluster(
    release: Release, units: Collection[str], clusters: Mapping[str, Collection[str]]
) -> Release:
    """The same; where that leaves no block, the first of the clusters (name -> codes of its
    units) that has two units or more with blocks of their own, as if it were one unit."""
    own = narrowed(release, units)
    if own.tables:
        return own
    for name, members in sorted(clusters.items()):
        inside = narrowed(release, members)
        if len(_told(inside)) >= _FEWEST:
            return _as_one(inside, name)
    return own


def _as_one(release: Release, name: str) -> Release:
    told = _told(release)
    places = [place for place in release.frame if place.code in told]
    women = [place.women for place in places]
    place = Place(
        code=CLUSTER,
        name=name,
        type=CLUSTER,
        workers=sum(p.workers for p in places),
        women=None if None in women else sum(w or 0 for w in women),
        members=sum(p.members for p in places),
    )
    return _with(release, (place,), tuple(map(_merged, release.tables)))


def _inside(table: Table, units: Collection[str]) -> Table | None:
    """The blocks of a table that lie within these units; None where there are none."""
    if UNIT not in table.coordinates:
        return None
    place = table.coordinates.index(UNIT)
    is_inside = np.array([value in units for value in table.values[place]], dtype=np.bool_)
    rows = np.flatnonzero(is_inside[table.where[:, place]])
    return taken(table, rows) if len(rows) else None


def _told(release: Release) -> set[str]:
    """The units that blocks of the main partition tell."""
    main = release.table(MAIN)
    return set(main.told(UNIT, POOLED).tolist()) if main else set()


def _merged(table: Table) -> Table:
    """Blocks that differ only in their unit become one."""
    known = [
        dict(
            zip(
                table.coordinates,
                (v[i] for v, i in zip(table.values, row, strict=True)),
                strict=True,
            )
        )
        for row in table.where.tolist()
    ]
    wheres = [
        tuple(CLUSTER if name in OF_PLACES else value for name, value in each.items())
        for each in known
    ]
    found = sorted(set(wheres))
    group = np.array([found.index(where) for where in wheres], dtype=np.intp)
    values = coordinates_of(found, len(table.coordinates))
    n, columns = added(table, group, len(found))
    return Table(table.partition, table.coordinates, values, placed(found, values), n, columns)


def _with(release: Release, frame: tuple[Place, ...], tables: tuple[Table, ...]) -> Release:
    """The release with less in it. Its checksum is one of its own: what is computed from one
    view must never be taken for another."""
    told = "|".join([release.checksum, *(place.code + place.name for place in frame)])
    seal = hashlib.sha256(told.encode()).hexdigest()
    return replace(release, frame=frame, tables=tables, pending=0, checksum=seal, set_aside=())
