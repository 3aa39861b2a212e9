"""What the panel of a figure says unequal weights cost: never more than there are forms."""

from __future__ import annotations

import pytest

from pages.how import paragraphs
from surveys.statistics import EVERYTHING, Selection, figure
from surveys.statistics.explanation import Formula, Told, explained
from surveys.texts import LANGUAGES
from tests.surveys import crowd
from tests.surveys.crowd import COLOUR, place, sent

PLACES = (place("A1", workers=100), place("B1", "dn_nn", workers=900))
FORMS = (
    *sent("A1", 40, X1="red"),
    *sent("A1", 40, X1="blue"),
    *sent("B1", 60, X1="red"),
    *sent("B1", 60, X1="blue"),
)


def _told(selection: Selection) -> Told:
    release = crowd.published([COLOUR], PLACES, list(FORMS))
    bar = figure(release, crowd.survey(COLOUR), "X1", selection).bars[0]
    return Told(bar.label, bar.estimate, Formula.ONE, release, selection)


def test_forms_of_unequal_weight_are_worth_fewer_forms_of_one_weight() -> None:
    """80 forms stand for 1.25 workers each, 120 for 7.5: (Σw)² / Σw²."""
    found = explained(_told(EVERYTHING))
    worth = 1000**2 / (80 * 1.25**2 + 120 * 7.5**2)
    assert (found.forms, found.worth) == (200, pytest.approx(worth))
    for lang, words in zip(LANGUAGES, ("200 phiếu", "200 forms"), strict=True):
        text = " ".join(paragraphs(found, lang))
        assert words in text
        assert f" {worth:.0f} " in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_eighty_forms_of_one_unit_are_not_worth_more_than_eighty(lang: str) -> None:
    """Of a hundred workers; it was said that they are worth 395."""
    found = explained(_told(crowd.A1))
    assert found.worth == pytest.approx(80)
    assert "Kish" not in " ".join(paragraphs(found, lang))
