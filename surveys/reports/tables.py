"""Tables that several papers share: answers, who answered, the order of needs."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from surveys.model import Kind
from surveys.needs import NeedRow, Ranking
from surveys.reports.findings import SEVERAL, Finding
from surveys.reports.material import Material
from surveys.reports.paper import Column, Row, Side, Table
from surveys.reports.phrases import asked, guarded, interval, rank, share, words
from surveys.statistics import Bar, Composition, Estimate, Figure
from surveys.texts import LANGUAGES, say
from surveys.texts.numbers import number, percent

HIDDEN = "(*)"  # too few answers; explained under the table
TREND = "(**)"  # a wide interval; explained under the table
TIE = "(=)"  # cannot be told from the next; explained under the table
NONE = "–"
_IN_FULL = 7  # more answers than this stand in the annex only, the text keeps the first ones


def of_answers(found: Iterable[Finding], lang: str, most: int | None = _IN_FULL) -> Table:
    """Answers of several questions in one table, at most `most` answers to each."""
    rows = tuple(row for finding in found for row in _question_rows(finding, lang, most))
    weighted = say("reports.note.weighted", lang)
    return Table(_answer_columns(lang), rows, notes=(weighted, *_notes(rows, lang)))


def of_answer(finding: Finding, lang: str) -> Table:
    """All answers to one question, its wording left to the line above."""
    rows = tuple(_question_rows(finding, lang, None)[1:])
    n = finding.shown[0].n if finding.shown else 0
    base = (say("reports.note.base", lang, n=number(n, lang)),) if n else ()
    return Table(_answer_columns(lang), rows, notes=(*base, *_notes(rows, lang)))


def of_matrix(finding: Finding, lang: str) -> Table:
    """A matrix: its rows downwards, the steps of its scale across."""
    codes = tuple(dict.fromkeys(bar.code for f in finding.shown for bar in f.bars))
    steps = {c.code: words(c.label, lang) for c in finding.question.choices}
    rows = tuple(_matrix_row(figure, codes, lang) for figure in finding.figures)
    width = 84 / max(len(codes), 1)
    columns = (
        Column(say("reports.column.content", lang), 60),
        Column(say("reports.column.forms", lang), 16, Side.RIGHT),
        *(Column(code, width, Side.RIGHT) for code in codes),
    )
    legend = "; ".join(f"{code}: {steps[code]}" for code in codes)
    scale = say("reports.note.scale", lang, legend=legend)
    return Table(columns, rows, notes=(scale, *_notes(rows, lang)) if codes else _notes(rows, lang))


def of_respondents(rows: Iterable[Composition], lang: str) -> Table:
    """Who answered, beside the register."""
    columns = (
        Column(say("reports.column.group", lang), 64),
        Column(say("reports.column.forms", lang), 24, Side.RIGHT),
        Column(say("reports.column.share", lang), 22, Side.RIGHT),
        Column(say("reports.column.workers", lang), 26, Side.RIGHT),
        Column(say("reports.column.register_share", lang), 24, Side.RIGHT),
    )
    found: list[Row] = []
    for coordinate, group in groupby(rows, key=lambda row: row.coordinate):
        found.append(Row((say(f"results.coordinate.{coordinate}", lang),), group=True))
        found.extend(_respondents(row, lang) for row in group)
    return Table(columns, tuple(found), notes=(say("reports.note.register", lang),))


def of_needs(ranking: Ranking, lang: str) -> Table:
    """The order of needs with the share that decides it."""
    columns = (
        Column(say("reports.column.rank", lang), 21, Side.CENTRE),
        Column(say("reports.column.need", lang), 63),
        Column(say("reports.column.important", lang), 17, Side.RIGHT),
        Column(say("reports.column.satisfaction", lang), 17, Side.RIGHT),
        Column(say("reports.column.unmet", lang), 18, Side.RIGHT),
        Column(say("reports.column.interval", lang), 24, Side.RIGHT),
    )
    rows = tuple(Row(_need_cells(need, lang)) for need in ranking.rows)
    tie = (say("reports.note.tie", lang),) if any(need.tie for need in ranking.rows) else ()
    return Table(columns, rows, notes=(say("reports.note.needs", lang), *tie, *_notes(rows, lang)))


def is_exact(estimate: Estimate) -> bool:
    """Whether the share is printed itself; "< 5%" would be undone by a count beside it."""
    return guarded(estimate.value, estimate.n, LANGUAGES[0])[0].isdigit()


def unit_rows(rows: Iterable[Composition], material: Material) -> tuple[Composition, ...]:
    """The rows of single units in the order of the frame."""
    order = {place.code: i for i, place in enumerate(material.release.frame)}
    units = [row for row in rows if row.coordinate == "unit"]
    return tuple(sorted(units, key=lambda row: order.get(row.code, len(order))))


def _answer_columns(lang: str) -> tuple[Column, ...]:
    return (
        Column(say("reports.column.answer", lang), 88),
        Column(say("reports.column.forms", lang), 20, Side.RIGHT),
        Column(say("reports.column.share", lang), 22, Side.RIGHT),
        Column(say("reports.column.interval", lang), 30, Side.RIGHT),
    )


def _question_rows(finding: Finding, lang: str, most: int | None) -> list[Row]:
    title = asked(finding.question, lang)
    if not finding.shown:
        return [Row((title,), group=True), Row((HIDDEN, NONE, HIDDEN, NONE))]
    if finding.question.kind is Kind.MATRIX:
        return []
    found = finding.shown[0]
    bars = found.bars
    if most is not None and len(bars) > most:
        if finding.question.kind not in SEVERAL:
            return []
        bars = tuple(sorted(bars, key=lambda b: b.estimate.value, reverse=True))[: most - 2]
        title = say("reports.table.first_answers", lang, question=title, most=len(bars))
    head = say("reports.table.question", lang, question=title, n=number(found.n, lang))
    return [Row((head,), group=True), *(_bar_row(bar, lang) for bar in bars)]


def _bar_row(bar: Bar, lang: str) -> Row:
    shown = share(bar.estimate, lang)
    count = number(bar.count, lang) if is_exact(bar.estimate) else NONE
    mark = "" if bar.estimate.reliable else " " + TREND
    return Row((words(bar.label, lang), count, shown + mark, interval(bar.estimate, lang)))


def _matrix_row(found: Figure, codes: tuple[str, ...], lang: str) -> Row:
    title = words(found.title, lang)
    if found.withheld:
        return Row((title, HIDDEN, *(NONE for _ in codes)))
    bars = {bar.code: bar for bar in found.bars}
    shares = (share(bars[c].estimate, lang) if c in bars else NONE for c in codes)
    return Row((title, number(found.n, lang), *shares))


def _need_cells(need: NeedRow, lang: str) -> tuple[str, ...]:
    trend = "" if need.unmet.reliable else " " + TREND
    return (
        rank(need) + (f" {TIE}" if need.tie else ""),
        words(need.label, lang),
        share(need.importance, lang),
        NONE if need.satisfaction is None else number(need.satisfaction, lang, 1),
        share(need.unmet, lang) + trend,
        interval(need.unmet, lang),
    )


def _respondents(row: Composition, lang: str) -> Row:
    heads = NONE if row.workers is None else number(row.workers, lang)
    register = NONE if row.register_share is None else percent(row.register_share, lang)
    shown = percent(row.share, lang)
    return Row((words(row.label, lang), number(row.answered, lang), shown, heads, register))


def _notes(rows: tuple[Row, ...], lang: str) -> tuple[str, ...]:
    """The explanations of the marks that stand in these rows."""
    text = " ".join(cell for row in rows for cell in row.cells)
    hidden = (say("reports.note.hidden", lang),) if HIDDEN in text else ()
    trend = (say("reports.note.trend", lang),) if TREND in text else ()
    return (*hidden, *trend)
