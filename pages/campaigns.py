"""The page "Đợt khảo sát": all campaigns, a new one, or the one the address names."""

from __future__ import annotations

import streamlit as st

from pages import campaign_list, campaign_new, campaign_one, occasion_new, seen
from pages.campaign_address import KEPT, NEW, chosen, go
from pages.parts import signed_in
from surveys.texts import say


def page() -> None:
    """Show the part the address asks for."""
    officer = signed_in()
    wanted = chosen()
    if wanted == NEW or wanted.startswith(KEPT):
        campaign_new.show(wanted)
        return
    if wanted in occasion_new.ADDRESSES:
        occasion_new.show(wanted)
        return
    everything = seen.every_campaign()
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
