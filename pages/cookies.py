"""The officers' session cookie: its name, and how it is read from a request."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie

from starlette.types import Scope

from pages.settings import settings


def cookie_name() -> str:
    """The session cookie's name; over HTTPS the prefix binds it to this host."""
    return "__Host-langnghe" if settings().base_url.startswith("https:") else "langnghe"


def token_of(scope: Scope) -> str:
    """The session token a request carries; empty when none."""
    header = dict(scope["headers"]).get(b"cookie", b"").decode("latin-1")
    try:
        jar = SimpleCookie(header)
    except CookieError:
        return ""
    return jar[cookie_name()].value if cookie_name() in jar else ""
