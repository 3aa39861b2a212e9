"""What campaigns published, loaded once and kept: a release never changes, so nothing computed
from one is ever stale. Everything kept is known by the release's checksum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st
from altair.utils.schemapi import debug_mode

from db import releases, surveys, themes
from pages import seen
from pages.settings import engine
from surveys import charts
from surveys.blocks import Release
from surveys.campaigns import Campaign
from surveys.charts import Chart, Layout, Withheld
from surveys.model import Survey
from surveys.needs import Ranking, rank_needs
from surveys.statistics import (
    Composition,
    Estimate,
    Figure,
    Selection,
    average,
    composition,
    figure,
)
from surveys.words.themed import with_themes

_RELEASES = 16  # kept at once, about 2 MB each
_FIGURES = 4_000  # kept at once, about 10 kB each


@dataclass(frozen=True, slots=True)
class Published:
    """A campaign with its questionnaire and what it published."""

    campaign: Campaign
    survey: Survey
    release: Release


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart ready for the browser. Title and the lines below it stand apart, as text that
    wraps on a phone and can be read aloud."""

    title: str
    below: tuple[str, ...]
    spec: dict[str, Any]
    alt: str
    table: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a chart is drawn: the language, a phone or a page, dark or light ground."""

    lang: str
    phone: bool = False
    dark: bool = False


def published(campaign: Campaign) -> Published | None:
    """What the campaign published, as far as the signed-in officer may see it; None before its
    release, and for officers of units before it was opened to them. ValueError when altered."""
    checksum = releases.checksum(engine(), campaign.id)
    if checksum is None:
        return None
    told = (checksum, *themes.checksums(engine(), campaign.id))
    survey, release = _loaded(campaign.id, campaign.survey_version, told)
    part = seen.of_release(campaign, release)
    return Published(campaign, survey, part) if part else None


@st.cache_resource(max_entries=_RELEASES, show_spinner=False)
def _loaded(campaign_id: int, survey_version: int, told: tuple[str, ...]) -> tuple[Survey, Release]:
    """The questionnaire and the release, with the themes that were published of own words."""
    release = releases.load(engine(), campaign_id)
    if release is None or release.checksum != told[0]:
        raise ValueError(f"the release of campaign {campaign_id} is not the one it is said to be")
    published = themes.load(engine(), campaign_id)
    return with_themes(surveys.load(engine(), survey_version), release, published)


def of_types(campaign: Campaign, question: str, types: frozenset[str]) -> Figure | None:
    """Themes of own words in these types of units, those of others included; None where that is
    not told. The campaign must be one whose results the officer may see."""
    checksum = releases.checksum(engine(), campaign.id)
    if checksum is None or not types:
        return None
    told = (checksum, *themes.checksums(engine(), campaign.id))
    survey, release = _loaded(campaign.id, campaign.survey_version, told)
    found = figure(release, survey, question, Selection(unit_types=types))
    return found if question in release.themed and not found.withheld else None


def _seal(published: Published) -> str:
    campaign = published.campaign
    return f"{campaign.id} {campaign.survey_version} {published.release.checksum}"


def _chosen(selection: Selection) -> str:
    parts = (selection.unit_types, selection.units, selection.pools)
    return " ".join(str(sorted(part)) for part in parts)


keep = st.cache_data(
    max_entries=_FIGURES,
    show_spinner=False,
    hash_funcs={Published: _seal, Selection: _chosen, Reader: repr},
)

# Charts are checked against their schema by their own tests; here it would take half the time.
unchecked = debug_mode(False)


@keep
def ranking(published: Published, selection: Selection) -> Ranking:
    """The ranked needs."""
    return rank_needs(published.release, published.survey, selection)


@keep
def people(published: Published, selection: Selection) -> tuple[Composition, ...]:
    """Who answered."""
    return composition(published.release, published.survey, selection)


@keep
def answers(published: Published, selection: Selection, question: str, row: str) -> Figure:
    """One question, or one row of it."""
    return figure(published.release, published.survey, question, selection, row)


@keep
def mean(published: Published, selection: Selection, question: str) -> Estimate | None:
    """The mean of a scale; None where its figure is withheld."""
    return average(published.release, published.survey, question, selection)


@keep
@unchecked
def ranking_bars(published: Published, selection: Selection, reader: Reader) -> Drawing | Withheld:
    """The chart of the ranked needs."""
    found = ranking(published, selection)
    return ready(charts.ranking_bars(found, reader.lang, layout(reader)), reader)


@keep
@unchecked
def quadrant(published: Published, selection: Selection, reader: Reader) -> Drawing | Withheld:
    """The chart of importance and satisfaction."""
    found = ranking(published, selection)
    return ready(charts.quadrant(found, reader.lang, layout(reader)), reader)


@keep
@unchecked
def people_bars(published: Published, selection: Selection, reader: Reader) -> Drawing | Withheld:
    """The chart of who answered; there must be somebody."""
    found = people(published, selection)
    return ready(charts.composition_bars(found, reader.lang, layout(reader)), reader)


@keep
@unchecked
def answer_bars(
    published: Published, selection: Selection, question: str, row: str, reader: Reader
) -> Drawing | Withheld:
    """The chart of one question, or of one row of it."""
    found = answers(published, selection, question, row)
    return ready(charts.bars(found, reader.lang, layout(reader)), reader)


def layout(reader: Reader) -> Layout:
    """How wide a chart is drawn for this reader."""
    return charts.PHONE if reader.phone else charts.PAGE


def ready(chart: Chart | Withheld, reader: Reader) -> Drawing | Withheld:
    """The chart as Streamlit's side in the browser takes it: as wide as it was drawn, with
    room on four named sides."""
    if isinstance(chart, Withheld):
        return chart
    spec = chart.spec.to_dict(validate=False)
    head = spec.pop("title")
    room = dict.fromkeys(("left", "top", "right", "bottom"), spec.get("padding", 0))
    spec |= {"padding": room, "autosize": {"type": "pad", "contains": "padding"}}
    return Drawing(
        title=" ".join(head["text"]),
        below=tuple(head["subtitle"]),
        spec=charts.at_night(spec) if reader.dark else spec,
        alt=chart.alt,
        table=chart.table,
    )
