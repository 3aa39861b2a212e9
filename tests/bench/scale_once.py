"""Makes or reads the release of one large campaign, in this fresh process, and prints figures."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, select

from db import campaigns, releases, surveys
from db.engine import connect, reading
from db.schema import CampaignRow
from pages.housekeeping import rest_the_collector
from surveys.blocks import Release
from surveys.model import Kind, Survey
from surveys.needs import rank_needs
from surveys.statistics import EVERYTHING, Selection, composition, figure
from surveys.statistics.cells import cells
from surveys.statistics.contrast import contrast
from surveys.statistics.tables import Asked
from tests.bench.crowds import TODAY


def main(subject: str, file: str) -> None:
    """Do what was asked and print it as JSON."""
    engine = connect(f"sqlite:///{file}")
    with reading(engine) as session:
        campaign_id = session.scalars(select(CampaignRow.id)).one()
    found = {"release": _release, "boards": _boards}[subject](engine, campaign_id)
    print(json.dumps(found))


def _release(engine: Engine, campaign_id: int) -> dict[str, float]:
    heard: list[float] = []
    rest_the_collector()  # as in the running product
    seconds = _timed(lambda: releases.make(engine, campaign_id, TODAY, heard.append)) / 1000
    assert heard == sorted(heard)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "peak": peak, "told": len(heard)}


def _boards(engine: Engine, campaign_id: int) -> dict[str, float]:
    survey = surveys.load(engine, campaigns.load(engine, campaign_id).survey_version)
    rest_the_collector()  # as in the running product
    before = _memory()
    release = releases.load(engine, campaign_id)
    assert release is not None
    kept = _memory()
    questions = _timed(lambda: _every_question(release, survey))
    slowest = max(_timed(board) for board in _each_board(release, survey))
    cells.cache_clear()
    by_age = _timed(lambda: _by_age(release, survey, "W02"))
    return {
        "questions": questions,
        "board": slowest,
        "by_age": by_age,
        "release_memory": kept - before,
        "memory": _memory() - kept,
    }


def _each_board(release: Release, survey: Survey) -> list[Callable[[], object]]:
    """What a page asks for, each with a filter nobody has asked for before."""
    types = sorted({place.type for place in release.frame})
    filters = [Selection(unit_types=frozenset({t})) for t in types]
    first = EVERYTHING
    most = Selection(unit_types=frozenset(types[1:]))
    unit = Selection(units=frozenset({release.frame[0].code}))
    return [
        lambda: rank_needs(release, survey, filters[0]),
        lambda: composition(release, survey, filters[1]),
        lambda: figure(release, survey, "W02", filters[2]),
        lambda: figure(release, survey, "S01", most),
        lambda: figure(release, survey, "S01", unit),
        lambda: rank_needs(release, survey, first),
        lambda: composition(release, survey, first),
    ]


def _every_question(release: Release, survey: Survey) -> None:
    for id in _tallied(survey):
        figure(release, survey, id)


def _tallied(survey: Survey) -> list[str]:
    kinds = (Kind.SINGLE, Kind.MULTIPLE, Kind.RATING)
    return [q.id for q in survey.questions if q.kind in kinds]


def _by_age(release: Release, survey: Survey, id: str) -> object:
    """As the board of comparisons asks for it."""
    return contrast(Asked(release, survey, survey.question(id)), "P01")


def _timed(task: Callable[[], object]) -> float:
    """Milliseconds of the processor."""
    began = time.process_time()
    task()
    return (time.process_time() - began) * 1000


def _memory() -> float:
    """MB of this process that are in use now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1024**2


main(*sys.argv[1:])
