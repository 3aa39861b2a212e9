"""The product under another calendar: a file in its folder says how many days later it is."""

from __future__ import annotations

import os
import runpy
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

FILE = "days-later"
_LOOK_SECONDS = 0.1  # between two looks at what is due


def _moved(file: Path) -> timedelta:
    return timedelta(days=int(file.read_text()) if file.exists() else 0)


def _run() -> None:
    root = Path(__file__).parent.parent
    sys.path.insert(0, str(root))
    from pages import settings

    file, today, now = Path(os.environ["DATA_DIR"]) / FILE, settings.today, settings.now

    def later_day() -> date:
        return today() + _moved(file)

    def later() -> datetime:
        return now() + _moved(file)

    settings.today, settings.now = later_day, later  # before anybody else asks for them
    from pages import housekeeping

    housekeeping.TURN_SECONDS = housekeeping.EVERY_SECONDS = _LOOK_SECONDS
    runpy.run_path(str(root / "streamlit_app.py"), run_name="__main__")


if __name__ == "__main__":
    _run()
