"""Themes as figures: blocks at the level of unit types, added and never changed, each publication
sealed and chained to the one before (statistics.md 1.5, 1.9)."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from surveys.blocks import POOLED, Block
from surveys.blocks.own_words import LEAST_WRITERS
from surveys.blocks.release import FLOOR, WORDS
from surveys.words.themes import OTHER, codes

_ANSWERED = "#"


@dataclass(frozen=True, slots=True)
class Heap:
    """What was read of one pile and is not yet published: the themes of each text that counts,
    and how many do not count. `people` of the campaign stand behind the `written` texts of the
    whole pile, `told` of them behind texts that were published before; `left` texts are unread."""

    unit_type: str
    people: int
    written: int
    told: int
    themes: tuple[tuple[str, ...], ...]
    unused: int
    left: int

    @property
    def behind(self) -> int:
        """The people these texts stand for: all who are left when all is read, else their share,
        for texts are read in random order."""
        read = len(self.themes) + self.unused
        return self.people - self.told if not self.left else self.people * read // self.written


@dataclass(frozen=True, slots=True)
class Themes:
    """One publication of a question: how many people wrote of which theme, by type of unit.
    `rests_on` is the checksum of the campaign's release, `previous` that of the publication
    before; `pending` texts wait until there are enough of them."""

    question: str
    number: int
    made_on: date
    rests_on: str
    blocks: tuple[Block, ...]
    pending: int
    previous: str
    checksum: str


class TooFew(Exception):
    """No type has twenty texts that are read and not yet published; the argument is the number."""


def publishable(heaps: Sequence[Heap]) -> list[tuple[str, list[Heap]]]:
    """Which heaps make a block, by type of unit. What is too little is pooled once everything is
    read, with the smallest of the others if need be; until then it waits."""
    told = [(heap.unit_type, [heap]) for heap in heaps if _is_enough([heap])]
    if any(heap.left for heap in heaps):
        return told
    few = [heap for heap in heaps if heap.themes and not _is_enough([heap])]
    told.sort(key=lambda block: len(block[1][0].themes), reverse=True)
    while few and told and not _is_enough(few):
        few += told.pop()[1]
    return sorted(told + ([(POOLED, few)] if _is_enough(few) else []))


def published(
    question: str, heaps: Sequence[Heap], made_on: date, rests_on: str, earlier: Sequence[Themes]
) -> Themes:
    """The next publication of a question. TooFew when it would tell nothing."""
    found = publishable(heaps)
    texts = [text for _, parts in found for heap in parts for text in heap.themes]
    every = sum(len(heap.themes) for heap in heaps)
    if not found:
        raise TooFew(every)
    kept = _kept(texts)
    return sealed(
        Themes(
            question=question,
            number=len(earlier) + 1,
            made_on=made_on,
            rests_on=rests_on,
            blocks=tuple(_block(question, kind, parts, kept) for kind, parts in found),
            pending=every - len(texts),
            previous=earlier[-1].checksum if earlier else "",
            checksum="",
        )
    )


def themed_id(question: str) -> str:
    """The id of the question that shows the themes: "Z01" itself, "S01_oth" for an option."""
    return question.replace(".", "_")


def to_document(themes: Themes) -> dict[str, Any]:
    """A publication as plain JSON values."""
    return {
        **{name: getattr(themes, name) for name in _PLAIN},
        "made_on": themes.made_on.isoformat(),
        "blocks": [asdict(block) for block in themes.blocks],
    }


def from_document(document: Mapping[str, Any]) -> Themes:
    """What `to_document` wrote; ValueError when the checksum does not fit."""
    found = Themes(
        **{name: document[name] for name in _PLAIN},
        made_on=date.fromisoformat(document["made_on"]),
        blocks=tuple(Block(**block) for block in document["blocks"]),
    )
    if sealed(found).checksum != found.checksum:
        raise ValueError(f"themes of {found.question} were altered after they were published")
    return found


def sealed(themes: Themes) -> Themes:
    """The publication with the checksum of everything in it."""
    text = json.dumps(to_document(replace(themes, checksum="")), ensure_ascii=False, sort_keys=True)
    return replace(themes, checksum=hashlib.sha256(text.encode()).hexdigest())


_PLAIN = ("question", "number", "rests_on", "pending", "previous", "checksum")


def _is_enough(heaps: Sequence[Heap]) -> bool:
    return sum(len(heap.themes) for heap in heaps) >= LEAST_WRITERS


def _kept(texts: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """Themes of at least as many people as a cell of a table must have; others become "other"."""
    counted = Counter(code for themes in texts for code in set(themes))
    return frozenset(code for code, people in counted.items() if people >= FLOOR)


def _block(question: str, unit_type: str, heaps: Sequence[Heap], kept: frozenset[str]) -> Block:
    texts = [themes for heap in heaps for themes in heap.themes]
    told = Counter(code for themes in texts for code in {t if t in kept else OTHER for t in themes})
    behind = sum(heap.behind for heap in heaps)
    tally = {code: told[code] for code in codes() if told[code]}
    tally |= {_ANSWERED: len(texts), "": behind - len(texts)}
    name = themed_id(question)
    return Block(f"{WORDS}.{name}", {"unit_type": unit_type}, behind, {name: tally})
