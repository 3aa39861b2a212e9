"""Each danger has one door, each sentence one home, each file one purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.house import habits
from tests.house.source import Source, listed, product, python

Rule = Callable[[Source], Iterator[str]]

NOQA = "noqa"  # not written in one piece below, where it would be obeyed
SENTENCES = "surveys/texts/"  # where words for people live, those of numbers and dates in code

# Vietnamese in code that nobody is shown
ALLOWED = {
    "surveys/catalogue/__init__.py": {  # how the question bank's wording is read
        "[Tt]ối đa (\\d+) ký tự",
        "xin ghi ngắn",
        " \\((xin ghi ngắn|short text)\\)",
    },
    "surveys/reports/names.py": {"đ", "Đ"},  # becomes d in file names
    "surveys/reports/phrases.py": {"abcdđeghiklmnopqrstuvxy"},  # the order of points a), b), …
}


def _all(rule: Rule, sources: list[Source]) -> list[str]:
    return [finding for source in sources for finding in rule(source)]


def _elsewhere() -> list[Source]:
    return [source for source in product() if source.name != habits.SETTINGS]


def test_every_file_says_what_it_is_for() -> None:
    findings = _all(habits.without_a_purpose, [*product(), *python("tests")])
    assert not findings, listed(findings)


def test_only_the_settings_read_the_environment() -> None:
    findings = _all(habits.environment, _elsewhere())
    assert not findings, listed(findings)


def test_only_the_settings_read_the_clock() -> None:
    findings = _all(habits.clock, _elsewhere())
    assert not findings, listed(findings)


def test_rules_print_nothing() -> None:
    findings = _all(habits.prints, python("surveys"))
    assert not findings, listed(findings)


def test_no_sentence_stands_in_code() -> None:
    sources = [source for source in product() if not source.name.startswith(SENTENCES)]
    findings = [f for s in sources for f in habits.vietnamese(s, ALLOWED.get(s.name, ()))]
    assert not findings, listed(findings)


def test_no_exception_outlives_its_reason() -> None:
    held = {(s.name, node.value) for s in product() for node in s.strings()}
    gone = [
        f"{name} {w!r}" for name, words in ALLOWED.items() for w in words if (name, w) not in held
    ]
    assert not gone, listed(gone)


def test_no_widget_is_worded_in_code() -> None:
    findings = _all(habits.widget_words, product())
    assert not findings, listed(findings)


def test_nobody_switches_a_budget_off() -> None:
    findings = _all(habits.silenced, [*product(), *python("tests")])
    assert not findings, listed(findings)


@pytest.mark.parametrize(
    ("rule", "refused", "taken"),
    [
        (habits.without_a_purpose, "import os\n", '"""Keeps units."""\nimport os\n'),
        (habits.without_a_purpose, '"""Units"""\n', ""),
        (habits.environment, "import os\nos.environ['A']\n", "import os\nos.sep\n"),
        (habits.environment, "import os\nos.getenv('A')\n", "environ = {}\nenviron['A']\n"),
        (habits.environment, "from os import environ\n", "from os import sep\n"),
        (habits.clock, "datetime.now(UTC)\n", "datetime(2026, 1, 1)\n"),
        (habits.clock, "import datetime\ndatetime.date.today()\n", "now()\n"),
        (habits.clock, "import time\ntime.time()\n", "import time\ntime.monotonic()\n"),
        (habits.prints, "print('a')\n", "pprint('a')\n"),
        (habits.vietnamese, "a = 'Xin chào'\n", '"""Xin chào"""\n'),
        (habits.vietnamese, "a = f'{n} nguoi tra loi ở đây'\n", "a = f'{n} answers'\n"),
        (habits.vietnamese, "a = 'đ'\n", "a = 'd'  # đồng\n"),
        (habits.widget_words, "st.button('Save')\n", "st.button(say('home.save', lang))\n"),
        (habits.widget_words, "st.write('two words')\n", "st.html('<hr class=\"thin\">')\n"),
        (habits.silenced, f"a = 1  # {NOQA}: PLR0913\n", f"a = 1  # {NOQA}: S101\n"),
    ],
)
def test_a_habit_refuses_one_and_takes_the_other(rule: Rule, refused: str, taken: str) -> None:
    [finding] = rule(Source("x.py", refused))
    assert finding.startswith("x.py:")
    assert list(rule(Source("x.py", taken))) == []
