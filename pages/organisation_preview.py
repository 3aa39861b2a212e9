"""What an event would change, before it is made so: in sentences, in a table, in two pictures."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from pages import seen
from pages.campaign_words import name, plain
from pages.organisation_picture import picture
from surveys.organisation import Changes, Link, Organisation, Tree, Unit, after, tree_on, under
from surveys.texts import say
from surveys.texts.numbers import day, number

_DAY = timedelta(days=1)
_MOST = 200  # rows of the table
_HEIGHT = 320  # pixels


def show(known: Organisation, changes: Changes, on: date, lang: str) -> None:
    """Show the preview."""
    then = after(known, changes)
    st.subheader(say("organisation.preview.title", lang), anchor=False)
    rows = _rows(then, changes, lang)
    if rows:
        words = say("organisation.preview.count", lang, count=number(len(rows), lang))
        st.caption(words)
        table = pd.DataFrame(rows[:_MOST])
        st.dataframe(table, hide_index=True, height=min(_HEIGHT, 38 + 35 * len(table)))
    _pictures(known, then, changes, on, lang)
    _campaigns(on, lang)


def _rows(then: Organisation, changes: Changes, lang: str) -> list[dict[str, str]]:
    names = {unit.code: unit.name for unit in then.units}
    unit, what = say("organisation.preview.unit", lang), say("organisation.preview.what", lang)
    found = []
    for pair in changes.units:
        if pair.before is None and pair.after is not None:
            found.append((pair.after.code, say("organisation.preview.founded", lang)))
        elif pair.before is not None and pair.after is not None:
            found.append((pair.after.code, _of_unit(pair.before.name, pair.after, lang)))
    found += [
        (pair.after.child, _of_link(names, pair.after, lang))
        for pair in changes.links
        if pair.before is None and pair.after is not None
    ]
    return [{unit: names.get(code, code), what: words} for code, words in found]


def _of_unit(former: str, unit: Unit, lang: str) -> str:
    ended, now = unit.ended_on, unit.name
    if now != former:
        return say("organisation.preview.renamed", lang, former=former, name=now)
    return say("organisation.preview.ended", lang, day=day(ended, lang) if ended else "…")


def _of_link(names: dict[str, str], link: Link, lang: str) -> str:
    first = day(link.valid_from, lang) if link.valid_from else "…"
    parent = names.get(link.parent, link.parent)
    return say(f"organisation.preview.{link.kind}", lang, parent=parent, day=first)


def _pictures(
    known: Organisation, then: Organisation, changes: Changes, on: date, lang: str
) -> None:
    """The bodies that are touched, the day before and on the day."""
    touched = {pair.after.parent for pair in changes.links if pair.after}
    touched |= {unit.code for pair in changes.units for unit in (pair.before, pair.after) if unit}
    for moment, organisation in ((on - _DAY, known), (on, then)):
        tree = tree_on(organisation, moment)
        bodies = {unit.code for unit in organisation.bodies}
        shown = {code for code in touched if code in tree.nodes and code in bodies}
        if shown:
            st.markdown(f"**{say('organisation.preview.on', lang, day=day(moment, lang))}**")
            picture(organisation, tree, lang, shown | _bodies_under(tree, shown, bodies))


def _bodies_under(tree: Tree, shown: set[str], bodies: set[str]) -> set[str]:
    return {code for top in shown for code in under(tree, top) if code in bodies}


def _campaigns(on: date, lang: str) -> None:
    """Campaigns that opened on that day or later: their tree changes with it."""
    later = [one for one in seen.campaigns() if one.opens_on >= on]
    if later:
        titles = ", ".join(name(one, lang) for one in later[:3])
        count = plain(number(len(later), lang))
        st.info(say("organisation.preview.campaigns", lang, titles=titles, count=count))
