"""Release and boards at 10,000, 100,000 and 1,000,000 answers in 60 and in 5,000 units."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench import crowds
from tests.bench.figures import Figure
from tests.product import ROOT

ANSWERS = (10_000, 100_000, 1_000_000)
UNITS = (60, 5_000)
_BOARDS = {
    "slowest board with a new filter": ("board", "ms", "<= 300"),
    "30 questions with raked intervals": ("questions", "ms", "<= 400"),
    "a question by age with letters": ("by_age", "ms", "<= 200"),
    "memory of boards on top of the release": ("memory", "MB", "<= 60"),
    "memory of the release itself": ("release_memory", "MB", "<= 100"),
}


def figures() -> Iterator[Figure]:
    """Each campaign drawn, released in a fresh process, and read in another one."""
    slowest: dict[int, list[float]] = {units: [] for units in UNITS}
    for units in UNITS:
        for answers in ANSWERS:
            with tempfile.TemporaryDirectory() as folder:
                file = Path(folder) / "langnghe.sqlite"
                crowds.draw(file, answers, units)
                told = f"{answers:,} answers, {units:,} units"
                yield from _released(file, told)
                found = _measured("boards", file)
                slowest[units].append(found["board"])
                yield from _read(found, told)
    for units, found_ms in slowest.items():
        how = "slowest board at 1,000,000 answers beside that at 100,000"
        ratio = round(found_ms[-1] / found_ms[-2], 2)
        yield Figure(f"{units:,} units: boards flat in the answers", ratio, "times", "<= 1.5", how)


def _released(file: Path, told: str) -> Iterator[Figure]:
    found = _measured("release", file)
    how = "stored forms to saved release, 30 questions, SQLite, fresh process, processor time"
    yield Figure(f"{told}: release", round(found["seconds"], 1), "s", "<= 60", how)
    yield Figure(f"{told}: release, peak memory", round(found["peak"]), "MB", "<= 1500", how)


def _read(found: dict[str, float], told: str) -> Iterator[Figure]:
    how = "30 questions, fresh process, processor time, nothing of the release computed before"
    for name, (key, unit, goal) in _BOARDS.items():
        yield Figure(f"{told}: {name}", round(found[key], 1), unit, goal, how)


def _measured(subject: str, file: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.scale_once", subject, str(file)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found
