"""Power cuts under load: what was acknowledged must be there, once."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Sequence

from sqlalchemy import text

from db.submissions import key_of
from tests.bench import load
from tests.product import Product

CONNECTIONS = 32
LOAD_SECONDS = 1.5


def kill_again_and_again(
    product: Product, codes: Sequence[str], times: int
) -> tuple[int, int, int]:
    """Kill the product at random moments under load; returns how many forms were acknowledged,
    how many of them are missing, and how many stand there twice."""
    acknowledged: list[str] = []
    for _ in range(times):
        if product.process is None:
            product.start()
        found: list[load.Result] = []
        sender = threading.Thread(target=lambda found=found: found.append(_load(product, codes)))
        sender.start()
        time.sleep(random.uniform(0.3, LOAD_SECONDS))
        product.kill()
        sender.join()
        acknowledged += found[0].acknowledged
    product.start()
    return len(acknowledged), *_missing_and_doubled(product, acknowledged)


def _load(product: Product, codes: Sequence[str]) -> load.Result:
    return load.forms(product.port, codes, CONNECTIONS, LOAD_SECONDS)


def _missing_and_doubled(product: Product, acknowledged: list[str]) -> tuple[int, int]:
    with product.engine.connect() as connection:
        secret = bytes(connection.execute(text("SELECT secret FROM campaign")).scalar_one())
        stored = [
            bytes(k) for k in connection.execute(text("SELECT key FROM submission")).scalars()
        ]
    wanted = {key_of(secret, form_id) for form_id in acknowledged}
    return len(wanted - set(stored)), len(stored) - len(set(stored))
