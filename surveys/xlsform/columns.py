"""Rows of a sheet by what their columns mean, whichever of their names and languages are used."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pyxform import aliases  # type: ignore[import-untyped]
from pyxform.parsing.sheet_headers import process_header  # type: ignore[import-untyped]
from pyxform.question import MultipleChoiceQuestion, Option  # type: ignore[import-untyped]

from surveys.texts import LANGUAGES
from surveys.xlsform import languages
from surveys.xlsform.book import CHOICES, LIBRARY, SETTINGS, SURVEY, Book, Sheet
from surveys.xlsform.told import LeftOut

OWN = "ln::"  # before the names of columns that only Lắng Nghe reads

_MESSAGES = ("constraint_message", "required_message")
WORDED = frozenset(
    {"label", "hint", "guidance_hint", *_MESSAGES, "image", "big-image", "audio", "video"}
)

_ONE_WORD = frozenset({"type", "name", "list_name"})
_CONDITIONS = frozenset({"relevant", "constraint", "calculation"})
_RULES = _CONDITIONS | {"choice_filter", "repeat_count", "required", "read_only", "parameters"}

# What pyxform calls a column, and what it is called here.
_NAMED: Mapping[tuple[str, ...], str] = {
    ("bind", "relevant"): "relevant",
    ("bind", "required"): "required",
    ("bind", "jr:requiredMsg"): "required_message",
    ("bind", "constraint"): "constraint",
    ("bind", "jr:constraintMsg"): "constraint_message",
    ("bind", "calculate"): "calculation",
    ("bind", "readonly"): "read_only",
    ("control", "appearance"): "appearance",
    ("control", "jr:count"): "repeat_count",
    ("control", "rows"): "rows",
    ("media", "image"): "image",
    ("media", "big-image"): "big-image",
    ("media", "audio"): "audio",
    ("media", "video"): "video",
    ("list name",): "list_name",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row: texts by meaning and language, and how the columns are headed in the file."""

    sheet: str
    number: int
    cells: Mapping[tuple[str, str], str]
    headers: Mapping[str, str]
    all_headers: tuple[str, ...] = ()

    def text(self, field: str) -> str:
        """What stands in a column, in the first language that has something."""
        if found := self.cells.get((field, "")):
            return found
        return next((text for (name, _), text in self.cells.items() if name == field), "")

    def words(self, field: str) -> dict[str, str]:
        """What stands in a column, by language."""
        return {lang: text for (name, lang), text in self.cells.items() if name == field}

    @property
    def fields(self) -> dict[str, None]:
        """The columns that are filled, in their order."""
        return dict.fromkeys(name for name, _ in self.cells)

    def left(self, field: str, key: str, **values: object) -> LeftOut:
        """That what stands in this column does not arrive as it stands."""
        header = self.headers.get(field, field)
        return LeftOut(self.sheet, self.number, header, self.text(field), key, values)


@dataclass(frozen=True, slots=True)
class Form:
    """The three sheets of a form by meaning; `own` when Lắng Nghe wrote it."""

    survey: tuple[Line, ...]
    choices: tuple[Line, ...]
    settings: Line
    languages: tuple[str, ...]
    language_names: Mapping[str, str]
    own: bool


def form_of(book: Book) -> Form:
    """The form in a workbook; the sheet of a library is read like that of a survey."""
    settings = next(_lines(book.sheet(SETTINGS), aliases.settings_header, frozenset()), None)
    if settings is None:
        settings = Line(book.sheet(SETTINGS).title, 2, {}, {})
    name = SURVEY if SURVEY in book.sheets else LIBRARY
    columns = set(MultipleChoiceQuestion.get_slot_names())
    survey = tuple(_lines(book.sheet(name), aliases.survey_header, columns))
    options = set(Option.get_slot_names())
    choices = tuple(_lines(book.sheet(CHOICES), aliases.list_header, options))
    spoken = _languages(settings, (*survey, *choices))
    return Form(
        tuple(_spoken(line, spoken[0]) for line in survey),
        tuple(_spoken(line, spoken[0]) for line in choices),
        settings,
        spoken,
        _language_names(settings, (*survey, *choices), spoken),
        bool(settings.text(f"{OWN}version")),
    )


def _lines(sheet: Sheet, known: Mapping[str, Any], columns: Any) -> Iterator[Line]:
    double = any("::" in header for header in sheet.headers)
    meant = {h: _meaning(process_header(h, double, known, columns)[1]) for h in sheet.headers}
    headers: dict[str, str] = {}
    for header, (field, _) in meant.items():
        headers.setdefault(field, header)
    for row in sheet.rows:
        cells = {meant[header]: _cell(meant[header][0], t) for header, t in row.cells.items()}
        yield Line(sheet.title, row.number, cells, headers, sheet.headers)


def texts(cell: str) -> dict[str, str]:
    """Texts by name, written into one cell; none when somebody broke it."""
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def _cell(field: str, text: str) -> str:
    """The cell as its column is read: blanks that do not break matter in wordings only."""
    if field in _ONE_WORD:
        return " ".join(text.split())
    return _truth(field, text.replace("\xa0", " ")) if field in _RULES else text


def _truth(field: str, text: str) -> str:
    """The TRUE and FALSE that spreadsheets make of words, where a condition stands."""
    return aliases.BINDING_CONVERSIONS.get(text, text) if field in _CONDITIONS else text


def _meaning(tokens: tuple[str, ...]) -> tuple[str, str]:
    """The meaning of a column and its language, "" where it has none."""
    for length in (2, 1):
        named = _NAMED.get(tokens[:length])
        if named is None and length == 1 and tokens[0] in WORDED:
            named = tokens[0]
        if named in WORDED and len(tokens) == length + 1:
            return named, languages.code_of(tokens[length])
        if named and len(tokens) == length:
            return named, ""
    if tokens[0] == "ln" and len(tokens) == 3:
        return f"{OWN}{tokens[1]}", languages.code_of(tokens[2])
    return "::".join(tokens), ""


def _languages(settings: Line, lines: tuple[Line, ...]) -> tuple[str, ...]:
    """The languages of a form, the one that stands for the others first."""
    if own := settings.text(f"{OWN}languages").split():
        return tuple(dict.fromkeys(languages.code_of(languages.header_of(code)) for code in own))
    named = settings.text("default_language")
    first = [languages.code_of(named)] if named else []
    found = dict.fromkeys([*first, *(lang for line in lines for _, lang in line.cells if lang)])
    if not found:
        return (languages.guessed(line.text("label") for line in lines),)
    return tuple(found)


def _language_names(
    settings: Line, lines: tuple[Line, ...], spoken: tuple[str, ...]
) -> dict[str, str]:
    """What the languages are called that the product does not speak itself."""
    if settings.text(f"{OWN}version"):
        return texts(settings.text(f"{OWN}language_names"))
    written = [settings.text("default_language")]
    written += [h.rpartition(":")[2] for line in lines[:1] + lines[-1:] for h in line.all_headers]
    names = {languages.code_of(name): name.strip() for name in reversed(written) if name.strip()}
    foreign = (code for code in spoken if code not in LANGUAGES)
    return {code: languages.name_of(code, names.get(code, "")) for code in foreign}


def _spoken(line: Line, first: str) -> Line:
    """Words without a language are in the first one, unless that has words of its own."""
    cells = {}
    for (field, lang), text in line.cells.items():
        if field in WORDED and not lang:
            if (field, first) not in line.cells:
                cells[field, first] = text
        else:
            cells[field, lang] = text
    return replace(line, cells=cells)
