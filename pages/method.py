"""The page "Cách tính số liệu": the note on the method, for officers and for statisticians."""

from __future__ import annotations

import re
from functools import cache

import streamlit as st

from pages import address
from pages.parts import signed_in
from pages.settings import ROOT
from surveys.texts import say

PATH = "cach-tinh"
_FOR = "ban"  # in the address: for whom
_NOTES = {"can-bo": "method.vi.md", "thong-ke": "method.md"}
_LINK = re.compile(r"\[([^\]]+)\]\((?!https?:)[^)]*\)")  # to files that are not in the product
_PRINT = "@media print{.st-key-for-whom{display:none!important}}"


def page() -> None:
    """Show the note."""
    lang = signed_in().lang
    st.html(f"<style>{_PRINT}</style>")
    with st.container(key="for-whom"):
        usual = "thong-ke" if lang == "en" else "can-bo"
        chosen = address.one(_FOR, list(_NOTES), usual)
        st.segmented_control(
            say("how.page.title", lang),
            list(_NOTES),
            format_func=lambda name: say(f"how.page.{name}", lang),
            key=address.key(_FOR),
            on_change=address.keep,
            args=(_FOR,),
            required=True,
            label_visibility="collapsed",
        )
        st.caption(say("how.page.print", lang))
    st.markdown(_note(_NOTES[chosen]))


@cache
def _note(name: str) -> str:
    """The note as it stands in docs, without links to files beside it."""
    return _LINK.sub(r"\1", (ROOT / "docs" / name).read_text(encoding="utf-8"))
