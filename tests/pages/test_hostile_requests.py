"""Requests of strangers that are small to send and would be dear to read."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from pages.cookies import token_of
from pages.one_flight import LONGEST_HEAD
from tests.product import Product, running

AT_ONCE = 2  # seconds: what is refused or read without effort is done long before

_BEGINNING = b"GET /healthz HTTP/1.1\r\nhost: x\r\n"
_TRAILERS = b"POST /dang-nhap HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n0\r\n"


@pytest.fixture(scope="module")
def product() -> Iterator[Product]:
    with running() as product:
        yield product


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


def _answer(product: Product, *sent: bytes) -> bytes:
    """What the product says to these bytes, one after the other, until it says something."""
    with socket.create_connection(("127.0.0.1", product.port), timeout=20) as line:
        with suppress(ConnectionError):
            for part in sent:
                line.sendall(part)
        with suppress(ConnectionError):
            return line.recv(65_536)
        return b""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("head", "status"),
    [
        (_BEGINNING + b"a: " + b"b" * (LONGEST_HEAD - 100) + b"\r\n\r\n", b"200"),
        (_BEGINNING + b"a: " + b"b" * LONGEST_HEAD + b"\r\n\r\n", b"400"),
        (_BEGINNING + b"a: b\r\n" * (LONGEST_HEAD // 2) + b"\r\n", b"400"),
        (b"GET /" + b"a" * LONGEST_HEAD + b" HTTP/1.1\r\n\r\n", b"400"),
        (b"GET /" + b"a" * LONGEST_HEAD, b"400"),
        (_BEGINNING + b"a: " + b"b" * LONGEST_HEAD, b"400"),
    ],
)
def test_a_head_longer_than_any_is_refused(product: Product, head: bytes, status: bytes) -> None:
    assert _answer(product, head).startswith(b"HTTP/1.1 " + status)


@pytest.mark.slow
@pytest.mark.parametrize("beginning", [_BEGINNING, _TRAILERS])
def test_a_head_without_end_is_cut_off(product: Product, beginning: bytes) -> None:
    """Ten megabytes of lines before or after a body: the line is closed long before their end."""
    part = b"a: " + b"b" * 9_995 + b"\r\n"
    sent = len(beginning)
    address = ("127.0.0.1", product.port)
    with suppress(ConnectionError), socket.create_connection(address, timeout=20) as line:
        line.sendall(beginning)
        while sent < 10_000_000:
            line.sendall(part)
            sent += len(part)
            time.sleep(0.001)
    assert sent < 2_000_000


@pytest.mark.slow
def test_a_long_body_is_no_long_head(product: Product) -> None:
    """Bodies are counted by whoever reads them."""
    sent = b"x" * 10_000
    head = b"POST /dang-nhap HTTP/1.1\r\nhost: x\r\ncontent-length: 60000\r\n\r\n"
    for begun in (head, head.replace(b"60000", b"600000")):
        length = 6 if begun == head else 60
        status = b"401" if begun == head else b"413"
        assert _answer(product, begun, *[sent] * length).startswith(b"HTTP/1.1 " + status)
