"""What an officer waits for: posters, the release, the Word report."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.figures import Figure


def figures() -> Iterator[Figure]:
    """Each from a cold start of its libraries."""
    yield from ()
