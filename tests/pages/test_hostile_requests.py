"""Requests of strangers that are small to send and would be dear to read."""

from __future__ import annotations

import time

import pytest

from pages.cookies import token_of

AT_ONCE = 2  # seconds: what is refused or read without effort is done long before


def _token(cookie: str) -> str:
    return token_of({"headers": [(b"cookie", cookie.encode("latin-1"))]}, "langnghe")


def test_a_cookie_full_of_quotes_is_read_at_once() -> None:
    began = time.monotonic()
    _token('langnghe="' + '\\"' * 75_000 + '"')
    assert time.monotonic() - began < AT_ONCE


@pytest.mark.parametrize(
    ("cookie", "token"),
    [
        ("langnghe=abc_-1", "abc_-1"),
        ("a=1; langnghe=abc; langnghe-ma=def", "abc"),
        ("a=b c, d; {}=1;langnghe=a=b", "a=b"),
        ("langnghe-ma=def", ""),
        ("langnghe", ""),
        ("", ""),
    ],
)
def test_the_token_is_found_among_whatever_else_there_is(cookie: str, token: str) -> None:
    assert _token(cookie) == token
