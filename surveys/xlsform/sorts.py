"""What the type of a row asks for: "select one from colours or specify other" and its like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pyxform import aliases, constants  # type: ignore[import-untyped]
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT  # type: ignore[import-untyped]
from pyxform.xls2json import (  # type: ignore[import-untyped]
    RE_BEGIN_CONTROL,
    RE_END_CONTROL,
    RE_SELECT,
)

_ASKED = {
    "string": "text",
    "int": "integer",
    "decimal": "decimal",
    "date": "date",
    "time": "time",
    "dateTime": "datetime",
}
_UPLOADS = {"image": "picture", "audio": "recording", "video": "film"}
_SELECTS = {
    constants.SELECT_ONE: "one",
    constants.SELECT_ALL_THAT_APPLY: "many",
    constants.RANK: "rank",
}
_FROM_FILE = re.compile(r"\.(csv|xml|geojson)$")
_SETTINGS = frozenset(aliases.settings_header)


@dataclass(frozen=True, slots=True)
class Sort:
    """What a row is: a question (`one`, `text`, …), the begin or end of a group, a `setting`, or
    something that is `left` out for a reason. `limit` is a constraint that the type brings."""

    name: str
    list_name: str = ""
    other: bool = False
    reason: str = ""
    limit: str = ""
    seen: bool = True

    @property
    def opens(self) -> bool:
        """Whether further rows belong to it until it ends."""
        return self.name in ("group", "repeat", "loop")


def sort_of(written: str) -> Sort:
    """The sort of a row by its type."""
    written = aliases._type_alias_map.get(written, written)
    if written in _SETTINGS:
        return Sort("setting")
    if found := RE_BEGIN_CONTROL.search(written):
        return Sort(aliases.control[found["type"]], found["list_name"] or "")
    if RE_END_CONTROL.search(written):
        return Sort("end")
    if found := RE_SELECT.search(written):
        return _select(found.groupdict())
    return _plain(written)


def _select(found: Mapping[str, Any]) -> Sort:
    list_name, kind = found["list_name"], aliases.select[found["select_command"]]
    if kind not in _SELECTS or _FROM_FILE.search(list_name):
        return _left("external")
    if list_name.startswith("${"):
        return _left("from_answers")
    return Sort(_SELECTS[kind], list_name, bool(found["specify_other"]))


def _plain(written: str) -> Sort:
    known = QUESTION_TYPE_DICT.get(written)
    if known is None and not written.startswith("osm"):
        return _left("unknown_type")
    known = known or {}
    bind, control = known.get("bind", {}), known.get("control", {})
    kind, tag = bind.get("type", ""), control.get("tag", "")
    if written.startswith("osm") or kind.startswith("geo"):
        return _left("place", seen=tag != "action" and written != "background-geopoint")
    if written in ("calculate", "q calculate", "add calculate prompt"):
        return Sort("calculate", seen=False)
    if written == "hidden":
        return Sort("hidden", seen=False)
    if written == "range":
        return Sort("range")
    if tag == "trigger":
        return Sort("acknowledge")
    if kind == "barcode":
        return _left("barcode")
    if tag == "upload":
        return _left(_UPLOADS.get(str(control.get("mediatype")).split("/")[0], "file"))
    if tag != "input":
        return _left("external" if "external" in written else "metadata", seen=False)
    if bind.get("readonly"):
        return Sort("note")
    return Sort(_ASKED.get(kind, "text"), limit=bind.get("constraint", ""))


def _left(reason: str, *, seen: bool = True) -> Sort:
    return Sort("left", reason=f"xlsform.left.{reason}", seen=seen)
