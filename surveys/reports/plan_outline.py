"""The activity plan: what is said, in the order of handbook 4.5."""

from __future__ import annotations

from itertools import count

from surveys.plan import Activity, Road, State
from surveys.reports import tables
from surveys.reports.annexes import attached
from surveys.reports.material import Material
from surveys.reports.paper import (
    Annex,
    Bullets,
    Column,
    Heading,
    Manner,
    Paper,
    Paragraph,
    Part,
    Row,
    Side,
    Table,
    counted,
)
from surveys.reports.phrases import letter, millions, named, period
from surveys.reports.promises import Answered, by_need, catalogue_need, heading, on_road, span
from surveys.targets import gap_in_words, result_in_words
from surveys.texts import say
from surveys.texts.numbers import number

_OTHERS = (Road.DIALOGUE, Road.PETITION)


def activity_plan(material: Material) -> Paper:
    """Planned activities by need, with targets, money and who does what; aims stay open."""
    lang = material.lang
    parts = (
        Paragraph(say("reports.plan.opening", lang, body=material.letterhead.name)),
        *_aims(lang),
        *_targets(material),
        *_contents(material),
        *_money(material),
        *_organisation(material),
        Paragraph(say("reports.closing.plan", lang, body=material.letterhead.name)),
    )
    return Paper(
        symbol=say("reports.plan.symbol", lang),
        type_name=say("reports.plan.type_name", lang),
        subject=say("reports.plan.subject", lang, period=_period(material)),
        addressee="",
        recitals=_recitals(material),
        parts=counted(parts),
        annexes=(_annex(material),),
        day=material.today,
        lang=lang,
        sample=material.campaign.sample,
    )


def promised(material: Material) -> tuple[Activity, ...]:
    """The activities still to be kept, on every road."""
    return tuple(a for a in material.activities if a.state is not State.IMPOSSIBLE)


def _period(material: Material) -> str:
    activities = promised(material)
    starts, ends = [a.starts_on for a in activities], [a.ends_on for a in activities]
    return period(starts, ends, material.lang, material.today)


def _recitals(material: Material) -> tuple[str, ...]:
    lang = material.lang
    return (
        say("reports.plan.recital_plan", lang),
        say("reports.plan.recital_survey", lang, campaign=material.campaign.title),
    )


def _aims(lang: str) -> tuple[Part, ...]:
    return (
        Heading(1, say("reports.plan.aims_title", lang)),
        Paragraph(say("reports.plan.aims", lang)),
        Paragraph(say("reports.plan.aims_open", lang), Manner.SUGGESTION),
    )


def _targets(material: Material) -> tuple[Part, ...]:
    lang = material.lang
    year = material.today.year
    rows = tuple(
        say(
            "reports.plan.target",
            lang,
            label=row.label[lang],
            id=row.id,
            result=result_in_words(row, lang),
            gap=gap_in_words(row, lang),
        )
        for row in material.targets
        if row.year >= year
    )
    people = sum(a.people or 0 for a in promised(material))
    reached = say("reports.plan.people", lang, people=number(people, lang))
    items = (*rows, reached) if people else rows
    open_point = Paragraph(say("reports.plan.targets_open", lang), Manner.SUGGESTION)
    bullets = (Bullets(items),) if items else ()
    return (Heading(1, say("reports.plan.targets_title", lang)), *bullets, open_point)


def _contents(material: Material) -> tuple[Part, ...]:
    lang = material.lang
    parts: list[Part] = [Heading(1, say("reports.plan.contents_title", lang))]
    groups = by_need(on_road(material.activities, Road.PLAN), material.ranking, lang)
    for group in groups:
        parts.append(Heading(2, heading(group, lang)))
        parts.extend(_point(place, a, lang) for place, a in enumerate(group.activities))
    if not groups:
        parts.append(Paragraph(say("reports.measures.none", lang), Manner.SUGGESTION))
    for road in _OTHERS:
        parts.extend(_other_road(material, road))
    return tuple(parts)


def _point(place: int, activity: Activity, lang: str) -> Part:
    missing = say("reports.measures.missing", lang)
    text = say(
        "reports.plan.point",
        lang,
        letter=letter(place),
        title=activity.title,
        scope=activity.scope or missing,
        when=span(activity, lang),
        place=activity.place or missing,
    )
    figure = f" {say('reports.plan.figure', lang, figure=activity.figure)}"
    return Paragraph(text + (figure if activity.figure else ""), Manner.POINT)


def _other_road(material: Material, road: Road) -> tuple[Part, ...]:
    lang = material.lang
    groups = by_need(on_road(material.activities, road), material.ranking, lang)
    if not groups:
        return ()
    points = [a for group in groups for a in group.activities]
    title = Heading(2, say(f"reports.plan.{road}_title", lang))
    return (title, *(_point(place, a, lang) for place, a in enumerate(points)))


def _money(material: Material) -> tuple[Part, ...]:
    lang = material.lang
    title = Heading(1, say("reports.plan.money_title", lang))
    funded = [a for a in promised(material) if a.money]
    if not funded:
        return (title, Paragraph(say("reports.plan.money_open", lang), Manner.SUGGESTION))
    columns = (
        Column(say("reports.column.source", lang), 90),
        Column(say("reports.column.activities", lang), 30, Side.RIGHT),
        Column(say("reports.column.money", lang), 40, Side.RIGHT),
    )
    sources = dict.fromkeys(a.source for a in funded)
    rows = [_source(source, [a for a in funded if a.source == source], lang) for source in sources]
    total = _sums(say("reports.table.total", lang), funded, lang)
    caption = say("reports.plan.money_caption", lang)
    lead = say("reports.plan.money_lead", lang)
    return (title, Table(columns, (*rows, Row(total, total=True)), caption=caption, lead=lead))


def _source(source: str, funded: list[Activity], lang: str) -> Row:
    name = named("source", source, lang) or say("reports.plan.no_source", lang)
    return Row(_sums(name, funded, lang))


def _sums(name: str, funded: list[Activity], lang: str) -> tuple[str, ...]:
    money = sum(a.money or 0 for a in funded)
    return (name, number(len(funded), lang), millions(money, lang))


def _organisation(material: Material) -> tuple[Part, ...]:
    lang = material.lang
    bodies = dict.fromkeys(a.responsible for a in promised(material) if a.responsible)
    duties = tuple(say("reports.plan.duty", lang, body=body) for body in bodies)
    everybody = (say("reports.plan.reporting", lang), say("reports.plan.feedback", lang))
    return (
        Heading(1, say("reports.plan.organisation_title", lang)),
        Bullets((*duties, *everybody)),
        Paragraph(say("reports.plan.organisation_open", lang), Manner.SUGGESTION),
    )


def _annex(material: Material) -> Annex:
    lang = material.lang
    return Annex(
        label=say("reports.annex.single_label", lang),
        title=say("reports.plan.annex_title", lang),
        reference=attached(material, "reports.annex.of_plan"),
        parts=(_schedule(material),),
        landscape=True,
    )


def _schedule(material: Material) -> Table:
    lang = material.lang
    rows: list[Row] = []
    line = count(1)
    for road in Road:
        groups = by_need(on_road(material.activities, road), material.ranking, lang)
        if groups:
            rows.append(Row((say(f"reports.plan.{road}_title", lang),), group=True))
        rows.extend(_task(next(line), a, g, lang) for g in groups for a in g.activities)
    activities = promised(material)
    people = number(sum(a.people or 0 for a in activities), lang)
    money = millions(sum(a.money or 0 for a in activities), lang)
    total = ("", say("reports.table.total", lang), "", "", "", "", "", people, money, "")
    return Table(_schedule_columns(lang), (*rows, Row(total, total=True)))


def _schedule_columns(lang: str) -> tuple[Column, ...]:
    sides = {"people": Side.RIGHT, "money": Side.RIGHT, "line": Side.CENTRE}
    widths = {
        "line": 10, "task": 46, "need": 30, "plan_task": 20, "lead": 26,
        "partner": 24, "time": 25, "people": 16, "money": 18, "measure": 32,
    }  # fmt: skip
    return tuple(
        Column(say(f"reports.schedule.{name}", lang), width, sides.get(name, Side.LEFT))
        for name, width in widths.items()
    )


def _task(line: int, activity: Activity, group: Answered, lang: str) -> Row:
    need = catalogue_need(activity.need)
    people = tables.NONE if activity.people is None else number(activity.people, lang)
    money = tables.NONE if activity.money is None else millions(activity.money, lang)
    return Row(
        (
            str(line),
            activity.title,
            f"{need.code if need else activity.need}: {heading(group, lang)}",
            ", ".join(need.plan_tasks) if need else tables.NONE,
            activity.responsible,
            activity.partner,
            span(activity, lang),
            people,
            money,
            activity.measure,
        )
    )
