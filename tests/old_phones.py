"""Refuses a script of the phone that Chrome 80 cannot read, as a step of `make check`.

A compiler that knows what each browser reads (Debian's esbuild) writes every script twice: as it
stands, and for Chrome 80. Where the two differ, it had to replace something newer.
"""

from __future__ import annotations

import subprocess
import sys
from difflib import ndiff
from pathlib import Path

OLDEST = "chrome80"  # the WebView of an Android 8 phone that was never updated since 2020
SCRIPTS = Path(__file__).parents[1] / "pages" / "phone" / "static"


def main() -> int:
    """Exit status: 0 when Chrome 80 reads every script, 1 with what it does not."""
    faults = {path: fault for path in sorted(SCRIPTS.glob("*.js")) if (fault := too_new(path))}
    for path, fault in faults.items():
        print(f"{path.name} is too new for {OLDEST}:\n{fault}")
    return 1 if faults else 0


def too_new(path: Path) -> str:
    """The lines that had to be written otherwise, or why it cannot be read; empty when fine."""
    as_it_stands, for_the_oldest = _written(path, "esnext"), _written(path, OLDEST)
    if as_it_stands.returncode or for_the_oldest.returncode:
        return as_it_stands.stderr or for_the_oldest.stderr
    lines = ndiff(as_it_stands.stdout.splitlines(), for_the_oldest.stdout.splitlines())
    return "\n".join(line for line in lines if line.startswith("- "))


def _written(path: Path, target: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["esbuild", f"--target={target}", "--log-level=warning", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )


if __name__ == "__main__":
    sys.exit(main())
