"""Every figure agrees with R's survey package, from rows and from tallies."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd
import pytest

from surveys.statistics.calibration import rake
from surveys.statistics.comparisons import (
    Difference,
    benjamini_hochberg,
    compare,
    difference,
)
from surveys.statistics.crosstabs import association
from surveys.statistics.estimates import Estimate, mean, ratio, ratios, share, total
from surveys.statistics.intervals import korn_graubard, t_quantile
from surveys.statistics.sample import Array, Indices, Sample
from tests.surveys.r_designs import WAVE, frame, of_schools, read, sample
from tests.surveys.r_reference import DESIGNS, Case, cases, complete_wave

CLOSE = 1e-6  # relative difference to the authority that is accepted
Pairs = Iterable[tuple[str, float, float]]


def _agree(told: str, pairs: Pairs, capsys: pytest.CaptureFixture[str]) -> None:
    """Ours and R's, by name; how many were compared is said."""
    compared = list(pairs)
    wrong = [pair for pair in compared if not math.isclose(*pair[1:], rel_tol=CLOSE, abs_tol=1e-12)]
    assert compared
    assert wrong == []
    with capsys.disabled():
        print(f"\n{told}: {len(compared)} numbers as in R")


@pytest.mark.parametrize(
    ("name", "tallied"),
    [
        (name, tallied)
        for name in DESIGNS
        for tallied in (False, True)
        if name in WAVE or not tallied
    ],
)
def test_estimates_are_those_of_r(
    name: str, tallied: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    told = f"{name}, {'tallies' if tallied else 'rows'}"
    found = (pair for case in cases(name, tallied=tallied) for pair in _compared(case))
    _agree(told, found, capsys)


def _compared(case: Case) -> Iterator[tuple[str, float, float]]:
    """What is compared, ours, and R's."""
    expected = case.expected
    found = _estimate(case)
    yield f"{expected.name} estimate", found.value, expected.value
    yield f"{expected.name} se", found.se, expected.se
    if set(case.top) <= {0.0, 1.0} and expected.kind != "total":
        as_share = share(case.sample, case.top, case.bottom)
        assert as_share is not None
        yield f"{expected.name} share", as_share.value, expected.value
        yield f"{expected.name} share se", as_share.se, expected.se
    for what, ours, theirs in (
        ("low", found.low, expected.low),
        ("high", found.high, expected.high),
        ("df", found.df, expected.df),
        ("deff", _deff(case, found), expected.deff),
    ):
        if theirs is not None and (what, expected.kind) != ("deff", "ratio"):
            yield f"{expected.name} {what}", ours, theirs


def _estimate(case: Case) -> Estimate:
    if case.expected.kind == "total":
        return total(case.sample, case.top)
    made = ratio if case.expected.kind == "ratio" else mean
    found = made(case.sample, case.top, case.bottom)
    assert found is not None
    return found


def _deff(case: Case, found: Estimate) -> float:
    """Against a sample drawn with replacement R leaves out the correction."""
    if case.expected.kind != "mean_deffwr":
        return found.deff
    heads = float((case.sample.mass * case.bottom).sum())
    return found.deff * (heads - found.n) / heads


@pytest.mark.parametrize("name", WAVE)
def test_covariances_of_six_means_are_those_of_r(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = ratios(*complete_wave(name)).covariance
    theirs = read(f"expected/vcov_sat_w1_{name}.csv").astype(float).to_numpy()
    cells = np.ndindex(*theirs.shape)
    _agree(name, ((str(at), float(found[at]), float(theirs[at])) for at in cells), capsys)


def test_raked_weights_are_those_of_r(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("rake", "calrake"):
        theirs = read(f"expected/weights_synth_w1_{name}.csv")["w"].astype(float)
        _agree(name, _beside(sample(name, frame(name)).weight, theirs), capsys)
    for name in ("dclus1r", "dclus1c"):
        rows = frame(name)
        ours = rake(np.ones(len(rows)), rows["pw"].to_numpy(float), of_schools(rows), None)
        _agree(name, _beside(ours, rows["final"]), capsys)


def _beside(ours: Array, theirs: pd.Series) -> Pairs:
    pairs = enumerate(zip(ours, theirs, strict=True))
    return ((str(i), float(one), float(other)) for i, (one, other) in pairs)


@pytest.mark.parametrize("name", DESIGNS)
def test_differences_are_those_of_r(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    table = read("expected/contrasts.csv")
    rows = frame(name)
    found = []
    for _, row in table[table["design"] == name].iterrows():
        variable, _, rest = row["label"].partition(": ")
        levels, _, group = rest.removesuffix(")").partition(" (")
        values = rows[variable].astype(float)
        one = _between(sample(name, rows), values, rows[group], levels.split("-"))
        found += [
            (row["label"], one.value, float(row["est"])),
            (row["label"], one.se, float(row["se"])),
        ]
    table = read("expected/tests.csv")
    wanted = (table["design"] == name) & (table["test"] == "svyttest")
    for _, row in table[wanted].iterrows():
        variable, _, group = row["formula"].partition("~")
        df = float(row["p1"])
        one = _between(sample(name, rows), rows[variable], rows[group], ["Yes", "No"], df)
        found += [
            (row["formula"], one.t, float(row["statistic"])),
            (row["formula"], one.p, float(row["p_value"])),
        ]
    _agree(name, found, capsys)


def _between(
    people: Sample, values: pd.Series, group: pd.Series, levels: list[str], df: float | None = None
) -> Difference:
    here = np.column_stack([(group == level) & values.notna() for level in levels]) * 1.0
    tops = values.fillna(0.0).to_numpy(float)[:, None] * here
    return difference(ratios(people, tops, here), 0, 1, df)


@pytest.mark.parametrize("name", DESIGNS)
def test_rao_scott_tests_are_those_of_r(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    table = read("expected/tests.csv")
    rows = frame(name)
    found: list[tuple[str, float, float]] = []
    for _, row in table[table["design"] == name].iterrows():
        if row["test"] not in ("svychisq_F", "svychisq_Chisq"):
            continue
        one, other = (part.strip() for part in row["formula"].removeprefix("~").split("+"))
        made = association(sample(name, rows), _codes(rows[one]), _codes(rows[other]))
        assert made is not None
        pairs = [(made.chi2, row["statistic"]), (made.p_chi2, row["p_value"])]
        if row["test"] == "svychisq_F":
            pairs = [(made.f, row["statistic"]), (made.df1, row["p1"])]
            pairs += [(made.df2, row["p2"]), (made.p, row["p_value"])]
        found += [(f"{row['test']} {row['formula']}", a, float(b)) for a, b in pairs]
    _agree(name, found, capsys)


def _codes(column: pd.Series) -> Indices:
    """Numbers of the answers; -1 where there is none."""
    texts = column.astype(str).replace({"nan": ""})
    codes = np.unique(texts.to_numpy(str), return_inverse=True)[1].ravel()
    return np.where(texts == "", -1, codes).astype(np.intp)


def test_pairs_of_columns_are_those_of_r(capsys: pytest.CaptureFixture[str]) -> None:
    rows = frame("stratnofpc")
    answered = (rows["q_need"] != "").to_numpy()
    ages = ("18-25", "26-35", "36-45", "46+")
    groups = np.column_stack([(rows["age"] == age).to_numpy() & answered for age in ages]) * 1.0
    hits = np.column_stack([(rows["q_need"] == str(i)).to_numpy() for i in range(1, 7)]) * 1.0
    made = compare(sample("stratnofpc", rows), hits, groups)
    tests = [one for option in made.tests for one in option]
    found = []
    expected = read("expected/column_tests_age.csv").iterrows()
    adjusted = benjamini_hochberg([one.p for one in tests])
    for one, p_bh, (_, row) in zip(tests, adjusted, expected, strict=True):
        ours = (one.value, one.se, one.t, one.df, one.p, one.p_holm, p_bh)
        names = ("diff", "se", "t", "df", "p", "p_holm", "p_bh")
        found += [(name, a, float(row[name])) for name, a in zip(names, ours, strict=True)]
    _agree("columns by age", found, capsys)


def test_korn_graubard_intervals_are_those_of_r(capsys: pytest.CaptureFixture[str]) -> None:
    table = read("expected/ciprop.csv")
    found = []
    for _, row in table[table["method"].isin(("beta", "mean"))].iterrows():
        n = len(frame(row["design"]))
        p, se, df = (float(row[name]) for name in ("est", "se", "df"))
        ours = (p - t_quantile(df) * se, p + t_quantile(df) * se)
        if row["method"] == "beta":
            ours = korn_graubard(p, p * (1 - p) / se**2, n, df)
        found += [("low", ours[0], float(row["ci_l"])), ("high", ours[1], float(row["ci_u"]))]
    _agree("svyciprop", found, capsys)
