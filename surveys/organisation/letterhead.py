"""How the organisation names itself on papers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letterhead:
    """How the organisation names itself on papers (handbook 4.2). `body` may hold a line break
    where the issuing body is split by hand; `copies` are the lines under "Nơi nhận"."""

    name: str
    superior: str
    body: str
    symbol: str
    place: str
    authority: str
    role: str
    signer: str
    addressee: str
    copies: tuple[str, ...]
    phone: str
