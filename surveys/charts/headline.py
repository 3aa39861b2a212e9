"""What a figure found, short enough for a heading; nothing where it would claim too much."""

from __future__ import annotations

from surveys.charts.chart import in_words
from surveys.needs import NeedRow, Ranking
from surveys.statistics import Bar, Estimate, Figure
from surveys.texts import say
from surveys.texts.numbers import as_told, hundredths, nearly_all, number

_MOST_NAMED = 3  # needs named in a heading when several may be first


def of_answers(figure: Figure, lang: str) -> str:
    """The most frequent answer in a hundred people, or the two that cannot be told apart; ""
    when the figure is withheld, only a trend, or tells no more than that nearly all agree."""
    ordered = sorted(figure.bars, key=lambda bar: -bar.estimate.value)
    if not ordered or not ordered[0].estimate.reliable:
        return ""
    first, *others = ordered
    label, hundred = in_words(first.label, lang), in_a_hundred(first.estimate)
    is_alone = not others or others[0].estimate.high < first.estimate.low
    if any(_agree(bar) for bar in ordered[: 1 if is_alone else 2]):
        return ""
    if is_alone:
        return say("board.headline.one", lang, label=label, hundred=hundred)
    return say(
        "board.headline.two",
        lang,
        label=label,
        hundred=hundred,
        other=in_words(others[0].label, lang),
        other_hundred=in_a_hundred(others[0].estimate),
    )


def of_scale(mean: Estimate | None, figure: Figure, lang: str) -> str:
    """The mean of a scale between its ends; "" when there is none, it is only a trend, or it would
    tell more of a small group than its bars do."""
    if mean is None or not mean.reliable or any(_agree(bar) for bar in figure.bars):
        return ""
    low, high = figure.bars[0].code, figure.bars[-1].code
    return say("board.headline.mean", lang, mean=number(mean.value, lang, 1), low=low, high=high)


def of_needs(ranking: Ranking, lang: str) -> str:
    """The need to be met first, or those that may be; "" when the ranking is withheld."""
    leaders = [row for row in ranking.rows if row.first == 1]
    if not leaders:
        return ""
    if len(leaders) > 1:
        return _tied(leaders, lang)
    key = "board.headline.few" if ranking.few else "board.headline.need"
    need = in_words(leaders[0].label, lang)
    return say(key, lang, need=need, hundred=in_a_hundred(leaders[0].unmet))


def in_a_hundred(share: Estimate) -> int:
    """A share as people say it aloud: so many in a hundred; where a few nearly agree, the bound."""
    return int(hundredths(as_told(share.value, share.n)))


def _agree(bar: Bar) -> bool:
    return nearly_all(bar.estimate.value, bar.estimate.n)


def _tied(leaders: list[NeedRow], lang: str) -> str:
    named = "; ".join(in_words(row.label, lang) for row in leaders[:_MOST_NAMED])
    dots = "; …" if len(leaders) > _MOST_NAMED else ""
    return say("board.headline.tie", lang, count=len(leaders), needs=named + dots)
