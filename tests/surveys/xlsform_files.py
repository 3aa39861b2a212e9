"""Small workbooks for tests, written cell by cell."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook

Sheet = Sequence[Sequence[object]]

LISTS: Sheet = (
    ("list_name", "name", "label::Tiếng Việt (vi)", "label::English (en)"),
    ("yesno", "yes", "Có", "Yes"),
    ("yesno", "no", "Không", "No"),
)
HEAD = ("type", "name", "label::Tiếng Việt (vi)", "label::English (en)")


def workbook(**sheets: Sheet) -> bytes:
    """A workbook with these sheets; texts that begin with = are formulas, as in Excel."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    return _saved(made)


def form(*rows: Mapping[str, object], choices: Sheet = LISTS, **settings: object) -> bytes:
    """A form with these rows, each a mapping from column to cell."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    survey = [columns, *([row.get(column) for column in columns] for row in rows)]
    return workbook(
        survey=survey, choices=choices, settings=[list(settings), list(settings.values())]
    )


def repacked(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The workbook with these parts in place of its own."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, data in parts.items():
            new.writestr(name, data)
    return out.getvalue()


def _saved(made: Workbook) -> bytes:
    out = BytesIO()
    made.save(out)
    return out.getvalue()
