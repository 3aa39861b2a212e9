"""Section II of the report: what people answered, subject by subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from surveys import charts
from surveys.catalogue import read
from surveys.model import Kind
from surveys.reports import tables
from surveys.reports.findings import Finding, quoted, sentence
from surveys.reports.material import Material
from surveys.reports.paper import Bullets, Heading, Manner, Paragraph, Part, Picture
from surveys.reports.phrases import interval, out_of_hundred, share, words
from surveys.statistics import caveat, figure
from surveys.texts import say
from surveys.texts.numbers import as_told, number

_SAID_FIRST = 3  # needs named in sentences before the table


def results(material: Material, found: Sequence[Finding]) -> tuple[Part, ...]:
    """The parts of section II."""
    parts: list[Part] = [Heading(1, say("reports.results.title", material.lang))]
    for section in read("report_sections")["sections"]:
        parts.extend(_subject(section, found, material.lang))
    parts.extend(priorities(material))
    parts.extend(_comparison(material))
    parts.extend(_open_texts(material))
    return tuple(parts)


def priorities(material: Material) -> tuple[Part, ...]:
    """The order of needs: sentences, table, two pictures, and what the figures do not say."""
    ranking, lang = material.ranking, material.lang
    title = Heading(2, say("reports.results.needs_title", lang))
    note = Paragraph(caveat(material.release, lang), Manner.NOTE)
    if ranking.withheld:
        reason = say(ranking.withheld, lang, needed=ranking.needed, n=ranking.n)
        return (title, Paragraph(reason), note)
    table = replace(
        tables.of_needs(ranking, lang),
        caption=say("reports.results.needs_caption", lang, n=number(ranking.n, lang)),
        lead=say("reports.results.needs_lead", lang),
    )
    few = (Paragraph(say("reports.results.needs_few", lang, n=ranking.n)),) if ranking.few else ()
    return (title, *few, *_first_needs(material), table, *_pictures(material), note)


def _subject(section: dict[str, Any], found: Sequence[Finding], lang: str) -> tuple[Part, ...]:
    mine = [f for f in found if _belongs(f, section)]
    title = Heading(2, say(f"reports.results.{section['id']}_title", lang))
    if not mine:
        return (title, Paragraph(say("reports.results.not_asked", lang)))
    said = [Paragraph(sentence(f, lang)) for f in mine]
    table = tables.of_answers(mine, lang)
    if not table.rows:
        return (title, *said)
    caption = say(f"reports.results.{section['id']}_caption", lang)
    lead = say("reports.results.answers_lead", lang)
    return (title, *said, replace(table, caption=caption, lead=lead))


def _belongs(finding: Finding, section: dict[str, Any]) -> bool:
    question = finding.question
    return question.block in section["blocks"] or question.id in section["questions"]


def _first_needs(material: Material) -> tuple[Part, ...]:
    lang = material.lang
    return tuple(
        Paragraph(
            say(
                "reports.results.need" if place else "reports.results.first_need",
                lang,
                need=quoted(words(need.label, lang), lang),
                hundred=out_of_hundred(as_told(need.unmet.value, need.unmet.n)),
                share=share(need.unmet, lang),
                interval=interval(need.unmet, lang),
                workers=number(need.workers, lang),
            )
        )
        for place, need in enumerate(material.ranking.rows[:_SAID_FIRST])
    )


def _pictures(material: Material) -> tuple[Part, ...]:
    ranking, lang = material.ranking, material.lang
    n = number(ranking.n, lang)
    drawn = {
        "ranking": charts.ranking_bars(ranking, lang),
        "quadrant": charts.quadrant(ranking, lang),
    }
    return tuple(
        Picture(
            chart,
            say(f"reports.results.{name}_caption", lang, n=n),
            say(f"reports.results.{name}_lead", lang),
        )
        for name, chart in drawn.items()
        if isinstance(chart, charts.Chart)
    )


def _comparison(material: Material) -> tuple[Part, ...]:
    """Published figures of the country that belong to a question that was asked."""
    lang = material.lang
    asked = {q.id for q in material.survey.questions}
    published = tuple(
        say(f"reports.benchmark.{row['id']}", lang)
        for row in read("report_sections")["benchmarks"]
        if asked.intersection(row["questions"])
    )
    title = Heading(2, say("reports.results.comparison_title", lang))
    before = Paragraph(say("reports.results.comparison_before", lang), Manner.SUGGESTION)
    if not published:
        return (title, before)
    lead = Paragraph(say("reports.results.comparison_lead", lang))
    return (title, before, lead, Bullets(published))


def _open_texts(material: Material) -> tuple[Part, ...]:
    lang = material.lang
    texts = [q for q in material.survey.questions if q.kind is Kind.TEXT]
    title = Heading(2, say("reports.results.texts_title", lang))
    if not texts:
        return (title, Paragraph(say("reports.results.not_asked", lang)))
    wrote = sum(figure(material.release, material.survey, q.id).n for q in texts)
    said = Paragraph(say("reports.results.texts", lang, n=number(wrote, lang)))
    open_point = Paragraph(say("reports.results.texts_open", lang), Manner.SUGGESTION)
    return (title, said, open_point)
