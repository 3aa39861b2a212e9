"""The plain pages around sign-in: one template, one style, no script from elsewhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request

from surveys.texts import LANGUAGES, say

_FOLDER = Path(__file__).parent / "templates"
CSP = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; img-src data:; "
    "script-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@cache
def templates() -> Environment:
    """The templates of these pages; every value is escaped."""
    made = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, trim_blocks=True)
    made.globals["say"] = say
    return made


def page(name: str, lang: str, **values: object) -> str:
    """A page of the folder filled in."""
    return templates().get_template(name).render(lang=lang, **values)


def message(title: str, text: str, lang: str = "vi") -> str:
    """A page that says one thing and offers the way home."""
    return page("message.html", lang, title=title, text=text)


def language_of(request: Request) -> str:
    """The language asked for in the address, else the customer's."""
    asked = request.query_params.get("l", LANGUAGES[0])
    return asked if asked in LANGUAGES else LANGUAGES[0]
