"""The catalogue: questions, templates, needs, activities, plan tasks, targets; all of it data."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from surveys.model import Choice, Kind, Question, Sensitivity, Survey, Words

CORE_NEEDS = "NEEDS16"  # the list of the sixteen needs a respondent picks from (I01)

_FOLDER = Path(__file__).parent / "data"
_LONGEST = re.compile(r"[Tt]ối đa (\d+) ký tự")


@dataclass(frozen=True, slots=True)
class Template:
    """A ready questionnaire: one slot for each place, alternatives inside a slot."""

    id: str
    title: Words
    when: str
    slots: tuple[tuple[str, ...], ...]
    max_questions: int
    max_seconds: int


@dataclass(frozen=True, slots=True)
class Need:
    """A need of the catalogue (NC-xx) with the roads that lead from it to activities."""

    code: str
    label: Words
    rows: tuple[str, ...]
    questions: tuple[str, ...]
    plan_tasks: tuple[str, ...]
    activities: tuple[str, ...]
    responsible: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActivityType:
    """A kind of union activity (AT-xx), when it usually happens and what measures it."""

    code: str
    label: Words
    season: str
    measures: str


@dataclass(frozen=True, slots=True)
class PlanTask:
    """A goal or task of the customer's plan with its stable id."""

    id: str
    group: str
    label: str


@cache
def bank() -> Mapping[str, Question]:
    """Every question of the bank by id."""
    return {item["id"]: _question(item) for item in read("question_bank")["items"]}


@cache
def choice_list(name: str) -> tuple[Choice, ...]:
    """A shared list of options, such as the sixteen needs; KeyError when unknown."""
    return tuple(
        Choice(code, {"vi": vi, "en": en}) for code, vi, en in read("question_bank")["lists"][name]
    )


@cache
def templates() -> Mapping[str, Template]:
    """The ready questionnaires by letter."""
    return {
        t["id"]: Template(
            id=t["id"],
            title={"vi": t["vi"], "en": t["en"]},
            when=t["when"],
            slots=tuple(tuple(slot) for slot in t["slots"]),
            max_questions=t["max_questions"],
            max_seconds=t["max_seconds"],
        )
        for t in read("templates")
    }


def survey_of(template: Template) -> Survey:
    """The survey a template stands for, with the wording of today's bank."""
    questions = tuple(bank()[id] for slot in template.slots for id in slot)
    return Survey(id=template.id, title=template.title, questions=questions, slots=template.slots)


@cache
def needs() -> tuple[Need, ...]:
    """The needs catalogue in its order."""
    return tuple(
        Need(
            code=n["code"],
            label={"vi": n["vi"], "en": n["en"]},
            rows=tuple(n["ipa_rows"]),
            questions=tuple(n["questions"]),
            plan_tasks=tuple(n["plan_tasks"]),
            activities=tuple(n["activities"]),
            responsible=n["responsible"],
            papers=tuple(n["documents"]),
        )
        for n in read("needs")
    )


def needs_behind(row: str) -> tuple[Need, ...]:
    """The catalogue needs that a row of the sixteen (n01 … n16) stands for."""
    return tuple(need for need in needs() if row in need.rows)


@cache
def activity_types() -> Mapping[str, ActivityType]:
    """The kinds of activity by code."""
    return {
        a["code"]: ActivityType(
            a["code"], {"vi": a["vi"], "en": a["en"]}, a["season"], a["measures"]
        )
        for a in read("activities")
    }


@cache
def plan_tasks() -> Mapping[str, PlanTask]:
    """The goals and tasks of the plan by id."""
    return {t["id"]: PlanTask(t["id"], t["group"], t["label_vi"]) for t in read("plan")}


@cache
def read(name: str) -> Any:
    """A data file of the catalogue as plain JSON values."""
    return json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def _question(item: Mapping[str, Any]) -> Question:
    rows_from, rows = _rows(item)
    longest = _LONGEST.search(item["logic_text"])
    return Question(
        id=item["id"],
        kind=Kind(item["type"]),
        label={"vi": item["vi"], "en": item["en"]},
        choices=tuple(_choice(o) for o in item["options"]),
        rows=rows,
        rows_from=rows_from,
        extra_rows=2 if rows_from else 0,
        most=item["max_choices"],
        exclusive=frozenset(item["exclusive"]),
        show_if=_show_if(item["show_if"]),
        longest=int(longest[1]) if longest else 300,
        help=item.get("help", {}),
        block=item["block"],
        sensitivity=Sensitivity(item["sensitivity"]),
        plan_tasks=tuple(item["plan_tasks"]),
        indicator=item["indicator"],
        seconds=item["est_seconds"],
    )


def _rows(item: Mapping[str, Any]) -> tuple[str, tuple[Choice, ...]]:
    """A row such as {I01} means: the rows are the options chosen there, named in full here."""
    rows = tuple(_choice(r) for r in item["rows"])
    if len(rows) == 1 and rows[0].code.startswith("{"):
        return rows[0].code.strip("{}"), choice_list(CORE_NEEDS)
    return "", rows


def _choice(option: Mapping[str, Any]) -> Choice:
    writes = "xin ghi ngắn" in option["vi"]
    words = {lang: re.sub(r" \((xin ghi ngắn|short text)\)", "", option[lang]) for lang in _langs()}
    return Choice(option["code"], words, writes)


def _langs() -> tuple[str, ...]:
    return ("vi", "en")


def _show_if(conditions: list[Mapping[str, Any]]) -> str:
    """The bank's list of conditions, all of which must hold, as one expression."""
    return " and ".join(_condition(c) for c in conditions)


def _condition(condition: Mapping[str, Any]) -> str:
    if "context" in condition:
        return "false()"  # only open links ask this; a link bound to a unit never does
    name, values = condition["item"], condition["values"]
    anyone = " or ".join(f"selected(${{{name}}}, '{value}')" for value in values)
    match condition["op"]:
        case "in" | "any":
            return f"({anyone})"
        case "not_in":
            return f"not({anyone})"
        case "not_only":
            return f"(${{{name}}} != '' and not({anyone}))"
        case "answered":
            return f"${{{name}}} != ''"
        case other:
            raise ValueError(f"unknown condition {other!r}")
