"""The officers' session cookie: its name, and how it is read from a request."""

from __future__ import annotations

from starlette.types import Scope

from pages.settings import settings


def cookie_name() -> str:
    """The session cookie's name; over HTTPS the prefix binds it to this host."""
    return "__Host-langnghe" if settings().base_url.startswith("https:") else "langnghe"


def halfway_name() -> str:
    """The name of the cookie between the password and the code."""
    return f"{cookie_name()}-ma"


def token_of(scope: Scope, name: str = "") -> str:
    """The session token a request carries, or that of another cookie, of two the last; empty when
    none. Our tokens are never quoted: reading quotes, as `SimpleCookie` does, may take seconds."""
    name = name or cookie_name()
    header = dict(scope["headers"]).get(b"cookie", b"").decode("latin-1")
    found = ""
    for pair in header.split(";"):
        key, _, value = pair.partition("=")
        if key.strip() == name:
            found = value.strip()
    return found
