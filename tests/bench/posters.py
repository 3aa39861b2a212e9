"""What five hundred units wait for: posters, cards, guide sheets, pictures; and their weight."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator

from tests.bench.figures import Figure
from tests.product import ROOT

ROUNDS = 3
UNITS = 500


def figures() -> Iterator[Figure]:
    """Each in a process of its own that has just started."""
    for design in ("plain", "band", "large"):
        name = f"{UNITS} A4 posters in one PDF, design {design}"
        how = f"fresh process, with a logo; median of {ROUNDS}"
        runs = [_measure(design) for _ in range(ROUNDS)]
        seconds, megabytes, each = (statistics.median(column) for column in zip(*runs, strict=True))
        yield Figure(name, round(seconds, 2), "s", "<= 15", how)
        yield Figure(f"{name}, memory", round(megabytes), "MB", "<= 300", how)
        yield Figure(f"{name}, each", round(each), "bytes", "<= 40000", how)
    for name, subject, goal in (
        (f"{UNITS} pictures for Zalo in one ZIP", "pictures", "<= 60"),
        ("4,000 one-time cards in one PDF", "cards", "<= 60"),
    ):
        seconds, megabytes, _ = _measure(subject)
        yield Figure(name, round(seconds, 2), "s", goal, "fresh process; once")
        yield Figure(f"{name}, memory", round(megabytes), "MB", "<= 300", "fresh process; once")


def _measure(subject: str) -> tuple[float, float, float]:
    """Seconds, megabytes at most in memory, bytes for each sheet."""
    command = [sys.executable, "-m", "tests.bench.posters_once", subject]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    seconds, megabytes, each = json.loads(done.stdout.splitlines()[-1])
    return seconds, megabytes, each
