"""The reference data as tallies, and what R's survey package makes of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from surveys.statistics.estimates import Array, Design, Variable

FOLDER = Path(__file__).parent / "reference"
_MEANS = ("mean", "mean_deffwr", "mean_by", "mean_complete", "ratio")


@dataclass(frozen=True)
class Expected:
    """One estimate as R gives it; None where R prints nothing."""

    name: str
    value: float
    se: float
    low: float | None
    high: float | None
    deff: float | None
    df: float | None
    without_replacement: bool


@dataclass(frozen=True)
class Case:
    """An estimate to make: a variable in a design, and what must come out."""

    design: Design
    variable: Variable
    corrected: bool
    expected: Expected


def cases(name: str) -> Iterator[Case]:
    """Every estimate of a design."""
    table = read("estimates.csv")
    for _, row in table[table["design"] == name].iterrows():
        rows, strata = _frame(name)
        values, factors = _values(rows, row)
        yield Case(
            design=_design(strata),
            variable=tallied(values, factors, strata),
            corrected=name in ("strat", "dstrat", "unw"),
            expected=_expected(row),
        )


def tallied(values: pd.Series, factors: pd.Series, strata: pd.DataFrame) -> Variable:
    """Rows counted by stratum, value and factor; a missing value is outside the base."""
    kept = values.notna().to_numpy()
    pairs = np.column_stack([values.to_numpy(float), factors.to_numpy(float)])[kept]
    kinds, kind = np.unique(pairs, axis=0, return_inverse=True)
    names, stratum = np.unique(strata["stratum"].to_numpy(str), return_inverse=True)
    counts = np.zeros((len(names), len(kinds)))
    np.add.at(counts, (stratum[kept], kind.ravel()), 1)
    return Variable(kinds[:, 0], counts, kinds[:, 1])


@cache
def read(name: str) -> pd.DataFrame:
    """A reference file, every cell as text."""
    return pd.read_csv(FOLDER / name, dtype=str, keep_default_na=False)


def korn_graubard() -> Iterator[tuple[float, float, float, float, float, int]]:
    """Share, standard error, low, high, df and sample size, as R gives them."""
    for _, row in read("korn_graubard.csv").iterrows():
        n = 200 if row["design"].startswith("d") else 6720
        numbers = [float(row[c]) for c in ("est", "se", "ci_l", "ci_u", "df")]
        yield numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], n


@cache
def _frame(name: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows, and for each its stratum with the heads it stands for."""
    if name.startswith("d"):
        rows = read("schools.csv")
        strata = pd.DataFrame({"stratum": rows["stype"], "heads": rows["fpc"].astype(float)})
        return rows, strata
    rows = _wave()
    units = read("units.csv").set_index("unit")["N"].astype(float)
    stratum = rows["stratum"].where(rows["stratum"] != "", rows["unit"])
    heads = units.groupby(rows.groupby("unit")[["unit"]].first().index).sum()
    by_stratum = heads.groupby(stratum.groupby(rows["unit"]).first()).sum()
    if name == "unw":
        return rows, pd.DataFrame({"stratum": "all", "heads": by_stratum.sum()}, index=rows.index)
    return rows, pd.DataFrame({"stratum": stratum, "heads": stratum.map(by_stratum)})


@cache
def _wave() -> pd.DataFrame:
    rows = read("wave.csv").copy()
    rows["type"] = rows["unit"].map(read("units.csv").set_index("unit")["type"])
    for name, items in (("m", 5), ("imp", 6), ("sat", 6)):
        for item in range(items):
            rows[f"{name}{item + 1}"] = _numeric(rows[name].str[item])
    for item in range(1, 7):
        importance, satisfaction = rows[f"imp{item}"], rows[f"sat{item}"]
        gap = importance - satisfaction
        rows[f"gap{item}"] = gap
        rows[f"un{item}"] = ((importance >= 4) & (satisfaction <= 2)).where(gap.notna()) * 1.0
    advice = _numeric(rows["enps"])
    rows["ens"] = (100 * (advice >= 9) - 100 * (advice <= 6)).where(advice.notna())
    return rows


def _design(strata: pd.DataFrame) -> Design:
    grouped = strata.groupby("stratum")["heads"]
    return Design(grouped.first().to_numpy(float), grouped.size().to_numpy(float))


def _values(rows: pd.DataFrame, row: pd.Series) -> tuple[pd.Series, pd.Series]:
    """The variable R looked at, missing outside its domain, and the factors of a ratio."""
    name, level = row["var"], row["level"]
    ones = pd.Series(1.0, index=rows.index)
    if row["stat"] == "ratio":
        top, bottom = (rows[part].astype(float) for part in name.split("/"))
        return top / bottom, bottom
    if row["stat"] == "mean_complete":
        sat = rows[[f"sat{i}" for i in range(1, 7)]]
        return rows[level].where(sat.notna().all(axis=1)), ones
    if row["stat"] in _MEANS:
        values = _numeric(rows[name])
    else:
        column = {"q_need": "need"}.get(name, name)
        wanted = level.split(":")[-1].removeprefix(name)
        values = (rows[column] == wanted).where(rows[column] != "") * 1.0
    domain, value = row["domain"], row["domain_level"].split(":")[0]
    return (values if domain == "all" else values.where(rows[domain] == value)), ones


def _expected(row: pd.Series) -> Expected:
    low, high, deff, df = (_number(row[c]) for c in ("ci_l", "ci_u", "deff", "df"))
    name = "/".join(row[c] for c in ("design", "stat", "var", "level", "domain", "domain_level"))
    with_replacement = row["stat"] == "mean_deffwr"
    value, se = float(row["est"]), float(row["se"])
    return Expected(name, value, se, low, high, deff, df, not with_replacement)


def _numeric(column: pd.Series) -> pd.Series:
    """Texts as numbers, "." and "" as missing; numbers as they are."""
    return pd.to_numeric(column, errors="coerce").astype(float)


def _number(text: str) -> float | None:
    return None if text in ("", "NA") else float(text)


def weight_total(design: Design, variable: Variable) -> float:
    """The people the base stands for."""
    weights: Array = design.heads / design.people
    return float((variable.counts.sum(axis=1) * weights).sum())
