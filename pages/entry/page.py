"""The page where sheets are typed in: one document with its style, its script and the questions."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from pages.entry.desk import Desk
from surveys.expressions import names
from surveys.model import Kind, Question, Survey
from surveys.paper_form import condition, keys_of, numbers, spoken
from surveys.texts import say

_FOLDER = Path(__file__).parent
_WORDS = (
    "again", "check", "differs", "done", "done_text", "first_time", "own_words", "saved", "saving",
    "second_time", "send", "stored", "trouble", "wrong",
)  # fmt: skip
_HOW = {
    Kind.SINGLE: "one", Kind.RATING: "one", Kind.CONSENT: "one", Kind.MULTIPLE: "many",
    Kind.RANKING: "rank", Kind.MATRIX: "matrix", Kind.TEXT: "text", Kind.NUMBER: "number",
    Kind.DATE: "date", Kind.TIME: "time",
}  # fmt: skip


def page(desk: Desk, lang: str, *, is_open: bool) -> str:
    """The page of a desk, in the officer's language; the questions are in that of the sheets."""
    ready = is_open and desk.chosen is not None
    document = {"questions": _questions(desk), "words": _words(lang)} if ready else {}
    return (
        _templates()
        .get_template("entry.html")
        .render(
            desk=desk,
            lang=lang,
            is_open=is_open,
            ready=ready,
            css=_file("entry.css"),
            script=_script(),
            data=Markup(json.dumps(document, ensure_ascii=False).replace("<", "\\u003c")),
        )
    )


@cache
def policy() -> str:
    """The content security policy: our one script by its digest, and nothing from elsewhere."""
    digest = base64.b64encode(hashlib.sha256(_script().encode()).digest()).decode()
    return (
        f"default-src 'none';style-src 'unsafe-inline';script-src 'sha256-{digest}';"
        "connect-src 'self';img-src data:;form-action 'self';base-uri 'none';frame-ancestors 'none'"
    )


def _questions(desk: Desk) -> list[dict[str, Any]]:
    paper, known = desk.paper, numbers(desk.paper)
    looked_at = _looked_at(desk.reading)
    asked = (q for q in paper.questions if q.id in known)
    return [
        {**_question(question, desk, known), "leads": question.id in looked_at}
        for question in asked
    ]


def _question(question: Question, desk: Desk, known: Mapping[str, str]) -> dict[str, Any]:
    when = condition(desk.paper, question.show_if, known, desk.lang)
    named = zip(question.choices, keys_of(question), strict=True)
    return {
        "id": question.id,
        "number": known[question.id],
        "how": _HOW[question.kind],
        "label": spoken(question.label, known, desk.lang),
        "when": when,
        "from": question.rows_from,
        "options": [
            {"code": c.code, "key": key, "label": _label(c.label, desk), "writes": c.writes}
            for c, key in named
        ],
        "rows": [{"code": row.code, "label": _label(row.label, desk)} for row in question.rows],
    }


def _label(words: Mapping[str, str], desk: Desk) -> str:
    return spoken(words, {}, desk.lang)


def _looked_at(survey: Survey) -> set[str]:
    """The questions on which it depends what else is asked."""
    shows = [question.show_if for question in survey.questions]
    calculated = [question.calculation for question in survey.questions]
    groups = [group.show_if for group in survey.groups]
    texts = filter(None, (*shows, *calculated, *groups))
    return {name.partition(".")[0] for text in texts for name in names(text)}


def _words(lang: str) -> dict[str, str]:
    """The sentences of the script, whose places it fills itself."""
    return {word: say(f"paper_form.key.{word}", lang) for word in _WORDS}


@cache
def _file(name: str) -> str:
    return (_FOLDER / "static" / name).read_text(encoding="utf-8")


@cache
def _script() -> str:
    return _file("entry.js").strip()


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
