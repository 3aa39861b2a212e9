"""Pages come to units, campaigns, results and plans through pages/seen.py, which narrows them."""

from __future__ import annotations

import re

from tests.house.source import ROOT

_WHOLE = re.compile(
    r"\b(?:units|register)\.everyone\(|\b(?:campaigns|waves|activities|plan)\.everything\("
    r"|\bcampaigns\.links\(|\bas_of\(|\breleases\.load\("
)
WHOLE_ON_PURPOSE = {
    "seen.py": "the door itself",
    "releases.py": "loads for the door, which narrows",
    "settings_demo.py": "administrators only",
    "campaign_close.py": "whoever runs campaigns sees them whole",
    "entry/desk.py": "narrowed by `within` before anybody gets it",
}


def test_dr_12_no_page_asks_round_the_door() -> None:
    pages = ROOT / "pages"
    asking = {
        str(path.relative_to(pages))
        for path in pages.rglob("*.py")
        if "phone" not in path.parts and _WHOLE.search(path.read_text(encoding="utf-8"))
    }
    assert asking <= set(WHOLE_ON_PURPOSE)
