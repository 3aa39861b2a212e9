"""Fields of the organisation's forms: a new body, units picked one by one or by their place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from pages.campaign_words import plain
from surveys.organisation import (
    SECTORS,
    Level,
    Organisation,
    Refusal,
    Tree,
    Unit,
    in_order,
    is_valid,
)
from surveys.register import LONGEST_CODE, LONGEST_NAME, label, tidied
from surveys.texts import say
from surveys.texts.numbers import day, number

_SHORT = 20  # letters of an abbreviation
_PLACE = "\u0000"  # begins an option that stands for all units of a place


@dataclass(frozen=True, slots=True)
class NewBody:
    """A body being entered: what tells its fields from others, its first day, the level and the
    parent that are likely."""

    key: str
    first: date
    level: str = ""
    parent: str = ""


def body_fields(known: Organisation, tree: Tree, new: NewBody, lang: str) -> Unit:
    """Ask for a new body."""
    words = _words(new, lang)
    levels = {one.key: one for one in known.levels if _is_offered(one, new.first)}
    keys = list(levels)
    left, right = st.columns([1, 3])
    level = left.selectbox(
        label("level", lang) + " *",
        keys,
        index=_likely(known, list(levels.values()), new.level),
        format_func=lambda key: levels[key].names[lang],
        placeholder=say("parts.choose", lang),
        key=f"{new.key}-level",
    )
    with right:
        parent = _parent(known, tree, new, lang)
    since = new.first if parent else None
    return tidied(
        replace(words, level=level or "", began_on=new.first, parent=parent, parent_from=since)
    )


def _likely(known: Organisation, offered: Sequence[Level], like: str) -> int | None:
    """The offered level that is, or comes next below, the one a new body is to be like."""
    wanted = known.level(like)
    below = [n for n, level in enumerate(offered) if wanted and level.rank >= wanted.rank]
    return below[0] if below else None


def _words(new: NewBody, lang: str) -> Unit:
    """What is typed of a new body."""
    typed = []
    fields = (("code", LONGEST_CODE), ("name", LONGEST_NAME), ("place", LONGEST_NAME))
    places = st.columns([1, 3, 1, 1])
    for place, (field, longest) in zip(places, (*fields, ("abbreviation", _SHORT)), strict=True):
        star = " *" if field in ("code", "name") else ""
        words = label(field, lang) + star
        typed.append(place.text_input(words, max_chars=longest, key=f"{new.key}-{field}") or "")
    code, name, place_name, short = typed
    return Unit(code, name, "", SECTORS[-1], place_name, "", 0, 0, abbreviation=short)


def _is_offered(level: Level, on: date) -> bool:
    return not level.workplace and is_valid(level.valid_from, level.valid_to, on)


def _parent(known: Organisation, tree: Tree, new: NewBody, lang: str) -> str:
    names = body_names(known, tree)
    codes = list(names)
    chosen = st.selectbox(
        say("organisation.form.parent", lang),
        codes,
        index=codes.index(new.parent) if new.parent in codes else None,
        format_func=names.__getitem__,
        placeholder=say("organisation.form.no_parent", lang),
        key=f"{new.key}-parent",
    )
    return chosen or ""


def body_names(known: Organisation, tree: Tree) -> dict[str, str]:
    """The bodies of a tree by code, from the top down, each indented below the one above."""
    bodies = {unit.code for unit in known.bodies} & tree.nodes.keys()
    return {
        code: "\u2003" * depth + tree.nodes[code].name for depth, code in in_order(tree, bodies)
    }


def unit_names(known: Organisation, tree: Tree) -> dict[str, str]:
    """Every unit of a tree by code, bodies first."""
    bodies = body_names(known, tree)
    others = {
        code: f"{unit.name} · {code}" for code, unit in tree.nodes.items() if code not in bodies
    }
    return {**bodies, **others}


def pick(
    words: str, units: Iterable[Unit], key: str, lang: str, before: Sequence[str] = ()
) -> tuple[str, ...]:
    """Ask for several units, some at once by the place they lie in; their codes."""
    by_code = {unit.code: unit for unit in units}
    places = _places(by_code.values())
    chosen = st.multiselect(
        words,
        [*(f"{_PLACE}{place}" for place in places), *by_code],
        default=[code for code in before if code in by_code],
        format_func=lambda option: _option(option, by_code, places, lang),
        placeholder=say("organisation.form.pick", lang),
        key=key,
    )
    return _codes(chosen, places)


def refused(refusal: Refusal, lang: str) -> None:
    """Say why it cannot be, and what to do."""
    values = {name: _said(value, lang) for name, value in refusal.values.items()}
    st.warning(say(f"organisation.fault.{refusal.reason}", lang, **values))


def _said(value: object, lang: str) -> str:
    if isinstance(value, date):
        return day(value, lang)
    if isinstance(value, Mapping):
        return str(value.get(lang, ""))
    return number(value, lang) if isinstance(value, int) else plain(str(value))


def _places(units: Iterable[Unit]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for unit in units:
        if unit.place:
            found.setdefault(unit.place, []).append(unit.code)
    return {place: found[place] for place in sorted(found) if len(found[place]) > 1}


def _option(
    option: str, units: Mapping[str, Unit], places: Mapping[str, Collection[str]], lang: str
) -> str:
    if option.startswith(_PLACE):
        place = option.removeprefix(_PLACE)
        count = number(len(places[place]), lang)
        return say("organisation.form.whole_place", lang, place=place, count=count)
    return f"{units[option].name} · {option}"


def _codes(chosen: Iterable[str], places: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for option in chosen:
        several = places[option.removeprefix(_PLACE)] if option.startswith(_PLACE) else [option]
        found |= dict.fromkeys(several)
    return tuple(found)
