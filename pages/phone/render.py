"""The phone's pages as HTML: one small document each, written once and kept compressed."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from surveys.answers import Form, Problem
from surveys.campaigns import Campaign
from surveys.expressions import parse
from surveys.model import Choice, Kind, Question, Survey
from surveys.texts import say
from surveys.texts.numbers import day

_FOLDER = Path(__file__).parent
_WORDS = ("back", "skip", "next", "send", "sending", "again", "most")
_KEPT = {  # what the script says of forms that are not sent yet
    "resume": "phone_keep.resume.title",
    "go": "phone_keep.resume.go",
    "anew": "phone_keep.resume.anew",
    "alone": "phone_keep.waits.alone",
    "reopen": "phone_keep.waits.reopen",
    "stay": "phone_keep.waits.stay",
}
_SCRIPTS = ("keep.js", "form.js")


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a form is filled in for: the questionnaire, its campaign, the unit, who asks."""

    survey: Survey
    campaign: Campaign
    unit: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A form on its way: what was typed, what is wrong, and where a form without script stands.

    `rows` holds the matrix rows to ask about, `seen` the questions asked so far; `seen` is None
    while the whole form is shown."""

    typed: Form = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    form_id: str = ""
    seen: tuple[str, ...] | None = None
    ask: tuple[Question, ...] = ()
    rows: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """A page without questions: a title, what it says, a list, and whether it asks for a code."""

    title: str
    lines: Sequence[str] = ()
    points: Sequence[str] = ()
    after: Sequence[str] = ()
    ask_code: bool = False


_EMPTY = Filled()


def form_page(occasion: Occasion, lang: str, filled: Filled = _EMPTY) -> str:
    """The form: whole, or the part that a form without script asks next."""
    step = filled.seen is not None
    questions = filled.ask if step else occasion.survey.questions
    asked = {q.id for q in questions}
    values = {
        "lang": lang,
        "title": occasion.campaign.title,
        "unit": occasion.unit,
        "organisation": occasion.organisation,
        "languages": occasion.campaign.languages,
        "questions": questions,
        "lines": _consent_lines(occasion, lang),
        "typed": filled.typed,
        "problems": {p.question: say(p.key, lang, **p.values) for p in filled.problems},
        "form_id": filled.form_id,
        "seen": ",".join(filled.seen) if filled.seen is not None else None,
        "carried": _carried(filled.typed, asked) if step else (),
        "lead": _lead(filled, lang) if step else "",
        "words": Markup(json.dumps(_words(occasion, lang), ensure_ascii=False)),
        "script": "" if step else script(),
        "live": not step,
        **_helpers(occasion.survey, lang, filled),
    }
    return _squeezed(_templates().get_template("form.html").render(css=style(), **values))


def plain_page(note: Note, lang: str) -> str:
    """A page that says something: thanks, closed, not yet open, unknown code, privacy."""
    template = _templates().get_template("plain.html")
    return _squeezed(template.render(css=style(), note=note, lang=lang))


def thanks_page(occasion: Occasion, lang: str) -> str:
    """What a worker reads once the form is committed (DR-16: help numbers, always)."""
    closes = day(occasion.campaign.closes_on, lang)
    lines = (
        say("phone.thanks.sent", lang),
        say("phone.thanks.next", lang, closes=closes),
        say("phone.thanks.alone", lang),
        say("phone.thanks.help", lang, phone=occasion.campaign.contact_phone),
        say("phone.thanks.close", lang),
    )
    return plain_page(Note(say("phone.thanks.title", lang), lines), lang)


def compressed(page: str) -> bytes:
    """The page as it travels; equal pages give equal bytes."""
    return gzip.compress(page.encode(), 9, mtime=0)


@cache
def style() -> str:
    """The one style sheet of the phone's pages."""
    text = (_FOLDER / "static" / "form.css").read_text(encoding="utf-8")
    return text.replace("\n", "")


@cache
def script() -> str:
    """The phone's scripts as one, without their comments and indents."""
    parts = [(_FOLDER / "static" / name).read_text(encoding="utf-8") for name in _SCRIPTS]
    lines = ["(function () {", *"\n".join(parts).splitlines(), "})();"]
    return "\n".join(s for line in lines if (s := line.strip()) and not s.startswith("//"))


@cache
def policy() -> str:
    """The content security policy: our script by its digest, and nothing from elsewhere."""
    digest = base64.b64encode(hashlib.sha256(script().encode()).digest()).decode()
    return (
        f"default-src 'none';style-src 'unsafe-inline';script-src 'self' 'sha256-{digest}';"
        "connect-src 'self';worker-src 'self';media-src 'self';img-src 'self' data:;"
        "form-action 'self';base-uri 'none';frame-ancestors 'none'"
    )


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["say"] = say
    return made


def _helpers(survey: Survey, lang: str, filled: Filled) -> dict[str, Any]:
    numbers = _numbers(survey)

    def place(q: Question) -> str:
        return say("phone.form.place", lang, number=numbers[q.id], total=survey.length)

    def part(q: Question, index: int, count: int) -> str:
        values = {"number": numbers[q.id], "total": survey.length, "part": index, "parts": count}
        return say("phone.form.row", lang, **values)

    def rows(q: Question) -> tuple[Choice, ...]:
        if not q.rows_from:
            return q.rows
        return tuple(q.row(code) for code in filled.rows.get(q.id, ()))

    def condition(q: Question) -> str:
        return json.dumps(parse(q.show_if), separators=(",", ":")) if q.show_if else ""

    def turned(q: Question) -> bool:
        return any(other.rows_from == q.id for other in survey.questions)

    def extra(q: Question, code: str) -> bool:
        return code not in filled.typed.get(q.rows_from, ())

    return {
        "place": place,
        "part": part,
        "rows": rows,
        "condition": condition,
        "turned": turned,
        "extra": extra,
    }


def _numbers(survey: Survey) -> dict[str, int]:
    """Each question's place in the count; alternatives of one slot share it."""
    found: dict[str, int] = {}
    number = 0
    for slot in survey.slots:
        counted = any(survey.question(i).kind not in (Kind.CONSENT, Kind.NOTE) for i in slot)
        number += counted
        found |= dict.fromkeys(slot, number)
    return found


def _consent_lines(occasion: Occasion, lang: str) -> list[str]:
    consent = occasion.survey.consent
    if consent is None:
        return [""]
    campaign = occasion.campaign
    text = consent.label[lang].format(
        until=day(campaign.delete_on, lang),
        name=campaign.contact_name,
        phone=campaign.contact_phone,
    )
    return [line.strip() for line in text.split("•")]


def _carried(typed: Form, asked: set[str]) -> list[tuple[str, str]]:
    """What earlier steps gave, to travel along unseen."""
    own = {"id", "seen"}
    return [
        (name, value)
        for name, sent in typed.items()
        if name not in own and name.split(".")[0] not in asked
        for value in sent
    ]


def _lead(filled: Filled, lang: str) -> str:
    return say("phone.form.more" if filled.ask else "phone.form.ready", lang)


def _words(occasion: Occasion, lang: str) -> dict[str, str]:
    words = {word: say(f"phone.form.{word}", lang) for word in _WORDS}
    words |= {name: say(key, lang) for name, key in _KEPT.items()}
    if occasion.campaign.deletion_codes:
        words["code"] = say("phone_keep.removal.waits", lang)
    return words


def _squeezed(page: str) -> str:
    """Without the blanks that only the templates need; the script keeps its line breaks."""
    head, mark, tail = page.partition("<script>")
    return re.sub(r"\s*\n\s*", "", head) + mark + tail.strip()
