"""Sections III to V of the report: judgement stays with the officer, plans are carried over."""

from __future__ import annotations

from surveys.catalogue import activity_types, needs_behind
from surveys.needs import NeedRow
from surveys.plan import Activity, Road, proposals
from surveys.reports.material import Material
from surveys.reports.paper import Bullets, Heading, Manner, Paragraph, Part
from surveys.reports.phrases import words
from surveys.reports.promises import by_need, heading, on_road, span, unanswered
from surveys.reports.tables import unit_rows
from surveys.statistics import composition
from surveys.texts import say
from surveys.texts.numbers import number

_FIRST = 5  # needs that ask for an answer


def assessment(material: Material) -> tuple[Part, ...]:
    """Section III: three open points, and the limits of the survey."""
    lang = material.lang
    return (
        Heading(1, say("reports.assessment.title", lang)),
        *_open("reports.assessment.good", lang),
        *_open("reports.assessment.lacking", lang),
        *_open("reports.assessment.causes", lang),
        Heading(2, say("reports.assessment.limits_title", lang)),
        Paragraph(_limits(material)),
        Paragraph(say("reports.assessment.limits_open", lang), Manner.SUGGESTION),
    )


def measures(material: Material) -> tuple[Part, ...]:
    """Section IV: what the union does on its own, need by need."""
    lang = material.lang
    mine = on_road(material.activities, Road.PLAN)
    groups = by_need(mine, material.ranking, lang)
    parts: list[Part] = [Heading(1, say("reports.measures.title", lang))]
    for group in groups:
        parts.append(Heading(2, heading(group, lang)))
        parts.append(Bullets(tuple(_measure(a, lang) for a in group.activities)))
    if not groups:
        parts.append(Paragraph(say("reports.measures.none", lang), Manner.SUGGESTION))
    for row in unanswered(material.ranking, material.activities, _FIRST):
        parts.append(Paragraph(_suggested(row, lang), Manner.SUGGESTION))
    return tuple(parts)


def petitions(material: Material) -> tuple[Part, ...]:
    """Section V: what others are asked for."""
    lang = material.lang
    return (
        Heading(1, say("reports.petitions.title", lang)),
        Heading(2, say("reports.petitions.employers_title", lang)),
        _asked(material, Road.DIALOGUE),
        Heading(2, say("reports.petitions.authorities_title", lang)),
        _asked(material, Road.PETITION),
        *_open("reports.petitions.union", lang),
    )


def _open(key: str, lang: str) -> tuple[Part, ...]:
    suggestion = Paragraph(say(f"{key}_open", lang), Manner.SUGGESTION)
    return (Heading(2, say(f"{key}_title", lang)), suggestion)


def _limits(material: Material) -> str:
    lang = material.lang
    rows = composition(material.release, material.survey)
    alone = {row.code for row in unit_rows(rows, material)}
    pooled = len({place.code for place in material.release.frame} - alone)
    limits = say("reports.assessment.limits", lang)
    if not pooled:
        return limits
    total = number(len(material.release.frame), lang)
    k = material.release.rule.k
    few = say("reports.assessment.few", lang, pooled=number(pooled, lang), total=total, k=k)
    return f"{limits} {few}"


def _asked(material: Material, road: Road) -> Part:
    lang = material.lang
    groups = by_need(on_road(material.activities, road), material.ranking, lang)
    if not groups:
        return Paragraph(say(f"reports.petitions.{road}_open", lang), Manner.SUGGESTION)
    items = (
        say("reports.petitions.item", lang, title=activity.title, need=heading(group, lang))
        for group in groups
        for activity in group.activities
    )
    return Bullets(tuple(items))


def _measure(activity: Activity, lang: str) -> str:
    return say(
        "reports.measures.item",
        lang,
        title=activity.title,
        responsible=activity.responsible or say("reports.measures.missing", lang),
        when=span(activity, lang),
        measure=activity.measure or say("reports.measures.missing", lang),
    )


def _suggested(row: NeedRow, lang: str) -> str:
    types = (activity_types()[code] for code in proposals(needs_behind(row.code)))
    offers = "; ".join(words(kind.label, lang) for kind in types)
    need = words(row.label, lang)
    return say("reports.measures.suggestion", lang, need=need, offers=offers)
