"""A product whose calendar is turned on while it runs (tests.clock)."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from tests.clock import FILE
from tests.product import Product

LAUNCH = ("-m", "tests.clock")
_PATIENCE = 180  # seconds; a busy machine takes its time
_PAUSE = 0.1  # seconds between two looks


def later(product: Product, days: int) -> None:
    """For the product it is so many days later than for everybody else."""
    file = Path(product.environment["DATA_DIR"]) / FILE
    fresh = file.with_suffix(".new")
    fresh.write_text(str(days))
    fresh.replace(file)  # at once: the product reads it all the time


def until(holds: Callable[[], bool]) -> None:
    """Wait while the product turns its own wheels."""
    ends = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < ends, "it did not happen"
        time.sleep(_PAUSE)
