"""How the pages of /ho-tro look: plain HTML, no script, nothing kept in the browser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from starlette.responses import HTMLResponse, Response

from pages.phone.render import style
from surveys.answers import Form
from surveys.campaigns import invitation
from surveys.hardship import Office, WishKind, survey
from surveys.model import Choice, Question, in_language
from surveys.texts import LANGUAGES, say

PATH = "/ho-tro"
PATHS = {lang: PATH if lang == LANGUAGES[0] else f"{PATH}/{lang}" for lang in LANGUAGES}
OWN = {lang: f"{path}/ma" for lang, path in PATHS.items()}  # with the person's own code
_HINTS = {
    "X01": "hardship.form.colleague",
    "X03": "hardship.form.papers",
    "X07": "hardship.form.optional",
    "X10": "hardship.form.employer",
}
_HEADERS = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "content-security-policy": (
        "default-src 'none';style-src 'unsafe-inline';img-src data:;"
        "form-action 'self';base-uri 'none';frame-ancestors 'none'"
    ),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The form as it is shown: in which language, by whom, with what was typed before."""

    lang: str
    organisation: str
    office: Office
    form_id: str
    typed: Form = field(default_factory=dict)


def asking(asked: Asked, problems: Mapping[str, str] | None = None, notice: str = "") -> str:
    """The form."""
    lang, office = asked.lang, asked.office
    other = next(one for one in LANGUAGES if one != lang)
    facts = {"name": office.carer, "phone": office.phone, "months": str(office.months)}

    def label(of: Question | Choice) -> str:
        return invitation(in_language(of.label, lang), facts)

    def given(name: str) -> str:
        return next(iter(asked.typed.get(name, ())), "")

    return _rendered(
        "support.html",
        lang,
        title=say("hardship.form.title", lang),
        organisation=asked.organisation,
        phone=office.phone,
        other=PATHS[other],
        other_lang=other,
        here=PATHS[lang],
        questions=survey().questions,
        typed=asked.typed,
        problems=problems or {},
        notice=notice,
        hints={id: say(key, lang) for id, key in _HINTS.items()},
        form_id=asked.form_id,
        label=label,
        given=given,
    )


def said(lang: str, title: str, lines: Sequence[str], code: str = "") -> str:
    """A page that says something, with the person's own code where there is one."""
    return _rendered("support_said.html", lang, title=title, lines=lines, code=code)


def own(lang: str, office: Office, notice: str = "", typed: Mapping[str, str] | None = None) -> str:
    """The page for those who have a code."""
    return _rendered(
        "support_own.html",
        lang,
        title=say("hardship.own.title", lang),
        phone=office.phone,
        here=OWN[lang],
        notice=notice,
        code=(typed or {}).get("m", ""),
        wish=(typed or {}).get("w", ""),
        kinds=[kind.value for kind in WishKind],
    )


def page(html: str, status: int = 200) -> Response:
    """The page on its way."""
    return HTMLResponse(html, status, _HEADERS)


def _rendered(name: str, lang: str, **values: object) -> str:
    values = {"own": OWN[lang], **values}
    return _templates().get_template(name).render(css=style(), lang=lang, **values)


@cache
def _templates() -> Environment:
    folder = Path(__file__).parent / "templates"
    made = Environment(
        loader=FileSystemLoader(folder), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    made.globals["say"] = say
    return made
