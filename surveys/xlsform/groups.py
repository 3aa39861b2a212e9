"""Groups and repeats of a form as groups of a survey, before their conditions are looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from surveys.model import MOST_TURNS, Choice, Group, Kind, Question
from surveys.xlsform.columns import OWN, Form
from surveys.xlsform.formatting import bare
from surveys.xlsform.naming import Entry
from surveys.xlsform.nesting import Node, is_own
from surveys.xlsform.options import Options, media_of
from surveys.xlsform.own import own_choice, own_fields
from surveys.xlsform.told import LeftOut

USUAL_TURNS = 10  # of a repeat that states no number
PAGE, TABLE = "field-list", "table-list"


def is_matrix(entry: Entry) -> bool:
    """Whether the row is a matrix that Lắng Nghe wrote as a group."""
    return entry.sort.opens and is_own(entry.line, Kind.MATRIX)


def group_of(entry: Entry, form: Form) -> Iterator[Group | LeftOut]:
    """The group that begins with this row, with what is left out of it."""
    line = entry.line
    words = line.words("label")
    tokens = line.text("appearance").split()
    group = Group(
        id=entry.id,
        label=words if form.own else {lang: bare(text) for lang, text in words.items()},
        parent=entry.group,
        show_if=line.text("relevant"),
        page=PAGE in tokens or TABLE in tokens,
        appearance=line.text(f"{OWN}appearance") or " ".join(t for t in tokens if t != PAGE),
    )
    if not form.own:
        yield from _told(entry)
    if entry.sort.name == "repeat":
        yield from _turns(group, entry)
    else:
        yield group


def _told(entry: Entry) -> Iterator[LeftOut]:
    line = entry.line
    if any(bare(text) != text for text in line.words("label").values()):
        yield line.left("label", "xlsform.left.formatting")
    if line.words("hint"):
        yield line.left("hint", "xlsform.left.group_help", name=entry.id)
    for field in media_of(line):
        yield line.left(field, "xlsform.left.group_help", name=entry.id)
    if TABLE in line.text("appearance").split():
        yield line.left("appearance", "xlsform.left.table", controls=_table_rows(entry))


def _table_rows(entry: Entry) -> int:
    """What XLSForm adds to such a table: a row of headings, and its wording as a note."""
    selects = any(node.sort.name in ("one", "many", "rank") for node in entry.inside)
    worded = bool(entry.line.words("label") or entry.line.words("hint"))
    return int(selects) + int(worded)


def _turns(group: Group, entry: Entry) -> Iterator[Group | LeftOut]:
    line = entry.line
    count = line.text("repeat_count")
    if own := line.text(f"{OWN}most"):
        yield replace(group, most=_number(own) or USUAL_TURNS, count=count)
        return
    if entry.turns_around > 1:
        yield line.left("type", "xlsform.left.nested_repeat", name=entry.id)
        yield group
        return
    if stated := _number(count):
        most = min(stated, MOST_TURNS)
        if stated > most:
            yield line.left("repeat_count", "xlsform.left.turns", name=entry.id, most=most)
        yield replace(group, most=most, count=str(most))
        return
    yield line.left("type", "xlsform.left.turns", name=entry.id, most=USUAL_TURNS)
    yield replace(group, most=USUAL_TURNS, count=count)


def _number(text: str) -> int:
    """The whole number that is written there; 0 when there is none."""
    return int(text) if re.fullmatch("[0-9]{1,6}", text) else 0


def matrix_of(entry: Entry, lists: Mapping[str, Options]) -> Question:
    """The matrix that Lắng Nghe wrote as a group with one question for each row."""
    line = entry.line
    rows = [node for node in entry.inside if is_own(node.line, "row")]
    listed = lists.get(rows[0].sort.list_name) if rows else None
    question = Question(
        id=entry.id,
        kind=Kind.MATRIX,
        label=line.words("label"),
        choices=listed.choices if listed else (),
        rows=tuple(own_choice(node.line, _row(node, entry.id)) for node in rows),
        show_if=line.text("relevant"),
        help=line.words("hint"),
        media=media_of(line),
        group=entry.group,
    )
    return replace(question, **own_fields(line))


def _row(node: Node, id: str) -> Choice:
    code = node.line.text(f"{OWN}code") or node.line.text("name").removeprefix(f"{id}.")
    return Choice(code, node.line.words("label"), media=media_of(node.line))
