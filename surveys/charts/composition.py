"""Who answered, beside the register: a bar for the forms, a thick line for the workforce."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import pandas as pd

from surveys.charts.chart import Chart, in_words
from surveys.charts.look import finished
from surveys.charts.rows import FINDING, HEADING, PAGE, PLAIN, Layout, Row, drawn
from surveys.statistics import Composition
from surveys.texts import say
from surveys.texts.numbers import hundredths, number, percent

WORTH_SAYING = 0.05  # a group that differs by less from the register needs no sentence


def composition_bars(rows: Sequence[Composition], lang: str, layout: Layout = PAGE) -> Chart:
    """All groups but the single units (they stand in the table), one section a trait. The group
    farthest from the register stands out. ValueError when there are no rows."""
    if not rows:
        raise ValueError("no rows")
    shown = [row for row in rows if row.coordinate != "unit"] or list(rows)
    farthest = _farthest(shown)
    drawn_rows = []
    for coordinate, groups in groupby(shown, key=lambda row: row.coordinate):
        drawn_rows.append(Row(say(f"results.coordinate.{coordinate}", lang), None, role=HEADING))
        drawn_rows += [_row(row, lang, stands_out=row is farthest) for row in groups]
    below = say("charts.composition.base", lang, n=number(_answered(shown), lang))
    if any(row.register_share is not None for row in shown):
        below = f"{below} · {say('charts.composition.legend', lang)}"
    spec = finished(drawn(drawn_rows, layout), say("charts.composition.title", lang), [below])
    return Chart(spec, _finding(shown, farthest, lang), _table(rows, lang))


def _answered(rows: Sequence[Composition]) -> int:
    return sum(row.answered for row in rows if row.coordinate == rows[0].coordinate)


def _row(row: Composition, lang: str, *, stands_out: bool) -> Row:
    figure = percent(row.share, lang)
    if row.register_share is not None:
        register = percent(row.register_share, lang)
        figure = say("charts.composition.register", lang, share=figure, register=register)
    role = FINDING if stands_out else PLAIN
    return Row(in_words(row.label, lang), row.share, figure, mark=row.register_share, role=role)


def _farthest(rows: Sequence[Composition]) -> Composition | None:
    compared = [row for row in rows if abs(_gap(row)) >= WORTH_SAYING]
    return max(compared, key=lambda row: abs(_gap(row)), default=None)


def _gap(row: Composition) -> float:
    return 0.0 if row.register_share is None else row.share - row.register_share


def _finding(rows: Sequence[Composition], farthest: Composition | None, lang: str) -> str:
    if farthest is not None and farthest.register_share is not None:
        name = "above" if _gap(farthest) > 0 else "below"
        register = percent(farthest.register_share, lang)
        return _said(name, farthest, lang, register)
    if all(row.register_share is None for row in rows):
        return _said("alone", max(rows, key=lambda row: row.share), lang)
    points = number(WORTH_SAYING * 100, lang)
    return say("charts.composition.even", lang, points=points)


def _said(name: str, row: Composition, lang: str, register: str = "") -> str:
    return say(
        f"charts.composition.{name}",
        lang,
        trait=say(f"results.coordinate.{row.coordinate}", lang),
        label=in_words(row.label, lang),
        share=percent(row.share, lang),
        register=register,
    )


def _table(rows: Sequence[Composition], lang: str) -> pd.DataFrame:
    names = ("trait", "group", "count", "share", "headcount", "register")
    columns = [say(f"charts.column.{name}", lang) for name in names]
    table = pd.DataFrame([_values(row, lang) for row in rows], columns=columns)
    return table.astype({columns[4]: "Int64"})


def _values(row: Composition, lang: str) -> tuple[object, ...]:
    register = None if row.register_share is None else hundredths(row.register_share, 1)
    trait, group = say(f"results.coordinate.{row.coordinate}", lang), in_words(row.label, lang)
    return trait, group, row.answered, hundredths(row.share, 1), row.workers, register
