"""Under a chart: its table one click away, and both as files to take along."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import streamlit as st

from db import events
from pages import how
from pages.releases import Drawing
from pages.results_view import View, draw, head_line, scope_words, table
from pages.settings import engine, now, today
from surveys.charts import Chart, Withheld, png
from surveys.reports.names import file_name
from surveys.reports.one_table import one_table
from surveys.statistics import caveat
from surveys.statistics.explanation import Told
from surveys.texts import LANGUAGES, say

_READY = "results-"  # with its kind: the last file made, kept for its download
_LONGEST_NAME = 80  # characters: longer names are refused by some phones
_ENDINGS = {
    "picture": ("png", "image/png"),
    "sheet": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@dataclass(frozen=True, slots=True)
class Files:
    """Files of a chart: `name` tells it apart on the page, `title` says what it shows, `again`
    draws it once more for a picture. `mark` makes the title a heading or plain words. `told` is
    the figure that the panel on how it is reckoned opens up."""

    name: str
    title: str
    again: Callable[[], Chart | Withheld]
    mark: str = "#### "
    told: Callable[[], Told | None] | None = None


class _File(NamedTuple):
    """A file that was made, and for which request."""

    request: tuple[str, ...]
    content: bytes


def shown(
    view: View, drawing: Drawing | Withheld, files: Files, remarks: Sequence[str] = ()
) -> None:
    """The chart with remarks and files; only the reason why not where it is withheld."""
    with st.container(key=f"chart-{files.name}"):
        draw(drawing, files.mark)
        for remark in remarks:
            st.caption(remark)
    if isinstance(drawing, Withheld):
        return
    label = say("board.file.table", view.lang)
    with st.expander(label, key=f"table-{files.name}", on_change="rerun") as box:
        if box.open:
            table(drawing.table)
            with st.container(horizontal=True):
                _offer(view, files, "picture", lambda: _picture(files))
                _offer(view, files, "sheet", lambda: _sheet(view, drawing, files))
    if files.told is not None:
        how.panel(files.name, view.lang, files.told)


def _offer(view: View, files: Files, kind: str, make: Callable[[], bytes]) -> None:
    """First the button that makes the file and notes it (DR-20), then the one that takes it."""
    request = (files.name, head_line(view), view.lang)
    made = st.session_state.get(_READY + kind)
    if made is not None and made.request == request:
        _take(view, files, kind, made.content)
        return
    words, key = say(f"board.file.{kind}", view.lang), f"make-{kind}-{files.name}"
    if st.button(words, key=key, icon=":material/download:"):
        with st.spinner(say("board.file.working", view.lang)):
            _note(view, say(f"office.noted.{kind}", LANGUAGES[0], title=files.title))
            st.session_state[_READY + kind] = _File(request, make())
        st.rerun()


def _take(view: View, files: Files, kind: str, content: bytes) -> None:
    ending, media = _ENDINGS[kind]
    st.download_button(
        say(f"board.file.take_{kind}", view.lang),
        content,
        file_name(
            f"{view.published.campaign.title} {files.title}"[:_LONGEST_NAME], today(), ending
        ),
        media,
        key=f"take-{kind}-{files.name}",
        on_click="ignore",
        type="primary",
    )


def _note(view: View, what: str) -> None:
    detail = f"{what}, {view.published.campaign.title}, {scope_words(view)}"
    events.note(engine(), now(), view.officer.id, "export", detail)


def _picture(files: Files) -> bytes:
    chart = files.again()
    if isinstance(chart, Withheld):
        raise ValueError("a withheld figure has no files")
    return png(chart)


def _sheet(view: View, drawing: Drawing, files: Files) -> bytes:
    below = (drawing.alt, caveat(view.release, view.lang))
    return one_table(files.title, (head_line(view),), drawing.table, below)
