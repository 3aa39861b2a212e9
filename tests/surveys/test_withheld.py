"""What is said instead of a figure: too few, pooled, sensitive, more forms than heads."""

from __future__ import annotations

import pytest

from surveys.blocks.narrowing import narrowed
from surveys.catalogue import bank
from surveys.model import Kind, Question, Sensitivity
from surveys.statistics import Selection, figure
from surveys.statistics.bases import needed
from surveys.statistics.contrast import contrast
from surveys.statistics.tables import Asked
from surveys.texts import LANGUAGES, say
from tests.surveys import crowd
from tests.surveys.crowd import COLOUR, SECRET, place, published, seen, sent, shares


@pytest.mark.parametrize(("count", "withheld"), [(9, True), (10, False), (11, False)])
def test_a_figure_needs_ten_answers(count: int, withheld: bool) -> None:  # DR-05
    found = seen(COLOUR, sent("A1", count, X1="red") + sent("A1", 20))
    assert (found.withheld == "results.withheld.few") is withheld
    assert (found.bars == ()) is withheld
    assert found.n == (5 if withheld else count)  # only in steps of five (DR-07)
    assert found.needed == 10


@pytest.mark.parametrize(("count", "withheld"), [(19, True), (20, False), (21, False)])
def test_a_figure_on_trust_needs_twenty(count: int, withheld: bool) -> None:  # DR-05
    found = seen(bank()["U05"], sent("A1", count, U05="4") + sent("A1", 20))
    assert (found.withheld == "results.withheld.few") is withheld
    assert found.needed == 20


@pytest.mark.parametrize(
    ("question", "least"),
    [
        ("W02", 10),
        ("I01", 10),
        ("U05", 20),
        ("U09", 20),
        ("U12", 20),
        ("K02", 20),
        ("P09", 20),
        ("U06", 30),
        ("S06", 30),
        ("D03", 30),
    ],
)
def test_sensitive_matters_need_more_answers(question: str, least: int) -> None:  # DR-05
    assert needed(bank()[question]) == least


def test_a_pooled_unit_says_where_its_answers_went() -> None:
    places = [place("A1"), place("A2"), place("A3")]
    forms = sent("A1", 9, X1="red") + sent("A2", 9, X1="red") + sent("A3", 40, X1="red")
    assert seen(COLOUR, forms, places).withheld == "results.withheld.pooled"


def test_more_answers_than_heads_are_an_error_not_clipped() -> None:
    places = [place("A1", workers=25), place("A2")]
    forms = sent("A1", 30, X1="red") + sent("A2", 30, X1="blue")
    alone, all_units = seen(COLOUR, forms, places), seen(COLOUR, forms, places, Selection())
    assert alone.withheld == "results.withheld.more_than_heads"
    assert alone.rate == pytest.approx(1.2)
    assert all_units.notes == ("results.note.more_than_heads",)
    assert shares(all_units)["red"] == pytest.approx(25 / 125)


def test_a_type_or_scope_of_nothing_but_too_many_answers_shows_nothing() -> None:
    places = [place("A1", workers=40), place("B1", "dn_nn")]
    forms = sent("A1", 30, X1="red") + sent("A1", 30, X1="blue")
    forms += sent("B1", 30, X1="red") + sent("B1", 10, X1="blue")
    release = published([COLOUR], places, forms)
    of_type = Selection(unit_types=frozenset({"dn_fdi"}))
    for told, chosen in ((release, of_type), (narrowed(release, ["A1"]), Selection())):
        found = figure(told, crowd.survey(COLOUR), "X1", chosen)
        assert (found.withheld, found.bars) == ("results.withheld.more_than_heads", ())
        asked = Asked(told, crowd.survey(COLOUR), COLOUR, selection=chosen)
        assert contrast(asked, "unit").withheld == "results.withheld.more_than_heads"


def test_a_unit_with_too_many_answers_does_not_make_a_figure_surer() -> None:
    """Its heads cannot correct the variance: it counts as drawn from ever so many."""
    places = [place("A1", workers=40), place("B1", "dn_nn")]
    forms = sent("A1", 30, X1="red") + sent("A1", 30, X1="blue")
    forms += sent("B1", 30, X1="red") + sent("B1", 10, X1="blue")
    whole = seen(COLOUR, forms, places, Selection()).bars[0].estimate
    padded, true = 0.25 / 59, (1 - 0.4) * 0.75 * 0.25 / 39
    assert whole.se**2 == pytest.approx((40 / 140) ** 2 * padded + (100 / 140) ** 2 * true)


def test_a_sensitive_question_is_never_told_of_a_unit() -> None:
    forms = sent("A1", 40, X9="yes")
    assert seen(SECRET, forms).withheld == "results.withheld.sensitive"
    by_type = seen(SECRET, forms, selection=Selection(unit_types=frozenset({"dn_fdi"})))
    assert shares(by_type) == {"yes": 1.0, "no": 0.0}


def test_contact_details_and_own_words_are_no_figures() -> None:
    contact = crowd.single("X8", ("sang",), sensitivity=Sensitivity.CONTACT)
    assert seen(contact, sent("A1", 40, X8="sang")).withheld == "results.withheld.contact"
    text = Question("Z01", Kind.TEXT, crowd.WORDS)
    found = seen(text, sent("A1", 40, Z01="abc"))
    assert (found.withheld, found.n, found.bars) == ("results.withheld.text", 40, ())


def test_every_reason_and_remark_has_words_in_both_languages() -> None:
    for lang in LANGUAGES:
        for reason in ("few", "pooled", "sensitive", "pairs", "more_than_heads", "text"):
            assert say(f"results.withheld.{reason}", lang, needed=10)
        for note in ("more_than_heads", "not_covered", "pending"):
            assert say(f"results.note.{note}", lang)
