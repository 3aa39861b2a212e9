"""What a poster says: one unit's link to one campaign, in words people on the wall can read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from surveys.campaigns import spaced
from surveys.fonts import plain
from surveys.texts.added import NONE, Added
from surveys.texts.numbers import day


@dataclass(frozen=True, slots=True)
class Sheet:
    """One unit's poster. `link` is the whole address the code holds, `code` its last part. In
    two languages everything is said twice, in `second` below and smaller. `added` holds the
    sentences of languages that the office added."""

    unit: str
    campaign: str
    organisation: str
    phone: str
    closes_on: date
    link: str
    code: str
    lang: str = "vi"
    second: str = ""
    added: Added = NONE

    @property
    def address(self) -> str:
        """What is typed by hand when the code cannot be scanned: the link without its code."""
        return self.link.split("://", 1)[-1].removesuffix(self.code).rstrip("/")

    @property
    def typed_code(self) -> str:
        """The code as printed for typing: ACD-7KM-3QX."""
        return spaced(self.code)

    def say(self, name: str, **values: object) -> str:
        """A sentence of the sheet in its language, ready to be drawn."""
        return plain(self.added.say(f"posters.{name}", self.lang, **values))

    @property
    def other(self) -> Sheet | None:
        """The same sheet in its second language."""
        return replace(self, lang=self.second, second="") if self.second else None

    @property
    def promises(self) -> tuple[str, ...]:
        """The three promises, as three short lines."""
        return tuple(self.say(f"sheet.promise_{number}") for number in (1, 2, 3))

    @property
    def until(self) -> str:
        """The last day on which answers can be sent, in words."""
        return self.say("sheet.until", day=day(self.closes_on, self.lang))

    @property
    def questions_to(self) -> str:
        """Whom to ask, with the telephone; empty when there is none."""
        return self.say("sheet.phone", phone=self.phone) if self.phone else ""


def caption(sheet: Sheet) -> str:
    """The message that goes with the picture into a Zalo group: there the link can be tapped."""
    return sheet.added.say(
        "posters.caption.text",
        sheet.lang,
        invitation=sheet.say("sheet.invitation"),
        campaign=plain(sheet.campaign),
        unit=plain(sheet.unit),
        link=sheet.link,
        promises=", ".join((sheet.promises[0], *map(_inside, sheet.promises[1:]))),
        free=sheet.say("sheet.free"),
        until=sheet.until,
        phone=sheet.questions_to,
    ).strip()


def _inside(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
