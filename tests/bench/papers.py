"""What an officer waits for: posters, the release, the Word report."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Iterator

from tests.bench.figures import Figure
from tests.product import ROOT

ROUNDS = 3
UNITS, ANSWERS = 60, 6_000
_MEASURES = {
    f"Posters of {UNITS} units in one PDF": ("posters", "<= 5"),
    f"Release of {ANSWERS:,} answers": ("release", "<= 3"),
    "Word report with its charts": ("word", "<= 3"),
}


def figures() -> Iterator[Figure]:
    """Each in a process of its own that has just started, on the demo district."""
    for name, (subject, goal) in _MEASURES.items():
        seconds = statistics.median(_measure(subject) for _ in range(ROUNDS))
        how = f"fresh process, demo district; median of {ROUNDS}"
        yield Figure(name, round(seconds, 2), "s", goal, how)


def _measure(subject: str) -> float:
    command = [sys.executable, "-m", "tests.bench.paper_once", subject]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stdout.split()[-1])
