"""What the workbook's sheets say of the results (handbook 4.7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from surveys.model import Kind
from surveys.needs import NeedRow
from surveys.reports import tables
from surveys.reports.findings import Finding, findings, summed
from surveys.reports.material import Material
from surveys.reports.phrases import asked, rank, words
from surveys.reports.sheet import Cell, Share, Sheet, ends, sums
from surveys.reports.units import unit_indicators, unit_shares
from surveys.statistics import Bar, Composition, Figure, composition, figure
from surveys.texts import say
from surveys.texts.numbers import FEW

_FIRST = 5  # needs among the key figures


def result_sheets(material: Material) -> tuple[Sheet, ...]:
    """The sheets on the survey, in their order."""
    found = findings(material)
    people = composition(material.release, material.survey)
    return (
        summary(material),
        respondents(material, people),
        by_question(material, found),
        priorities(material),
        by_unit(material, people),
    )


def summary(material: Material) -> Sheet:
    """Key figures, one a row."""
    lang, release = material.lang, material.release
    rows: list[tuple[Cell, ...]] = [
        (_key("units", lang), material.opened_units),
        (_key("workers", lang), material.workers),
        (_key("members", lang), material.members),
        (_key("answered", lang), release.answered),
        (_key("pending", lang), release.pending),
        (_key("rate", lang), _part(release.answered, material.workers)),
    ]
    rows.extend(_indicators(material))
    for row in material.ranking.rows[:_FIRST]:
        need = say("reports.workbook.key.need", lang, need=words(row.label, lang))
        rows.append((need, Share(row.unmet.value, row.unmet.n)))
    return Sheet(
        name="Tong_hop",
        title=say("reports.workbook.title.summary", lang),
        columns=(("content", 70), ("value", 18)),
        rows=tuple(rows),
    )


def respondents(material: Material, people: Sequence[Composition]) -> Sheet:
    """Who answered, beside the register."""
    lang = material.lang
    rows = tuple(
        (
            say(f"results.coordinate.{row.coordinate}", lang),
            words(row.label, lang),
            row.answered,
            Share(row.share, material.release.answered),
            row.workers,
            None if row.register_share is None else Share(row.register_share, FEW),
        )
        for row in people
        if row.coordinate != "unit"
    )
    return Sheet(
        name="Co_cau",
        title=say("reports.workbook.title.respondents", lang),
        columns=(
            ("group", 22),
            ("value_of_group", 42),
            ("forms", 12),
            ("share", 12),
            ("workers", 14),
            ("register_share", 14),
        ),
        rows=rows,
        unit=say("reports.workbook.unit.people", lang),
        notes=(say("reports.note.register", lang),),
    )


def by_question(material: Material, found: Sequence[Finding]) -> Sheet:
    """Every answer of every question."""
    lang = material.lang
    rows = tuple(row for finding in found for row in _answers(finding, lang))
    return Sheet(
        name="Theo_cau_hoi",
        title=say("reports.workbook.title.by_question", lang),
        columns=(
            ("code", 7),
            ("question", 46),
            ("content", 26),
            ("answer", 34),
            ("base", 10),
            ("forms", 10),
            ("share", 9),
            ("low", 9),
            ("high", 9),
            ("remark", 14),
        ),
        rows=rows,
        unit=say("reports.workbook.unit.forms", lang),
        notes=(say("reports.note.weighted", lang), say("reports.note.hidden", lang)),
    )


def priorities(material: Material) -> Sheet:
    """The order of needs."""
    lang, ranking = material.lang, material.ranking
    notes = [say("reports.note.needs", lang)]
    if ranking.withheld:
        notes.append(say(ranking.withheld, lang, needed=ranking.needed, n=ranking.n))
    return Sheet(
        name="Uu_tien",
        title=say("reports.workbook.title.priorities", lang),
        columns=(
            ("rank", 10),
            ("code", 8),
            ("need", 46),
            ("important", 12),
            ("satisfaction", 12),
            ("unmet", 12),
            ("low", 11),
            ("high", 11),
            ("behind", 14),
            ("base", 12),
            ("remark", 14),
        ),
        rows=tuple(_need(row, lang) for row in ranking.rows),
        notes=tuple(notes),
    )


def by_unit(material: Material, people: Sequence[Composition]) -> Sheet:
    """Units that may be shown on their own, all others together."""
    lang = material.lang
    indicators = unit_indicators(material)
    rows = tuple(_unit(material, row) for row in tables.unit_rows(people, material))
    heads, forms = sums(rows, 2), sums(rows, 3)
    total = (say("reports.table.total", lang), "", heads, forms, _part(forms, heads))
    return Sheet(
        name="Theo_don_vi",
        title=say("reports.workbook.title.by_unit", lang),
        columns=(
            ("unit", 44),
            ("unit_type", 30),
            ("workers", 14),
            ("forms", 12),
            ("rate", 12),
            *((f"{row['id']}", 16) for row in indicators),
        ),
        rows=rows,
        total=(*total, *(None for _ in indicators)) if rows else (),
        unit=say("reports.workbook.unit.people", lang),
        notes=(
            say("reports.note.hidden", lang),
            say("reports.note.pooled", lang, k=material.release.rule.k),
        ),
    )


def _key(name: str, lang: str) -> str:
    return say(f"reports.workbook.key.{name}", lang)


def _part(part: int, whole: int) -> Cell:
    """A share of the register: a count, not an estimate, so always with its decimal."""
    return Share(part / whole, FEW) if whole else None


def _indicators(material: Material) -> Iterator[tuple[Cell, ...]]:
    """The indicators of units, over everybody."""
    for row in unit_indicators(material):
        found = figure(material.release, material.survey, row["question"])
        name = say(f"reports.unit_share.{row['id']}_key", material.lang)
        value = tables.HIDDEN if found.withheld else Share(summed(found, row["codes"]), found.n)
        yield (name, value)


def _answers(finding: Finding, lang: str) -> Iterator[tuple[Cell, ...]]:
    question = finding.question
    for found in finding.figures:
        is_row = question.kind is Kind.MATRIX
        head = (question.id, asked(question, lang), words(found.title, lang) if is_row else "")
        if found.withheld:
            yield (*head, tables.HIDDEN, tables.HIDDEN, None, None, None, None, "")
        for bar in found.bars:
            yield (*head, *_answer(found, bar, lang))


def _answer(found: Figure, bar: Bar, lang: str) -> tuple[Cell, ...]:
    remark = "" if bar.estimate.reliable else say("results.trend", lang)
    share = Share(bar.estimate.value, found.n)
    exact = tables.is_exact(bar.estimate)
    low, high = ends(bar.estimate) if exact else (None, None)
    count = bar.count if exact else None
    return (words(bar.label, lang), found.n, count, share, low, high, remark)


def _need(row: NeedRow, lang: str) -> tuple[Cell, ...]:
    return (
        rank(row),
        row.code,
        words(row.label, lang),
        Share(row.importance.value, row.importance.n),
        row.satisfaction,
        Share(row.unmet.value, row.unmet.n),
        *(ends(row.unmet) if tables.is_exact(row.unmet) else (None, None)),
        row.workers,
        row.unmet.n,
        say("results.tie", lang) if row.tie else "",
    )


def _unit(material: Material, row: Composition) -> tuple[Cell, ...]:
    lang = material.lang
    kinds = {place.code: place.type for place in material.release.frame}
    kind = say(f"names.unit_type.{kinds[row.code]}", lang) if row.code in kinds else ""
    shares = unit_shares(material, row.code)
    return (
        words(row.label, lang),
        kind,
        row.workers,
        row.answered,
        _part(row.answered, row.workers or 0),
        *(tables.HIDDEN if s.value is None else Share(s.value, s.n) for s in shares),
    )
