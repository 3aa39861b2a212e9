"""Results by type of unit and by unit, for the annex and the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from surveys.catalogue import read
from surveys.needs import Ranking, rank_needs
from surveys.reports import tables
from surveys.reports.findings import summed
from surveys.reports.material import Material
from surveys.reports.paper import Column, Manner, Paragraph, Part, Row, Side, Table
from surveys.reports.phrases import guarded, share, words
from surveys.statistics import Composition, Selection, composition, figure
from surveys.texts import say
from surveys.texts.numbers import number, percent

_FIRST = 3  # needs named for each type of unit


@dataclass(frozen=True, slots=True)
class UnitShare:
    """A share of an indicator in one unit; None when too few answered there."""

    indicator: str
    value: float | None
    n: int


def by_unit(material: Material) -> tuple[Part, ...]:
    """Annex II: types of units with their first needs, then single units."""
    lang = material.lang
    rows = composition(material.release, material.survey)
    types = tuple(row for row in rows if row.coordinate == "unit_type")
    return (
        Paragraph(say("reports.units.types", lang), Manner.LABEL),
        _types_table(material, types),
        Paragraph(say("reports.units.units", lang), Manner.LABEL),
        _units_table(material, tables.unit_rows(rows, material)),
    )


def unit_indicators(material: Material) -> tuple[dict[str, Any], ...]:
    """The indicators shown by unit that this survey asks for."""
    asked = {q.id for q in material.survey.questions}
    rows = read("report_sections")["unit_shares"]
    return tuple(row for row in rows if row["question"] in asked)


def unit_shares(material: Material, unit: str) -> tuple[UnitShare, ...]:
    """The indicators of one unit."""
    selection = Selection(units=frozenset({unit}))
    return tuple(_unit_share(material, row, selection) for row in unit_indicators(material))


def type_ranking(material: Material, unit_type: str) -> Ranking:
    """The order of needs in one type of unit."""
    selection = Selection(unit_types=frozenset({unit_type}))
    return rank_needs(material.release, material.survey, selection)


def _unit_share(material: Material, row: dict[str, Any], selection: Selection) -> UnitShare:
    found = figure(material.release, material.survey, row["question"], selection)
    value = None if found.withheld else summed(found, row["codes"])
    return UnitShare(row["id"], value, found.n)


def _types_table(material: Material, types: Sequence[Composition]) -> Table:
    lang = material.lang
    columns = (
        Column(say("reports.column.unit_type", lang), 40),
        *_count_columns(lang),
        Column(say("reports.column.first_needs", lang), 66),
    )
    found = tuple(Row((*_counts(row, lang), _first_needs(material, row.code))) for row in types)
    hidden = any(tables.HIDDEN in row.cells[-1] for row in found)
    notes = (say("reports.note.few_to_rank", lang),) if hidden else ()
    return Table(columns, found, notes=notes)


def _units_table(material: Material, units: Sequence[Composition]) -> Table:
    lang = material.lang
    indicators = unit_indicators(material)
    columns = (
        Column(say("reports.column.unit", lang), 52),
        *_count_columns(lang),
        *(Column(say(f"reports.unit_share.{i['id']}", lang), 18, Side.RIGHT) for i in indicators),
    )
    rows = tuple(
        Row((*_counts(row, lang), *(_shown(s, lang) for s in unit_shares(material, row.code))))
        for row in units
    )
    legend = tuple(say(f"reports.unit_share.{i['id']}_note", lang) for i in indicators)
    hidden = any(tables.HIDDEN in cell for row in rows for cell in row.cells)
    few = (say("reports.note.hidden", lang),) if hidden else ()
    pooled = say("reports.note.pooled", lang, k=material.release.rule.k)
    return Table(columns, rows, notes=(*legend, *few, pooled))


def _count_columns(lang: str) -> tuple[Column, ...]:
    return (
        Column(say("reports.column.workers", lang), 17, Side.RIGHT),
        Column(say("reports.column.forms", lang), 16, Side.RIGHT),
        Column(say("reports.column.rate", lang), 17, Side.RIGHT),
    )


def _counts(row: Composition, lang: str) -> tuple[str, ...]:
    heads = tables.NONE if row.workers is None else number(row.workers, lang)
    rate = percent(row.answered / row.workers, lang) if row.workers else tables.NONE
    return (words(row.label, lang), heads, number(row.answered, lang), rate)


def _first_needs(material: Material, unit_type: str) -> str:
    lang = material.lang
    ranking = type_ranking(material, unit_type)
    if ranking.withheld:
        return tables.HIDDEN
    first = ranking.rows[:_FIRST]
    return "; ".join(f"{words(r.label, lang)} ({share(r.unmet, lang)})" for r in first)


def _shown(found: UnitShare, lang: str) -> str:
    return tables.HIDDEN if found.value is None else guarded(found.value, found.n, lang)
