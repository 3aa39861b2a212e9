"""What the storage tests have in common: passwords that do not take their time."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from db import officers


@pytest.fixture(autouse=True)
def _quick_passwords(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Argon2 with the smallest parameters; tests of the hash itself ask for the usual ones."""
    if "usual_passwords" not in request.fixturenames:
        quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        monkeypatch.setattr(officers, "_HASHER", quick)


@pytest.fixture
def usual_passwords() -> None:
    """The parameters of the product."""
