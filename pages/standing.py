"""Where the plan's targets stand, from the registers: those past their deadline as of that day."""

from __future__ import annotations

from db import ledger_rows, targets
from pages import seen
from pages.settings import engine, today
from surveys.targets import Progress, progress


def standing() -> tuple[Progress, ...]:
    """Every target in the plan's order, with the figures the officer may see."""
    ledger_rows.catch_up(engine(), today())
    history = ledger_rows.history(engine(), seen.units())
    found: list[Progress] = []
    for target in targets.everything(engine()):
        on = min(target.deadline, today())
        found += progress(history.on(on), on, [target])
    return tuple(found)


def running() -> tuple[Progress, ...]:
    """Every target with the figures of today."""
    return progress(seen.units(), today(), targets.everything(engine()))
