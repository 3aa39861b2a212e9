"""The code on a unit's poster, and whether a phone can follow it."""

from __future__ import annotations

import secrets
from ipaddress import ip_address
from urllib.parse import urlsplit

# Without 0 O 1 I L, B 8, S 5, Z 2, U V: read aloud and typed by hand without doubt.
CODE_LETTERS = "34679ACDEFGHJKMNPQRTWXY"
CODE_LENGTH = 9  # 23 letters ** 9 is 40.7 bits: cannot be guessed


def new_code() -> str:
    """A code for one unit's link: random, unguessable, without look-alike characters."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def spaced(code: str) -> str:
    """A code as printed for typing: ACD-7KM-3QX; no letter is left alone: ACD-7KM-3QXY."""
    last = len(code) - 3 - len(code) % 3
    return "-".join((*(code[i : i + 3] for i in range(0, last, 3)), code[max(last, 0) :]))


def typed(text: str) -> str:
    """A code as somebody typed it, brought back to the form that is kept."""
    letters = text.upper()
    return letters if letters.isalnum() else "".join(filter(str.isalnum, letters))


def link(base_url: str, code: str) -> str:
    """The address a poster leads to."""
    return f"{base_url}/k/{code}"


def leads_nowhere(base_url: str) -> bool:
    """Whether only the server itself understands this address: a phone that scans it ends up
    at itself."""
    host = urlsplit(base_url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
