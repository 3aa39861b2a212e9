"""What somebody may see of a release who may not see all of it (DR-12): the units of the own
scope, or the cluster as one where none of them is published on its own."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from surveys.blocks.heads import UNIT, UNIT_TYPE
from surveys.blocks.release import MAIN, Block, Place, Release

CLUSTER = "cum"  # the unit type of a cluster that stands as one
_FEWEST = 2  # units in such a cluster: of a single one its figures would be that unit's own


def narrowed(release: Release, units: Collection[str]) -> Release:
    """Only the blocks that lie wholly within these units; nothing of anybody else is left."""
    return _with(
        release,
        tuple(place for place in release.frame if place.code in units),
        tuple(block for block in release.blocks if block.where.get(UNIT) in units),
    )


def narrowed_or_cluster(
    release: Release, units: Collection[str], clusters: Mapping[str, Collection[str]]
) -> Release:
    """The same; where that leaves no block, the first of the clusters (name -> codes of its
    units) that has two units or more with blocks of their own, as if it were one unit."""
    own = narrowed(release, units)
    if own.blocks:
        return own
    for name, members in sorted(clusters.items()):
        inside = narrowed(release, members)
        if len({b.where[UNIT] for b in inside.blocks if b.partition == MAIN}) >= _FEWEST:
            return _as_one(inside, name)
    return own


def _as_one(release: Release, name: str) -> Release:
    told = {block.where[UNIT] for block in release.blocks}
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
    return _with(release, (place,), _merged(release.blocks))


def _merged(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Blocks that differ only in their unit become one."""
    found: dict[tuple[str, tuple[tuple[str, str], ...]], list[Block]] = {}
    for block in blocks:
        known = {name: CLUSTER for name in (UNIT, UNIT_TYPE) if name in block.where}
        where = tuple(sorted((dict(block.where) | known).items()))
        found.setdefault((block.partition, where), []).append(block)
    return tuple(
        Block(partition, dict(where), sum(b.n for b in same), _added(same))
        for (partition, where), same in sorted(found.items())
    )


def _added(blocks: Iterable[Block]) -> dict[str, dict[str, int]]:
    sums: dict[str, dict[str, int]] = {}
    for block in blocks:
        for question, tally in block.tallies.items():
            known = sums.setdefault(question, {})
            for answer, people in tally.items():
                known[answer] = known.get(answer, 0) + people
    return sums


def _with(release: Release, frame: tuple[Place, ...], blocks: tuple[Block, ...]) -> Release:
    """The release with less in it. Its checksum is one of its own: what is computed from one
    view must never be taken for another."""
    told = "|".join([release.checksum, *(place.code + place.name for place in frame)])
    seal = hashlib.sha256(told.encode()).hexdigest()
    return replace(release, frame=frame, blocks=blocks, pending=0, checksum=seal, set_aside=())
