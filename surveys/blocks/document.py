"""A release as plain JSON values, sealed by a checksum."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from surveys.blocks.columns import Block, Column, Table, tables_of
from surveys.blocks.packing import packed, unpacked
from surveys.blocks.release import Place, Release, Rule, SetAside


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
        "tables": [_table_document(table) for table in release.tables],
        "pending": release.pending,
        "previous": release.previous,
        "checksum": release.checksum,
        **_aside_document(release),
    }


def from_document(document: Mapping[str, Any]) -> Release:
    """The release that `to_document` wrote, also in its first form, a block at a time; ValueError
    when the checksum does not fit."""
    if _seal(document) != document["checksum"]:
        raise ValueError(f"release {document['number']} was altered after it was made")
    rule = document["rule"]
    return Release(
        number=document["number"],
        made_on=date.fromisoformat(document["made_on"]),
        rule=Rule(rule["k"], tuple(rule["coordinates"]), tuple((a, b) for a, b in rule["pairs"])),
        frame=tuple(Place(**place) for place in document["frame"]),
        tables=_tables(document),
        pending=document["pending"],
        previous=document["previous"],
        checksum=document["checksum"],
        set_aside=tuple(SetAside(**each) for each in document.get("set_aside", ())),
    )


def sealed(release: Release) -> Release:
    """The release with the checksum of everything in it."""
    return replace(release, checksum=_seal(to_document(release)))


def _seal(document: Mapping[str, Any]) -> str:
    text = json.dumps({**document, "checksum": ""}, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _aside_document(release: Release) -> dict[str, Any]:
    """Left out where no rule was applied: earlier releases keep their checksum."""
    if not release.set_aside:
        return {}
    return {"set_aside": [asdict(each) for each in release.set_aside]}


def _tables(document: Mapping[str, Any]) -> tuple[Table, ...]:
    if "blocks" in document:
        return tables_of(Block(**block) for block in document["blocks"])
    return tuple(_table(table) for table in document["tables"])


def _table_document(table: Table) -> dict[str, Any]:
    columns = {
        name: {"codes": list(column.codes), "counts": packed(column.counts)}
        for name, column in table.columns.items()
    }
    return {
        "partition": table.partition,
        "coordinates": list(table.coordinates),
        "values": [list(values) for values in table.values],
        "where": packed(table.where),
        "n": packed(table.n),
        "columns": columns,
    }


def _table(document: Mapping[str, Any]) -> Table:
    columns = {
        name: Column(tuple(column["codes"]), unpacked(column["counts"]))
        for name, column in document["columns"].items()
    }
    return Table(
        partition=document["partition"],
        coordinates=tuple(document["coordinates"]),
        values=tuple(tuple(values) for values in document["values"]),
        where=unpacked(document["where"]),
        n=unpacked(document["n"]),
        columns=columns,
    )
