"""How each question stands on the page: its wording, options and looks, given what is known."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from markupsafe import Markup, escape

from surveys.answers import Form, Problem, Value
from surveys.campaigns import Campaign
from surveys.expressions import piped
from surveys.model import Choice, Kind, Question, Survey, Words, in_language
from surveys.texts import LANGUAGES, say
from surveys.texts.added import NONE, Added

_MOST_PLACES = 5  # of a ranking without script; nobody orders more by lists
_NONE: frozenset[str] = frozenset()
_Say: TypeAlias = Callable[[Words], Markup | str]
_Helpers: TypeAlias = dict[str, Callable[..., Any]]
_FACES = frozenset("12345")  # a scale of five steps gets faces beside its words


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a form is filled in for: the questionnaire, its campaign, the unit, who asks; `media`
    is where a recording or picture is found, by its name; `added` the words of languages that the
    office added."""

    survey: Survey
    campaign: Campaign
    unit: str
    organisation: str
    media: Mapping[str, str] = field(default_factory=dict)
    added: Added = NONE


@dataclass(frozen=True, slots=True)
class Filled:
    """A form on its way: what was typed, what is wrong, and where a form without script stands.

    `seen` are the questions asked so far, None while the whole form is shown. Of the questions
    to `ask` now, `rows` holds the matrix rows and `options` the options that are offered;
    `values` are the answers so far, for wordings that repeat them; `today` is the day."""

    typed: Form = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    form_id: str = ""
    seen: tuple[str, ...] | None = None
    ask: tuple[Question, ...] = ()
    rows: Mapping[str, Sequence[str]] = field(default_factory=dict)
    options: Mapping[str, Sequence[Choice]] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)
    today: str = ""


def helpers(occasion: Occasion, lang: str, filled: Filled) -> _Helpers:
    """What the templates ask about a question."""
    wording = _wording(occasion.survey, lang, filled)
    return {
        **_counting(occasion, lang),
        **wording,
        **_choosing(occasion.survey, filled, wording["words"], wording["plainly"]),
        **_looking(occasion, lang, live=filled.seen is None),
    }


def waits(question: Question, survey: Survey) -> bool:
    """Whether what is asked depends on earlier answers, so that it is asked after them."""
    if question.show_if or question.choice_filter or question.rows_from:
        return True
    shown = (*question.label.values(), *question.help.values())
    options = (text for choice in question.choices for text in choice.label.values())
    return any(len(piped(text)) > 1 for text in (*shown, *options))


def language_names(survey: Survey, languages: Sequence[str]) -> dict[str, str]:
    """What each language calls itself."""
    return {
        lang: say(f"parts.lang.{lang}", lang)
        if lang in LANGUAGES
        else survey.language_names.get(lang, lang)
        for lang in languages
    }


def _counting(occasion: Occasion, lang: str) -> _Helpers:
    survey, told_in = occasion.survey, occasion.added.say
    numbers = _numbers(survey)
    total = survey.length

    def place(q: Question) -> str:
        heads = [in_language(group.label, lang) for group in survey.groups_of(q)]
        told = told_in("phone.form.place", lang, number=numbers[q.id], total=total)
        return " · ".join([told if q.kind.asked else "", *heads]).removeprefix(" · ")

    def part(q: Question, index: int, count: int) -> str:
        values = {"number": numbers[q.id], "total": total, "part": index, "parts": count}
        return told_in("phone.form.row", lang, **values)

    def places(q: Question) -> list[str]:
        count = min(q.most or len(q.choices), _MOST_PLACES)
        return [told_in("phone.form.rank", lang, place=place) for place in range(1, count + 1)]

    return {"place": place, "part": part, "places": places}


def _numbers(survey: Survey) -> dict[str, int]:
    """Each question's place in the count; alternatives of one slot share it."""
    asked = {q.id for q in survey.questions if q.kind.asked}
    found: dict[str, int] = {}
    number = 0
    for slot in survey.slots:
        number += not asked.isdisjoint(slot)
        found |= dict.fromkeys(slot, number)
    return found | {q.id: number for q in survey.questions if q.id not in found}


def _wording(survey: Survey, lang: str, filled: Filled) -> _Helpers:
    known = {q.id: q for q in survey.questions}

    def answer(name: str) -> str:
        """An earlier answer in words; the script fills in what is not known here."""
        id, _, row = name.partition(".")
        value = filled.values.get(name, filled.values.get(id, ""))
        if isinstance(value, Mapping):
            value = value.get(row, "") if row else " ".join(value)
        codes = [value] if isinstance(value, str) else value
        labels = {c.code: in_language(c.label, lang) for c in known[id].choices}
        return ", ".join(labels.get(code, code) for code in codes) or "…"

    def words(given: Words) -> Markup | str:
        parts = piped(in_language(given, lang))
        if len(parts) == 1:
            return parts[0]
        said = (
            escape(part)
            if at % 2 == 0
            else Markup('<span data-of="{}">{}</span>').format(part, answer(part))
            for at, part in enumerate(parts)
        )
        return Markup("<span>{}</span>").format(Markup("").join(said))

    def plainly(given: Words) -> str:
        return re.sub(r"<[^>]*>", "", str(words(given))) if given else ""

    def given(name: str, at: int = -1) -> str:
        sent = filled.typed.get(name, ())
        if not sent and name in known and filled.seen is None and not filled.typed:
            sent = known[name].preset.split(" ") if known[name].choices else [known[name].preset]
        return sent[at] if -1 <= at < len(sent) and sent else ""

    return {"words": words, "plainly": plainly, "given": given}


def _choosing(survey: Survey, filled: Filled, words: _Say, plainly: _Say) -> _Helpers:
    """Rows and options as the page offers them: code, wording, one's own words, at the end."""
    sources = {q.rows_from for q in survey.questions if q.rows_from}

    def rows(q: Question) -> tuple[Choice, ...]:
        if not q.rows_from:
            return q.rows
        return tuple(q.row(code) for code in filled.rows.get(q.id, ()))

    def labels(q: Question) -> str:
        """The rows that are not worded like the options they follow from."""
        source = survey.question(q.rows_from)
        known = {choice.code: words(choice.label) for choice in source.choices}
        rows = {row.code: plainly(row.label) for row in q.rows}
        other = {code: said for code, said in rows.items() if known.get(code) != said}
        return json.dumps(other, ensure_ascii=False) if other else ""

    def extra(q: Question, code: str) -> bool:
        return bool(q.rows_from) and code not in filled.typed.get(q.rows_from, ())

    def turned(q: Question) -> bool:
        return q.shuffled or q.id in sources

    def choices(q: Question, *, plain: bool = False) -> list[tuple[Any, ...]]:
        offered = filled.options.get(q.id, q.choices)
        if plain:
            return [(one.code, plainly(one.label)) for one in offered]
        last = q.anchored | q.exclusive if turned(q) else _NONE
        return [
            (one.code, words(one.label), one.writes, one.code in last or (one.writes and turned(q)))
            for one in offered
        ]

    return {
        "rows": rows,
        "labels": labels,
        "choices": choices,
        "extra": extra,
        "turned": turned,
    }


def _looking(occasion: Occasion, lang: str, *, live: bool) -> _Helpers:
    survey = occasion.survey

    def faces(q: Question) -> bool:
        scale = q.kind in (Kind.RATING, Kind.MATRIX) and {c.code for c in q.choices} >= _FACES
        return scale and len(q.choices) <= len(_FACES) + 1

    def marks(q: Question) -> Markup:
        """What its fieldset bears for the script: later than others, page group, recordings."""
        page = next((group.id for group in survey.groups_of(q) if group.page), "")
        sounds = occasion.media.get(q.media.get("audio", {}).get(lang, ""), "")
        found = Markup(" class=l") if live and waits(q, survey) else Markup()
        if page:
            found += Markup(' data-page="{}"').format(page)
        return found + Markup(' data-audio="{}"').format(sounds) if sounds else found

    def media(q: Question, kind: str) -> str:
        return occasion.media.get(in_language(q.media.get(kind, {}), lang), "")

    return {
        "faces": faces,
        "marks": marks,
        "picture": lambda q: media(q, "image"),
        "keys": lambda q: Markup(_KEYS[q.kind]),
    }


_KEYS = {
    Kind.TEXT: "",
    Kind.NUMBER: " inputmode=decimal",
    Kind.DATE: " inputmode=text placeholder=22/11/2026",
    Kind.TIME: " inputmode=text placeholder=7:30",
}
