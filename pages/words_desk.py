"""One text after the other: what is hidden in it, which needs it speaks of, or that it says
nothing of its question."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.campaign_words import told as heard
from pages.words_reading import Reading, can_undo, keep, suggestions, theme_names, type_words, undo
from surveys.texts import say
from surveys.words.hiding import Span, hidden, merged
from surveys.words.letters import composed
from surveys.words.screening import FIRST, Look, Slip, Verdict, waits_for
from surveys.words.traces import typed

_LATER = "words-later"  # in the session: texts that were put off
_ACCEPT, _UNUSED, _SKIP, _UNDO = "Ctrl+Enter", "Alt+K", "Alt+J", "Alt+Z"
STYLE = """<style>
.slip{font-size:1.15rem;line-height:1.7;margin:0 0 .4rem;padding:.8rem 1rem;border-radius:8px;
 border:1px solid color-mix(in srgb,currentColor 22%,transparent);overflow-wrap:anywhere}
.slip mark{background:color-mix(in srgb,#C2410C 22%,transparent);color:inherit;padding:0 .15em;
 border-radius:4px;text-decoration:line-through}
</style>"""


def show(reading: Reading) -> None:
    """Show the next text; nothing when none waits for this officer."""
    heard()
    slip = _next(reading)
    if slip is None:
        _undo_button(reading.lang)
        return
    lang = reading.lang
    number = waits_for(slip, reading.officer.id, reading.today)
    name = "first" if number == FIRST else "second"
    st.markdown(f"**{say(f'words.desk.{name}', lang)}** · {type_words(slip.unit_type, lang)}")
    place = st.empty()
    spans = _hide(slip, f"{slip.key}-{number}", lang)
    place.html(STYLE + _marked(slip.text, spans))
    if spans:
        st.caption(say("words.desk.shown", lang))
        st.html(f'<p class="slip">{escape(hidden(slip.text, spans, lang))}</p>')
    themes = _themes(slip, f"{slip.key}-{number}", lang)
    _buttons(slip, Look(Verdict.USED, spans, themes), lang)
    st.caption(say("words.page.help", lang))


def _next(reading: Reading) -> Slip | None:
    """The first text that waits, first looks before second ones; what was put off comes last."""
    waiting = [s for s in reading.slips if waits_for(s, reading.officer.id, reading.today)]
    later: list[str] = st.session_state.setdefault(_LATER, [])
    order = {key: place for place, key in enumerate(later)}
    waiting.sort(key=lambda slip: (len(slip.taken), order.get(slip.key, -1)))
    return waiting[0] if waiting else None


def _hide(slip: Slip, key: str, lang: str) -> tuple[Span, ...]:
    """What is hidden: suggestions that can be taken back, and words typed by hand."""
    text = composed(slip.text)
    found, _ = suggestions(slip.text)
    kept = slip.last.spans if slip.last else found
    offered = merged(text, {*kept, *found}) if kept or found else ()
    chosen: list[Span] = []
    if offered:
        before = [span for span in offered if any(_meets(span, other) for other in kept)]
        picked = st.pills(
            say("words.desk.hide", lang),
            range(len(offered)),
            selection_mode="multi",
            default=[offered.index(span) for span in before],
            format_func=lambda place: _named(text, offered[place], lang),
            key=f"hide-{key}",
        )
        chosen = [offered[place] for place in picked]
    else:
        st.caption(say("words.desk.nothing", lang))
    return tuple(sorted({*chosen, *_typed(text, key, lang)}))


def _typed(text: str, key: str, lang: str) -> list[Span]:
    said = st.text_input(say("words.desk.more", lang), key=f"more-{key}")
    spans: list[Span] = []
    for piece in filter(None, map(str.strip, (said or "").split(";"))):
        places = typed(text, piece)
        if not places:
            st.warning(say("words.problem.hide_unknown", lang, words=piece))
        spans += places
    return spans


def _themes(slip: Slip, key: str, lang: str) -> tuple[str, ...]:
    names = theme_names(lang)
    if slip.counted and slip.last:
        st.caption(say("words.desk.locked", lang))
        return slip.last.themes
    _, found = suggestions(slip.text)
    before = slip.last.themes if slip.last else found[:1]
    first = list(dict.fromkeys((*found, *before)))
    near: list[str] = []
    if first:
        near = st.pills(
            say("words.desk.themes", lang),
            first,
            selection_mode="multi",
            default=list(before),
            format_func=names.__getitem__,
            key=f"near-{key}",
        )
    others = st.multiselect(
        say("words.desk.others", lang),
        [code for code in names if code not in first],
        format_func=names.__getitem__,
        placeholder=say("words.desk.choose", lang),
        key=f"far-{key}",
    )
    return (*near, *others)


def _buttons(slip: Slip, look: Look, lang: str) -> None:
    unused = Look(Verdict.UNUSED, look.spans)
    with st.container(horizontal=True, key="words-buttons"):
        st.button(
            say("words.desk.accept", lang),
            type="primary",
            on_click=keep,
            args=([(slip.key, look)],),
            shortcut=_ACCEPT,
        )
        locked = slip.counted
        st.button(
            say("words.desk.unused", lang),
            on_click=keep,
            args=([(slip.key, unused)],),
            shortcut=_UNUSED,
            disabled=locked,
        )
        st.button(say("words.desk.skip", lang), on_click=_later, args=(slip.key,), shortcut=_SKIP)
        _undo_button(lang)


def _undo_button(lang: str) -> None:
    words = say("words.desk.undo", lang)
    st.button(words, on_click=undo, disabled=not can_undo(), type="tertiary", shortcut=_UNDO)


def _later(key: str) -> None:
    later: list[str] = st.session_state.setdefault(_LATER, [])
    st.session_state[_LATER] = [other for other in later if other != key] + [key]


def _marked(text: str, spans: tuple[Span, ...]) -> str:
    text = composed(text)
    parts, last = [], 0
    for span in merged(text, spans):
        parts += [
            escape(text[last : span.start]),
            f"<mark>{escape(text[span.start : span.end])}</mark>",
        ]
        last = span.end
    return f'<p class="slip">{"".join([*parts, escape(text[last:])])}</p>'


def _named(text: str, span: Span, lang: str) -> str:
    return f"{say(f'words.trace.{span.trace}', lang)}: {text[span.start : span.end]}"


def _meets(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
