"""A survey as plain JSON values: what a published version is kept as."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from surveys.model.vocabulary import Choice, Group, Kind, Question, Sensitivity, Survey


def to_document(survey: Survey) -> dict[str, Any]:
    """The survey as plain JSON values. What has its usual value is left out."""
    return {
        "id": survey.id,
        "title": dict(survey.title),
        "languages": list(survey.languages),
        "slots": [list(slot) for slot in survey.slots],
        "questions": [_plain(question) for question in survey.questions],
        **({"groups": [_plain(group) for group in survey.groups]} if survey.groups else {}),
        **({"language_names": dict(survey.language_names)} if survey.language_names else {}),
    }


def from_document(document: Mapping[str, Any]) -> Survey:
    """The survey that `to_document` wrote; KeyError, TypeError or ValueError when it is none."""
    return Survey(
        id=document["id"],
        title=document["title"],
        questions=tuple(_question(q) for q in document["questions"]),
        slots=tuple(tuple(slot) for slot in document["slots"]),
        languages=tuple(document["languages"]),
        groups=tuple(Group(**group) for group in document.get("groups", ())),
        language_names=document.get("language_names", {}),
    )


def fingerprint(survey: Survey) -> str:
    """A short checksum of everything a respondent reads; equal surveys have equal ones."""
    text = json.dumps(to_document(survey), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    """A value of the vocabulary as JSON values, without what has its usual value."""
    match value:
        case Question() | Choice() | Group():
            return {
                known.name: _plain(getattr(value, known.name))
                for known in fields(value)
                if getattr(value, known.name) != _usual(known)
            }
        case frozenset():
            return sorted(value)
        case tuple():
            return [_plain(part) for part in value]
        case Mapping():
            return {key: _plain(part) for key, part in value.items()}
    return value


def _usual(known: Any) -> Any:
    return known.default_factory() if known.default_factory is not MISSING else known.default


def _question(document: Mapping[str, Any]) -> Question:
    return Question(**{name: _made(name, value) for name, value in document.items()})


def _made(name: str, value: Any) -> Any:
    match name:
        case "kind":
            return Kind(value)
        case "sensitivity":
            return Sensitivity(value)
        case "choices" | "rows":
            return tuple(Choice(**choice) for choice in value)
        case "exclusive" | "anchored":
            return frozenset(value)
        case "plan_tasks":
            return tuple(value)
    return value
