"""A load of forms from this process: some connections, each sending one after the other."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import cycle

try:
    from uvloop import run
except ImportError:  # Windows
    from asyncio import run

RAMP_SECONDS = 1.0  # phones do not all open in the same millisecond; not counted
FORM = (
    "&G01=yes&P06=co&P01=25_34&P02=nu&P04=chebien&P03=1_3&P11=xd&W02=vua&W01=6_8&T01=4_8"
    "&S01=dem&S01=ran&M01=taicho&I01=n01&I01=n06&I01=n08&I02.n01=2&I02.n06=3&I02.n08=4"
    "&I02.n12=1&I02.n16=3&D01=du&D02=so&L01=bh&L01=luong&U06=9&U12=phanlon&N01=nhomzalo"
    "&N01=hop&Z01=mong+t%C4%83ng+%C4%91%C6%A1n+gi%C3%A1"
)


@dataclass
class Result:
    """What came back: seconds of each answered request, ids acknowledged, and refusals."""

    seconds: float
    counts_from: float = 0.0
    waits: list[float] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    failures: int = 0

    @property
    def rate(self) -> float:
        return len(self.waits) / self.seconds

    def percentile(self, share: float) -> float:
        """Seconds within which this share of the requests was answered."""
        ordered = sorted(self.waits)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def forms(port: int, codes: Sequence[str], connections: int, seconds: float) -> Result:
    """Different forms to all codes in turn, as fast as they are acknowledged."""
    turns = cycle(codes)

    def make() -> tuple[bytes, str]:
        form_id = secrets.token_hex(16)
        body = f"id={form_id}{FORM}".encode()
        head = (
            f"POST /k/{next(turns)} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept-encoding: gzip\r\n"
            "content-type: application/x-www-form-urlencoded\r\n"
            f"content-length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body, form_id

    return run(_load(port, connections, seconds, make))


def bare(port: int, connections: int, seconds: float) -> Result:
    """The route that does nothing, for comparison."""
    request = b"GET /api/ok HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n"
    return run(_load(port, connections, seconds, lambda: (request, "")))


async def _load(
    port: int, connections: int, seconds: float, make: Callable[[], tuple[bytes, str]]
) -> Result:
    result = Result(seconds)
    loop = asyncio.get_running_loop()
    ends: list[asyncio.Future[None]] = []
    began = time.perf_counter()
    result.counts_from = began + RAMP_SECONDS
    stop_at = result.counts_from + seconds
    for number in range(connections):
        await asyncio.sleep(began + number * RAMP_SECONDS / connections - time.perf_counter())
        end = loop.create_future()
        ends.append(end)
        try:
            await loop.create_connection(
                lambda end=end: _Sender(make, result, stop_at, end), "127.0.0.1", port
            )
        except OSError:  # nobody listens: the product was killed meanwhile
            end.set_result(None)
    await asyncio.wait(ends, timeout=seconds + 15)
    return result


class _Sender(asyncio.Protocol):
    """One connection: sends a request, reads the whole answer, sends the next."""

    def __init__(
        self,
        make: Callable[[], tuple[bytes, str]],
        result: Result,
        stop_at: float,
        end: asyncio.Future[None],
    ) -> None:
        self._make, self._result, self._stop_at, self._end = make, result, stop_at, end
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        self._read += data
        head, mark, body = self._read.partition(b"\r\n\r\n")
        if not mark:
            return
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        if len(body) < length:
            return
        self._read = b""
        now = time.perf_counter()
        if head.split(b" ", 2)[1] == b"200":
            if self._result.counts_from <= self._sent < self._stop_at:
                self._result.waits.append(now - self._sent)
            self._result.acknowledged.append(self._id)
        else:
            self._result.failures += 1
        if now < self._stop_at:
            self._send()
        else:
            self._transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        if not self._end.done():
            self._end.set_result(None)

    def _send(self) -> None:
        request, self._id = self._make()
        self._sent = time.perf_counter()
        self._transport.write(request)
