"""Measures everything, prints it line by line and writes bench.json."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from tests.bench import (
    answers,
    collecting,
    coverage,
    organisation,
    papers,
    phone,
    posters,
    questionnaire,
    scale,
)
from tests.bench.figures import Figure, row, save
from tests.product import ROOT

SUBJECTS: dict[str, Callable[[], Iterator[Figure]]] = {
    "phone": phone.figures,
    "questionnaire": questionnaire.figures,
    "papers": papers.figures,
    "posters": posters.figures,
    "coverage": coverage.figures,
    "organisation": organisation.figures,
    "collecting": collecting.figures,
    "answers": answers.figures,
    "scale": scale.figures,
}


def main(wanted: list[str]) -> None:
    """All subjects, or those named; what was measured is written down."""
    measured = []
    for name, figures in SUBJECTS.items():
        if wanted and name not in wanted:
            continue
        for figure in figures():
            print(row(figure), flush=True)
            measured.append(figure)
    save(measured, ROOT / "bench.json")
    sys.exit(0 if all(figure.holds for figure in measured) else 1)


main(sys.argv[1:])
