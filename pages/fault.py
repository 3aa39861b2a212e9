"""What an officer reads when a page fails: a sentence instead of a trace."""

from __future__ import annotations

import streamlit as st

from db.sessions import officer_of
from pages.cookies import cookie_name
from pages.settings import engine, now
from surveys.texts import LANGUAGES, say


def show(_error: Exception) -> bool:
    """Say that the page failed; Streamlit has written the trace to the log. True: nothing more
    is shown."""
    token = st.context.cookies.get(cookie_name())
    officer = officer_of(engine(), token, now()) if isinstance(token, str) else None
    lang = officer.lang if officer else LANGUAGES[0]
    st.error(say("door.page.fault_text", lang), title=say("door.page.fault_title", lang))
    return True
