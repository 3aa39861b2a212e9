"""The organisation as of a day: its picture, one body of it, and what has happened so far."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from db import organisation
from pages import organisation_history, seen
from pages.organisation_picture import picture
from pages.parts import signed_in
from pages.settings import engine, today
from pages.unit_address import BODY, DAY, EVENT, IMPORT, go
from pages.unit_table import units_table
from surveys.access import Act, Officer, may
from surveys.organisation import Organisation, Tree, ancestors, in_order, sums, tree_on
from surveys.texts import say
from surveys.texts.numbers import day, number

_COLUMNS = ("code", "name", "type", "place", "workers", "members")
_CHANGES = 4  # days of change offered beside today
_DAY_BEFORE = timedelta(days=1)


def show() -> None:
    """Show the tree, or how to begin one."""
    officer = signed_in()
    known = _visible(organisation.load(engine()))
    if not known.bodies:
        _empty(officer)
        return
    heading = st.container()
    tree = tree_on(known, _chosen_day(known, officer.lang))
    heading.title(_finding(known, tree, officer.lang), anchor=False)
    _tasks(officer)
    picture(known, tree, officer.lang)
    _one_body(known, tree, officer.lang)
    organisation_history.show(known, officer)


def _visible(known: Organisation) -> Organisation:
    """What the officer may see: everything, or the own units and the bodies above them with what
    befell these."""
    mine = seen.scope()
    if mine.is_everything:
        return known
    own = {unit.code for unit in known.units if mine.sees(unit.code)}
    days = {link.valid_from or date.min for link in known.links} | {today()}
    for on in days:
        tree = tree_on(known, on)
        own |= {above for code in list(own) for above in ancestors(tree, code)}
    return replace(
        known,
        units=tuple(unit for unit in known.units if unit.code in own),
        names=tuple(name for name in known.names if name.unit in own),
        events=tuple(e for e in known.events if own.intersection((*e.sources, *e.targets))),
    )


def _empty(officer: Officer) -> None:
    lang = officer.lang
    st.title(say("organisation.empty.title", lang), anchor=False)
    st.write(say("organisation.empty.text", lang))
    if may(officer, Act.EDIT_UNITS):
        with st.container(horizontal=True):
            _button("add", BODY, ":material/add:", lang, primary=True)
            _button("import", IMPORT, ":material/upload_file:", lang)


def _tasks(officer: Officer) -> None:
    if may(officer, Act.EDIT_UNITS):
        with st.container(horizontal=True):
            _button("event", EVENT, ":material/account_tree:", officer.lang, primary=True)
            _button("add", BODY, ":material/add:", officer.lang)


def _button(name: str, task: str, icon: str, lang: str, *, primary: bool = False) -> None:
    st.button(
        say(f"organisation.task.{name}", lang),
        type="primary" if primary else "secondary",
        icon=icon,
        key=f"organisation-{name}",
        on_click=go,
        args=(task,),
    )


def _chosen_day(known: Organisation, lang: str) -> date:
    """The day of the tree, from the address; days of change are one press away."""
    asked = st.query_params.get(DAY, "")
    on = date.fromisoformat(asked) if _is_day(asked) else today()
    left, right = st.columns([1, 3], vertical_alignment="bottom")
    st.session_state[_PICKED] = on
    left.date_input(
        say("organisation.tree.day", lang),
        format="DD/MM/YYYY",
        min_value="1900-01-01",
        max_value="2100-12-31",
        key=_PICKED,
        on_change=_picked,
    )
    with right.container(horizontal=True):
        for offered in _offered(known):
            words = (
                say("organisation.tree.today", lang) if offered == today() else day(offered, lang)
            )
            st.button(
                words,
                key=f"organisation-day-{offered}",
                type="tertiary",
                disabled=offered == on,
                on_click=_go_to,
                args=(offered,),
            )
    return on


def _offered(known: Organisation) -> list[date]:
    """The days around the last changes, and today."""
    changes = sorted({event.day for event in known.events if event.day <= today()})[-_CHANGES:]
    around = {near for on in changes for near in (on - _DAY_BEFORE, on)}
    return [*sorted(around - {today()})[-_CHANGES:], today()]


def _picked() -> None:
    _go_to(st.session_state[_PICKED])


def _go_to(on: date | None) -> None:
    if on is None or on == today():
        st.query_params.pop(DAY, None)
    else:
        st.query_params[DAY] = on.isoformat()


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _finding(known: Organisation, tree: Tree, lang: str) -> str:
    workplaces = {level.key for level in known.levels if level.workplace}
    counted = [unit for unit in tree.nodes.values() if unit.level in workplaces]
    return say(
        "organisation.tree.finding",
        lang,
        day=day(tree.day, lang),
        bodies=number(len(tree.nodes) - len(counted), lang),
        units=number(len(counted), lang),
        workers=number(sum(unit.workers for unit in counted), lang),
    )


def _one_body(known: Organisation, tree: Tree, lang: str) -> None:
    """The units directly below one body."""
    bodies = {unit.code for unit in known.bodies} & tree.nodes.keys()
    names = _indented(tree, bodies)
    st.subheader(say("organisation.body.title", lang), anchor=False)
    chosen = st.selectbox(
        say("organisation.body.which", lang),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=say("parts.choose", lang),
        key="organisation-body",
        label_visibility="collapsed",
    )
    if not chosen:
        st.caption(say("organisation.body.how", lang))
        return
    workplaces = [level.key for level in known.levels if level.workplace]
    under = sums(tree, workplaces)[chosen]
    path = " › ".join(tree.nodes[code].name for code in reversed(ancestors(tree, chosen)))
    st.caption(path or say("organisation.body.top", lang))
    children = [tree.nodes[code] for code in tree.children.get(chosen, ()) if code not in bodies]
    st.markdown(
        say(
            "organisation.body.sum",
            lang,
            units=number(under.units, lang),
            workers=number(under.workers, lang),
            members=number(under.members, lang),
        )
    )
    if children:
        units_table(children, _COLUMNS, lang)


def _indented(tree: Tree, bodies: Collection[str]) -> dict[str, str]:
    return {
        code: "\u2003" * depth + tree.nodes[code].name for depth, code in in_order(tree, bodies)
    }


_PICKED = "organisation-day"
