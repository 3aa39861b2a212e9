"""What the page where sheets are typed in sends: read at the edge, or refused as a whole."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

Sheet = dict[str, list[str]]

LARGEST = 256 * 1024  # bytes: three times a long sheet, for one that is typed in twice
MOST_FIELDS = 2_000
_JSON = "application/json"
_FORM_ID = re.compile(r"[0-9A-Za-z_-]{16,64}")


@dataclass(frozen=True, slots=True)
class Sent:
    """A sheet as it stands on the page. `before` are the typings that went before it: the first
    one, and the second one when their differences are settled. `look` only asks what is shown."""

    form_id: str
    sheet: Sheet
    before: tuple[Sheet, ...] = ()
    is_first: bool = False
    look: bool = False


async def sent(request: Request) -> Sent:
    """The sheet of a request; HTTPException 413 when it is too large, 400 when it is none."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _JSON:
        raise HTTPException(400)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise HTTPException(413)
    try:
        return _sent(json.loads(body))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise HTTPException(400) from error


def _sent(document: Any) -> Sent:
    form_id = document["id"]
    if not _FORM_ID.fullmatch(form_id):
        raise ValueError(form_id)
    before = tuple(_sheet(part) for part in document.get("before", [])[:2])
    flags = {"is_first": document.get("first") is True, "look": document.get("look") is True}
    return Sent(form_id, _sheet(document["sheet"]), before, **flags)


def _sheet(document: Any) -> Sheet:
    if not isinstance(document, dict) or len(document) > MOST_FIELDS:
        raise ValueError("no sheet")
    return {str(name): [_text(value) for value in values] for name, values in document.items()}


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("no text")
    return value.encode("utf-8").decode("utf-8")  # half a letter is none
