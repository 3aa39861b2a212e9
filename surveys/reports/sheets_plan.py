"""What the workbook's sheets say of targets, activities and the rules behind the figures."""

from __future__ import annotations

from surveys.plan import Activity
from surveys.reports.annexes import method_lines
from surveys.reports.material import Material
from surveys.reports.phrases import words
from surveys.reports.promises import catalogue_need, span
from surveys.reports.sheet import Cell, Millions, Share, Sheet, sums
from surveys.statistics import caveat
from surveys.targets import Progress, gap_in_words, target_in_words
from surveys.texts import say
from surveys.texts.numbers import FEW, day


def plan_sheets(material: Material) -> tuple[Sheet, ...]:
    """The sheets on the plan, in their order."""
    return (targets(material), activities(material), notes(material))


def targets(material: Material) -> Sheet:
    """Every target with numerator, denominator and result."""
    lang = material.lang
    return Sheet(
        name="Chi_tieu",
        title=say("reports.workbook.title.targets", lang, day=day(material.today, lang)),
        columns=(
            ("code", 16),
            ("target", 44),
            ("deadline", 13),
            ("required", 24),
            ("numerator", 12),
            ("denominator", 12),
            ("result", 12),
            ("gap", 24),
            ("remark", 34),
        ),
        rows=tuple(_target(row, lang) for row in material.targets),
    )


def activities(material: Material) -> Sheet:
    """Every promised activity and what came of it."""
    lang = material.lang
    rows = tuple(_activity(a, lang) for a in material.activities)
    people, money = sums(rows, 9), sum(a.money or 0 for a in material.activities)
    reached, spent = sums(rows, 13), sum(a.spent or 0 for a in material.activities)
    empty: tuple[Cell, ...] = ("",) * 8
    total = (say("reports.table.total", lang), *empty, people, Millions(money))
    return Sheet(
        name="Hoat_dong",
        title=say("reports.workbook.title.activities", lang),
        columns=(
            ("line", 5),
            ("task", 30),
            ("need", 24),
            ("plan_task", 11),
            ("road", 16),
            ("lead", 18),
            ("partner", 18),
            ("scope", 18),
            ("time", 14),
            ("people", 10),
            ("money", 11),
            ("measure", 22),
            ("state", 11),
            ("reached", 11),
            ("spent", 11),
        ),
        rows=tuple((place, *row[1:]) for place, row in enumerate(rows, start=1)),
        total=(*total, "", "", reached, Millions(spent)) if rows else (),
        unit=say("reports.workbook.unit.people_money", lang),
    )


def notes(material: Material) -> Sheet:
    """The rules, so that a sheet that travels alone can still be understood."""
    lang = material.lang
    lines = (
        say("reports.workbook.note.source", lang, campaign=material.campaign.title),
        say("reports.workbook.note.day", lang, day=day(material.today, lang)),
        say("reports.workbook.note.scope", lang),
        *method_lines(material),
        caveat(material.release, lang),
    )
    return Sheet(
        name="Ghi_chu",
        title=say("reports.workbook.title.notes", lang),
        columns=(("line", 6), ("content", 110)),
        rows=tuple(enumerate(lines, start=1)),
    )


def _target(row: Progress, lang: str) -> tuple[Cell, ...]:
    is_share = row.denominator is not None
    result: Cell = Share(row.result, FEW) if is_share else row.numerator
    return (
        row.id,
        words(row.label, lang),
        day(row.deadline, lang),
        target_in_words(row, lang),
        row.numerator,
        row.denominator,
        result if row.denominator != 0 else None,
        gap_in_words(row, lang),
        _remark(row, lang),
    )


def _remark(row: Progress, lang: str) -> str:
    """What must be said beside the target, and what the office noted."""
    binding = say("reports.target.binding", lang) if row.binding else ""
    said = say(row.remark, lang) if row.remark else ""
    return " ".join(part for part in (binding, said, row.note) if part)


def _activity(activity: Activity, lang: str) -> tuple[Cell, ...]:
    need = catalogue_need(activity.need)
    return (
        0,
        activity.title,
        f"{need.code}: {words(need.label, lang)}" if need else activity.need,
        ", ".join(need.plan_tasks) if need else "",
        say(f"reports.road.{activity.road}", lang),
        activity.responsible,
        activity.partner,
        activity.scope,
        span(activity, lang),
        activity.people,
        None if activity.money is None else Millions(activity.money),
        activity.measure,
        say(f"reports.state.{activity.state}", lang),
        activity.reached,
        None if activity.spent is None else Millions(activity.spent),
    )
