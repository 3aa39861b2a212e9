"""One row of a survey sheet as a question, before its conditions are looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pyxform.aliases import yes_no  # type: ignore[import-untyped]
from pyxform.utils import default_is_dynamic  # type: ignore[import-untyped]

from surveys.model import Choice, Kind, Question
from surveys.xlsform.columns import OWN, Form, Line
from surveys.xlsform.formatting import bare
from surveys.xlsform.limits import without_limits
from surveys.xlsform.naming import Entry
from surveys.xlsform.options import Options, in_each, media_of, with_other
from surveys.xlsform.own import own_fields
from surveys.xlsform.parameters import parameters, ranged
from surveys.xlsform.shown import Made, note, read_only, unseen, worked_out
from surveys.xlsform.sorts import Sort

WRITTEN_AS: Mapping[Kind, frozenset[str]] = {
    Kind.CONSENT: frozenset({"one"}),
    Kind.SINGLE: frozenset({"one"}),
    Kind.RATING: frozenset({"one"}),
    Kind.MULTIPLE: frozenset({"many"}),
    Kind.RANKING: frozenset({"rank"}),
    Kind.TEXT: frozenset({"text"}),
    Kind.NUMBER: frozenset({"integer", "decimal"}),
    Kind.DATE: frozenset({"date"}),
    Kind.TIME: frozenset({"time"}),
    Kind.NOTE: frozenset({"note"}),
    Kind.CALCULATED: frozenset({"calculate"}),
    Kind.HIDDEN: frozenset({"hidden"}),
    Kind.MATRIX: frozenset({"group"}),
}
_USUAL = {
    "one": Kind.SINGLE,
    "acknowledge": Kind.SINGLE,
    "many": Kind.MULTIPLE,
    "rank": Kind.RANKING,
    "text": Kind.TEXT,
    "integer": Kind.NUMBER,
    "decimal": Kind.NUMBER,
    "date": Kind.DATE,
    "datetime": Kind.DATE,
    "time": Kind.TIME,
    "note": Kind.NOTE,
    "calculate": Kind.CALCULATED,
    "hidden": Kind.HIDDEN,
    "range": Kind.NUMBER,
}
_KINDS = {kind.value: kind for kind in Kind}
_OF_ANY_KIND = frozenset(
    {"coordinate", "block", "sensitivity", "plan_tasks", "indicator", "seconds"}
)
_DAY = len("2026-11-22")
_APPS = ("ex:", "intent:")


@dataclass(frozen=True, slots=True)
class Source:
    """The form a row stands in and its lists of options."""

    form: Form
    lists: Mapping[str, Options]


def questions_of(entry: Entry, source: Source) -> Made:
    """The question, or the two, that a row becomes, with what is left out of it."""
    line, form = entry.line, source.form
    kind = own_kind(line)
    if reason := _why_not(entry, source):
        controls = int(entry.sort.seen)
        name = line.text("name") or line.text("type")
        yield line.left("type", reason, name=name, controls=controls)
    elif kind and entry.sort.name in WRITTEN_AS[kind]:
        yield _own(replace(_plain(entry, source), kind=kind, **own_fields(line)))
    elif not entry.sort.seen:
        yield from unseen(_plain(entry, source), line)
    else:
        yield from _seen(entry, source)
        yield from _unsupported(line)
    if not form.own:
        yield from bare_remarks(line)


def _own(question: Question) -> Question:
    """The question as Lắng Nghe wrote it; options may have gone since."""
    codes = {choice.code for choice in question.choices}
    return replace(
        question,
        constraint=without_limits(question),
        exclusive=question.exclusive & codes,
        anchored=question.anchored & codes,
    )


def _why_not(entry: Entry, source: Source) -> str:
    """Why the row becomes nothing at all; in a library lists may be missing."""
    selects = entry.sort.name in ("one", "many", "rank")
    if selects and entry.sort.list_name not in source.lists:
        return "xlsform.left.no_list"
    return entry.sort.reason


def own_kind(line: Line) -> Kind | None:
    """The kind that Lắng Nghe wrote beside the row; None when it did not."""
    return _KINDS.get(line.text(f"{OWN}kind"))


def bare_remarks(line: Line) -> Made:
    """That bold type, colours and the like are gone from a wording."""
    for field in ("label", "hint"):
        if any(bare(text) != text for text in line.words(field).values()):
            yield line.left(field, "xlsform.left.formatting")


def _plain(entry: Entry, source: Source) -> Question:
    """The row with everything that is the same for all sorts."""
    line, sort = entry.line, entry.sort
    listed = source.lists.get(sort.list_name)
    words = line.words("label")
    question = Question(
        id=entry.id,
        kind=_USUAL.get(sort.name, Kind.NOTE),
        label=words if source.form.own else {lang: bare(text) for lang, text in words.items()},
        choices=listed.choices if listed else (),
        shuffled=parameters(line).get("randomize") == "true",
        choice_filter=line.text("choice_filter"),
        show_if=line.text("relevant"),
        required=yes_no.get(line.text("required")) is True,
        required_message=line.words("required_message"),
        constraint=line.text("constraint") or sort.limit,
        constraint_message=line.words("constraint_message"),
        calculation=line.text("calculation"),
        preset=line.text("default"),
        whole=sort.name == "integer",
        short=sort.name == "text" and not _long(line),
        help=_help(line, own=source.form.own),
        media=media_of(line),
        appearance=line.text("appearance"),
        group=entry.group,
    )
    meant = own_fields(line)
    return replace(question, **{name: meant[name] for name in _OF_ANY_KIND & meant.keys()})


def _long(line: Line) -> bool:
    rows = line.text("rows") or parameters(line).get("rows", "")
    return bool(rows) or "multiline" in line.text("appearance")


def _help(line: Line, *, own: bool) -> dict[str, str]:
    hint, guidance = line.words("hint"), line.words("guidance_hint")
    found = {
        lang: "\n".join(part for part in (hint.get(lang), guidance.get(lang)) if part)
        for lang in {**hint, **guidance}
    }
    return found if own else {lang: bare(text) for lang, text in found.items()}


def _seen(entry: Entry, source: Source) -> Made:
    line = entry.line
    question = _worded(_plain(entry, source), line, source)
    if not line.words("label") and question.kind is not Kind.NOTE:
        yield line.left("label", "xlsform.left.label", name=line.text("name"))
    elif not set(source.form.languages[:1]) <= set(line.words("label")) and line.words("label"):
        yield line.left("label", "xlsform.left.translation", name=line.text("name"))
    if question.calculation:
        yield from worked_out(question)
    elif yes_no.get(line.text("read_only")) and question.kind is not Kind.NOTE:
        yield from read_only(question, line)
    else:
        yield from _asked(question, entry, source)


def _worded(question: Question, line: Line, source: Source) -> Question:
    """The question with a wording in the first language: another's, its help, or its name."""
    first = source.form.languages[0]
    if first in question.label:
        return question
    other = next(iter(question.label.values()), "") or line.text("name")
    if not question.label and question.help:
        return replace(question, label=question.help, help={})
    return replace(question, label={first: other, **question.label})


def _asked(question: Question, entry: Entry, source: Source) -> Made:
    line, sort = entry.line, entry.sort
    if "label" in question.appearance.split() and question.choices:
        yield line.left("appearance", "xlsform.left.header_row", name=question.id)
        yield replace(note(question), appearance="")
        return
    if question.kind is Kind.NOTE:
        yield note(question)
        return
    if question.preset and default_is_dynamic(question.preset, line.text("type")):
        yield line.left("default", "xlsform.left.default")
        question = replace(question, preset="")
    if question.appearance.startswith(_APPS):
        yield line.left("appearance", "xlsform.left.app")
        question = replace(question, appearance="")
    yield from _details(line, sort)
    yield replace(question, **_by_sort(question, entry, source))


def _details(line: Line, sort: Sort) -> Made:
    required, locked = line.text("required"), line.text("read_only")
    if required and required not in yes_no:
        yield line.left("required", "xlsform.left.required")
    if locked and locked not in yes_no:
        yield line.left("read_only", "xlsform.left.read_only_rule")
    if sort.other:
        yield line.left("type", "xlsform.left.other_box", name=line.text("name"), controls=1)
    if sort.name == "datetime":
        yield line.left("type", "xlsform.left.time_of_day", name=line.text("name"))
    for name in parameters(line).keys() - {"randomize", "rows", "start", "end", "step"}:
        yield line.left("parameters", "xlsform.left.parameter", name=name)


def _by_sort(question: Question, entry: Entry, source: Source) -> dict[str, Any]:
    """The fields that depend on the sort of question."""
    languages = source.form.languages
    match entry.sort.name:
        case "one" | "many" if entry.sort.other:
            return {"choices": with_other(question.choices, languages)}
        case "acknowledge":
            return {"choices": (Choice("OK", in_each(languages, "xlsform.word.ok")),)}
        case "range":
            return ranged(question, entry.line, source.lists)
        case "date" | "datetime":
            return {"preset": question.preset[:_DAY]}
    return {}


_NOT_TAKEN = ("bind::", "control::", "instance::", "trigger", "intent", "save_to", "big-image")


def _unsupported(line: Line) -> Made:
    for field in line.fields:
        if field.startswith(_NOT_TAKEN):
            yield line.left(field, "xlsform.left.column")
