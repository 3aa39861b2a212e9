"""The constructs of XLSForm, each tried: `python -m tests.surveys.xlsform_constructs` writes the
tables of docs/xlsform.md, and a test compares them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import MISSING, fields
from pathlib import Path

from surveys import xlsform
from surveys.model import Group, Question
from surveys.xlsform import Imported, LeftOut
from tests.surveys.xlsform_files import workbook

DOCUMENT = Path(__file__).parents[2] / "docs" / "xlsform.md"
BEGIN, END = "<!-- {}: written by a test -->", "<!-- end of {} -->"

TYPES = (
    *("text", "integer", "decimal", "date", "time", "dateTime", "note", "acknowledge"),
    *("select_one yesno", "select_multiple yesno", "select_one yesno or_other", "rank yesno"),
    *("range", "calculate", "hidden", "geopoint", "geotrace", "geoshape", "image", "audio"),
    *("video", "file", "barcode", "select_one_from_file towns.csv", "csv-external"),
    *("xml-external", "start", "end", "today", "deviceid", "phonenumber", "username", "email"),
    *("audit", "start-geopoint", "background-audio"),
)
COLUMNS: tuple[tuple[str, str, str], ...] = (  # column, type of question, cell
    ("label::English (en)", "text", "Your job"),
    ("hint::English (en)", "text", "In a few words"),
    ("guidance_hint", "text", "Ask slowly"),
    ("relevant", "text", "${first} != ''"),
    ("required", "text", "yes"),
    ("required", "text", "${first} = 'x'"),
    ("required_message::English (en)", "text", "Please answer"),
    ("constraint", "integer", ". < 10"),
    ("constraint", "integer", "pulldata('f', 'a', 'b', 'c') = 1"),
    ("constraint_message::English (en)", "integer", "Less than ten"),
    ("calculation", "integer", "1 + 1"),
    ("choice_filter", "select_one yesno", "kind = ${first}"),
    ("default", "text", "worker"),
    ("default", "date", "today()"),
    ("appearance", "select_one yesno", "likert"),
    ("appearance", "text", "multiline"),
    ("appearance", "select_one yesno", "label"),
    ("appearance", "integer", "ex:org.example.app"),
    ("parameters", "select_one yesno", "randomize=true"),
    ("parameters", "select_one yesno", "randomize=true seed=7"),
    ("parameters", "range", "start=0 end=10 step=1"),
    ("parameters", "range", "start=0 end=100 step=10"),
    ("parameters", "range", "start=0 end=1 step=0.1"),
    ("media::image", "text", "map.png"),
    ("media::audio::English (en)", "text", "q.mp3"),
    ("media::video", "text", "q.mp4"),
    ("read_only", "text", "yes"),
    ("read_only", "select_one yesno", "yes"),
    ("trigger", "text", "${first}"),
    ("bind::odk:length", "text", "5"),
)
GROUPS: tuple[tuple[str, dict[str, str]], ...] = (
    ("begin_group", {}),
    ("begin_group", {"appearance": "field-list"}),
    ("begin_group", {"appearance": "table-list"}),
    ("begin_group", {"relevant": "${first} != ''"}),
    ("begin_repeat", {}),
    ("begin_repeat", {"repeat_count": "3"}),
    ("begin_repeat", {"repeat_count": "${first}"}),
    ("begin_loop over yesno", {}),
)
SETTINGS = (
    *("form_title", "form_id", "version", "default_language", "allow_choice_duplicates"),
    *("style", "instance_name", "public_key", "submission_url", "auto_send"),
)
_NOT_SAID = {"id", "kind", "label", "choices", "group", "parent"}
_CHOICES = (
    ("list_name", "name", "label", "kind"),
    ("yesno", "yes", "Yes", "a"),
    ("yesno", "no", "No", "b"),
)


def tables() -> dict[str, list[str]]:
    """The tables of the document by name, made by reading small forms."""
    return {
        "types": _table("Type", (_row(type, _with(type, {})) for type in TYPES)),
        "columns": _table(
            "Column",
            (
                _row(f"{column} = {cell}", _with(type, {column: cell}))
                for column, type, cell in COLUMNS
            ),
        ),
        "groups": _table("Group", (_row(_named(t, c), _grouped(t, c)) for t, c in GROUPS)),
        "settings": _table("Setting", (_row(name, _set(name)) for name in SETTINGS)),
    }


def filled(document: str) -> str:
    """The document with its tables as they should be."""
    for name, lines in tables().items():
        begin, end = BEGIN.format(name), END.format(name)
        before, _, rest = document.partition(begin)
        _, _, after = rest.partition(end)
        document = "\n".join([f"{before}{begin}", *lines, f"{end}{after}"])
    return document


def _table(head: str, rows: Iterator[str]) -> list[str]:
    return [f"| {head} | Arrives as | What the officer is told |", "|---|---|---|", *rows]


def _row(construct: str, found: Imported) -> str:
    assert found.survey
    made = [q for q in found.survey.questions if q.id not in ("first", "last")]
    arrives = "; ".join([*map(_group, found.survey.groups), *map(_question, made)])
    told = " ".join(_told(left) for left in found.left_out)
    cells = (f"`{construct}`", arrives or ("–" if told else "read"), told or "–")
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _told(left: LeftOut) -> str:
    return left.sentence("en").partition(": ")[2]


def _question(question: Question) -> str:
    options = f" of {len(question.choices)} options" if question.choices else ""
    return ", ".join([f"**{question.kind.value}**{options}", *_said(question)])


def _group(group: Group) -> str:
    return ", ".join(["**group**", *_said(group)])


def _said(made: Question | Group) -> Iterator[str]:
    """What is not as usual, as `field: value`."""
    for known in fields(made):
        value = getattr(made, known.name)
        usual = known.default_factory() if known.default_factory is not MISSING else known.default
        if known.name not in _NOT_SAID and value != usual:
            yield known.name if value is True else f"{known.name}: `{value}`"


def _with(type: str, cells: dict[str, str]) -> Imported:
    """A form in which the second question, `q`, is of this type and has these cells."""
    usual = {"type": type, "name": "" if type == "audit" else "q", "label": "Question"}
    if type == "calculate":
        usual["calculation"] = "1 + 1"
    return _read([{**usual, **cells}])


def _grouped(type: str, cells: dict[str, str]) -> Imported:
    begin = {"type": type, "name": "g", "label": "Group", **cells}
    inside = {"type": "select_one yesno", "name": "q", "label": "Question"}
    return _read([begin, inside, {"type": f"end_{type.partition('_')[2].split()[0]}"}])


def _set(name: str) -> Imported:
    values = {"default_language": "English (en)", "allow_choice_duplicates": "yes"}
    return _read([], {name: values.get(name, "abc")})


def _named(type: str, cells: dict[str, str]) -> str:
    return " ".join([type, *(f"{column} = {cell}" for column, cell in cells.items())])


def _read(rows: list[dict[str, str]], settings: dict[str, str] | None = None) -> Imported:
    first = {"type": "text", "name": "first", "label": "First"}
    last = {"type": "text", "name": "last", "label": "Last"}
    lines = [first, *rows, last]
    columns = list(dict.fromkeys(column for line in lines for column in line))
    survey = [columns, *([line.get(column) for column in columns] for line in lines)]
    settings = settings or {"form_id": "f"}
    sheets = [list(settings), list(settings.values())]
    return xlsform.read(workbook(survey=survey, choices=_CHOICES, settings=sheets), "s")


if __name__ == "__main__":
    DOCUMENT.write_text(filled(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"{DOCUMENT.name} is up to date\n")
