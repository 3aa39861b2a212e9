"""Units that an event is about: one that is chosen, one that things go to, one that is new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from pages.organisation_fields import NewBody, body_fields, body_names, unit_names
from surveys.organisation import Organisation, Tree, Unit, Wish, tree_on
from surveys.texts import say

_NEW = ""  # among the targets: a body that does not exist yet


@dataclass(frozen=True, slots=True)
class Where:
    """A target being asked for: from which day on, `like` which unit it is, the key of its
    fields."""

    day: date
    like: str = ""
    key: str = "event-target"


def ask_target(
    known: Organisation, tree: Tree, where: Where, lang: str
) -> tuple[str, tuple[Unit, ...]]:
    """The unit things go to: one that exists, or a new body like the one it comes from."""
    names = unit_names(known, tree) if where.like else body_names(known, tree)
    chosen = st.selectbox(
        say("organisation.form.target", lang),
        [_NEW, *names],
        index=None,
        format_func=lambda code: names.get(code, say("organisation.form.new_body", lang)),
        placeholder=say("parts.choose", lang),
        key=where.key,
    )
    if chosen != _NEW:
        return chosen or "", ()
    source, above = known.unit(where.like), tree.parents.get(where.like)
    level, parent = source.level if source else "", above.parent if above else ""
    new = NewBody(where.key, where.day, level, parent)
    unit = body_fields(known, tree_on(known, where.day), new, lang)
    return (unit.code, (unit,)) if unit.code and unit.name else ("", ())


def one_unit(known: Organisation, tree: Tree, wish: Wish, lang: str) -> str:
    """The one unit an event befalls; empty while none is chosen."""
    names = unit_names(known, tree)
    codes = list(names)
    likely = next((code for code in wish.sources if code in names), None)
    chosen = st.selectbox(
        say("organisation.form.which", lang),
        codes,
        index=codes.index(likely) if likely else None,
        format_func=names.__getitem__,
        placeholder=say("parts.choose", lang),
        key="event-unit",
    )
    return chosen or ""


def every_unit(known: Organisation, tree: Tree) -> list[Unit]:
    """The units of a tree, bodies first."""
    return [tree.nodes[code] for code in unit_names(known, tree)]
