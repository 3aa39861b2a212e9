"""A reply leaves as one packet, so that the workers' form fits into a connection's first flight."""

from __future__ import annotations

import gzip
import socket
import struct

import pytest

from tests.product import running

pytestmark = pytest.mark.slow

_DATA_SEGMENTS_IN = 152  # where the kernel's tcp_info counts them
_ENOUGH = 256  # bytes of it


def test_a_form_is_one_packet() -> None:
    with running() as product:
        request = (
            f"GET /k/{product.code} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept-encoding: gzip\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", product.port)) as line:
            line.sendall(request.encode())
            length, body = _answer(line)
            info = line.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _ENOUGH)
    assert len(body) == length
    assert b"<html" in gzip.decompress(body)
    assert struct.unpack_from("I", info, _DATA_SEGMENTS_IN) == (1,)


def _answer(line: socket.socket) -> tuple[int, bytes]:
    """The length that was told, and what came."""
    said = b""
    while b"\r\n\r\n" not in said:
        said += line.recv(65_536)
    head, _, body = said.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
    while len(body) < length:
        body += line.recv(65_536)
    return length, body
