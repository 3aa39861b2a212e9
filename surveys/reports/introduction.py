"""Section I of the report: why, when, where and how people were asked, and who answered."""

from __future__ import annotations

from dataclasses import replace

from surveys.campaigns import last_day
from surveys.reports import former, tables
from surveys.reports.material import Material
from surveys.reports.paper import Bullets, Heading, Manner, Paragraph, Part, Table
from surveys.statistics import composition
from surveys.texts import say
from surveys.texts.numbers import day, number, percent

_SECONDS = 60
_IN_TABLE = ("unit_type", "P02", "P01", "P06")  # single units stand in annex II


def introduction(material: Material) -> tuple[Part, ...]:
    """The parts of section I."""
    lang = material.lang
    return (
        Heading(1, say("reports.introduction.title", lang)),
        Heading(2, say("reports.introduction.purpose_title", lang)),
        Paragraph(say("reports.introduction.purpose", lang)),
        Heading(2, say("reports.introduction.when_title", lang)),
        Paragraph(_when(material)),
        *([Paragraph(former.in_words(material.bodies, lang))] if material.bodies else []),
        Heading(2, say("reports.introduction.how_title", lang)),
        Paragraph(_how(material)),
        Paragraph(say("reports.introduction.how_open", lang), Manner.SUGGESTION),
        Heading(2, say("reports.introduction.who_title", lang)),
        Paragraph(_answered(material)),
        _who(material),
        Heading(2, say("reports.introduction.privacy_title", lang)),
        Bullets(_promises(material)),
    )


def _when(material: Material) -> str:
    campaign, lang = material.campaign, material.lang
    return say(
        "reports.introduction.when",
        lang,
        first=day(campaign.opens_on, lang),
        last=day(last_day(campaign), lang),
        units=number(material.opened_units, lang),
        workers=number(material.workers, lang),
        members=number(material.members, lang),
    )


def _how(material: Material) -> str:
    survey, lang = material.survey, material.lang
    minutes = -(-survey.seconds // _SECONDS)
    return say("reports.introduction.how", lang, questions=survey.length, minutes=minutes)


def _answered(material: Material) -> str:
    lang, answered, workers = material.lang, material.release.answered, material.workers
    rate = percent(answered / workers, lang) if workers else tables.NONE
    values = {"answered": number(answered, lang), "workers": number(workers, lang), "rate": rate}
    said = say("reports.introduction.answered", lang, **values)
    pending = material.release.pending
    if not pending:
        return said
    waiting = say("reports.introduction.pending", lang, pending=number(pending, lang))
    return f"{said} {waiting}"


def _who(material: Material) -> Table:
    lang = material.lang
    rows = [r for r in composition(material.release, material.survey) if r.coordinate in _IN_TABLE]
    table = tables.of_respondents(rows, lang)
    lead = say("reports.introduction.who_lead", lang)
    return replace(table, caption=say("reports.introduction.who_caption", lang), lead=lead)


def _promises(material: Material) -> tuple[str, ...]:
    lang, k = material.lang, material.release.rule.k
    return (
        say("reports.introduction.privacy_names", lang),
        say("reports.introduction.privacy_groups", lang, k=k),
        say("reports.introduction.privacy_raw", lang, day=day(material.campaign.delete_on, lang)),
    )
