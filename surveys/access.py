"""What an officer may do: one place decides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Quản trị (admin) and cán bộ (officer)."""

    ADMIN = "admin"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody who signed in."""

    id: int
    login: str
    name: str
    role: Role
    lang: str
    active: bool = True
    sample: bool = False


class Act(StrEnum):
    """What may be refused to a role."""

    LOOK = "look"
    PLAN = "plan"
    EDIT_UNITS = "edit_units"
    KEEP_REGISTERS = "keep_registers"
    RUN_CAMPAIGNS = "run_campaigns"
    APPROVE_CAMPAIGNS = "approve_campaigns"
    CARE = "care"
    READ_RECORD = "read_record"
    SETTINGS = "settings"
    ASK_SENSITIVE = "ask_sensitive"


_ONLY_ADMINS = frozenset({Act.SETTINGS, Act.ASK_SENSITIVE, Act.READ_RECORD})


def may(officer: Officer, act: Act) -> bool:
    """Whether the officer's role allows the act."""
    return officer.active and (officer.role is Role.ADMIN or act not in _ONLY_ADMINS)
