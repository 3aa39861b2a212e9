"""The phone's pages as HTML: one small document each, written once and kept compressed."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from rjsmin import jsmin  # type: ignore[import-untyped]

from pages.phone import asking
from pages.phone.asking import Filled, Occasion
from pages.phone.rules import complaints, needs_functions, option_names, rules
from surveys.answers import Form, sentence
from surveys.campaigns import Audience, facts, invitation
from surveys.model import Survey, in_language, right_to_left
from surveys.texts import say
from surveys.texts.added import NONE, Added
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
_SCRIPTS = ("logic.js", "functions.js", "keep.js", "form.js")
_SOMETIMES = "functions.js"


@dataclass(frozen=True, slots=True)
class Note:
    """A page without questions: a title, what it says, a list, whether it asks for a code
    and whether it leads to the requests for help, which take nothing along; `sections` are further
    lists under their headings."""

    title: str
    lines: Sequence[str] = ()
    points: Sequence[str] = ()
    after: Sequence[str] = ()
    ask_code: bool = False
    offers_help: bool = False
    sections: Sequence[tuple[str, Sequence[str]]] = ()


_EMPTY = Filled()
__all__ = ["Filled", "Note", "Occasion"]


def form_page(occasion: Occasion, lang: str, filled: Filled = _EMPTY) -> str:
    """The form: whole, or the part that a form without script asks next."""
    step = filled.seen is not None
    questions = filled.ask if step else occasion.survey.questions
    asked = {q.id for q in questions}
    names = asking.language_names(occasion.survey, occasion.campaign.languages)
    values = {
        "lang": lang,
        "say": occasion.added.say,
        "title": occasion.campaign.title,
        "unit": occasion.unit,
        "organisation": occasion.organisation,
        "languages": names,
        "questions": questions,
        "lines": _consent_lines(occasion, lang),
        "typed": filled.typed,
        "problems": {p.question: sentence(p, lang, occasion.added) for p in filled.problems},
        "form_id": filled.form_id,
        "seen": ",".join(filled.seen) if filled.seen is not None else None,
        "carried": _carried(filled.typed, asked) if step else (),
        "lead": occasion.added.say(_lead(filled), lang) if step else "",
        "sentences": _json(_words(occasion, lang)),
        "today": filled.today,
        "script": "" if step else script(whole=needs_functions(occasion.survey)),
        "live": not step,
        "consent": occasion.survey.consent,
        "direction": "rtl" if right_to_left(lang) else "",
        **({} if step else _logic(occasion.survey, lang)),
        **asking.helpers(occasion, lang, filled),
    }
    return _squeezed(_templates().get_template("form.html").render(css=style(), **values))


def plain_page(note: Note, lang: str, added: Added = NONE) -> str:
    """A page that says something: thanks, closed, not yet open, unknown code, privacy."""
    template = _templates().get_template("plain.html")
    return _squeezed(template.render(css=style(), note=note, lang=lang, say=added.say))


def thanks_page(occasion: Occasion, lang: str) -> str:
    """What a worker reads once the form is committed (DR-16: help numbers, always)."""
    closes = day(occasion.campaign.closes_on, lang)
    if occasion.campaign.audience == Audience.EMPLOYER:
        told = {"closes": closes, "phone": occasion.campaign.contact_phone}
        said = (say("occasions.employer.thanks", lang, **told),)
        return plain_page(Note(say("occasions.employer.thanks_title", lang), said), lang)
    told_in = occasion.added.say
    lines = (
        told_in("phone.thanks.sent", lang),
        told_in("phone.thanks.next", lang, closes=closes),
        told_in("phone.thanks.alone", lang),
        told_in("phone.thanks.help", lang, phone=occasion.campaign.contact_phone),
        told_in("phone.thanks.close", lang),
    )
    note = Note(told_in("phone.thanks.title", lang), lines, offers_help=True)
    return plain_page(note, lang)


def compressed(page: str) -> bytes:
    """The page as it travels; equal pages give equal bytes."""
    return gzip.compress(page.encode(), 9, mtime=0)


@cache
def style() -> str:
    """The one style sheet of the phone's pages."""
    text = (_FOLDER / "static" / "form.css").read_text(encoding="utf-8")
    return text.replace("\n", "")


@cache
def script(*, whole: bool = True) -> str:
    """The phone's scripts as one, without comments and indents; not `whole` without the functions
    that only some surveys use."""
    names = [name for name in _SCRIPTS if whole or name != _SOMETIMES]
    parts = [(_FOLDER / "static" / name).read_text(encoding="utf-8") for name in names]
    return str(jsmin("(function () {\n" + "\n".join(parts) + "})();"))


@cache
def policy() -> str:
    """The content security policy: our script by its digests, and nothing from elsewhere."""
    ours = " ".join(f"'sha256-{_digest(script(whole=whole))}'" for whole in (True, False))
    return (
        f"default-src 'none';style-src 'unsafe-inline';script-src 'self' {ours};"
        "connect-src 'self';worker-src 'self';media-src 'self';img-src 'self' data:;"
        "form-action 'self';base-uri 'none';frame-ancestors 'none'"
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


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


def _consent_lines(occasion: Occasion, lang: str) -> list[str]:
    consent = occasion.survey.consent
    if consent is None:
        return [""]
    text = invitation(in_language(consent.label, lang), facts(occasion.campaign, lang))
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


def _lead(filled: Filled) -> str:
    return "phone.form.more" if filled.ask else "phone.form.ready"


def _logic(survey: Survey, lang: str) -> dict[str, Markup]:
    """What the script needs to lead through the form by itself."""
    found = {"rules": _json(rules(survey, lang))}
    if names := option_names(survey):
        found["names"] = _json(names)
    return found


def _json(value: object) -> Markup:
    """JSON inside an attribute in single quotes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("&", "&amp;").replace("'", "&#39;"))


def _words(occasion: Occasion, lang: str) -> dict[str, str]:
    told_in = occasion.added.say
    words = {word: told_in(f"phone.form.{word}", lang) for word in _WORDS}
    words |= {name: told_in(key, lang) for name, key in _KEPT.items()}
    words |= {key: told_in(f"phone.problem.{key}", lang) for key in complaints(occasion.survey)}
    if occasion.campaign.deletion_codes:
        words["code"] = say("phone_keep.removal.waits", lang)
    return words


def _squeezed(page: str) -> str:
    """Without the blanks that only the templates need; the script keeps its line breaks."""
    head, mark, tail = page.partition("<script>")
    return re.sub(r"\s*\n\s*", "", head) + mark + tail.strip()
