"""Forms that no page would send: cut off, doubled, in other letters, far too long, replayed."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from urllib.parse import quote, quote_plus, urlencode

from hypothesis import strategies as st

from surveys.model import Survey
from tests.pages import walker

Fields = list[tuple[str, str]]

_MOST = 600  # fields of one form: more than any form may have

_NAMES = (
    "id", "seen", "mode", "elements", "dataset", "__proto__", "constructor", "viec.", ".may",
    "hai.", "viec.khac.khac", "con_ten.4", "csrf", "kenh_an", "tong", "", " ", "a" * 300,
    "viec\x00",
)  # fmt: skip
_VALUES = (
    "", " ", "yes", "no", "khac", "may hat", "MAY", "0", "-0", "1e400", "NaN", "∞", "-1", "½", "१२",
    "9" * 40, "0.1.2", "1,5", "31/02/2025", "2025-02-30", "25:00", "7h99", "0000-00-00", "\x00",
    "e\u0301" * 9, "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE submission; --", "${viec}", "{{7*7}}", "{lowest}", "%s%n", "=cmd|'/c calc'!A1",
    "\u202eevil", "../../etc/passwd", "x" * 101, "x" * 201, "y" * 5_000, "\r\nSet-Cookie: a=b",
    "ten@vidu.vn", "👩‍🌾" * 40, "\u0300" * 300,
)  # fmt: skip


def bodies(survey: Survey, ids: list[str]) -> st.SearchStrategy[bytes]:
    """One body of a request: a robot's form, changed a few times, then written in some way."""
    known = [walker.wishes(survey, Random(seed)) for seed in range(12)]
    options = {
        name: [choice.code for choice in question.choices]
        for question in survey.questions
        for name in (question.id, *(f"{question.id}.{row.code}" for row in question.rows))
    }
    names = st.sampled_from([*options, *_NAMES])
    values = st.one_of(st.sampled_from(_VALUES), st.text(max_size=30))
    pairs = st.one_of(
        st.tuples(names, values),
        names.flatmap(
            lambda name: st.tuples(st.just(name), st.sampled_from(options.get(name) or ["x"]))
        ),
    )
    change: st.SearchStrategy[Callable[[Fields], Fields]] = st.one_of(
        pairs.map(_added),
        pairs.map(_put),
        st.integers(0, 60).map(_without),
        st.integers(0, 60).map(_doubled),
        st.tuples(st.integers(0, 60), values).map(_replaced),
        st.just(lambda fields: fields[::-1]),
        st.just(lambda fields: (fields * 9)[:_MOST]),
    )
    forms = st.builds(
        _changed,
        st.sampled_from(known),
        st.one_of(st.sampled_from(ids), st.sampled_from(["", "x", "a" * 65, "é" * 20])),
        st.lists(change, max_size=5),
    )
    return st.builds(lambda fields, write: write(fields), forms, _writings())


def _changed(wish: walker.Wish, form_id: str, changes: list[Callable[[Fields], Fields]]) -> Fields:
    fields = [("id", form_id), *((name, value) for name in wish for value in wish[name])]
    for change in changes:
        fields = change(fields)
    return fields


def _added(pair: tuple[str, str]) -> Callable[[Fields], Fields]:
    return lambda fields: [*fields, pair]


def _put(pair: tuple[str, str]) -> Callable[[Fields], Fields]:
    return lambda fields: [*(one for one in fields if one[0] != pair[0]), pair]


def _without(at: int) -> Callable[[Fields], Fields]:
    return lambda fields: [one for place, one in enumerate(fields) if place != at]


def _doubled(at: int) -> Callable[[Fields], Fields]:
    return lambda fields: [*fields, *fields[at : at + 1]]


def _replaced(change: tuple[int, str]) -> Callable[[Fields], Fields]:
    at, value = change
    return lambda fields: [
        (name, value if place == at else old) for place, (name, old) in enumerate(fields)
    ]


def _writings() -> st.SearchStrategy[Callable[[Fields], bytes]]:
    """How the fields become bytes; mostly as a browser does it."""
    return st.one_of(
        st.just(_as_a_browser),
        st.just(_as_a_browser),
        st.just(_as_a_browser),
        st.integers(0, 3_000).map(lambda length: lambda fields: _as_a_browser(fields)[:length]),
        st.tuples(st.integers(0, 3_000), st.integers(0, 255)).map(_with_a_wrong_byte),
        st.sampled_from(["utf-16", "cp1258", "utf-7"]).map(_in_letters),
        st.just(_unescaped),
        st.just(_json),
        st.just(lambda fields: _as_a_browser(fields) + b"&them=" + b"z" * 200_000),
        st.binary(max_size=300).map(lambda noise: lambda fields: noise),
    )


def _as_a_browser(fields: Fields) -> bytes:
    return urlencode(fields, errors="replace").encode()


def _with_a_wrong_byte(change: tuple[int, int]) -> Callable[[Fields], bytes]:
    at, byte = change

    def write(fields: Fields) -> bytes:
        body = bytearray(_as_a_browser(fields))
        body[at % len(body)] = byte
        return bytes(body)

    return write


def _in_letters(encoding: str) -> Callable[[Fields], bytes]:
    return lambda fields: "&".join(
        f"{quote(name)}={quote_plus(value.encode(encoding, 'replace'))}" for name, value in fields
    ).encode()


def _unescaped(fields: Fields) -> bytes:
    return "&".join(f"{name}={value}" for name, value in fields).encode("utf-8", "replace")


def _json(fields: Fields) -> bytes:
    return repr(dict(fields)).replace("'", '"').encode("utf-8", "replace")
