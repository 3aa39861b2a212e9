"""Refuses forms and sockets that another site sends in an officer's name."""

from __future__ import annotations

from starlette.requests import HTTPConnection, Request

from pages.settings import settings


def is_own(request: Request) -> bool:
    """Whether a POST comes from our own page: the browser says so, or the origin is our host."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    host = request.headers.get("host")
    return origin is None or origin in (f"http://{host}", f"https://{host}")


def is_own_socket(line: HTTPConnection) -> bool:
    """Whether a socket is opened by our own page. Cookies go with it also from another port or
    a neighbouring name, and no page asks first."""
    origin, host = line.headers.get("origin"), line.headers.get("host")
    ours = (f"http://{host}", f"https://{host}", settings().base_url)
    return origin is None or origin in ours
