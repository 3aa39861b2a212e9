"""What R's survey package makes of the reference data, case by case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from surveys.statistics.sample import Array, Sample
from tests.surveys.r_designs import SCHOOLS, WAVE, frame, read, sample

DESIGNS = (*SCHOOLS, *WAVE)
_MEANS = ("mean", "mean_deffwr", "mean_by", "mean_complete", "total")
_DESIGN = ("design_stratum", "N", "stratum", "gender", "member")  # what a tally must keep


@dataclass(frozen=True)
class Expected:
    """One estimate as R gives it; None where R prints nothing."""

    name: str
    kind: str
    value: float
    se: float
    low: float | None
    high: float | None
    deff: float | None
    df: float | None


@dataclass(frozen=True)
class Case:
    """An estimate to make: top over bottom in a sample, and what must come out."""

    sample: Sample
    top: Array
    bottom: Array
    expected: Expected


def cases(name: str, *, tallied: bool = False) -> Iterator[Case]:
    """Every estimate of a design, from rows or from tallies."""
    table = read("expected/estimates.csv")
    for _, row in table[table["design"] == name].iterrows():
        rows, top, bottom = _values(frame(name), row)
        kept = rows.assign(top=top, bottom=bottom)
        if tallied:
            kept = as_tallies(kept, ["top", "bottom"])
        numbers = kept["top"].to_numpy(float), kept["bottom"].to_numpy(float)
        yield Case(sample(name, kept), *numbers, _expected(row))


def as_tallies(rows: pd.DataFrame, looked_at: list[str]) -> pd.DataFrame:
    """Rows alike in the design and in what is looked at become one, with its people."""
    keys = [column for column in (*_DESIGN, *looked_at) if column in rows]
    return rows.groupby(keys, as_index=False, dropna=False)["people"].sum()


def number(text: str) -> float | None:
    """A cell as a number; None where R printed nothing."""
    return None if text in ("", "NA") else float(text)


def _values(rows: pd.DataFrame, row: pd.Series) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    """The variable R looked at and its base: 0 outside its domain or where it is missing."""
    name, level = row["var"], row["level"]
    if row["stat"] == "ratio":
        top, bottom = (rows[part].astype(float) for part in name.split("/"))
        return rows, top, bottom
    if row["stat"] == "mean_complete":
        complete = rows[[f"sat{i}" for i in range(1, 7)]].notna().all(axis=1)
        values = rows[level].where(complete)
    elif row["stat"] in _MEANS:
        values = rows[name]
    else:
        wanted = level.split(":")[-1].removeprefix(name)
        values = (rows[name] == wanted).where(rows[name] != "") * 1.0
    if row["domain"] != "all":
        values = values.where(rows[row["domain"]] == row["domain_level"].split(":")[0])
    return rows, values.fillna(0.0), values.notna() * 1.0


def _expected(row: pd.Series) -> Expected:
    low, high, deff, df = (number(row[c]) for c in ("ci_l", "ci_u", "deff", "df"))
    name = "/".join(row[c] for c in ("design", "stat", "var", "level", "domain", "domain_level"))
    return Expected(name, row["stat"], float(row["est"]), float(row["se"]), low, high, deff, df)


def complete_wave(name: str) -> tuple[Sample, Array, Array]:
    """The six satisfactions of who gave all of them: sample, values and base by column."""
    rows = frame(name)
    values = rows[[f"sat{i}" for i in range(1, 7)]]
    base = np.repeat(values.notna().all(axis=1).to_numpy()[:, None], 6, axis=1) * 1.0
    return sample(name, rows), values.fillna(0.0).to_numpy(float) * base, base
