"""The page "Đợt khảo sát": all campaigns, a new one, or the one the address names."""

from __future__ import annotations

import streamlit as st

from db import campaigns
from pages import campaign_list, campaign_new, campaign_one
from pages.campaign_address import NEW, chosen, go
from pages.parts import signed_in
from pages.settings import engine
from surveys.texts import say


def page() -> None:
    """Show the part the address asks for."""
    officer = signed_in()
    wanted = chosen()
    if wanted == NEW:
        campaign_new.show()
        return
    everything = campaigns.everything(engine())
    if not wanted:
        campaign_list.show(everything)
        return
    found = next((c for c in everything if str(c.id) == wanted), None)
    if found:
        campaign_one.show(found)
        return
    st.title(say("campaigns.one.missing_title", officer.lang))
    st.write(say("campaigns.one.missing_text", officer.lang))
    st.button(say("campaigns.one.back", officer.lang), on_click=go, icon=":material/arrow_back:")
