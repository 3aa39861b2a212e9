"""What an old phone cannot read is noticed before it is shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import old_phones

pytestmark = pytest.mark.slow  # asks a compiler


@pytest.mark.parametrize(
    "newer",
    ["a ??= 3;", "class A { #x = 1; }", "let f = /(?<a>.)/d;", "let ="],
)
def test_newer_syntax_is_refused(tmp_path: Path, newer: str) -> None:
    script = tmp_path / "script.js"
    script.write_text(f"var before = 1;\n{newer}\n", encoding="utf-8")
    assert old_phones.too_new(script)


def test_what_chrome_80_knows_is_let_through(tmp_path: Path) -> None:
    script = tmp_path / "script.js"
    script.write_text("let a = b ?? [...d]; // why\nasync () => `${await a}`;\n", "utf-8")
    assert old_phones.too_new(script) == ""


def test_the_phones_scripts_are_all_looked_at() -> None:
    assert {path.name for path in old_phones.SCRIPTS.glob("*.js")} >= {"form.js", "worker.js"}
    assert old_phones.main() == 0
