"""What every board shows: whose figures these are, how they are reckoned, what they leave out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from pages import how, results_body
from pages.campaign_words import plain
from pages.releases import Drawing, Published, Reader
from surveys.access import Officer
from surveys.blocks import Release
from surveys.charts import Withheld
from surveys.statistics import EVERYTHING, Selection, caveat
from surveys.statistics.scopes import Scope, response
from surveys.texts import say
from surveys.texts.numbers import day, number, percent

_MISSING = "–"  # in an empty cell (handbook 4.3)
_PHONE = "Mobi"  # in what every phone's browser says of itself
POINTS = 10  # percentage points by which those who did not answer may differ (statistics.md 2.12)


@dataclass(frozen=True, slots=True)
class View:
    """What an officer looks at: a release, narrowed to a scope."""

    officer: Officer
    published: Published
    scope: Scope
    reader: Reader

    @property
    def lang(self) -> str:
        """The reader's language."""
        return self.officer.lang

    @property
    def selection(self) -> Selection:
        """The blocks that are taken."""
        return self.scope.selection

    @property
    def release(self) -> Release:
        """The release the figures come from."""
        return self.published.release


def reader(lang: str) -> Reader:
    """Who looks: what the browser says of itself."""
    phone = _PHONE in st.context.headers.get("User-Agent", "")
    return Reader(lang, phone, st.context.theme.type == "dark")


Board = Callable[[View], None]


def head(view: View, finding: str, board: str) -> None:
    """The finding, then whose figures these are, and how they are reckoned."""
    st.header(plain(finding), anchor=False)
    line, button = st.columns([4, 1], vertical_alignment="center")
    line.caption(plain(head_line(view)))
    with button.popover(say("board.how.button", view.lang), width="stretch"):
        st.markdown(_how(view, board))
        how.link(view.lang)


def foot(view: View) -> None:
    """The note under every board."""
    st.caption(caveat(view.release, view.lang))


def head_line(view: View) -> str:
    """Campaign, answers, response rate, day of the release, and the filter in words."""
    return say(
        "board.head.line",
        view.lang,
        title=view.published.campaign.title,
        base=_base(view),
        date=day(view.release.made_on, view.lang),
        scope=scope_words(view),
    )


def scope_words(view: View) -> str:
    """The filter in words."""
    lang, scope = view.lang, view.scope
    if scope.body is not None:
        return results_body.words(scope.body, lang)
    if scope.unit is not None and not scope.pooled:
        return say("board.head.unit", lang, unit=scope.unit.name)
    if scope.selection == EVERYTHING:
        return say("board.head.everything", lang, units=len(view.release.frame))
    names = sorted(type_name(code, lang) for code in scope.selection.unit_types)
    return say("board.head.types", lang, types=", ".join(names))


def type_name(code: str, lang: str) -> str:
    """The name of a unit type."""
    return say(f"names.unit_type.{code}", lang)


def draw(drawing: Drawing | Withheld, mark: str = "#### ") -> None:
    """Show a chart under its title, which is a heading by its `mark`; or say why there is none."""
    if isinstance(drawing, Withheld):
        st.info(drawing.sentence, icon=":material/visibility_off:")
        return
    st.markdown(mark + plain(drawing.title))
    st.caption(" · ".join(map(plain, drawing.below)))
    st.vega_lite_chart(drawing.spec, theme=None, width="content", alt=drawing.alt)


def table(values: pd.DataFrame) -> None:
    """Show a table, its numbers written as the reader's browser writes them."""
    written = st.column_config.NumberColumn(format="localized")
    numbers = values.select_dtypes("number").columns
    columns = {str(name): written for name in numbers}
    st.dataframe(
        values, hide_index=True, width="stretch", column_config=columns, placeholder=_MISSING
    )


def remarks(view: View, keys: Iterable[str]) -> None:
    """Remarks on the figures of a board, each said once."""
    for key in dict.fromkeys(keys):
        st.caption(say(key, view.lang))


def _base(view: View) -> str:
    found = response(view.release, view.selection)
    if found is None:
        return say("board.head.no_base", view.lang)
    n, rate = number(found[0], view.lang), percent(found[1], view.lang)
    return say("board.head.base", view.lang, n=n, rate=rate)


def _how(view: View, board: str) -> str:
    lang, found = view.lang, response(view.release, view.selection)
    parts = [
        say(f"board.how.{board}", lang),
        say("board.how.weights", lang),
        say("board.how.privacy", lang, k=view.release.rule.k),
    ]
    if found is not None:
        points = number((1 - found[1]) * POINTS, lang, 1)
        parts.append(say("board.how.margin", lang, points=points))
    return "\n\n".join([*parts, caveat(view.release, lang)])
