"""The designs of the reference data, as rows or as tallies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from surveys.statistics.calibration import Margin, rake, residuals
from surveys.statistics.sample import Array, Indices, Sample

FOLDER = Path(__file__).parent / "reference"
SCHOOLS = (
    "dstrat", "dstratn", "dclus1", "dsrs", "dclus1p", "dsrsp", "dclus1r", "dclus1c", "dclus1g",
    "dclus1t",
)  # fmt: skip
WAVE = ("strat", "stratnofpc", "unw", "ps", "rake", "calrake")
_TYPES = {"E": 4421, "H": 755, "M": 1018}
_WIDE = {"No": 1072, "Yes": 5122}
_SWEEPS = 10  # of R's rake() when it looks for residuals


@cache
def read(name: str) -> pd.DataFrame:
    """A reference file, every cell as text."""
    return pd.read_csv(FOLDER / name, dtype=str, keep_default_na=False)


def corrected(name: str) -> bool:
    """Whether the design is corrected for a finite population."""
    return name not in ("dstratn", "stratnofpc")


@cache
def frame(name: str) -> pd.DataFrame:
    """The rows of a design with what the design needs: stratum, N, people and, for schools,
    the weight that R ended with."""
    if name in WAVE:
        rows = _wave()
        if name in ("unw", "ps"):
            return rows.assign(design_stratum="all", N=_workers(rows))
        return rows.assign(design_stratum=rows["stratum"], N=rows["N_h"].astype(float))
    kind = next(k for k in ("strat", "clus1", "srs") if k in name)
    rows = _numbers(
        read(f"input/api{kind}.csv").copy(), ("api00", "api99", "enroll", "ell", "meals")
    )
    weights = read(f"expected/weights_api_{name}.csv")["w"].astype(float)
    rows = rows.assign(people=1.0, final=weights, N=rows["fpc"].astype(float))
    return rows.assign(design_stratum=rows["stype"] if kind == "strat" else "all")


def sample(name: str, rows: pd.DataFrame) -> Sample:
    """The sample of these rows, each for `people` alike."""
    people = rows["people"].to_numpy(float)
    stratum = _codes(rows["design_stratum"])
    heads = np.zeros(stratum.max() + 1)
    heads[stratum] = rows["N"].to_numpy(float)
    cluster = _codes(rows["dnum"]) if "clus1" in name else None
    n = np.bincount(stratum, weights=people)
    if cluster is not None:
        n = np.array([float(cluster.max() + 1)])
    drawn = n / heads if corrected(name) else np.zeros(len(heads))
    if name in WAVE:
        return _calibrated_wave(name, Sample(people, stratum, (heads / n)[stratum], drawn), rows)
    base = rows["pw"].to_numpy(float)
    made = Sample(people, stratum, rows["final"].to_numpy(float), drawn, cluster)
    return replace(made, residual=_residual_of_schools(name, made, base, rows))


def margins(rows: pd.DataFrame) -> list[Margin]:
    """The margins of the made-up wave."""
    table = read("input/synth_margins.csv")
    found = []
    for name in ("stratum", "gender", "member"):
        part = (
            table[table["margin"] == name].set_index("level")["target"].astype(float).sort_index()
        )
        category = part.index.get_indexer(rows[name])
        found.append(Margin(category.astype(np.intp), part.to_numpy(float)))
    return found


def of_schools(rows: pd.DataFrame) -> list[Margin]:
    """Type of school, and whether it met its target."""
    return [
        Margin(_codes(rows[column]), np.array([float(heads[key]) for key in sorted(heads)]))
        for column, heads in (("stype", _TYPES), ("sch.wide", _WIDE))
    ]


def _calibrated_wave(name: str, made: Sample, rows: pd.DataFrame) -> Sample:
    if name in ("strat", "stratnofpc", "unw"):
        return made
    given = margins(rows)
    if name == "ps":
        given = given[:1]
    weight = rake(made.people, made.weight, given, bounds=None)
    residual = residuals(made.people, made.weight, given)
    if name == "rake":
        residual = _sweeps(made.people, given)
    return replace(made, weight=weight, residual=residual)


def _residual_of_schools(
    name: str, made: Sample, base: Array, rows: pd.DataFrame
) -> Callable[[Array], Array] | None:
    both = of_schools(rows)
    if name.endswith("p"):
        return residuals(made.people, base, both[:1])
    if name in ("dclus1c", "dclus1g"):
        return residuals(made.people, base, both)
    if name in ("dclus1r", "dclus1t"):
        swept = _sweeps(made.people, both)
        untrimmed = frame("dclus1r").set_index("cds")["final"].reindex(rows["cds"])
        ratio = (made.weight / untrimmed.to_numpy(float))[:, None]
        return swept if name == "dclus1r" else lambda values: swept(values * ratio) / ratio
    return None


def _sweeps(people: Array, given: Sequence[Margin]) -> Callable[[Array], Array]:
    """R's rake(): unweighted means of the margins taken out in turn, ten times."""

    def left(values: Array) -> Array:
        for _ in range(_SWEEPS):
            for margin in given:
                dummies = np.eye(len(margin.heads))[margin.category]
                total = np.maximum(people @ dummies, 1)
                means = (dummies * people[:, None]).T @ values / total[:, None]
                values = values - means[margin.category]
        return values

    return left


@cache
def _wave() -> pd.DataFrame:
    rows = read("input/synth_responses.csv").copy()
    items = [
        f"{kind}{i}"
        for kind, most in (("m", 5), ("imp", 6), ("sat", 6))
        for i in range(1, most + 1)
    ]
    rows = _numbers(rows, (*items, "enps"))
    for i in range(1, 7):
        gap = rows[f"imp{i}"] - rows[f"sat{i}"]
        unmet = (rows[f"imp{i}"] >= 4) & (rows[f"sat{i}"] <= 2)
        rows = rows.assign(**{f"gap{i}": gap, f"un{i}": unmet.where(gap.notna()) * 1.0})
    advice = (100.0 * (rows["enps"] >= 9) - 100.0 * (rows["enps"] <= 6)).where(rows["enps"].notna())
    return rows.assign(ens=advice, people=1.0)


def _workers(rows: pd.DataFrame) -> float:
    return float(rows.groupby("stratum")["N_h"].first().astype(float).sum())


def _numbers(rows: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    numeric = {c: pd.to_numeric(rows[c], errors="coerce").astype(float) for c in columns}
    return rows.assign(**numeric)


def _codes(column: pd.Series) -> Indices:
    return np.unique(column.to_numpy(str), return_inverse=True)[1].ravel().astype(np.intp)
