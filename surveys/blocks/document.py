"""A release as plain JSON values, sealed by a checksum."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from surveys.blocks.release import Block, Place, Release, Rule, SetAside


def to_document(release: Release) -> dict[str, Any]:
    """The release as plain JSON values."""
    return {
        "number": release.number,
        "made_on": release.made_on.isoformat(),
        "rule": {
            "k": release.rule.k,
            "coordinates": list(release.rule.coordinates),
            "pairs": [list(pair) for pair in release.rule.pairs],
        },
        "frame": [asdict(place) for place in release.frame],
        "blocks": [_block_document(block) for block in release.blocks],
        "pending": release.pending,
        "previous": release.previous,
        "checksum": release.checksum,
        **_aside_document(release),
    }


def from_document(document: Mapping[str, Any]) -> Release:
    """The release that `to_document` wrote; ValueError when the checksum does not fit."""
    rule = document["rule"]
    release = Release(
        number=document["number"],
        made_on=date.fromisoformat(document["made_on"]),
        rule=Rule(rule["k"], tuple(rule["coordinates"]), tuple((a, b) for a, b in rule["pairs"])),
        frame=tuple(Place(**place) for place in document["frame"]),
        blocks=tuple(Block(**block) for block in document["blocks"]),
        pending=document["pending"],
        previous=document["previous"],
        checksum=document["checksum"],
        set_aside=tuple(SetAside(**each) for each in document.get("set_aside", ())),
    )
    if sealed(release).checksum != release.checksum:
        raise ValueError(f"release {release.number} was altered after it was made")
    return release


def sealed(release: Release) -> Release:
    """The release with the checksum of everything in it."""
    document = to_document(replace(release, checksum=""))
    text = json.dumps(document, ensure_ascii=False, sort_keys=True)
    return replace(release, checksum=hashlib.sha256(text.encode()).hexdigest())


def _aside_document(release: Release) -> dict[str, Any]:
    """Left out where no rule was applied: earlier releases keep their checksum."""
    if not release.set_aside:
        return {}
    return {"set_aside": [asdict(each) for each in release.set_aside]}


def _block_document(block: Block) -> dict[str, Any]:
    return {
        "partition": block.partition,
        "where": dict(block.where),
        "n": block.n,
        "tallies": {name: dict(tally) for name, tally in block.tallies.items()},
    }
