"""What is known while answers come in: units, groups, gaps and what is still needed, all from
counts in steps of five and from the register, never from answers (DR-07)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from surveys.campaigns import Campaign, in_steps, missing
from surveys.organisation import Unit
from surveys.statistics.bases import LEAST, LEAST_RANKING, LEAST_SENSITIVE

FAR_BELOW = 0.5  # of the share of the whole: a group below it is named as a gap
_GENDER = "P02"


@dataclass(frozen=True, slots=True)
class Scans:
    """How often forms were shown, begun and sent, in steps of five."""

    shown: int
    begun: int
    sent: int


@dataclass(frozen=True, slots=True)
class UnitParticipation:
    """A unit's answers in steps of five; `few` when there are one to four. `scans` are None
    where nothing was reported."""

    unit: Unit
    answers: int
    few: bool
    scans: Scans | None = None

    @property
    def is_silent(self) -> bool:
        """Whether nobody has answered."""
        return not self.answers and not self.few


@dataclass(frozen=True, slots=True)
class Group:
    """Units together. `answers` are the sum of what is told of the units: at least so many.
    `women` are None unless the register knows them everywhere."""

    name: str
    units: int
    silent: int
    workers: int
    women: int | None
    answers: int

    @property
    def share(self) -> float:
        """Answers for each worker."""
        return self.answers / self.workers if self.workers else 0.0


@dataclass(frozen=True, slots=True)
class Level:
    """Something that is published from so many answers on: of a unit or of a whole unit type,
    of both genders apart or together."""

    name: str
    least: int
    of_type: bool = False
    by_gender: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How many groups have reached a level, of those that can, and what the others lack."""

    level: Level
    needed: int
    possible: int
    reached: int
    lacking: int


LEVELS = (  # from the first to the last that a unit or type reaches
    Level("own", LEAST),
    Level("trust", LEAST_SENSITIVE),
    Level("gender", LEAST, by_gender=True),
    Level("ranking", LEAST_RANKING, of_type=True),
    Level("sensitive", LEAST_SENSITIVE, of_type=True, by_gender=True),
)


def whole(units: Sequence[UnitParticipation]) -> Group:
    """All units as one group without a name."""
    return _group("", units)


def by_type(units: Iterable[UnitParticipation]) -> tuple[Group, ...]:
    """Groups by unit type, the lowest share first."""
    return _grouped(units, lambda each: each.unit.type)


def by_cluster(units: Iterable[UnitParticipation]) -> tuple[Group, ...]:
    """Groups by cluster, the lowest share first; units without one are together."""
    return _grouped(units, lambda each: each.unit.cluster)


def far_below(groups: Sequence[Group]) -> tuple[Group, ...]:
    """Groups whose share is far below that of all together."""
    workers = sum(group.workers for group in groups)
    usual = sum(group.answers for group in groups) / workers if workers else 0.0
    return tuple(g for g in groups if g.workers and g.share < FAR_BELOW * usual)


def scanned(units: Iterable[UnitParticipation]) -> Scans | None:
    """Scans of all units together; None where nothing was reported."""
    known = [each.scans for each in units if each.scans is not None]
    if not known:
        return None
    return Scans(*(sum(getattr(s, step) for s in known) for step in ("shown", "begun", "sent")))


def levels(campaign: Campaign) -> tuple[Level, ...]:
    """What this campaign can publish: the genders apart only where it asks for them."""
    asks = _GENDER in campaign.coordinates
    return tuple(level for level in LEVELS if asks or not level.by_gender)


def needed(level: Level, k: int, workers: int, women: int | None) -> int | None:
    """Answers that a unit or type needs for a level, when they come as the register has women and
    men; None when it has too few workers for it, or nobody knows how many women."""
    least = max(k, level.least)
    if level.by_gender:
        smaller = 0 if women is None else min(women, workers - women)
        return None if smaller < least else in_steps(-(-least * workers // smaller) + 4)
    return None if workers < least else least


def next_goal(each: UnitParticipation, campaign: Campaign) -> tuple[Level, int] | None:
    """The next level of a unit and how many answers are lacking, about; None when it has reached
    all it can."""
    unit = each.unit
    for level in (level for level in levels(campaign) if not level.of_type):
        goal = needed(level, campaign.k, unit.workers, unit.women)
        if goal is not None and (lacking := missing(each.answers, goal)):
            return level, lacking
    return None


def standings(units: Sequence[UnitParticipation], campaign: Campaign) -> tuple[Standing, ...]:
    """Every level of the campaign: who has reached it, and what is lacking."""
    single = [(u.unit.workers, u.unit.women, u.answers) for u in units]
    types = [(g.workers, g.women, g.answers) for g in by_type(units)]
    return tuple(
        _standing(level, campaign.k, types if level.of_type else single)
        for level in levels(campaign)
    )


def _standing(level: Level, k: int, groups: list[tuple[int, int | None, int]]) -> Standing:
    goals = [(needed(level, k, workers, women), answers) for workers, women, answers in groups]
    lacking = [missing(answers, goal) for goal, answers in goals if goal is not None]
    reached = sum(not lack for lack in lacking)
    return Standing(level, max(k, level.least), len(lacking), reached, sum(lacking))


def _grouped(
    units: Iterable[UnitParticipation], key: Callable[[UnitParticipation], str]
) -> tuple[Group, ...]:
    gathered = groupby(sorted(units, key=key), key)
    return tuple(
        sorted((_group(name, list(g)) for name, g in gathered), key=lambda g: (g.share, g.name))
    )


def _group(name: str, units: Sequence[UnitParticipation]) -> Group:
    women = [each.unit.women for each in units]
    known = [count for count in women if count is not None]
    return Group(
        name,
        len(units),
        sum(each.is_silent for each in units),
        sum(each.unit.workers for each in units),
        sum(known) if len(known) == len(women) else None,
        sum(each.answers for each in units),
    )
