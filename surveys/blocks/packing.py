"""Arrays of counts as text inside a document, a few bytes a number."""

from __future__ import annotations

import base64
import zlib
from typing import Any

import numpy as np

from surveys.blocks.columns import Counts

_QUICK = 1  # of zlib's levels: most counts are small and repeat, more effort gains little


def packed(counts: Counts) -> dict[str, Any]:
    """The array with its shape and the bytes of a number, least first."""
    plain = counts.astype(counts.dtype.newbyteorder("<")).tobytes()
    text = base64.b64encode(zlib.compress(plain, _QUICK)).decode()
    return {"shape": list(counts.shape), "bytes": counts.dtype.itemsize, "packed": text}


def unpacked(document: dict[str, Any]) -> Counts:
    """The array that `packed` wrote."""
    plain = zlib.decompress(base64.b64decode(document["packed"]))
    found = np.frombuffer(plain, dtype=f"<u{document['bytes']}").reshape(document["shape"])
    return found.astype(found.dtype.newbyteorder("="))
