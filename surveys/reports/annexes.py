"""Annexes of the report: every question, every unit, the questionnaire, the method."""

from __future__ import annotations

from collections.abc import Sequence

from surveys.model import Kind
from surveys.reports import tables
from surveys.reports.findings import Finding
from surveys.reports.form import questionnaire
from surveys.reports.material import Material
from surveys.reports.paper import Annex, Bullets, Manner, Paragraph, Part
from surveys.reports.phrases import asked
from surveys.reports.units import by_unit
from surveys.statistics import caveat
from surveys.texts import say
from surveys.texts.numbers import day, head_date

_METHOD = ("form", "rate", "weights", "unmet", "interval", "rank", "shares", "exclusions")


def annexes(material: Material, found: Sequence[Finding]) -> tuple[Annex, ...]:
    """The four annexes in their order."""
    lang = material.lang
    contents = (
        ("I", "questions", by_question(found, lang)),
        ("II", "units", by_unit(material)),
        ("III", "form", questionnaire(material.survey, material.campaign, lang)),
        ("IV", "method", method(material)),
    )
    reference = attached(material, "reports.annex.of_report")
    return tuple(
        Annex(
            say("reports.annex.label", lang, numeral=numeral),
            say(f"reports.annex.{name}_title", lang),
            reference,
            parts,
        )
        for numeral, name, parts in contents
    )


def attached(material: Material, key: str) -> str:
    """The line in italics that ties an annex to its paper."""
    head, lang = material.letterhead, material.lang
    date = day(material.today, lang) if lang == "en" else head_date(material.today)
    return say(key, lang, symbol=head.symbol, date=date, body=head.name)


def by_question(found: Sequence[Finding], lang: str) -> tuple[Part, ...]:
    """Annex I: all answers to all questions."""
    parts: list[Part] = []
    for place, finding in enumerate(found, start=1):
        title = f"{place}. {asked(finding.question, lang)}"
        is_matrix = finding.question.kind is Kind.MATRIX
        table = tables.of_matrix(finding, lang) if is_matrix else tables.of_answer(finding, lang)
        parts += [Paragraph(title, Manner.LABEL), table]
    return tuple(parts)


def method(material: Material) -> tuple[Part, ...]:
    """Annex IV: how the figures were computed, so that others can check them."""
    note = Paragraph(caveat(material.release, material.lang), Manner.NOTE)
    return (Bullets(method_lines(material)), note)


def method_lines(material: Material) -> tuple[str, ...]:
    """Where the figures come from and how they were computed, one rule a line."""
    lang, rule = material.lang, material.release.rule
    release = say(
        "reports.method.release",
        lang,
        number=material.release.number,
        day=day(material.release.made_on, lang),
        checksum=material.release.checksum[:12],
    )
    groups = say("reports.method.groups", lang, k=rule.k)
    rest = tuple(say(f"reports.method.{name}", lang) for name in _METHOD)
    return (release, groups, *rest)
