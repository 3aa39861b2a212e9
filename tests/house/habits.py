"""Habits of the code that a reader can rely on, checked in the syntax tree."""

from __future__ import annotations

import ast
import unicodedata
from collections.abc import Container, Iterator

from tests.house.source import Source

SETTINGS = "pages/settings.py"  # the one reader of the environment and of the clock
_ENVIRONMENT = {"os.environ", "os.environb", "os.getenv", "os.getenvb"}
_CLOCK = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}
_ONLY_VIETNAMESE = set("ăâđêôơư")  # with the tone marks below, letters no code is written in
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_SILENCED = ("PLR0913", "PLR1702", "E501")  # the budgets, which nobody may lift for oneself


def without_a_purpose(source: Source) -> Iterator[str]:
    """A file whose docstring does not begin with one sentence (empty files need none)."""
    if not source.tree.body:
        return
    first = (ast.get_docstring(source.tree) or "").split("\n\n")[0]
    if not first.rstrip().endswith((".", "?")):
        yield f"{source.name}:1 does not begin with a sentence that says what the file is for"


def environment(source: Source) -> Iterator[str]:
    """Reads of the environment outside the settings."""
    yield from _named(source, _ENVIRONMENT, "reads the environment")
    imports = (n for n in ast.walk(source.tree) if isinstance(n, ast.ImportFrom))
    for node in (n for n in imports if n.module == "os"):
        if any(f"os.{alias.name}" in _ENVIRONMENT for alias in node.names):
            yield source.at(node, f"reads the environment; only {SETTINGS} may")


def clock(source: Source) -> Iterator[str]:
    """Questions for the time of day; a time limit (time.monotonic) is none."""
    yield from _named(source, _CLOCK, "asks for the time")


def prints(source: Source) -> Iterator[str]:
    """Words that go to the terminal."""
    for node in ast.walk(source.tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "print"
        ):
            yield source.at(node, "prints")


def vietnamese(source: Source, allowed: Container[str] = ()) -> Iterator[str]:
    """Vietnamese words in code: sentences live in surveys/texts, names in data files."""
    for node in source.strings():
        words = str(node.value)
        if is_vietnamese(words) and words not in allowed:
            yield source.at(node, f"holds words for people: {words!r}")


def is_vietnamese(text: str) -> bool:
    """Whether a letter is one that only Vietnamese words have."""
    letters = set(unicodedata.normalize("NFC", text.lower()))
    marked = any(_TONES & set(unicodedata.normalize("NFD", letter)) for letter in letters)
    return marked or bool(letters & _ONLY_VIETNAMESE)


def widget_words(source: Source) -> Iterator[str]:
    """Words handed to Streamlit as they stand: st.button("Save")."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and _is_widget(_dotted(node.func)) and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and _is_wording(first.value):
                yield source.at(node, f"shows {first.value!r}, which no language file holds")


def silenced(source: Source) -> Iterator[str]:
    """Budgets switched off by a comment."""
    for number, line in enumerate(source.text.splitlines(), 1):
        comment = line.partition("# noqa")[2]
        for rule in _SILENCED:
            if rule in comment:
                yield f"{source.name}:{number} switches {rule} off"


def _named(source: Source, names: set[str], what: str) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute):
            name = ".".join(_dotted(node).split(".")[-2:])
            if name in names:
                yield source.at(node, f"{what}; only {SETTINGS} may")


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _is_widget(name: str) -> bool:
    """Something that shows: st.context only reads what the browser says."""
    return name.startswith("st.") and not name.startswith("st.context.")


def _is_wording(value: object) -> bool:
    """A capital or a space, and no mark-up: a key, an icon or a column name has neither."""
    if not isinstance(value, str) or value.lstrip().startswith(("<", ":")):
        return False
    return " " in value.strip() or value[:1].isupper()
