"""The papers on offer: what each is for, what stands in it; made at a press, then taken away."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import streamlit as st

from db import events
from pages.campaign_words import plain
from pages.parts import installation, signed_in
from pages.reports_material import OFFERS, Offer, Subject, material
from pages.settings import engine, now, today
from surveys.access import Officer
from surveys.reports.names import file_name
from surveys.texts import LANGUAGES, say

_MADE = "papers-made"  # one file of each kind is kept for its download
_KILO = 1024


@dataclass(frozen=True, slots=True)
class _File:
    """A file that was made, and from what."""

    made_from: str
    content: bytes


def show(subject: Subject, officer: Officer) -> None:
    """Show every paper with its buttons."""
    lang = officer.lang
    spoken = _language(lang)
    if subject.published.campaign.sample:
        st.info(say("papers.page.sample", lang), icon=":material/science:")
    for column, offer in zip(st.columns(len(OFFERS), gap="medium"), OFFERS, strict=True):
        with column, st.container(border=True, key=f"paper-{offer.name}"):
            _paper(subject, offer, spoken, lang)
    st.caption(say("papers.page.draft", lang))


def _language(lang: str) -> str:
    """The language of the papers; meetings here speak Vietnamese."""
    return st.segmented_control(
        say("papers.page.language", lang),
        LANGUAGES,
        default=LANGUAGES[0],
        format_func=lambda code: say(f"parts.lang.{code}", code),
        key="papers-language",
        required=True,
    )


def _paper(subject: Subject, offer: Offer, spoken: str, lang: str) -> None:
    st.subheader(say(f"papers.{offer.name}.title", lang), anchor=False)
    st.markdown(
        f"**{say('papers.page.meeting', lang)}** {say(f'papers.{offer.name}.meeting', lang)}"
    )
    st.write(say(f"papers.{offer.name}.contents", lang))
    label = say(f"papers.{offer.name}.preview", lang)
    with st.expander(label, key=f"preview-{offer.name}", on_change="rerun") as preview:
        if preview.open:
            st.markdown("\n".join(map(_item, offer.headings(material(subject, spoken)))))
    _buttons(subject, offer, spoken, lang)


def _item(line: str) -> str:
    """An item of a Markdown list whose words are shown as they are."""
    indent, _, words = line.partition("- ")
    return f"{indent}- {plain(words)}"


def _buttons(subject: Subject, offer: Offer, spoken: str, lang: str) -> None:
    """First the button that makes the file and notes it (DR-20), then the one that takes it."""
    source = _source(subject, offer, spoken)
    made: dict[str, _File] = st.session_state.setdefault(_MADE, {})
    known = made.get(offer.name)
    if known is None or known.made_from != source:
        label = say("papers.page.make", lang)
        if not st.button(label, key=f"make-{offer.name}", type="primary"):
            return
        made[offer.name] = _File(source, _make(subject, offer, spoken, lang))
        st.rerun()
    name = file_name(offer.stem, today(), offer.ending)
    st.download_button(
        say("papers.page.take", lang),
        known.content,
        name,
        offer.media,
        key=f"take-{offer.name}",
        icon=":material/download:",
        on_click="ignore",
        type="primary",
    )
    size = -(-len(known.content) // _KILO)
    st.caption(say("papers.page.ready", lang, name=name, size=size))


def _make(subject: Subject, offer: Offer, spoken: str, lang: str) -> bytes:
    officer = signed_in()
    with st.status(say("papers.page.gathering", lang)) as status:
        gathered = material(subject, spoken)
        status.update(label=say("papers.page.writing", lang))
        content = offer.write(gathered)
        named = say(f"papers.{offer.name}.title", LANGUAGES[0])
        detail = f"{named}, {subject.published.campaign.title}, {spoken}"
        events.note(engine(), now(), officer.id, "export", detail)
        status.update(label=say("papers.page.done", lang), state="complete")
    return content


def _source(subject: Subject, offer: Offer, spoken: str) -> str:
    """What tells whether a file is still up to date."""
    release = subject.published.release.checksum
    parts = (offer.name, spoken, release, today(), installation(), subject.activities)
    return hashlib.sha256(repr(parts).encode()).hexdigest()
