"""Sentences about activities that more than one part of the page "Kế hoạch" says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from surveys.campaigns import Campaign
from surveys.catalogue import needs, plan_tasks
from surveys.charts.headline import in_a_hundred
from surveys.needs import NeedRow
from surveys.plan import Activity, State, is_late
from surveys.reports.phrases import millions
from surveys.texts import LANGUAGES, say
from surveys.texts.numbers import day, number, share_text

_PAPER = LANGUAGES[0]  # figures are kept as papers print them


def finding(activities: Sequence[Activity], today: date, lang: str) -> str:
    """The heading: how the promises stand."""
    kept = [a for a in activities if a.state is not State.IMPOSSIBLE]
    if not kept:
        return say("planning.page.nothing", lang)
    late = sum(is_late(a, today) for a in kept)
    done = sum(a.state is State.DONE for a in kept)
    key = "planning.page.late" if late else "planning.page.finding"
    return say(key, lang, count=len(kept), done=done, late=late)


def need_name(code: str, lang: str) -> str:
    """The name of a need of the catalogue; its code when the catalogue has it no more."""
    return next((need.label[lang] for need in needs() if need.code == code), code)


def figure(row: NeedRow, campaign: Campaign, scope: str) -> str:
    """The finding an activity answers: "U = 34,7%, n = 2.067, đợt 10/2025"; `scope` narrows it,
    "" for the whole campaign."""
    words = say(
        "planning.figure.short",
        _PAPER,
        unmet=share_text(row.unmet.value, row.unmet.n, _PAPER),
        n=number(row.unmet.n, _PAPER),
        wave=f"{campaign.opens_on:%m/%Y}",
    )
    return f"{words}, {scope}" if scope else words


def said_aloud(row: NeedRow, lang: str) -> str:
    """The same finding as people say it, with the workers behind it."""
    hundred, workers = in_a_hundred(row.unmet), number(row.workers, lang)
    return say("planning.figure.aloud", lang, hundred=hundred, workers=workers)


def span(activity: Activity, lang: str) -> str:
    """From the first to the last day."""
    first, last = day(activity.starts_on, lang), day(activity.ends_on, lang)
    return first if first == last else f"{first} – {last}"


def dong(amount: int, lang: str) -> str:
    """Money in millions: "12 triệu đồng"."""
    return say("planning.money.millions", lang, millions=millions(amount, lang))


def tasks(codes: Sequence[str]) -> list[str]:
    """Tasks of the plan with their numbers, in the plan's own words."""
    known = plan_tasks()
    return [f"{code}: {known[code].label}" if code in known else code for code in codes]
