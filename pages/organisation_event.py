"""The form of an event: what happened, from which day on, what it would change, then made so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

import streamlit as st

from db import events as record
from db import organisation
from db import units as register
from pages import organisation_preview
from pages.campaign_words import tell
from pages.organisation_fields import pick, refused, unit_names
from pages.organisation_history import sentence
from pages.organisation_new import back
from pages.organisation_target import Where, ask_target, every_unit, one_unit
from pages.parts import require
from pages.settings import engine, now, today
from pages.unit_address import KIND
from surveys.access import Act, Officer
from surveys.organisation import (
    EVENT_KINDS,
    LINK_KINDS,
    Changes,
    Organisation,
    Refusal,
    Unit,
    Wish,
    planned,
    tree_on,
)
from surveys.texts import say

_DAY = timedelta(days=1)
_MOST_PARTS = 8  # of a unit that is split
_RENAMED, _MOVED, _MERGED, _SPLIT, _ENDED = EVENT_KINDS


def show(code: str) -> None:
    """Show the form; `code` is the unit it is about, if that is known."""
    officer = require(Act.EDIT_UNITS)
    lang, known = officer.lang, organisation.load(engine())
    st.button(say("organisation.form.back", lang), on_click=back, icon=":material/arrow_back:")
    st.title(say("organisation.form.event", lang), anchor=False)
    kind = _kind(lang)
    left, right = st.columns([1, 3])
    first = left.date_input(
        say("organisation.form.from_day", lang),
        value=today(),
        min_value="1900-01-01",
        max_value="2100-12-31",
        format="DD/MM/YYYY",
        help=say("organisation.form.from_help", lang),
        key="event-day",
    )
    document = right.text_input(
        say("organisation.form.document", lang),
        placeholder=say("organisation.form.document_hint", lang),
        max_chars=200,
        key="event-document",
    )
    if first is None:
        return
    wish = _FIELDS[kind](known, Wish(kind, first, (code,) if code else ()), lang)
    if wish is not None:
        _preview(known, replace(wish, document=(document or "").strip()), officer)


def _kind(lang: str) -> str:
    asked = st.query_params.get(KIND, "")
    chosen = st.segmented_control(
        say("organisation.form.kind", lang),
        EVENT_KINDS,
        default=asked if asked in EVENT_KINDS else _MOVED,
        format_func=lambda kind: say(f"organisation.kind.{kind}", lang),
        required=True,
        key="event-kind",
    )
    st.caption(say(f"organisation.kind_help.{chosen}", lang))
    return str(chosen)


def _rename(known: Organisation, wish: Wish, lang: str) -> Wish | None:
    code = one_unit(known, tree_on(known, wish.day), wish, lang)
    unit = known.unit(code)
    if unit is None:
        return None
    left, right = st.columns([4, 1])
    name = left.text_input(say("organisation.form.new_name", lang), max_chars=200, key="event-name")
    short = right.text_input(
        say("organisation.form.new_short", lang), unit.abbreviation, key=f"event-short-{code}"
    )
    if not name:
        return None
    return replace(wish, sources=(code,), name=" ".join(name.split()), abbreviation=short or "")


def _move(known: Organisation, wish: Wish, lang: str) -> Wish | None:
    tree = tree_on(known, wish.day)
    words = say("organisation.form.who_moves", lang)
    sources = pick(words, every_unit(known, tree), "event-sources", lang, wish.sources)
    left, right = st.columns([3, 1])
    with left:
        target, new = ask_target(known, tree, Where(wish.day), lang)
    kind = right.selectbox(
        say("organisation.form.link", lang),
        LINK_KINDS,
        format_func=lambda kind: say(f"names.link_kind.{kind}", lang),
        key="event-link",
    )
    if not sources or not target:
        return None
    return replace(wish, sources=sources, targets=(target,), newcomers=new, link=kind)


def _merge(known: Organisation, wish: Wish, lang: str) -> Wish | None:
    tree = tree_on(known, wish.day - _DAY)
    words = say("organisation.form.who_merges", lang)
    sources = pick(words, every_unit(known, tree), "event-sources", lang, wish.sources)
    where = Where(wish.day, like=sources[0] if sources else "")
    target, new = ask_target(known, tree_on(known, wish.day), where, lang)
    if not sources or not target:
        return None
    return replace(wish, sources=sources, targets=(target,), newcomers=new)


def _split(known: Organisation, wish: Wish, lang: str) -> Wish | None:
    tree = tree_on(known, wish.day - _DAY)
    code = one_unit(known, tree, wish, lang)
    if not code:
        return None
    parts = st.number_input(
        say("organisation.form.parts", lang), 2, _MOST_PARTS, 2, key="event-parts"
    )
    children = [tree.nodes[child] for child in tree.children.get(code, ())]
    shares: dict[str, str] = {}
    targets: list[str] = []
    newcomers: tuple[Unit, ...] = ()
    for part in range(int(parts or 2)):
        with st.container(border=True):
            key = f"event-part-{part}"
            target, new = ask_target(known, tree, Where(wish.day, code, key), lang)
            left = [unit for unit in children if unit.code not in shares]
            if left:
                taken = pick(say("organisation.form.takes", lang), left, f"{key}-takes", lang)
                shares |= dict.fromkeys(taken, target)
        targets.append(target)
        newcomers += new
    if not all(targets):
        return None
    return replace(
        wish, sources=(code,), targets=tuple(targets), newcomers=newcomers, shares=shares
    )


def _end(known: Organisation, wish: Wish, lang: str) -> Wish | None:
    tree = tree_on(known, wish.day - _DAY)
    words = say("organisation.form.who_ends", lang)
    sources = pick(words, every_unit(known, tree), "event-sources", lang, wish.sources)
    names = unit_names(known, tree_on(known, wish.day))
    heir = st.selectbox(
        say("organisation.form.heir", lang),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=say("organisation.form.no_heir", lang),
        key="event-heir",
    )
    return replace(wish, sources=sources, targets=(heir,) if heir else ()) if sources else None


_FIELDS: Mapping[str, Callable[[Organisation, Wish, str], Wish | None]] = {
    _RENAMED: _rename,
    _MOVED: _move,
    _MERGED: _merge,
    _SPLIT: _split,
    _ENDED: _end,
}


def _preview(known: Organisation, wish: Wish, officer: Officer) -> None:
    lang = officer.lang
    try:
        changes = planned(known, wish)
    except Refusal as refusal:
        refused(refusal, lang)
        return
    organisation_preview.show(known, changes, wish.day, lang)
    st.button(
        say("organisation.form.make_so", lang),
        type="primary",
        on_click=_make_so,
        args=(wish, changes),
    )


def _make_so(wish: Wish, seen: Changes) -> None:
    officer = require(Act.EDIT_UNITS)
    try:
        organisation.happen(engine(), wish, seen)
    except (organisation.ChangedMeanwhile, register.CodeTaken, Refusal):
        st.toast(say("organisation.form.meanwhile", officer.lang), icon=":material/info:")
        return
    known = organisation.load(engine())
    words = sentence(known, seen.event, "vi") if seen.event else ""
    record.note(engine(), now(), officer.id, "org_event", words.replace("*", ""))
    tell(say("organisation.form.done", officer.lang))
    for name in [name for name in st.session_state if str(name).startswith("event-")]:
        del st.session_state[name]
    back()
