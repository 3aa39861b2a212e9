"""Fixed sentences in an added language: what is taken, what is refused, and what posters say."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import combinations
from pathlib import Path

import pytest
from pypdf import PdfReader

from surveys.posters import Design, Paper, Sheet, Style, caption, once, picture, posters
from surveys.spoken import Place, everything, fault, keys, longest, places_to_fill, printable
from surveys.texts import say
from surveys.texts.added import NONE, Added
from tests.surveys.test_posters import long_sheet, sheet, words_of

CHAM = "cjm"  # Cham in Latin letters, spoken in the south
FREE = "Kaya oh thau"
STYLES = [*(Style(Paper.A4, design) for design in Design), Style(Paper.CARDS)]


def _added(**words: str) -> Added:
    return Added(frozenset((CHAM, key.replace("__", "."), text) for key, text in words.items()))


def _spoken(poster: Sheet, added: Added, second: str = "") -> Sheet:
    return replace(poster, lang=CHAM, second=second, added=added)


def _longest_possible() -> Added:
    """Every sentence of the paper in as many letters as are taken."""
    found = set()
    for key in keys(Place.PAPER):
        places = " ".join(f"{{{name}}}" for name in sorted(places_to_fill(say(key, "vi"))))
        room = longest(key) - len(places) - 1
        filling = ("liwik bharu " * (room // 12 + 1))[:room].strip()
        found.add((CHAM, key, f"{filling} {places}".strip()))
    return Added(frozenset(found))


def test_a_sentence_is_said_as_typed_and_in_vietnamese_where_nobody_typed_one() -> None:
    added = _added(posters__sheet__free=FREE, posters__sheet__until="Tal harei {day}")
    assert added.say("posters.sheet.free", CHAM) == FREE
    assert added.say("posters.sheet.until", CHAM, day="01/3/2027") == "Tal harei 01/3/2027"
    assert added.say("posters.sheet.scan", CHAM) == say("posters.sheet.scan", "vi")
    assert added.say("posters.sheet.free", "en") == say("posters.sheet.free", "en")


@pytest.mark.parametrize("over", [-1, 0, 1])
def test_a_sentence_longer_than_its_place_is_refused_with_both_numbers(over: int) -> None:
    key = "posters.sheet.free"
    found = fault(key, "a" * (longest(key) + over))
    assert (found is None) is (over < 1)
    if found:
        values = {"length": longest(key) + 1, "longest": longest(key)}
        assert (found.key, found.values) == ("codes.spoken.long", values)


@pytest.mark.parametrize(
    ("key", "words", "refused"),
    [
        ("posters.sheet.until", "Tal harei {day}", ""),
        ("posters.sheet.until", "Tal harei", "codes.spoken.places"),
        ("posters.sheet.until", "Tal {day} {unit}", "codes.spoken.places"),
        ("posters.sheet.until", "Tal {day.__class__}", "codes.spoken.brace"),
        ("posters.sheet.until", "Tal {day!r}", "codes.spoken.brace"),
        ("posters.sheet.until", "Tal {day:>999999}", "codes.spoken.brace"),
        ("posters.sheet.until", "Tal {day", "codes.spoken.brace"),
        ("posters.sheet.until", "Tal {}", "codes.spoken.brace"),
        ("posters.sheet.promise_1", "Oh wak {day}", "codes.spoken.no_place"),
        ("posters.sheet.promise_1", "មិនកត់ឈ្មោះ", "codes.spoken.letters"),
        ("phone.form.next", "បន្ទាប់", ""),  # phones bring letters of their own
    ],
)
def test_only_what_can_be_filled_and_printed_is_taken(key: str, words: str, refused: str) -> None:
    found = fault(key, words)
    assert (found.key if found else "") == refused


def test_letters_that_the_typeface_lacks_are_named() -> None:
    found = fault("posters.sheet.promise_1", "Không ghi Я, និ, Я")
    assert found is not None
    assert found.values == {"letters": "Я ន ិ"}


def test_every_sentence_of_a_place_exists_and_stands_in_one_place_only() -> None:
    assert len(set(everything())) == len(everything()) > 60
    assert {"posters.sheet.scan", "phone.thanks.alone", "phone.problem.empty"} <= set(everything())
    assert all(say(key, "vi") for key in everything())


def test_posters_speak_languages_of_which_the_paper_has_a_sentence() -> None:
    on_phones, on_paper = _added(phone__form__next="Wak"), _added(posters__sheet__free=FREE)
    assert printable(("vi", "en", CHAM), on_phones) == ("vi", "en")
    assert printable(("vi", CHAM), on_paper) == ("vi", CHAM)
    assert printable((CHAM,), NONE) == ("vi",)


@pytest.mark.parametrize("style", STYLES, ids=lambda style: f"{style.paper}-{style.design}")
@pytest.mark.parametrize("second", ["", CHAM])
def test_the_longest_words_that_are_taken_fit_on_every_poster(
    style: Style, second: str, tmp_path: Path
) -> None:
    added = _longest_possible()
    poster = _spoken(long_sheet(), added)
    if second:
        poster = replace(poster, lang="vi", second=CHAM)
    pdf = posters([poster], style)
    words = words_of(pdf, tmp_path)
    wide, high = PdfReader(BytesIO(pdf)).pages[0].mediabox[2:]
    for _, left, top, right, bottom in words:
        assert 10 < left < right < float(wide) - 10
        assert 10 < top < bottom < float(high) - 10
    for one, other in combinations(words, 2):
        across = min(one[3], other[3]) - max(one[1], other[1])
        down = min(one[4], other[4]) - max(one[2], other[2])
        assert across < 0.5 or down < 1, (one, other)
    assert "liwik" in {word[0] for word in words}


def test_pictures_cards_and_messages_speak_it_too() -> None:
    added = _added(
        posters__sheet__free=FREE,
        posters__card__once="Baar sa tal",
        posters__caption__text="{campaign} {unit} {link} {promises} {free} {until} {phone} "
        "{invitation}",
    )
    poster = _spoken(sheet(), added)
    assert FREE in caption(poster)
    assert poster.link in caption(poster)
    assert picture(poster) != picture(replace(poster, lang="vi"))
    text = PdfReader(BytesIO(once([poster]))).pages[0].extract_text()
    assert "Baar sa tal" in text
    assert FREE in " ".join(text.split())
