"""The report on a survey's results: what is said, in the order of handbook 4.4."""

from __future__ import annotations

from surveys.reports.actions import assessment, measures, petitions
from surveys.reports.annexes import annexes
from surveys.reports.findings import findings
from surveys.reports.introduction import introduction
from surveys.reports.material import Material
from surveys.reports.paper import Manner, Paper, Paragraph, counted
from surveys.reports.plan_outline import activity_plan
from surveys.reports.results import results
from surveys.texts import say

__all__ = ["activity_plan", "report"]


def report(material: Material) -> Paper:
    """Figures, tables and neutral sentences are filled in; what needs judgement stays open as
    suggestions in square brackets."""
    lang = material.lang
    found = findings(material)
    parts = (
        _opening(material),
        *introduction(material),
        *results(material, found),
        *assessment(material),
        *measures(material),
        *petitions(material),
        Paragraph(say("reports.closing.report", lang, body=material.letterhead.name)),
    )
    return Paper(
        symbol=say("reports.report.symbol", lang),
        type_name=say("reports.report.type_name", lang),
        subject=say("reports.report.subject", lang, year=material.campaign.closes_on.year),
        addressee=material.letterhead.addressee,
        recitals=(),
        parts=counted(parts),
        annexes=annexes(material, found),
        day=material.today,
        lang=lang,
        sample=material.campaign.sample,
    )


def _opening(material: Material) -> Paragraph:
    name, campaign = material.letterhead.name, material.campaign.title
    text = say("reports.report.opening", material.lang, body=name, campaign=campaign)
    return Paragraph(text, Manner.BODY)
