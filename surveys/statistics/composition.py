"""Who answered: the make-up of the answers beside the register, with the note on its limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveys.blocks import FLOOR, POOLED, Place, Release
from surveys.model import Question, Survey, Words
from surveys.organisation import UNIT_TYPES
from surveys.statistics.bases import left_out
from surveys.statistics.cells import Cells, cells, counts
from surveys.statistics.strata import EVERYTHING, Selection, Stratum, standing, takes, workers
from surveys.texts import LANGUAGES, say, sentences
from surveys.texts.numbers import SMALL, number, percent

PROFILE = ("P02", "P01", "P06")  # gender, age, member: the profile shown beside the register


@dataclass(frozen=True, slots=True)
class Composition:
    """One group of respondents; the register's numbers are None where it has none.

    `coordinate` is "unit_type", "unit", "P02" (gender), "P01" (age) or "P06" (member). `code`
    is "*" for units that were pooled and "" for people who did not say, or gave an answer that
    fewer than five gave. Shares are of those who said; that of "" is of all who answered.
    """

    coordinate: str
    code: str
    label: Words
    answered: int
    share: float
    workers: int | None
    register_share: float | None


def composition(
    release: Release, survey: Survey, selection: Selection = EVERYTHING
) -> tuple[Composition, ...]:
    """The make-up of the answers by type, unit, gender, age and membership. People of a selection
    with fewer than thirty answers are not told apart: a share near 0 or 1 would tell on all."""
    found = cells(release, "main", selection)
    taken = found.strata
    places = [place for place in release.frame if takes(selection, place)]
    asked = {question.id: question for question in survey.questions}
    rows = [*_types(taken, places), *_units(taken, places)]
    for coordinate in PROFILE:
        if coordinate in asked and _all(taken) >= SMALL:
            rows += _profile(asked[coordinate], found, places)
    return tuple(rows)


def caveat(release: Release, lang: str) -> str:
    """The note under every report: who answered, how many, what the intervals leave out."""
    if release.is_empty:  # too few answered: not even their number is told
        return say("results.caveat_few", lang)
    heads = workers(release)
    return say(
        "results.caveat",
        lang,
        answered=number(release.answered, lang),
        workers=number(heads, lang),
        rate=percent(release.answered / heads if heads else 0.0, lang),
    )


def _types(taken: tuple[Stratum, ...], places: list[Place]) -> Iterator[Composition]:
    """Types with blocks of their own, then all others together, each with its own heads."""
    people: Counter[str] = Counter()
    for stratum in taken:
        people[stratum.unit_type] += stratum.n
    together = standing(s for s in taken if s.unit_type == POOLED)
    heads = Counter[str]()
    for place in places:
        heads[POOLED if place.code in together else place.type] += place.workers
    for code in sorted(people, key=lambda code: (code == POOLED, _type_order(code))):
        of_all = (heads[code], _heads(places))
        known = None if code == POOLED and heads[code] < people[code] else of_all
        yield _row("unit_type", code, _named(code), (people[code], _all(taken)), known)


def _units(taken: tuple[Stratum, ...], places: list[Place]) -> Iterator[Composition]:
    """Units published on their own, then all others together."""
    found = {s.unit: s.n for s in taken if s.unit != POOLED}
    everyone, workers_of_all = _all(taken), _heads(places)
    for place in places:
        if place.code in found:
            label = dict.fromkeys(LANGUAGES, place.name)
            people = (found[place.code], everyone)
            yield _row("unit", place.code, label, people, (place.workers, workers_of_all))
    pooled = sum(s.n for s in taken if s.unit == POOLED)
    if pooled:
        heads = sum(place.workers for place in places if place.code not in found)
        yield _row("unit", POOLED, _named(POOLED), (pooled, everyone), (heads, workers_of_all))


def _profile(question: Question, found: Cells, places: list[Place]) -> Iterator[Composition]:
    codes = [c.code for c in question.choices]
    people_by_code = counts(found, question.id, codes).sum(axis=0)
    told = {
        code: int(people)
        for code, people in zip(codes, people_by_code, strict=True)
        if people >= FLOOR and code not in left_out(question)
    }
    heads = _register(question.id, places)
    for choice in question.choices:
        if choice.code in told:
            people = (told[choice.code], sum(told.values()))
            known = (heads[choice.code], _heads(places)) if choice.code in heads else None
            yield _row(question.id, choice.code, choice.label, people, known)
    silent = _all(found.strata) - sum(told.values())
    if silent:
        label = {lang: say("results.composition.silent", lang) for lang in LANGUAGES}
        yield _row(question.id, "", label, (silent, _all(found.strata)), None)


def _register(coordinate: str, places: list[Place]) -> Mapping[str, int]:
    """Heads by answer, where the register knows them for every unit."""
    all_heads, members = _heads(places), sum(place.members for place in places)
    if coordinate == "P06":
        return {"co": members, "khong": all_heads - members}
    women = [place.women for place in places if place.women is not None]
    if coordinate == "P02" and len(women) == len(places):
        return {"nu": sum(women), "nam": all_heads - sum(women)}
    return {}


def _row(
    coordinate: str, code: str, label: Words, people: tuple[int, int], heads: tuple[int, int] | None
) -> Composition:
    """`people` and `heads` are the part and the whole."""
    return Composition(
        coordinate=coordinate,
        code=code,
        label=label,
        answered=people[0],
        share=people[0] / people[1] if people[1] else 0.0,
        workers=heads[0] if heads else None,
        register_share=heads[0] / heads[1] if heads and heads[1] else None,
    )


def _named(code: str) -> Words:
    key = "results.pooled" if code == POOLED else f"names.unit_type.{code}"
    return {lang: sentences(lang).get(key, code) for lang in LANGUAGES}


def _type_order(code: str) -> tuple[int, str]:
    return (UNIT_TYPES.index(code) if code in UNIT_TYPES else len(UNIT_TYPES)), code


def _all(taken: tuple[Stratum, ...]) -> int:
    return sum(stratum.n for stratum in taken)


def _heads(places: list[Place]) -> int:
    return sum(place.workers for place in places)
