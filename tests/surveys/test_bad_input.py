"""Registers and campaigns as they should not be: a sentence, a right figure, or none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest

from surveys.answers import Answers, Submission
from surveys.blocks import FLOOR, Place, Release, Rule, build
from surveys.campaigns import COORDINATES
from surveys.needs import rank_needs
from surveys.statistics import EVERYTHING, Figure, Selection, caveat, composition, figure
from surveys.statistics.cells import cells
from surveys.statistics.scopes import response
from surveys.texts import LANGUAGES, say
from tests.surveys import crowd
from tests.surveys.crowd import A1, DAY, frame, yearly


def published(places: Sequence[Place], forms: Sequence[Submission]) -> Release:
    return build(yearly(), Rule(10, COORDINATES), places, forms, made_on=DAY)


def changed(**changes: object) -> list[Place]:
    return [replace(place, **changes) for place in frame()]  # type: ignore[arg-type]


def everything(release: Release, selection: Selection = EVERYTHING) -> list[Figure]:
    """All figures of a release; each with a sentence instead of bars, or with sound numbers."""
    found = [
        figure(release, yearly(), question.id, selection)
        for question in yearly().questions
        if question.kind.asked and not question.rows
    ]
    for each in found:
        assert bool(each.bars) != bool(each.withheld)
        for bar in each.bars:
            e = bar.estimate
            assert 0 <= e.low <= e.value <= e.high <= 1
            assert math.isfinite(e.se)
        sentences = [each.withheld, *each.notes] if each.withheld else each.notes
        for lang in LANGUAGES:
            assert all(say(key, lang, needed=each.needed) for key in sentences)
    ranking = rank_needs(release, yearly(), selection)
    assert bool(ranking.rows) != bool(ranking.withheld)
    assert all(math.isfinite(row.share) for row in composition(release, yearly(), selection))
    assert all(caveat(release, lang) for lang in LANGUAGES)
    response(release, selection)
    return found


def test_a_headcount_of_zero_makes_no_group_and_no_figure() -> None:
    """Nobody works in any unit, the register says: no group can be told apart."""
    release = published(changed(workers=0, members=0), crowd.forms())
    assert release.is_empty
    assert release.pending == len(crowd.forms())
    assert all(each.withheld for each in everything(release))


def test_one_unit_without_headcount_is_pooled_or_waits_and_the_others_stand() -> None:
    places = [replace(p, workers=0, members=0) if p.code == "A2" else p for p in frame()]
    release = published(places, crowd.forms())
    units = set(cells(release, "main").told("unit").tolist())
    assert "A2" not in units
    assert "A1" in units
    assert any(each.bars for each in everything(release))


def test_more_answers_than_heads_are_said_and_a_unit_shows_nothing() -> None:
    places = [replace(p, workers=100, members=50) if p.code == "A1" else p for p in frame()]
    release = published(places, crowd.forms())  # 130 answers
    whole = everything(release)
    assert all("results.note.more_than_heads" in each.notes for each in whole if each.bars)
    own = [each for each in everything(release, A1) if each.question == "W02"]
    assert [each.withheld for each in own] == ["results.withheld.more_than_heads"]


@pytest.mark.parametrize(
    ("women", "members"), [(None, 0), (0, 0), (10_000, 0), (0, 10_000), (None, -5), (-1, 20)]
)
def test_margins_that_are_empty_or_absurd_leave_figures_by_headcount(
    women: int | None, members: int
) -> None:
    release = published(changed(women=women, members=members), crowd.forms())
    found = cells(release, "main")
    assert found.n @ found.weight == pytest.approx(sum(p.workers for p in frame()), rel=1e-6)
    assert (found.weight > 0).all()
    assert any(each.bars for each in everything(release))


def test_units_without_answers_are_named_as_not_covered() -> None:
    forms = [form for form in crowd.forms() if form.unit in ("A1", "A2")]
    release = published(frame(), forms)
    shown = [each for each in everything(release) if each.bars]
    assert shown
    assert all("results.note.not_covered" in each.notes for each in shown)


def test_answers_that_are_all_missing_are_counted_and_show_nothing() -> None:
    silent = [Submission(form.unit, Answers({})) for form in crowd.forms()]
    release = published(frame(), silent)
    assert release.answered == len(silent)
    found = everything(release)
    assert all(each.withheld in ("results.withheld.few", "results.withheld.text") for each in found)
    assert all(each.n == 0 for each in found)


@pytest.mark.parametrize("count", [0, 1, FLOOR, 9])
def test_a_campaign_with_fewer_answers_than_a_group_publishes_nothing(count: int) -> None:
    release = published(frame(), crowd.forms()[:count])
    assert release.is_empty
    assert all(each.withheld for each in everything(release))
    assert str(count) not in caveat(release, "vi") or not count


def test_a_campaign_without_units_publishes_nothing() -> None:
    assert published([], []).is_empty
