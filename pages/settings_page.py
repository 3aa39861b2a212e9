"""The page settings_page."""

from __future__ import annotations

from pages.parts import signed_in


def page() -> None:
    """Show the page."""
    signed_in()
