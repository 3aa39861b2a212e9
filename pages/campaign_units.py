"""Which units a new campaign asks: everybody, those that pass a filter, or units one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from db.campaign_places import Places
from pages import seen
from pages.campaign_address import open_register
from pages.campaign_fields import Form, keep, kept
from pages.campaign_words import plain as shown
from surveys.campaigns import OUTSIDE, SIZES, USUAL_K, Draft, Filter, gathered, offered, passing
from surveys.organisation import UNIT_TYPES, Unit, alive
from surveys.texts import LANGUAGES, say
from surveys.texts.numbers import number
from surveys.texts.search import plain

_HOW = ("everyone", "types", "some")
_FIELDS = ("types", "sectors", "clusters", "places", "sizes")
_UNION = ("", "co", "khong")


def choose(form: Form) -> tuple[Unit, ...]:
    """The units chosen among those that exist today."""
    units = alive(seen.units(), form.today)
    if not units:
        st.info(_say(form, "none"))
        if st.button(_say(form, "open_register"), icon=":material/apartment:"):
            open_register()
    how = _how(form) if units else _HOW[0]
    if how == "some":
        _since_the_last_wave(form)
        chosen = _some(form, units)
    else:
        chosen = _but_some(form, _filtered(form, units) if how == "types" else units)
    form.place("units")
    return chosen


def shared(form: Form) -> tuple[bool, bool]:
    """Whether small units share a code, and whether there is one for people at no unit."""
    gather = form.check("gather", _words(form, "gather"), usual=True)
    outside = form.check("outside", _words(form, "outside"), usual=form.survey.id == "c")
    return gather, outside


def places(draft: Draft, units: Sequence[Unit]) -> Places:
    """Whom the draft asks: every unit by itself, small ones together, people outside of all."""
    lang = draft.languages[0] if draft.languages[:1] and draft.languages[0] in LANGUAGES else "vi"
    own, groups = gathered(units, draft.k or USUAL_K) if draft.gather else (tuple(units), ())
    named = {
        (group.name or say("campaign_life.places.rest", lang)): tuple(u.code for u in group.units)
        for group in groups
    }
    outside = say(f"names.unit_type.{OUTSIDE}", lang) if draft.outside else ""
    return Places(tuple(unit.code for unit in own), named, outside)


def explain(form: Form, draft: Draft, units: Sequence[Unit]) -> None:
    """How many units, people and codes these are, and which units are too small to stand alone."""
    k, wanted = draft.k or USUAL_K, places(draft, units)
    codes = len(wanted.units) + len(wanted.groups) + bool(wanted.outside)
    workers = number(sum(unit.workers for unit in units), form.lang)
    lines = [_say(form, "chosen", count=number(len(units), form.lang), workers=workers)]
    inside = sum(map(len, wanted.groups.values()))
    if inside:
        values = {
            "count": number(inside, form.lang),
            "codes": number(len(wanted.groups), form.lang),
        }
        lines.append(say("campaign_life.places.gathered", form.lang, **values, k=k))
    small = sum(unit.workers < k for unit in units) - inside
    if small > 0:
        lines.append(_say(form, "pooled", count=number(small, form.lang), k=k))
    lines.append(say("campaign_life.places.codes", form.lang, count=number(codes, form.lang)))
    st.caption(" ".join(lines))
    if not units:
        return
    with st.expander(_say(form, "list")):
        together = {code for group in wanted.groups.values() for code in group}
        st.dataframe(
            _table(form, units, k, together),
            hide_index=True,
            column_config={
                say("campaigns.column.workers", form.lang): st.column_config.NumberColumn(
                    format="localized"
                )
            },
            alt=_say(form, "list"),
        )


def _since_the_last_wave(form: Form) -> None:
    """In a copy: which units are gone, and which came in the place of others."""
    for name in ("gone", "came"):
        if units := form.took(name, form.usual(name, list[str]())):
            count, names = number(len(units), form.lang), ", ".join(map(shown, units))
            st.info(say(f"campaign_life.copied.{name}", form.lang, count=count, names=names))


def _how(form: Form) -> str:
    chosen, widget = kept(form, "how", _HOW[0])
    picked = st.segmented_control(
        _say(form, "how"),
        _HOW,
        default=chosen if chosen in _HOW else _HOW[0],
        format_func=lambda name: _say(form, name),
        key=widget,
        on_change=keep,
        args=(form.key("how"), widget),
        required=True,
    )
    return form.took("how", picked or _HOW[0])


def _filtered(form: Form, units: Sequence[Unit]) -> tuple[Unit, ...]:
    """The units that pass; how many have each value is said beside it."""
    picked = {name: frozenset(_values(form, units, name)) for name in _FIELDS}
    chosen, widget = kept(form, "union", "")
    union = st.segmented_control(
        say("campaign_life.filter.union", form.lang),
        _UNION,
        default=chosen,
        format_func=lambda value: say(f"campaign_life.filter.union_{value or 'any'}", form.lang),
        key=widget,
        on_change=keep,
        args=(form.key("union"), widget),
        required=True,
    )
    return passing(units, Filter(**picked, union=form.took("union", union or "")))


def _values(form: Form, units: Sequence[Unit], name: str) -> list[str]:
    """Chosen values of one field; nothing is asked where all units have the same."""
    counts = offered(units, name)
    if len(counts) < 2:
        return []
    options, (before, widget) = _sorted(name, counts), kept(form, name, list[str]())
    picked = st.multiselect(
        say(f"campaign_life.filter.{name}", form.lang),
        options,
        default=[option for option in options if option in before],
        format_func=_labels(form, name, counts),
        key=widget,
        on_change=keep,
        args=(form.key(name), widget),
        placeholder=say("campaign_life.filter.any", form.lang),
        wrap=True,
    )
    return form.took(name, picked)


def _but_some(form: Form, units: Sequence[Unit]) -> tuple[Unit, ...]:
    without = _pick(form, "without", units)
    return tuple(unit for unit in units if unit.code not in without)


def _some(form: Form, units: Sequence[Unit]) -> tuple[Unit, ...]:
    wanted = _pick(form, "which_units", units)
    return tuple(unit for unit in units if unit.code in wanted)


def _pick(form: Form, name: str, units: Sequence[Unit]) -> frozenset[str]:
    by_code = {unit.code: unit for unit in units}
    picked = st.multiselect(
        _say(form, name),
        list(by_code),
        default=[code for code in form.usual(name, list[str]()) if code in by_code],
        format_func=lambda code: f"{by_code[code].name} ({code})",
        key=form.key(name),
        placeholder=_say(form, "search"),
        wrap=True,
        persist_state="session",
    )
    return frozenset(form.took(name, picked))


def _sorted(name: str, counts: Mapping[str, int]) -> list[str]:
    if name == "types":
        known = [type for type in UNIT_TYPES if type in counts]
        return [*known, *sorted(set(counts) - set(known))]
    return sorted(counts, key=plain)


def _labels(form: Form, name: str, counts: Mapping[str, int]) -> Callable[[str], str]:
    def label(value: str) -> str:
        words = value
        if name in ("types", "sectors"):
            words = say(f"names.{'unit_type' if name == 'types' else 'sector'}.{value}", form.lang)
        elif name == "sizes":
            words = _size(form, int(value))
        return f"{words} ({number(counts[value], form.lang)})"

    return label


def _size(form: Form, place: int) -> str:
    least, most = SIZES[place]
    key = "campaign_life.filter.size_from" if most is None else "campaign_life.filter.size"
    return say(key, form.lang, least=least, most=most)


def _words(form: Form, name: str) -> dict[str, str]:
    label, help = (say(f"campaign_life.places.{name}{end}", form.lang) for end in ("", "_help"))
    return {"label": label, "help": help}


def _table(form: Form, units: Sequence[Unit], k: int, together: set[str]) -> pd.DataFrame:
    """Unit, workers, type, note; those that share a code first."""
    rows = [
        (
            unit.name,
            unit.workers,
            say(f"names.unit_type.{unit.type}", form.lang),
            _note(form, unit, k, together),
        )
        for unit in sorted(units, key=lambda unit: (unit.workers >= k, plain(unit.name)))
    ]
    names = ("unit", "workers", "type", "note")
    columns = [say(f"campaigns.column.{name}", form.lang) for name in names]
    return pd.DataFrame(rows, columns=columns)


def _note(form: Form, unit: Unit, k: int, together: set[str]) -> str:
    if unit.code in together:
        return say("campaign_life.places.shares", form.lang)
    return _say(form, "joined") if unit.workers < k else ""


def _say(form: Form, name: str, **values: object) -> str:
    return say(f"campaigns.units.{name}", form.lang, **values)
