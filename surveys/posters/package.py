"""One ZIP with a picture and a message for each unit, named so that every computer opens it."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO

from surveys.posters.logo import Logo
from surveys.posters.pdf import Told
from surveys.posters.picture import picture
from surveys.posters.sheet import Sheet, caption
from surveys.texts import say
from surveys.texts.composing import apart

_STROKE = {0x0110: "D", 0x0111: "d"}  # the one Vietnamese letter that does not come apart
_LONGEST = 80  # letters; Windows counts the folders' names in, too
_KEPT = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_ ")
_NEVER = {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(10))}
_DATE = (1980, 1, 1, 0, 0, 0)  # equal contents give equal files


def pictures(
    sheets: Sequence[Sheet], logo: Logo | None = None, told: Told = lambda done: None
) -> bytes:
    """The ZIP; of a sheet in two languages there are two pictures. `told` hears how many sheets
    are done. ValueError when there is no sheet."""
    if not sheets:
        raise ValueError("no sheets")
    file = BytesIO()
    names: set[str] = set()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as box:
        for number, sheet in enumerate(sheets, 1):
            for each in (sheet, *([sheet.other] if sheet.other else [])):
                name = _unused(safe_name(f"{each.unit} {each.lang if sheet.second else ''}"), names)
                _put(box, f"{name}.png", picture(each, logo))
                _put(box, f"{name}.txt", _text(caption(each)))
            told(number)
        lang = sheets[0].lang
        name = _unused(say("posters.package.name", lang), names)
        _put(box, f"{name}.txt", _text(say("posters.package.about", lang)))
    return file.getvalue()


def safe_name(text: str) -> str:
    """A name that Windows, phones and memory sticks take: plain letters, not too long, none of
    those that Windows keeps for devices."""
    letters = apart(text.translate(_STROKE)).encode("ascii", "ignore").decode()
    kept = "".join(letter if letter in _KEPT else " " for letter in letters)
    name = " ".join(kept.split())[:_LONGEST].strip()
    return f"{name}_" if name.lower() in _NEVER else name or "x"


def _unused(name: str, names: set[str]) -> str:
    """The name, with a number where another unit has it; Windows takes "A" and "a" for one."""
    number, tried = 2, name
    while tried.lower() in names:
        tried, number = f"{name} {number}", number + 1
    names.add(tried.lower())
    return tried


def _text(words: str) -> bytes:
    """For the notepad of any Windows."""
    return words.replace("\n", "\r\n").encode("utf-8-sig")


def _put(box: zipfile.ZipFile, name: str, content: bytes) -> None:
    box.writestr(zipfile.ZipInfo(name, _DATE), content)
