"""What a target was before: each earlier version with who replaced it, to be taken back."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from db import events
from db import targets as stored
from pages.campaign_words import moment, plain, tell
from pages.parts import require
from pages.planning_address import Part, go
from pages.settings import engine, now, today
from surveys.access import Act
from surveys.targets import Target, progress, target_in_words
from surveys.texts import LANGUAGES, say
from surveys.texts.numbers import day


def show(known: Target, lang: str) -> None:
    """List the versions, the latest first."""
    before = stored.versions(engine(), known.id)
    if not before:
        return
    st.subheader(say("targets.form.versions", lang), anchor=False)
    for one in before:
        words, action = st.columns([4, 1], vertical_alignment="center")
        told = say(
            "targets.form.replaced",
            lang,
            at=moment(one.replaced_at, lang),
            who=one.who,
            goal=target_in_words(progress((), today(), [one.target])[0], lang),
            deadline=day(one.target.deadline, lang),
        )
        words.markdown(f"{plain(told)}  \n:small[:gray[{plain(_more(one.target, lang))}]]")
        action.button(
            say("targets.form.take_back", lang),
            key=f"target-version-{one.target.version}",
            icon=":material/undo:",
            type="tertiary",
            on_click=_take_back,
            args=(known, one.target),
        )


def _more(target: Target, lang: str) -> str:
    """What else was different: its words, its mark."""
    parts = [
        target.label.get(lang, ""),
        say("targets.board.binding", lang) if target.binding else "",
        say("targets.board.retired", lang) if target.retired_on else "",
        target.note,
    ]
    return " · ".join(part for part in parts if part)


def _take_back(known: Target, earlier: Target) -> None:
    """The earlier version becomes the newest; the one it replaces is kept like every other."""
    officer = require(Act.SETTINGS)
    try:
        kept = stored.save(engine(), replace(earlier, version=known.version), now(), officer.name)
    except stored.ChangedMeanwhile:
        return  # the page that follows shows what the other officer made of it
    events.note(
        engine(),
        now(),
        officer.id,
        "target_version",
        say("office.noted.version", LANGUAGES[0], id=kept.id, version=earlier.version),
    )
    tell(say("targets.form.taken_back", officer.lang))
    go(Part.TARGETS)
