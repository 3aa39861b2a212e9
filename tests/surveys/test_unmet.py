"""The covariance of needs from tallies is that of the forms themselves."""

from __future__ import annotations

import numpy as np
import pytest

from surveys.blocks import Release
from surveys.statistics.cells import cells
from surveys.statistics.estimates import Ratios, ratios
from surveys.statistics.sample import of_rows
from surveys.statistics.strata import strata
from surveys.statistics.unmet import unmet_shares
from tests.surveys import crowd


def test_needs_from_tallies_have_the_covariance_of_their_forms() -> None:
    first, second = (crowd.yearly().question(id) for id in ("I01", "I02"))
    release = crowd.release()
    found = unmet_shares(cells(release, "pairs"), first, second)
    direct = _from_forms(release)
    assert found.values == pytest.approx(direct.values)
    assert found.covariance == pytest.approx(direct.covariance)
    assert found.df == direct.df
    apart = found.covariance - np.diag(np.diag(found.covariance))
    assert np.abs(apart).max() > 0  # the needs do hang together


def _from_forms(release: Release) -> Ratios:
    """Straight from the forms: who picked the need and is dissatisfied, of who can be told."""
    taken = strata(release, "pairs")
    place = {stratum.unit_type: number for number, stratum in enumerate(taken)}
    types = {unit: type for unit, (type, _, _) in crowd.SIZES.items()}
    pooled = place.get("*", -1)
    stratum = [place.get(types[form.unit], pooled) for form in crowd.forms()]
    rows = crowd.yearly().question("I02").rows
    hits, base = (np.zeros((len(stratum), len(rows))) for _ in range(2))
    for number, form in enumerate(crowd.forms()):
        picked = form.answers.values.get("I01", ())
        ratings = form.answers.values.get("I02", {})
        assert isinstance(ratings, dict)
        for column, row in enumerate(rows):
            rating = ratings.get(row.code, "")
            hits[number, column] = row.code in picked and rating in ("1", "2")
            base[number, column] = bool(picked) and (row.code not in picked or bool(rating))
    heads = np.array([one.heads for one in taken])
    people = of_rows(np.array(stratum, dtype=np.intp), heads, corrected=False)
    return ratios(people, hits, base)
