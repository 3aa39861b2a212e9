"""Where a unit belongs: chosen when it is new, said and moved by an event when it is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from db import organisation
from pages.campaign_words import plain
from pages.settings import engine, today
from pages.unit_address import EVENT, MOVE, go
from surveys.organisation import Organisation, ancestors, in_order, tree_on
from surveys.register import label
from surveys.texts import say
from surveys.texts.numbers import day


def choose(lang: str) -> Mapping[str, Any]:
    """The level of a new unit and, where there are bodies, the one it belongs to since when."""
    known = organisation.load(engine())
    levels = {level.key: level.names[lang] for level in known.levels if level.workplace}
    left, middle, right = st.columns([1, 2, 1])
    level = left.selectbox(label("level", lang), list(levels), format_func=levels.__getitem__)
    if not known.bodies:
        return {"level": level}
    names = indented(known, lang)
    parent = middle.selectbox(
        label("parent", lang),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=say("parts.choose", lang),
    )
    first = right.date_input(
        label("parent_from", lang), value=None, format="DD/MM/YYYY", max_value="2100-12-31"
    )
    return {"level": level, "parent": parent or "", "parent_from": first if parent else None}


def indented(known: Organisation, lang: str) -> dict[str, str]:
    """The bodies of today by code, from the top down, each indented below the one above."""
    tree = tree_on(known, today())
    bodies = {unit.code for unit in known.bodies}
    return {
        code: "\u2003" * depth + tree.nodes[code].name for depth, code in in_order(tree, bodies)
    }


def tell(unit: Any, lang: str) -> None:
    """Say where the unit belongs today, with the way to move it."""
    known = organisation.load(engine())
    tree = tree_on(known, today())
    above = [plain(tree.nodes[code].name) for code in ancestors(tree, unit.code)]
    if not known.bodies:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        link = tree.parents.get(unit.code)
        since = day(link.valid_from, lang) if link and link.valid_from else "…"
        words = say("units.place.there", lang, path=" › ".join(above), since=since)
        st.markdown(words if above else say("units.place.nowhere", lang), width="stretch")
        move = say("units.place.move", lang)
        st.button(move, on_click=go, args=(EVENT, unit.code), kwargs={"kind": MOVE})
