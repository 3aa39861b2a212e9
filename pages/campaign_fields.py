"""What an officer types for a new campaign; it stays in its draft, also after a reload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.campaign_draft import Slot
from pages.campaign_words import deletion
from pages.questionnaire_words import language
from surveys.campaigns import (
    SMALLEST_K,
    USUAL_K,
    USUAL_MONTHS,
    Draft,
    usual_closing,
)
from surveys.model import Survey
from surveys.organisation import Letterhead
from surveys.texts import say
from surveys.texts.numbers import day

T = TypeVar("T")

DAY = "DD/MM/YYYY"
LIVE = "500ms"  # typing is sent after this pause


@dataclass(slots=True)
class Form:
    """The fields of the page: what was typed, and under each a place where its problem is
    said."""

    lang: str
    survey: Survey
    today: date
    slot: Slot
    below: dict[str, DeltaGenerator] = field(default_factory=dict)
    typed: dict[str, Any] = field(default_factory=dict)

    def key(self, name: str) -> str:
        """The key of a field of this draft."""
        return f"{self.slot.name}-{name}"

    def usual(self, name: str, otherwise: T) -> T:
        """What stood in the field when the draft was opened; otherwise what is proposed."""
        found = self.slot.origin.get(name)
        return otherwise if found is None else found

    def took(self, name: str, value: T) -> T:
        """Note what stands in a field, to be kept with the draft."""
        self.typed[name] = value.isoformat() if isinstance(value, date) else value
        return value

    def say(self, name: str, **values: object) -> str:
        """A sentence of the form."""
        return say(f"campaigns.new.{name}", self.lang, **values)

    def label(self, name: str) -> str:
        """The name of a field."""
        return say(f"campaigns.field.{name}", self.lang)

    def check(self, name: str, words: Mapping[str, str], *, usual: bool) -> bool:
        """A box to tick; `words` has its label and help."""
        ticked = st.checkbox(
            words["label"],
            self.usual(name, usual),
            key=self.key(name),
            help=words["help"],
            persist_state="session",
        )
        return self.took(name, ticked)

    def place(self, name: str) -> None:
        """Keep a place under the field just shown."""
        self.below[name] = st.empty()


def kept(form: Form, name: str, usual: T) -> tuple[T, str]:
    """What was chosen by name, and a key for the widget that asks: its words change with the
    language, and a widget forgets a choice whose words have changed."""
    key = form.key(name)
    return st.session_state.setdefault(key, form.usual(name, usual)), f"{key}-{form.lang}"


def keep(key: str, widget: str) -> None:
    """Remember a choice just made: the callback of such a widget."""
    st.session_state[key] = st.session_state[widget]


def title(form: Form) -> str:
    """The campaign's name; workers read it, so the proposal is in their language."""
    usual = say("campaigns.new.name_default", form.survey.languages[0], year=form.today.year)
    return _text(form, "title", usual, form.say("name_help"))


def days(form: Form) -> tuple[date | None, date | None]:
    """First and last day."""
    left, right = st.columns(2)
    with left:
        opens_on = _day(form, "opens_on", form.today)
    with right:
        closes_on = _day(form, "closes_on", usual_closing(form.today))
    if opens_on and closes_on and opens_on <= closes_on:
        length = (closes_on - opens_on).days + 1
        st.caption(form.say("length", days=length, closes=day(closes_on, form.lang)))
    return opens_on, closes_on


def contact(form: Form, letterhead: Letterhead) -> tuple[str, str]:
    """Whom workers may ask."""
    left, right = st.columns([2, 1])
    with left:
        name = _text(form, "contact_name", letterhead.name, form.say("contact_help"))
    with right:
        phone = _text(form, "contact_phone", letterhead.phone)
    return name, phone


def protection(form: Form) -> tuple[int | None, int | None]:
    """The smallest published group, and for how long forms are kept."""
    left, right = st.columns(2)
    with left:
        k = _number(form, "k", USUAL_K, form.say("k_help", least=SMALLEST_K))
        st.caption(form.say("k_why", k=max(k or USUAL_K, SMALLEST_K)))
    with right:
        months = _number(form, "keep_months", USUAL_MONTHS)
        form.below["deletion"] = st.empty()
    return k, months


def deletion_codes(form: Form) -> bool:
    """Whether workers get a code to delete their own form with (DR-09)."""
    words = {name: say(f"phone_keep.option.{name}", form.lang) for name in ("label", "help")}
    return form.check("deletion_codes", words, usual=False)


def cards(form: Form) -> bool:
    """Whether the form is opened by one-time cards instead of one code for each unit."""
    ways = {way: say(f"codes.cards.option_{way}", form.lang) for way in ("link", "card")}
    before, widget = kept(form, "way", "link")
    chosen = st.radio(
        say("codes.cards.option", form.lang),
        list(ways),
        format_func=ways.__getitem__,
        captions=[say(f"codes.cards.option_{way}_about", form.lang) for way in ways],
        index=list(ways).index(before),
        key=widget,
        on_change=keep,
        args=(form.key("way"), widget),
    )
    return form.took("way", chosen) == "card"


def explain_deletion(form: Form, draft: Draft) -> None:
    """Say under the months on which day forms go."""
    form.below["deletion"].caption(form.say("keep_why", day=deletion(draft, form.lang)))


def languages(form: Form) -> tuple[str, ...]:
    """The languages a worker may choose."""
    before = form.usual("languages", list(form.survey.languages))
    chosen = st.pills(
        form.label("languages"),
        form.survey.languages,
        selection_mode="multi",
        default=[code for code in form.survey.languages if code in before],
        format_func=lambda code: language(form.survey, code),
        key=form.key("-".join(("languages", *form.survey.languages))),
        help=form.say("languages_help"),
        persist_state="session",
    )
    form.place("languages")
    return tuple(form.took("languages", [c for c in form.survey.languages if c in chosen]))


def _text(form: Form, name: str, usual: str, help: str | None = None) -> str:
    typed = st.text_input(
        form.label(name),
        form.usual(name, usual),
        key=form.key(name),
        help=help,
        live=LIVE,
        persist_state="session",
    )
    form.place(name)
    return form.took(name, typed or "")


def _day(form: Form, name: str, usual: date) -> date | None:
    before = form.slot.origin.get(name)
    typed = st.date_input(
        form.label(name),
        date.fromisoformat(before) if before else usual,
        key=form.key(name),
        format=DAY,
        persist_state="session",
    )
    form.place(name)
    return form.took(name, typed if isinstance(typed, date) else None)


def _number(form: Form, name: str, usual: int, help: str | None = None) -> int | None:
    """Without limits of the widget's own: it would state them in English."""
    typed = st.number_input(
        form.label(name),
        value=form.usual(name, usual),
        step=1,
        key=form.key(name),
        help=help,
        persist_state="session",
    )
    form.place(name)
    return form.took(name, typed)
