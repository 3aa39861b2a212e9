"""Made-up forms of a wave: drawn from known distributions, then read like forms from a phone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import cycle

import numpy as np

from db.demo_needs import needs_of
from db.demo_shares import (
    ELSE,
    REFUSE,
    TELL,
    UNSURE,
    Codes,
    Columns,
    Shares,
    distribution,
    drawn,
    fitted,
    picked,
    read_json,
    read_table,
    weights_of,
)
from surveys.answers import Answers, read
from surveys.model import Survey
from surveys.organisation import Unit

_LEFT_OUT = 0.012  # of the persons skip a question
_WRITE = 0.2  # put something into their own words
_GENERAL = 0.08  # of those speak of none of the sixteen needs
_ANY_DAY = date(2026, 1, 1)  # no question of the sample looks at the day


def forms(
    survey: Survey,
    units: Sequence[Unit],
    people: Sequence[Unit],
    wave: str,
    rng: np.random.Generator,
) -> Iterator[Answers]:
    """The answers of each person of `people`, who stand here as the units they work in; the
    shares are those of all workers of `units`. AssertionError when the survey refuses a form."""
    columns = _columns(rng, units, people)
    several = _several(rng, columns)
    chosen, rated = needs_of(rng, units, columns, wave)
    texts = _texts(rng, columns["sector"], chosen)
    for person in range(len(people)):
        form = {q: [str(codes[person])] for q, codes in columns.items() if codes[person]}
        form |= {q: answers[person] for q, answers in several.items()}
        form |= {f"I02.{need}": [codes[person]] for need, codes in rated.items() if codes[person]}
        form |= {"G01": ["yes"], "I01": chosen[person], "Z01": [texts[person]]}
        answers = read(survey, form | _own_words(rng, form), _ANY_DAY)
        assert isinstance(answers, Answers), answers
        yield answers


def _columns(rng: np.random.Generator, units: Sequence[Unit], people: Sequence[Unit]) -> Columns:
    """Every question with one answer, one column each; "" where a person leaves it out."""
    shifts = read_json("demo_shifts")
    columns: Columns = {"sector": np.array([unit.sector for unit in people])}
    columns["P01"] = drawn(rng, {ELSE: distribution("P01")}, columns["sector"])
    columns["P02"] = _of_register(
        rng, [(u.women or 0) / u.workers for u in people], ("nu", "nam", "nam")
    )
    members = [u.members / u.workers * TELL for u in people]
    columns["P06"] = _of_register(rng, members, ("co", "khongro", "khong"))
    columns["P04"] = drawn(rng, _same_codes(shifts["jobs"]), columns["sector"])
    columns["U06"] = drawn(rng, {ELSE: shifts["recommending"]}, columns["sector"])
    for question, shift in shifts["single"].items():
        weights = weights_of(units, shift["by"])
        shares = fitted(distribution(question), weights, shift["groups"])
        columns[question] = drawn(rng, shares, columns[shift["by"]])
    for question in columns.keys() - {"sector"}:
        columns[question][rng.random(len(people)) < _LEFT_OUT] = ""
    return columns


def _of_register(
    rng: np.random.Generator, chances: Sequence[float], codes: tuple[str, str, str]
) -> Codes:
    """The first code as often as the chances say, the second for those who are not sure."""
    first = np.array(chances)
    luck = rng.random(len(first)) / (1 - REFUSE)
    said = np.where(luck < first, codes[0], np.where(luck < first + UNSURE, codes[1], codes[2]))
    return np.where(luck > 1, "pns", said)


def _several(rng: np.random.Generator, columns: Columns) -> dict[str, list[list[str]]]:
    """Questions with several answers."""
    found = {}
    for question, shift in read_json("demo_shifts")["multiple"].items():
        groups = _same_codes(shift["groups"])
        codes = list(next(iter(groups.values())))
        rows = [groups.get(g) or groups[ELSE] for g in columns[shift["by"]].tolist()]
        hits = picked(rng, np.array([[row[c] for c in codes] for row in rows]) / 100)
        answers = [[c for c, hit in zip(codes, row, strict=True) if hit] for row in hits]
        alone = shift["alone"] | {"": 100 * _LEFT_OUT}
        rest = {"more": 100 - sum(alone.values())}
        single = drawn(rng, {ELSE: alone | rest}, columns["sector"]).tolist()
        found[question] = [
            several if one == "more" else [one]
            for several, one in zip(answers, single, strict=True)
        ]
    return found


def _texts(rng: np.random.Generator, sectors: Codes, chosen: list[list[str]]) -> list[str]:
    """What persons write in their own words, about a need they picked; "" for most."""
    rows = read_table("demo_texts", "|")
    rows = [rows[place] for place in rng.permutation(len(rows))]
    piles: dict[tuple[str, str], Iterator[str]] = {}
    written = []
    for sector, needs in zip(sectors.tolist(), chosen, strict=True):
        about = rng.choice(needs) if needs and rng.random() > _GENERAL else ""
        if (about, sector) not in piles:
            own = [r["text"] for r in rows if r["need"] == about and r["sector"] in ("", sector)]
            piles[about, sector] = cycle(own)
        written.append(next(piles[about, sector]) if rng.random() < _WRITE else "")
    return written


def _own_words(rng: np.random.Generator, form: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Short texts beside "other"; some leave them out."""
    words = read_json("demo_shifts")["own_words"]
    asked = [name for name in words if name.split(".")[1] in form.get(name.split(".")[0], ())]
    return {name: [str(rng.choice([*words[name], ""]))] for name in asked}


def _same_codes(groups: Mapping[str, Shares]) -> dict[str, Shares]:
    """The groups with every answer that one of them gives, in one order."""
    codes = sorted({code for shares in groups.values() for code in shares})
    return {name: {c: shares.get(c, 0.0) for c in codes} for name, shares in groups.items()}
