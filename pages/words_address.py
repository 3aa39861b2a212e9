"""What the page "Ý kiến viết" shows, as it stands in its address."""

from __future__ import annotations

CAMPAIGN, QUESTION, VIEW = "dot", "cau", "muc"  # names in the address
