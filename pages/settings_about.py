"""What runs here: version, database, address, and what the tool is for."""

from __future__ import annotations

import streamlit as st

from pages.campaign_words import plain
from pages.method import PATH as METHOD
from pages.phone.privacy import PATH
from pages.settings import VERSION, engine, settings
from surveys.access import Officer
from surveys.campaigns import leads_nowhere
from surveys.texts import say


def show(officer: Officer) -> None:
    """Show it."""
    lang, base = officer.lang, settings().base_url
    st.subheader(say("office.about.purpose", lang), anchor=False)
    st.write(say("office.about.purpose_text", lang))
    address = f"{PATH}?l={lang}"
    st.link_button(say("office.about.privacy", lang), address, icon=":material/shield_person:")
    words = say("how.page.settings", lang)
    st.link_button(words, f"/{METHOD}", icon=":material/calculate:")
    st.subheader(say("office.about.running", lang), anchor=False)
    kind = say(f"office.about.{engine().dialect.name}", lang)
    lines = (
        say("office.about.version", lang, version=VERSION),
        say("office.about.database", lang, kind=kind),
        say("office.about.base", lang, url=f"`{base}`"),
    )
    st.markdown("\n".join(f"- {line}" for line in lines))
    if leads_nowhere(base):
        st.warning(say("office.about.nowhere", lang, url=plain(base)), icon=":material/warning:")
