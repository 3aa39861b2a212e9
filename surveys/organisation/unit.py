"""Units of the organisation: who they are, how many work there, where they belong."""

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
USUAL_LEVEL = "cdcs"  # of a unit of which nothing else is said; the levels themselves are data
MANAGES, IN_CHARGE, CLUSTER = LINK_KINDS = ("quan_ly", "phu_trach", "cum")
SECTORS = ("dieu", "caosu", "go", "may", "nongsan", "xd_dv", "giaoduc", "yte", "khac")


@dataclass(frozen=True, slots=True)
class Unit:
    """A workplace or, at another `level`, a body above workplaces. Headcounts are persons; `women`
    and `women_members` may be unknown (None). `parent` is the code of the body it belonged to
    when last heard of, since `parent_from` (None: nobody knows since when); days are first and
    last days."""

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
    level: str = USUAL_LEVEL
    abbreviation: str = ""
    began_on: date | None = None
    parent: str = ""
    parent_kind: str = MANAGES
    parent_from: date | None = None


def has_valid_agreement(unit: Unit, on: date) -> bool:
    """Signed and not expired on that day (handbook 1.3)."""
    return unit.agreement and (unit.agreement_until is None or unit.agreement_until >= on)


def alive(units: Iterable[Unit], on: date) -> tuple[Unit, ...]:
    """The units that exist on that day."""
    return tuple(unit for unit in units if is_alive(unit, on))


def is_alive(unit: Unit, on: date) -> bool:
    """Whether the unit exists on that day."""
    return is_valid(unit.began_on, unit.ended_on, on)


def is_valid(first: date | None, last: date | None, on: date) -> bool:
    """Whether the day lies between two days, both included; None has no end."""
    return (first is None or first <= on) and (last is None or on <= last)
