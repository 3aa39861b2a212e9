"""What the papers of a campaign are made from, and the papers themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from db import organisation
from pages import releases, seen
from pages.parts import installation
from pages.releases import Published
from pages.settings import engine, today
from pages.standing import standing
from surveys.plan import Activity, of_campaign
from surveys.reports import former, outline, word, workbook
from surveys.reports.material import Material
from surveys.reports.paper import Heading, Paper
from surveys.reports.sheets import result_sheets
from surveys.reports.sheets_plan import plan_sheets
from surveys.statistics import EVERYTHING

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Subject:
    """A campaign with what it published, and everything that was promised."""

    published: Published
    activities: tuple[Activity, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper that can be made: how its file is called, what stands in it, how it is written."""

    name: str
    stem: str
    ending: str
    media: str
    headings: Callable[[Material], tuple[str, ...]]
    write: Callable[[Material], bytes]


def material(subject: Subject, lang: str) -> Material:
    """Everything the papers use, as of now."""
    campaign, release = subject.published.campaign, subject.published.release
    known, days = organisation.load(engine()), (campaign.opens_on, today())
    return Material(
        letterhead=installation().letterhead,
        campaign=campaign,
        survey=subject.published.survey,
        release=former.with_names_of_now(release, known, days, lang),
        ranking=releases.ranking(subject.published, EVERYTHING),
        activities=of_campaign(subject.activities, campaign.id),
        targets=standing(),
        today=today(),
        opened_units=len(seen.links(campaign.id)),
        lang=lang,
        bodies=former.bodies(release, known, days),
    )


def _outline(paper: Paper) -> tuple[str, ...]:
    """The headings of a paper in order, those of the second level set in, then its annexes."""
    parts = tuple(
        f"{'    ' * (part.level - 1)}- {part.text}"
        for part in paper.parts
        if isinstance(part, Heading)
    )
    return (*parts, *(f"- {annex.label}: {annex.title}" for annex in paper.annexes))


def _sheets(material: Material) -> tuple[str, ...]:
    sheets = (*result_sheets(material), *plan_sheets(material))
    return tuple(f"- {sheet.name}: {sheet.title}" for sheet in sheets)


def _report(material: Material) -> bytes:
    return word.write(outline.report(material), material.letterhead)


def _plan(material: Material) -> bytes:
    return word.write(outline.activity_plan(material), material.letterhead)


OFFERS = (
    Offer(
        "report",
        "BC_KhaoSat_NhuCau",
        "docx",
        _WORD,
        lambda material: _outline(outline.report(material)),
        _report,
    ),
    Offer(
        "plan",
        "KH_HoatDong",
        "docx",
        _WORD,
        lambda material: _outline(outline.activity_plan(material)),
        _plan,
    ),
    Offer("workbook", "SoLieu_KhaoSat", "xlsx", _EXCEL, _sheets, workbook.write),
)
