"""No body, place or level of the organisation is named in code: all of that is data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from tests.house.source import ROOT, Source, listed, product

_LEVELS = ROOT / "db" / "migrations" / "versions" / "0003_levels.json"
_EXAMPLE = ROOT / "surveys" / "catalogue" / "data" / "org_example.json"
_BODIES = ROOT / "db" / "demo_data" / "demo_organisation.json"
_ALSO = {"cum", "nghiep_doan"}  # a kind of link and a type of unit, too
_USUAL = "cdcs"  # of units of which nothing else is said
_USUAL_AT = {"surveys/organisation/unit.py", "db/schema.py"}
_SHORTEST = 6  # letters of a name that can be looked for


def test_no_name_of_a_body_or_place_is_in_code() -> None:
    findings = [finding for source in product() for finding in _names(source)]
    assert not findings, listed(findings)


def test_no_level_is_in_code() -> None:
    findings = [finding for source in product() for finding in _levels(source)]
    assert not findings, listed(findings)


def test_names_and_levels_would_be_found() -> None:
    source = Source("made_up.py", 'say("Công đoàn xã Mẫu A"); level = "xa"')
    assert len([*_names(source), *_levels(source)]) == 3


def _names(source: Source) -> Iterator[str]:
    for node in source.strings():
        text = str(node.value).casefold()
        for name in _known_names():
            if name in text:
                yield source.at(node, f"names {name!r}, which is data")


def _levels(source: Source) -> Iterator[str]:
    keys = {level["key"] for level in _read(_LEVELS)} - _ALSO
    allowed = {_USUAL} if source.name in _USUAL_AT else set()
    for node in source.strings():
        if node.value in keys - allowed:
            yield source.at(node, f"knows the level {node.value!r}, which is data")


@cache
def _known_names() -> frozenset[str]:
    example, letterhead = _read(_EXAMPLE), _read(_BODIES)["letterhead"]
    bodies = [unit for unit in example["units"] if "workers" not in unit]
    names = {unit["name"] for unit in bodies} | {unit.get("place") or "" for unit in bodies}
    names |= {letterhead["name"], letterhead["superior"], letterhead["place"]}
    names |= {name for level in _read(_LEVELS) for name in level["names"].values()}
    return frozenset(name.casefold() for name in names if len(name) >= _SHORTEST and " " in name)


def _read(path: Any) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
