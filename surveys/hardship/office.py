"""How an office takes requests for help: whether at all, who reads them, how long they are kept."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_MONTHS = 60  # five years: longer is a mistyped number
_LONGEST = 100
_PHONE = re.compile(r"\+?[0-9][0-9 .]{5,20}")


@dataclass(frozen=True, slots=True)
class Office:
    """`carer` is who reads requests, as the form names him or her; `months` is how long a request
    is kept after its end (DR-15)."""

    open: bool
    carer: str
    phone: str
    months: int
    version: int = 0


USUAL = Office(open=False, carer="", phone="", months=24)


def problems(office: Office) -> dict[str, str]:
    """What is wrong, keys of sentences by field; empty when it can be saved."""
    found: dict[str, str] = {}
    if not 0 < len(office.carer.strip()) <= _LONGEST:
        found["carer"] = "hardship.problem.carer"
    if not _PHONE.fullmatch(office.phone.strip()):
        found["phone"] = "hardship.problem.phone"
    if not 1 <= office.months <= MOST_MONTHS:
        found["months"] = "hardship.problem.months"
    return found
