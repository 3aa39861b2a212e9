"""A table kept as text: which letters, which sign between the columns."""

from __future__ import annotations

import csv
from io import StringIO

from surveys.register.columns import find_header
from surveys.register.sheets import NotReadable, Rows, Table, tidy
from surveys.texts.composing import composed

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_VIETNAMESE_WINDOWS = "cp1258"  # how older Excel writes CSV on a Vietnamese machine
_LOOKED_AT = 2_000  # bytes that decide between encodings without a mark
_DELIMITERS = (",", ";", "\t", "|")
_HINT = "sep="  # Excel's own first line
_TRIED_ROWS = 25


def tables(data: bytes) -> tuple[Table, ...]:
    """The one table of a text file; NotReadable when it is no text."""
    text = decoded(data).lstrip("\n")
    if text.lower().startswith(_HINT):
        hint, _, text = text.partition("\n")
        return (Table("", _rows(text, hint.strip()[len(_HINT) :] or ",", offset=1)),)
    best = max(_DELIMITERS, key=lambda delimiter: _known_columns(text, delimiter))
    return (Table("", _rows(text, best)),)


def decoded(data: bytes) -> str:
    """The letters, composed; NotReadable when the bytes are no text in a known encoding."""
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return composed(text.replace("\r\n", "\n").replace("\r", "\n"))
    raise NotReadable("wrong_kind")


def _encodings(data: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return (encoding,)
    start = data[:_LOOKED_AT]
    if start.count(0) > len(start) / 5:  # Latin letters in UTF-16 carry a zero byte each
        return ("utf-16-le", "utf-16-be") if start[:1] != b"\0" else ("utf-16-be", "utf-16-le")
    return ("utf-8", _VIETNAMESE_WINDOWS)


def _known_columns(text: str, delimiter: str) -> int:
    rows = _rows("\n".join(text.split("\n", _TRIED_ROWS)[:_TRIED_ROWS]), delimiter)
    header = find_header([cells for _, cells in rows])
    return len(header.columns) if header else 0


def _rows(text: str, delimiter: str, offset: int = 0) -> Rows:
    try:
        read = list(csv.reader(StringIO(text), delimiter=delimiter[:1]))
    except csv.Error as error:
        raise NotReadable("damaged") from error
    tidied = [(number, tidy(row)) for number, row in enumerate(read, 1 + offset)]
    return [(number, cells) for number, cells in tidied if any(c is not None for c in cells)]
