"""The swap test (statistics.md, part 1): two installations that differ only in who of a block gave
which answer show the same to everybody, everywhere.

Pages, options, buttons, files, links and addresses are found by walking through the product: what
somebody adds tomorrow is compared from then on, and what cannot be reached makes this fail."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from pages import frame
from surveys.access import Role
from tests.house.source import listed, python
from tests.pages import naive
from tests.pages.crawl import Look
from tests.pages.worlds_walked import Seen, both

pytestmark = pytest.mark.slow

OFFERS = {"download_button", "image", "audio", "video", "pdf"}  # what sends a file to the browser
UNREACHED = {  # file: why nothing of a worker's answer can stand there
    "pages/questionnaire_sound.py": "plays the recording that the officer sent a moment ago",
    "pages/campaign_logo.py": "shows the picture that the officer sent a moment ago",
}
Pair = tuple[Look, Look]
SOME = (Role.UNIT,)  # what every run of the tests has time for
EVERYBODY = pytest.param(tuple(Role), marks=pytest.mark.worlds, id="everybody")


@pytest.fixture(scope="module", params=[pytest.param(SOME, id="of a unit"), EVERYBODY])
def worlds(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Seen, Seen]:
    return both(tmp_path_factory.mktemp("worlds"), request.param)


def test_dr_11_a_swap_inside_blocks_changes_nothing_that_anybody_can_fetch(
    worlds: tuple[Seen, Seen],
) -> None:
    first, swapped = (seen.walk.looks for seen in worlds)
    assert not worlds[0].walk.faults, listed(set(worlds[0].walk.faults))
    assert len(first) > 1_000
    told = [_told(pair) for pair in zip(first, swapped, strict=False) if not _is_same(pair)]
    assert not told, listed(told[:20])
    assert len(first) == len(swapped)


def test_the_naive_page_is_caught(worlds: tuple[Seen, Seen]) -> None:
    """The same walk found a page that shows every group of ten, and saw it change."""
    pairs = zip(*(seen.walk.looks for seen in worlds), strict=False)
    assert [pair for pair in pairs if pair[0] != pair[1] and _is_naive(pair)]


@pytest.mark.parametrize("worlds", [EVERYBODY], indirect=True)
def test_nothing_was_left_out(worlds: tuple[Seen, Seen]) -> None:
    """Pages, addresses and files that could not be visited are named."""
    walk = worlds[0].walk
    unseen = [
        f"nobody opened the page /{path}" for _, path, *_ in frame.PAGES if not _been(path, worlds)
    ]
    files = [f"{site} offers a file that the walk never got" for site in _offers() - walk.sites]
    wrong = [line for line in files if line.partition(":")[0] not in UNREACHED]
    assert not unseen + wrong, listed(unseen + wrong)


def test_what_is_said_and_kept_is_the_same(worlds: tuple[Seen, Seen]) -> None:
    first, swapped = worlds
    assert first.said == swapped.said
    for before, after in ((first.tables, swapped.tables), (first.left, swapped.left)):
        assert before.keys() == after.keys()
        assert not [name for name in before if before[name] != after[name]]
    assert first.left["forms left"] == "0"
    assert "lời riêng" not in repr(first.left)  # what robots write in their own words


def _is_same(pair: Pair) -> bool:
    return pair[0] == pair[1] or _is_naive(pair)


def _is_naive(pair: Pair) -> bool:
    return f" /{naive.ADDRESS} {{" in pair[0].way


def _told(pair: Pair) -> str:
    first, swapped = pair
    if first.way != swapped.way:
        return f"{first.way} became {swapped.way}"
    changed = {a[:2] for a, b in zip(first.parts, swapped.parts, strict=False) if a != b}
    where = ", ".join(f"{site} {kind}" for site, kind in sorted(changed)) or "its length"
    return f"{first.way} tells the worlds apart: {where}"


def _been(path: str, worlds: tuple[Seen, Seen]) -> bool:
    """The home page has no address of its own."""
    return ("" if path == frame.PAGES[0][1] else path) in worlds[0].walk.pages


def _offers() -> set[str]:
    """Every line of the pages that hands a file to the browser."""
    return set(_sites())


def _sites() -> Iterator[str]:
    for source in python("pages"):
        calls = (node for node in ast.walk(source.tree) if isinstance(node, ast.Call))
        for call in calls:
            if isinstance(call.func, ast.Attribute) and call.func.attr in OFFERS:
                yield f"{source.name}:{call.lineno}"
