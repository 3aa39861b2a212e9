"""Wordings without the mark-up that form apps allow in them: bold type, colours, headings."""

from __future__ import annotations

import re

_TAG = re.compile(
    r"</?(?:span|font|b|i|u|em|strong|p|div|br|big|small|sub|sup|center|h[1-6]|ul|ol|li)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BOLD = re.compile(r"\*\*(?=\S)(.{1,300}?)(?<=\S)\*\*", re.DOTALL)
_HEADING = re.compile(r"^#{2,6} +", re.MULTILINE)


def bare(text: str) -> str:
    """ "**Age** <span style='color:red'>in years</span>" -> "Age in years"."""
    return _HEADING.sub("", _BOLD.sub(r"\1", _TAG.sub("", text))).strip() or text
