"""Streamlit's page speaks our language; the words it is searched for are those it really says."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import streamlit
from streamlit.elements.exception import _GENERIC_UNCAUGHT_EXCEPTION_TEXT as _REDACTED

from pages.shell import dressed
from surveys.texts import say, sentences

STATIC = Path(streamlit.__file__).parent / "static"
PUT_TOGETHER = {  # sentences that stand in the scripts in pieces
    "apply": ("Press Enter to ${", "`apply`"),
    "apply_lines": ("`Ctrl`}+Enter to ${", "`apply`"),
    "apply_lines_mac": ("`⌘`:", "+Enter to ${", "`apply`"),
    "submit": ("Press Enter to ${", "`submit form`"),
    "submit_lines": ("`Ctrl`}+Enter to ${", "`submit form`"),
    "submit_lines_mac": ("`⌘`:", "+Enter to ${", "`submit form`"),
    "at_most": ("You can only select up to ${", "`options`", "Remove an option first."),
    "at_most_one": ("You can only select up to ${", "`option`", "Remove an option first."),
    "page_missing_text": (
        "The page that you have requested does not seem to exist",
        ". Running the app's main page.",
    ),
    "page_missing_named": ("You have requested page /${", ". Running the app's main page."),
    "search_one": ("} result$",),
    "search_many": ("} result$", ":`s`}"),
    "search_at_one": ("} of $", "} result$"),
    "search_at": ("} of $", "} result$"),
    "choose_date_in": ("`Choose date`",),
    "day_field": ("day:`day`", "} ${"),
    "month_field": ("month:`month`",),
    "year_field": ("year:`year`",),
    "options_one": ("} option`", "})} available.`"),
    "options_many": ("} options`", "})} available.`"),
    "search_at_over": ("} of $", "`over 1000`"),
}
WORDS = [key for key in sentences("en") if key.startswith("shell.word.")]


@cache
def _scripts() -> str:
    return "\n".join(
        file.read_text(encoding="utf-8").replace("\\`", "`")
        for file in sorted((STATIC / "static" / "js").glob("*.js"))
    )


@pytest.fixture
def page() -> str:
    return dressed((STATIC / "index.html").read_text(encoding="utf-8"), "/dang-nhap")


def test_the_page_is_vietnamese_and_bears_our_name(page: str) -> None:
    assert '<html lang="vi">' in page
    assert "<title>Lắng Nghe</title>" in page
    assert say("shell.noscript", "vi") in page


def test_nothing_of_the_default_page_is_left(page: str) -> None:
    shown = re.sub(r"<script.*?</script>|<link[^>]*>", "", page, flags=re.DOTALL)
    assert not re.search(r"Streamlit|JavaScript to run|agent", shown)
    assert 'src="./static/js/index' in page  # it still starts


def test_the_script_stays_inside_its_element(page: str) -> None:
    inline = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    assert len(inline) == 2
    assert "MutationObserver" in inline[1]
    assert inline[1].strip().endswith(");")


@pytest.mark.parametrize("key", WORDS)
def test_streamlit_says_the_words_we_replace(key: str) -> None:
    whole = [part.strip() for part in re.split(r"\{\w+\}", say(key, "en")) if part.strip()]
    for part in PUT_TOGETHER.get(key.rpartition(".")[2], whole):
        assert part in _scripts() or part in _REDACTED, f"{key}: nobody says {part!r}"
