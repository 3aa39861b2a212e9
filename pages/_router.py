"""The officers' navigation. It lives inside pages/ on purpose: a router beside that folder
would let Streamlit run the pages directly (docs/decisions/0002)."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [root] if (root := str(Path(__file__).parent.parent)) not in sys.path else []

from pages import frame  # noqa: E402 - the root must be findable first

frame.run()
