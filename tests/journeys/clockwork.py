"""A product whose calendar is turned on while it runs (tests.clock)."""

from __future__ import annotations

import http.client
from collections.abc import Callable
from pathlib import Path

from tests.clock import FILE
from tests.product import Product

LAUNCH = ("-m", "tests.clock")
_PATIENCE = 20_000  # looks; each is an answer of the product


def later(product: Product, days: int) -> None:
    """For the product it is so many days later than for everybody else."""
    file = Path(product.environment["DATA_DIR"]) / FILE
    fresh = file.with_suffix(".new")
    fresh.write_text(str(days))
    fresh.replace(file)  # at once: the product reads it all the time


def until(product: Product, holds: Callable[[], bool]) -> None:
    """Wait while the product turns its own wheels."""
    for _ in range(_PATIENCE):
        if holds():
            return
        line = http.client.HTTPConnection("127.0.0.1", product.port, timeout=30)
        line.request("GET", "/healthz")
        line.getresponse().read()
        line.close()
    raise AssertionError("it did not happen")
