"""Offices for the tests of officers' pages; each starts once for all tests, when first asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.pages.office import Office, set_up


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    """An office that has just been set up. Tests share it: what a test enters bears its own
    codes, and nothing is taken away that it did not bring."""
    with set_up("own") as office:
        yield office


@pytest.fixture(scope="session")
def demo_office() -> Iterator[Office]:
    """An office that looks at the sample district; only to look at, or to add to."""
    with set_up("demo") as office:
        yield office
