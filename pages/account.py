"""The page "Tài khoản của tôi": one's own language, password, code, shared sign-in and sessions."""

from __future__ import annotations

from html import escape

import streamlit as st

from db import events, identities, scopes
from db.officers import speak
from pages import account_code, account_sessions, settings_password
from pages.campaign_words import plain, tell, told
from pages.parts import require
from pages.settings import engine, now, settings
from surveys.access import PLACED, Act, Officer, Role
from surveys.texts import LANGUAGES, say


def page() -> None:
    """Show the account of whoever is signed in."""
    officer = require(Act.LOOK)
    lang = officer.lang
    told()
    st.title(say("access.account.title", lang), anchor=False)
    role = say(f"office.role.{officer.role}", lang)
    who = say("access.account.who", lang, login=plain(officer.login), role=role)
    st.markdown(f"**{plain(officer.name)}** · {who}")
    if officer.role in PLACED:
        st.markdown(say("access.account.places", lang, places=_places(officer)))
    left, right = st.columns(2, gap="large")
    with left:
        _language(lang)
        settings_password.own(officer)
    with right:
        account_code.show(officer)
        _shared(officer)
    account_sessions.own(officer)


def _places(officer: Officer) -> str:
    if officer.places:
        return plain(", ".join(scopes.named(engine(), officer.places)))
    name = "everywhere" if officer.role is Role.VIEWER else "nowhere"
    return say(f"access.account.{name}", officer.lang)


def _language(lang: str) -> None:
    st.segmented_control(
        say("access.account.language", lang),
        LANGUAGES,
        default=lang,
        required=True,
        format_func=lambda code: say(f"parts.lang.{code}", code),
        key="account-language",
        on_change=_speak,
    )


def _speak() -> None:
    speak(engine(), require(Act.LOOK).id, st.session_state["account-language"])


def _shared(officer: Officer) -> None:
    """Tying the account to the identity at the provider, where there is one."""
    shared, lang = settings().oidc, officer.lang
    if shared is None:
        return
    title = say("access.account.shared", lang, name=plain(shared.name))
    st.subheader(title, anchor=False)
    if officer.id in identities.those_tied(engine()):
        st.write(say("access.account.shared_tied", lang))
        st.button(say("access.account.untie", lang), on_click=_untie)
        return
    st.write(say("access.account.shared_none", lang, name=plain(shared.name)))
    words = escape(say("access.account.tie", lang, name=shared.name))
    secret = escape(say("access.account.second_password", lang))
    st.html(
        '<form method="post" action="/dang-nhap/chung/gan" target="_self">'
        f'<label>{secret} <input class="quiet" type="password" name="password" '
        'autocomplete="current-password" required></label>'
        f'<button class="quiet">{words}</button></form>'
    )


def _untie() -> None:
    officer = require(Act.LOOK)
    identities.untie(engine(), officer.id)
    events.note(engine(), now(), officer.id, "identity_removed", officer.login)
    tell(say("access.account.untied", officer.lang))
