"""Whatever is chosen on the page "Kết quả", nothing on it rests on a few people.

An attacker with a session tries every unit, every set of unit types and every board, and reads
all that is sent to the browser. The district is made to be awkward: units and types below k,
one with fewer workers than k, questions of every sensitivity.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, combinations

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element, Node

from db import campaigns, officers, releases, sessions, submissions, units
from db.migrate import migrate
from db.submissions import Incoming
from pages.campaign_words import plain
from pages.cookies import cookie_name
from pages.settings import engine, now, settings, today
from surveys.access import Officer, Role
from surveys.answers import Answers
from surveys.blocks import Release
from surveys.catalogue import bank
from surveys.model import Kind, Survey
from surveys.needs import rank_needs
from surveys.organisation import Unit
from surveys.statistics import EVERYTHING, Figure, Selection, composition, figure
from surveys.statistics.cells import cells
from surveys.statistics.scopes import scope, unit_types
from surveys.statistics.strata import strata
from surveys.texts import say
from tests.db.cast import draft
from tests.surveys import crowd

pytestmark = pytest.mark.slow

K = 10
GUARDED = ("O09", "X08", "S05")  # sensitive, contact, and a matrix, beside the yearly questions
UNASKED = (Kind.CONSENT, Kind.NOTE)
OWN_WORDS = (Kind.TEXT, Kind.NUMBER)
SHOWS_NUMBERS = {"vega_lite_chart", "dataframe", "metric", "table"}


@dataclass(frozen=True)
class World:
    """A campaign that was published in an office where somebody is signed in."""

    survey: Survey
    release: Release

    @property
    def scopes(self) -> list[dict[str, object]]:
        """Every choice of unit types and of a unit, as it stands in the address."""
        kinds = unit_types(self.release)
        sets = chain.from_iterable(combinations(kinds, n) for n in range(len(kinds) + 1))
        chosen: list[dict[str, object]] = [{"loai": list(some)} for some in sets]
        return chosen + [{"don_vi": place.code} for place in self.release.frame]

    def selection(self, chosen: Mapping[str, object]) -> Selection:
        """What the page is to take for such a choice."""
        types, unit = chosen.get("loai", ()), chosen.get("don_vi", "")
        assert isinstance(types, Iterable)
        return scope(self.release, [str(t) for t in types], str(unit)).selection


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The world, in this process: the page is run as Streamlit runs it, without a browser."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA_DIR", str(tmp_path_factory.mktemp("data")))
        patch.delenv("DATABASE_URL", raising=False)
        settings.cache_clear()
        engine.cache_clear()
        migrate(engine())
        yearly = crowd.yearly()
        added = tuple(bank()[id] for id in GUARDED)
        slots = yearly.slots + tuple((id,) for id in GUARDED)
        survey = replace(yearly, questions=yearly.questions + added, slots=slots)
        officer = officers.add(engine(), Officer(0, "eve", "Eve", Role.ADMIN, "vi"), "một câu dài")
        token = sessions.begin(engine(), officer.id, now())
        cookies = property(lambda _: {cookie_name(): token})
        patch.setattr(ContextProxy, "cookies", cookies)  # what a browser would send
        yield World(survey, _published(survey))
        engine().dispose()
    settings.cache_clear()
    engine.cache_clear()


def _published(survey: Survey) -> Release:
    register = [
        Unit(code, f"Đơn vị {code}", kind, "khac", "Mẫu", "Cụm 1", workers, workers // 2)
        for code, (kind, workers, _) in crowd.SIZES.items()
    ]
    units.take_in(engine(), register)
    campaign = campaigns.publish(
        engine(), draft(k=K), survey, [unit.code for unit in register], now()
    )
    draw = random.Random(5)
    for link in campaigns.links(engine(), campaign.id):
        door = campaigns.door(engine(), link.code)
        assert door is not None
        _, _, sent = crowd.SIZES[link.unit.code]
        forms = [Answers(crowd.robot(survey, draw)) for _ in range(sent)]
        submissions.write(
            engine(),
            [
                Incoming(draw.randbytes(16), campaign.id, door.unit_id, today(), "vi", form)
                for form in forms
            ],
        )
    campaigns.close(engine(), campaign.id, today())
    return releases.make(engine(), campaign.id, today())


def script() -> None:
    """The page alone, as the router would run it."""
    from pages import results

    results.page()


def seen(board: str, chosen: Mapping[str, object], tables: Iterable[str] = ()) -> AppTest:
    """All that the page sends for a choice, with these tables opened."""
    at = AppTest.from_function(script, default_timeout=60)
    at.query_params["bang"] = board
    at.query_params["phan"] = "tat-ca"
    for name, value in chosen.items():
        at.query_params[name] = value
    for name in tables:
        at.session_state[f"table-{name}"] = True
    at.run()
    assert not at.exception, at.exception
    return at


def kinds_in(node: Node) -> set[str]:
    """What kinds of elements there are."""
    return {inner.type for inner in node if isinstance(inner, Element)}


def words_in(node: Node) -> list[str]:
    """All words a reader sees, in order."""
    return [str(e.value) for e in node if e.type in ("markdown", "caption", "info", "warning")]


def every_figure(world: World) -> Iterator[tuple[str, str]]:
    """The questions, with the row that a matrix shows first."""
    for question in world.survey.questions:
        if question.kind not in UNASKED:
            yield question.id, question.rows[0].code if question.kind is Kind.MATRIX else ""


def _heads(at: AppTest) -> str:
    return str(at.caption[0].value)


def _check_withheld(place: Block, found: Figure) -> None:
    """Only the question and the reason: no chart, no table, no number that is not in them."""
    assert not kinds_in(place) & SHOWS_NUMBERS
    title = f"#### {plain(found.title['vi'])}"
    assert words_in(place) == [title, say(found.withheld, "vi", needed=found.needed, n=found.n)]


def _check_own_words(place: Block, found: Figure) -> None:
    assert not kinds_in(place) & SHOWS_NUMBERS
    told = [number for words in words_in(place)[1:] for number in re.findall(r"\d+", words)]
    assert told == [str(found.n if found.n >= found.needed else found.needed)]


def _check_shown(place: Block, found: Figure) -> None:
    """The base stands beside the chart, and it is large enough."""
    assert "vega_lite_chart" in kinds_in(place)
    assert found.n >= found.needed >= K
    assert any(words.startswith(f"n = {found.n} ") for words in map(_plain, words_in(place)))


def _plain(words: str) -> str:
    return words.replace("\\", "").replace(".", "")


def test_no_question_shows_a_number_that_is_withheld(world: World) -> None:
    reasons: set[str] = set()
    for chosen in world.scopes:
        selection = world.selection(chosen)
        figures = {
            id: figure(world.release, world.survey, id, selection, row)
            for id, row in every_figure(world)
        }
        at = seen("cau-hoi", chosen, figures)
        for id, found in figures.items():
            place = at.get_by_key(f"question-{id}")
            assert isinstance(place, Block)
            if world.survey.question(id).kind in OWN_WORDS:
                _check_own_words(place, found)
            elif found.withheld:
                _check_withheld(place, found)
            else:
                _check_shown(place, found)
            reasons.add(found.withheld.removeprefix("results.withheld."))
    assert reasons >= {"", "few", "pooled", "sensitive", "pairs", "contact", "text"}  # it bites


def test_no_ranking_is_shown_of_a_unit_or_of_few(world: World) -> None:
    shown = withheld = 0
    for chosen in world.scopes:
        ranking = rank_needs(world.release, world.survey, world.selection(chosen))
        at = seen("nhu-cau", chosen, ("needs", "quadrant"))
        charts = [e for e in at.main if e.type in SHOWS_NUMBERS]
        if ranking.withheld:
            withheld += 1
            assert not charts
            assert "trong 100" not in " ".join(words_in(at.main))
            assert say(ranking.withheld, "vi", needed=ranking.needed) in words_in(at.main)
        else:
            shown += 1
            assert ranking.n >= 30
            assert len(charts) == 4  # two charts with their tables
    assert shown
    assert withheld


def test_who_answered_names_no_group_below_k(world: World) -> None:
    for chosen in world.scopes:
        selection = world.selection(chosen)
        at = seen("ai-tra-loi", chosen, ("people",))
        if not strata(world.release, "main", selection):
            assert not kinds_in(at.main) & SHOWS_NUMBERS
            assert say("board.head.no_base", "vi") in _plain(_heads(at))
            continue
        groups = composition(world.release, world.survey, selection)
        assert all(row.answered >= K for row in groups if row.coordinate == "unit")
        tables = [frame.value for frame in at.dataframe]
        named = {str(word) for table in tables for column in table for word in table[column]}
        own = {row.label["vi"] for row in groups if row.coordinate == "unit"}
        every = {place.name for place in world.release.frame}
        assert named & every <= own


def test_every_figure_adds_up_blocks_of_at_least_k(world: World) -> None:
    for chosen in world.scopes:
        for partition, least in (("main", K), ("sensitive", 20), ("pairs", 20)):
            assert (cells(world.release, partition, world.selection(chosen)).n >= least).all()


def test_the_head_tells_no_number_of_a_pooled_choice(world: World) -> None:
    """Whoever asks for a pooled unit reads of its type, and of nobody alone."""
    sent = {code: count for code, (_, _, count) in crowd.SIZES.items()}
    for place in world.release.frame:
        found = scope(world.release, [], place.code)
        if found.pooled:
            head = _plain(_heads(seen("ai-tra-loi", {"don_vi": place.code})))
            assert f"n = {sent[place.code]} " not in head
            assert say(f"names.unit_type.{place.type}", "vi") in head


def test_a_wrong_address_shows_everything_and_nothing_else(world: World) -> None:
    at = seen("nhu-cau", {"don_vi": "nowhere", "loai": ["none"], "dot": "99"})
    assert _heads(at) == _heads(seen("nhu-cau", {}))
    assert rank_needs(world.release, world.survey, EVERYTHING).rows


def test_without_a_session_nothing_is_shown(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ContextProxy, "cookies", property(lambda _: {cookie_name(): "guessed"}))
    at = seen("cau-hoi", {})
    assert not kinds_in(at.main) & SHOWS_NUMBERS
    assert not words_in(at.main)
