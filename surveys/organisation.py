"""Units of the organisation: who they are, how many work there, what counts as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

UNIT_TYPES = (
    "dn_nn",
    "dn_ngoai_nn",
    "dn_fdi",
    "hop_tac_xa",
    "nghiep_doan",
    "don_vi_su_nghiep",
    "co_quan",
)
ENTERPRISES = ("dn_nn", "dn_ngoai_nn", "dn_fdi")
SECTORS = ("dieu", "caosu", "go", "may", "nongsan", "xd_dv", "giaoduc", "yte", "khac")


@dataclass(frozen=True, slots=True)
class Unit:
    """A workplace. Headcounts are persons; `women` and `women_members` may be unknown (None)."""

    code: str
    name: str
    type: str
    sector: str
    place: str
    cluster: str
    workers: int
    members: int
    women: int | None = None
    women_members: int | None = None
    has_union: bool = False
    agreement: bool = False
    agreement_until: date | None = None
    ended_on: date | None = None


def has_valid_agreement(unit: Unit, on: date) -> bool:
    """Signed and not expired on that day (handbook 1.3)."""
    return unit.agreement and (unit.agreement_until is None or unit.agreement_until >= on)


def alive(units: Iterable[Unit], on: date) -> tuple[Unit, ...]:
    """The units that exist on that day."""
    return tuple(u for u in units if u.ended_on is None or u.ended_on >= on)


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
