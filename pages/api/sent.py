"""What a browser sent with one of our plain forms; whatever else comes is no form."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

LARGEST = 64 * 1024  # bytes: many times the longest letterhead
_MOST_FIELDS = 100
_NO_SIGN = "\ufffd"  # instead of the one sign that PostgreSQL does not keep
_FORM = "application/x-www-form-urlencoded"


async def fields(request: Request) -> dict[str, str]:
    """The fields by name, of two with the same name the last; empty when this is no form of
    ours. HTTPException 413 when it is larger than any."""
    kind = request.headers.get("content-type", _FORM).partition(";")[0].strip().lower()
    if kind != _FORM:
        return {}
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise HTTPException(413)
    try:
        found = parse_qsl(body.decode("utf-8", "replace"), max_num_fields=_MOST_FIELDS)
    except ValueError:
        return {}
    return {name: value.replace("\0", _NO_SIGN) for name, value in found}
