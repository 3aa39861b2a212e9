"""A workbook in: the survey it holds, and everything that does not arrive as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from surveys.model import Group, Question, Survey
from surveys.xlsform.accepted import check
from surveys.xlsform.book import FURTHER, LIBRARY, SURVEY, Book, Sheet
from surveys.xlsform.columns import OWN, Form, Line, form_of
from surveys.xlsform.fitting import fitted
from surveys.xlsform.groups import group_of, is_matrix, matrix_of
from surveys.xlsform.mending import mended
from surveys.xlsform.naming import Entry, Names, entries
from surveys.xlsform.nesting import check_size, nested
from surveys.xlsform.opening import opened
from surveys.xlsform.options import lines_by_list, options_of, renamed
from surveys.xlsform.questions import Source, questions_of
from surveys.xlsform.rewriting import Scope
from surveys.xlsform.told import Imported, LeftOut

# Settings that are read, or that change nothing here.
_TAKEN = frozenset({"title", "id_string", "default_language", "version", "name", "omit_instanceID"})
_HARMLESS = frozenset({"clean_text_values", "allow_choice_duplicates", "add_none_option", "prefix"})
_OF_A_COLUMN = frozenset({"xlsform.left.formatting"})  # told once, not for each of its cells


def read(content: bytes, survey_id: str) -> Imported:
    """What a workbook holds: a survey, or the questions of a library without a survey sheet.

    NotXlsForm for a file that is no workbook, is damaged, or is no form by XLSForm's rules."""
    book = opened(content)
    library = SURVEY not in book.sheets and LIBRARY in book.sheets
    form = form_of(book)
    lists = lines_by_list(form)
    check_size(form.survey, lists)
    if not library:  # which is a drawer of questions, with names and codes from many forms
        check(book)
    found = _found(form, lists)
    left = [*found.left, *_settings(form), *_sheets(book)]
    if library:
        return Imported(None, tuple(found.questions), tuple(_in_order(left)))
    survey, further = mended(_survey(form, found, survey_id), found.lines)
    return Imported(survey, (), tuple(_in_order([*left, *further])))


@dataclass(slots=True)
class _Found:
    questions: list[Question] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    left: list[LeftOut] = field(default_factory=list)
    lines: dict[str, Line] = field(default_factory=dict)


def _found(form: Form, lists: dict[str, list[Line]]) -> _Found:
    names = Names()
    source = Source(form, {name: options_of(lines, form) for name, lines in lists.items()})
    rows = entries(nested(form.survey, lists), names, own=form.own)
    scope = Scope(names.ids, renamed(form), names.taken, _piping(lists))
    found = _Found()
    for entry in rows:
        found.lines[entry.id] = entry.line
        for made in _made(entry, source, scope):
            _keep(made, found)
    used = {entry.sort.list_name for entry in rows if entry.sort.list_name}
    found.left += [told for name in sorted(used & lists.keys()) for told in source.lists[name].left]
    found.groups = _inhabited(found)
    return found


def _piping(lists: dict[str, list[Line]]) -> frozenset[str]:
    texts = {
        name: [t for line in rows for t in line.cells.values()] for name, rows in lists.items()
    }
    return frozenset(name for name in texts if any("${" in text for text in texts[name]))


def _keep(made: Question | Group | LeftOut, found: _Found) -> None:
    match made:
        case Question():
            found.questions.append(made)
        case Group():
            found.groups.append(made)
        case LeftOut():
            found.left.append(made)


def _made(entry: Entry, source: Source, scope: Scope) -> Iterator[Question | Group | LeftOut]:
    """What a row becomes, its conditions over what stands before it."""
    if is_matrix(entry):
        yield from fitted(matrix_of(entry, source.lists), entry, scope)
    elif entry.sort.opens:
        for group in group_of(entry, source.form):
            yield from fitted(group, entry, scope)
    else:
        listed = source.lists.get(entry.sort.list_name)
        if listed and listed.doubles:
            scope.doubles[entry.id] = listed.doubles
        questions = list(questions_of(entry, source))
        for made in questions:
            yield from fitted(made, entry, scope)
        if not any(isinstance(made, Question) for made in questions):
            scope.left.add(entry.id)


def _inhabited(found: _Found) -> list[Group]:
    """The groups that have questions left, in them or in their groups."""
    parents = {group.id: group.parent for group in found.groups}
    lived_in: set[str] = set()
    for id in dict.fromkeys(question.group for question in found.questions):
        while id and id not in lived_in:
            lived_in.add(id)
            id = parents.get(id, "")
    return [group for group in found.groups if group.id in lived_in]


def _survey(form: Form, found: _Found, survey_id: str) -> Survey:
    return Survey(
        id=survey_id,
        title=_title(form, survey_id),
        questions=tuple(found.questions),
        slots=_slots(form, found.questions),
        languages=form.languages,
        groups=_ordered(form, found.groups),
        language_names=form.language_names,
    )


def _title(form: Form, survey_id: str) -> dict[str, str]:
    if own := form.settings.words(f"{OWN}title"):
        return own
    text = form.settings.text("title") or form.settings.text("id_string") or survey_id
    return {form.languages[0]: text}


def _slots(form: Form, questions: Sequence[Question]) -> tuple[tuple[str, ...], ...]:
    """Each question its own place, unless Lắng Nghe wrote down alternatives."""
    ids = {question.id for question in questions}
    written = form.settings.text(f"{OWN}slots").split()
    slots = [tuple(id for id in slot.split("|") if id in ids) for slot in written]
    if slots:
        return tuple(slot for slot in slots if slot)
    return tuple((question.id,) for question in questions)


def _ordered(form: Form, groups: list[Group]) -> tuple[Group, ...]:
    order = {id: place for place, id in enumerate(form.settings.text(f"{OWN}groups").split())}
    return tuple(sorted(groups, key=lambda group: order.get(group.id, len(order))))


def _settings(form: Form) -> Iterator[LeftOut]:
    for name in form.settings.fields:
        if name not in _TAKEN | _HARMLESS and not name.startswith(OWN):
            yield form.settings.left(name, "xlsform.left.setting")


def _sheets(book: Book) -> Iterator[LeftOut]:
    for name in FURTHER:
        sheet = book.sheets.get(name, Sheet(name, (), ()))
        if sheet.rows:
            yield LeftOut(sheet.title, 0, "", sheet.title, "xlsform.left.sheet")


def _in_order(left: list[LeftOut]) -> list[LeftOut]:
    """By place, what is told of a column as a whole only once."""
    once: dict[tuple[str, ...], LeftOut] = {}
    for told in left:
        place = (told.sheet, told.column, told.key)
        whole = told.key in _OF_A_COLUMN
        once.setdefault(place if whole else (*place, str(told.row), str(told.values)), told)
    sheets = list(dict.fromkeys(told.sheet for told in left))
    return sorted(once.values(), key=lambda told: (sheets.index(told.sheet), told.row))
