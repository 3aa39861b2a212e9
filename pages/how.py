"""One figure opened up, how it is reckoned: computed when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

import streamlit as st

from pages.campaign_words import plain
from pages.method import PATH
from pages.releases import Published
from surveys.charts.chart import in_words
from surveys.needs import NeedRow
from surveys.statistics import Estimate, Selection
from surveys.statistics.explanation import Explanation, Formula, Told, explained
from surveys.statistics.honesty import POINTS
from surveys.texts import say
from surveys.texts.numbers import nearly_all, number, percent, share_text


def panel(name: str, lang: str, told: Callable[[], Told | None]) -> None:
    """The panel of a figure; `name` tells it apart on the page. `told` is asked for the figure
    when the panel is opened, and may find that there is none."""
    with st.expander(say("how.button", lang), key=f"how-{name}", on_change="rerun") as box:
        if box.open and (figure := told()) is not None:
            st.markdown("\n\n".join(paragraphs(explained(figure), lang)))
            link(lang)


def unmet(published: Published, selection: Selection, row: NeedRow) -> Told:
    """The unmet share of a need."""
    release = published.release
    where = (release, selection, "pairs")
    return Told(row.label, row.unmet, Formula.UNMET, *where, people=row.people)


def link(lang: str) -> None:
    """The way to the whole method."""
    words = escape(say("how.method", lang))
    st.html(f'<a class="quiet" href="/{PATH}" target="_self">{words}</a>', width="content")


def paragraphs(found: Explanation, lang: str) -> Iterator[str]:
    """What there is to say of a figure, one paragraph after the other."""
    told, share = found.told, found.told.estimate
    yield _what(found, lang)
    yield _base(found, lang)
    if share is not None and not share.reliable:
        yield say("how.mark", lang)
    yield say(f"how.formula.{told.formula}", lang)
    if told.formula is not Formula.FORMS:
        yield " ".join(_weights(found, lang))
    yield say(f"how.interval.{found.interval}", lang)
    if found.bounds is not None and share is not None and not nearly_all(share.value, share.n):
        low, high = percent(found.bounds.low, lang), percent(found.bounds.high, lang)
        yield say("how.certain.bounds", lang, low=low, high=high)
    if share is not None and told.formula is not Formula.SCORE and found.rate is not None:
        points = number((1 - found.rate) * POINTS * 100, lang, 1)
        yield say("how.certain.moves", lang, points=points)


def _base(found: Explanation, lang: str) -> str:
    n = number(found.n, lang)
    if found.heads is None or found.rate is None:
        return say("how.base_alone", lang, n=n)
    heads, rate = number(found.heads, lang), percent(found.rate, lang)
    return say("how.base", lang, n=n, heads=heads, rate=rate)


def _what(found: Explanation, lang: str) -> str:
    label, share = plain(in_words(found.told.label, lang)), found.told.estimate
    if share is None:
        return say("how.what_count", lang, label=label, n=number(found.n, lang))
    if found.told.formula is Formula.SCORE:
        shown = _numbers(share, lang)
        return say("how.what_score", lang, label=label, **shown)
    if nearly_all(share.value, share.n):
        return f"**{label}** ({share_text(share.value, share.n, lang)})."
    return say(
        "how.what",
        lang,
        label=label,
        share=share_text(share.value, share.n, lang),
        low=percent(share.low, lang, share.n),
        high=percent(share.high, lang, share.n),
    )


def _numbers(score: Estimate, lang: str) -> dict[str, str]:
    named = {"value": score.value, "low": score.low, "high": score.high}
    return {name: number(value, lang) for name, value in named.items()}


def _weights(found: Explanation, lang: str) -> Iterator[str]:
    by_type = found.told.partition != "main"
    yield say(
        f"how.weights.{'types' if by_type else 'units'}",
        lang,
        own=found.own,
        pools=found.pools,
        lightest=number(found.lightest, lang, 1),
        heaviest=number(found.heaviest, lang, 1),
    )
    yield _margins(found, lang)
    if round(found.worth) < found.forms:
        forms, worth = number(found.forms, lang), number(found.worth, lang)
        effect = number(found.forms / found.worth, lang, 2)
        yield say("how.weights.effect", lang, n=forms, n_eff=worth, deff=effect)


def _margins(found: Explanation, lang: str) -> str:
    """What of the register the weights agree with, beside the heads of units."""
    told = [say(f"results.note.not_calibrated_{name}", lang) for name in found.left_out]
    if not found.calibrated:
        return " ".join([say("how.weights.only_units", lang), *told])
    names = ", ".join(say(f"results.coordinate.{name}", lang) for name in found.calibrated)
    return " ".join([say("how.weights.calibrated", lang, traits=names), *told])
