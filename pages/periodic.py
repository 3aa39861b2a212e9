"""Periodic reports of grassroots unions: who reported, what waits to be confirmed."""

from __future__ import annotations


def show() -> None:
    """Show the board of a period."""


def task(task: str, entry: str) -> None:
    """Show what is done with one report."""
