"""What an officer may do and see: one place decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Quản trị, cán bộ cấp trên, cán bộ cụm, cán bộ CĐCS, cán bộ chăm lo, xem."""

    ADMIN = "admin"
    OFFICER = "officer"  # cán bộ cấp trên: the level above the units
    CLUSTER = "cluster"
    UNIT = "unit"
    CARE = "care"
    VIEWER = "viewer"


class Act(StrEnum):
    """What may be refused to a role."""

    LOOK = "look"  # to be signed in: one's own account
    SEE_SURVEYS = "see_surveys"  # units, campaigns, results, plans within one's scope
    EXPORT = "export"  # files of what one sees
    READ_WORDS = "read_words"  # what workers wrote in their own words (DR-10)
    SCREEN_WORDS = "screen_words"  # to read it as it was written, hide and group it (DR-10)
    ENTER_PAPER = "enter_paper"
    PROPOSE = "propose"  # a campaign or question that the level above approves (DR-24)
    PLAN = "plan"
    EDIT_UNITS = "edit_units"
    KEEP_REGISTERS = "keep_registers"
    RUN_CAMPAIGNS = "run_campaigns"
    APPROVE_CAMPAIGNS = "approve_campaigns"
    OPEN_RESULTS = "open_results"  # let the officers of units see a release (DR-24)
    CARE = "care"  # requests for help (DR-15)
    READ_RECORD = "read_record"
    SETTINGS = "settings"
    ASK_SENSITIVE = "ask_sensitive"


_SEES = frozenset({Act.LOOK, Act.SEE_SURVEYS, Act.EXPORT})
_BELOW = _SEES | {Act.ENTER_PAPER, Act.PROPOSE, Act.KEEP_REGISTERS}
_ABOVE = _BELOW | {
    Act.READ_WORDS,
    Act.SCREEN_WORDS,
    Act.PLAN,
    Act.EDIT_UNITS,
    Act.RUN_CAMPAIGNS,
    Act.APPROVE_CAMPAIGNS,
    Act.OPEN_RESULTS,
}
ALLOWED = {
    Role.ADMIN: _ABOVE | {Act.READ_RECORD, Act.SETTINGS, Act.ASK_SENSITIVE},
    Role.OFFICER: _ABOVE,
    Role.CLUSTER: _BELOW | {Act.READ_WORDS},
    Role.UNIT: _BELOW,
    Role.CARE: frozenset({Act.LOOK, Act.CARE}),
    Role.VIEWER: _SEES,
}
EVERYWHERE = frozenset({Role.ADMIN, Role.OFFICER})  # their scope is the whole organisation
PLACED = frozenset({Role.CLUSTER, Role.UNIT, Role.VIEWER})  # theirs is what they work for


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody who signed in. `places` are the codes of units, bodies or clusters that he or
    she works for; the roles of the whole organisation have none."""

    id: int
    login: str
    name: str
    role: Role
    lang: str
    active: bool = True
    sample: bool = False
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figures may be seen: those of everything (`units` is None), or of these units by
    code. `waits` says that results are seen only after the level above let them go (DR-24)."""

    units: frozenset[str] | None = None
    waits: bool = False

    def sees(self, code: str) -> bool:
        """Whether the unit is within the scope."""
        return self.units is None or code in self.units

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self.units is None


EVERYTHING = Scope()
NOTHING = Scope(frozenset(), waits=True)


def may(officer: Officer, act: Act) -> bool:
    """Whether the officer's role allows the act."""
    return officer.active and act in ALLOWED[officer.role]


def scope_of(officer: Officer, under: Callable[[str], Iterable[str]]) -> Scope:
    """What the officer may see; `under` gives the codes of the units of a place."""
    if not may(officer, Act.SEE_SURVEYS):
        return NOTHING
    if officer.role in EVERYWHERE or (officer.role is Role.VIEWER and not officer.places):
        return EVERYTHING
    codes = frozenset(code for place in officer.places for code in under(place))
    return Scope(codes, waits=officer.role is not Role.CLUSTER)
