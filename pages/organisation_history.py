"""What befell the organisation, newest first; each event can be taken back while nothing else hangs
on it."""

from __future__ import annotations

import streamlit as st

from db import events as record
from db import organisation
from pages.campaign_words import plain, tell
from pages.parts import require
from pages.settings import engine, now
from surveys.access import Act, Officer, may
from surveys.organisation import Event, Name, Organisation
from surveys.texts import say
from surveys.texts.numbers import day, number

_SHOWN = 20  # events; older ones stay in the tree of their day
_NAMED = 3  # units of an event that are named, the others are counted


def show(known: Organisation, officer: Officer) -> None:
    """Show the events."""
    lang = officer.lang
    st.subheader(say("organisation.history.title", lang), anchor=False)
    if not known.events:
        st.caption(say("organisation.history.none", lang))
        return
    newest = sorted(known.events, key=lambda event: (event.day, event.id), reverse=True)
    undoable = organisation.that_can_be_taken_back(engine())
    for event in newest[:_SHOWN]:
        words, undo = st.columns([6, 1], vertical_alignment="center")
        words.markdown(sentence(known, event, lang))
        if event.id in undoable and may(officer, Act.EDIT_UNITS):
            with undo.popover(say("organisation.history.undo", lang), width="stretch"):
                st.write(say("organisation.history.ask", lang))
                st.button(
                    say("organisation.history.yes", lang),
                    key=f"organisation-undo-{event.id}",
                    on_click=_take_back,
                    args=(event.id, sentence(known, event, "vi")),
                )


def sentence(known: Organisation, event: Event, lang: str) -> str:
    """An event in words: of units that are not known here only how many there are, and then no
    document, which may name them."""
    names = {unit.code: unit.name for unit in known.units}
    words = say(
        f"organisation.event.{event.kind}{'_to' if event.targets else ''}",
        lang,
        sources=_list(names, event.sources, lang),
        targets=_list(names, event.targets, lang),
        former=", ".join(plain(name.name) for name in known.names if _is_of(name, event)),
    )
    is_whole = names.keys() >= {*event.sources, *event.targets}
    document = f" · {plain(event.document)}" if event.document and is_whole else ""
    return f"**{day(event.day, lang)}** · {words}{document}"


def _is_of(name: Name, event: Event) -> bool:
    """Whether it is the name that was given up on that day."""
    return name.unit in event.sources and (event.day - name.valid_to).days == 1


def _list(names: dict[str, str], codes: tuple[str, ...], lang: str) -> str:
    shown = [plain(names[code]) for code in codes if code in names][:_NAMED]
    rest = len(codes) - len(shown)
    word = "more" if shown else "others"
    more = say(f"organisation.history.{word}", lang, count=number(rest, lang)) if rest else ""
    return ", ".join(filter(None, (*shown, more)))


def _take_back(event_id: int, words: str) -> None:
    officer = require(Act.EDIT_UNITS)
    try:
        organisation.take_back(engine(), event_id)
    except organisation.ChangedMeanwhile:
        tell(say("organisation.history.too_late", officer.lang))
        return
    except organisation.InUse as used:
        tell(say("organisation.history.in_use", officer.lang, code=str(used)))
        return
    record.note(engine(), now(), officer.id, "org_event_undone", words.replace("*", ""))
    tell(say("organisation.history.undone", officer.lang))
