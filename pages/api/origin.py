"""Refuses forms that another site sends in an officer's name."""

from __future__ import annotations

from starlette.requests import Request


def is_own(request: Request) -> bool:
    """Whether a POST comes from our own page: the browser says so, or the origin is our host."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    host = request.headers.get("host")
    return origin is None or origin in (f"http://{host}", f"https://{host}")
