"""The frame around every officers' page: navigation, language, sign-out."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from importlib import import_module
from pathlib import Path
from typing import Literal

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from db.officers import speak
from pages.parts import require, signed_in
from pages.settings import engine
from surveys.access import Act, Officer, may
from surveys.texts import LANGUAGES, say

_MARK = Path(__file__).parent / "static" / "mark.svg"
_HOME, _ACCOUNT = "home", "tai-khoan"
PAGES = (  # the module in pages/, its address, its icon, what one must be allowed to
    (_HOME, "tong-quan", ":material/home:", Act.SEE_SURVEYS),
    ("campaigns", "dot-khao-sat", ":material/qr_code_2:", Act.SEE_SURVEYS),
    ("questionnaires", "phieu", ":material/assignment:", Act.RUN_CAMPAIGNS),
    ("results", "ket-qua", ":material/bar_chart:", Act.SEE_SURVEYS),
    ("planning", "ke-hoach", ":material/checklist:", Act.SEE_SURVEYS),
    ("reports", "bao-cao", ":material/description:", Act.SEE_SURVEYS),
    ("units", "don-vi", ":material/apartment:", Act.SEE_SURVEYS),
    ("ledgers", "so-theo-doi", ":material/table_rows:", Act.SEE_SURVEYS),
    ("words", "y-kien-viet", ":material/edit_note:", Act.SCREEN_WORDS),
    ("hardship", "ho-tro-kho-khan", ":material/volunteer_activism:", Act.LOOK),
    ("method", "cach-tinh", ":material/calculate:", Act.SEE_SURVEYS),
    ("settings_page", "cai-dat", ":material/settings:", Act.SETTINGS),
    ("account", _ACCOUNT, ":material/account_circle:", Act.LOOK),
)
_ELSEWHERE = ("account", "ledgers", "method", "words")  # reached from other pages, not from the row
_STYLE = """
.st-key-officer{position:fixed;top:.6rem;right:1rem;z-index:999990;width:auto!important}
.st-key-officer button p{max-width:9rem;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.st-key-officer [data-testid=stPopover]{width:auto}
[data-testid=stHeader]{border-bottom:1px solid color-mix(in srgb,currentColor 14%,transparent)}
[data-testid=stMainBlockContainer]{padding:4.5rem 2.5rem 4rem;max-width:80rem;margin:0 auto}
button[data-variant=segmented_control][data-selected]+button:not(:hover){
 border-left-color:color-mix(in srgb,currentColor 24%,transparent)!important}
button[data-variant=segmented_control]:not(:hover):has(+[data-selected]){
 border-right-color:color-mix(in srgb,currentColor 24%,transparent)!important}
[data-testid=stTable]{font-variant-numeric:tabular-nums}
.quiet{display:block;width:100%;min-height:2.6rem;padding:.3rem .8rem;font:inherit;color:inherit;
 cursor:pointer;text-align:center;text-decoration:none;box-sizing:border-box;line-height:1.9;
 background:none;border:1px solid color-mix(in srgb,currentColor 30%,transparent);border-radius:8px}
[data-testid=stHtml] a.quiet{color:inherit;text-decoration:none}
input.quiet{cursor:text;text-align:left;margin:.2rem 0 .6rem}
.quiet:hover{border-color:currentColor}
@media(max-width:1150px){
 [data-testid=stTopNavLink]>span:not([label]){display:none}
 .st-key-officer button p{max-width:5rem}
}
@media(max-width:900px){
 [data-testid=stTopNavLink]{padding:0 2px}
 .st-key-officer button p{max-width:2rem}
}
@media(max-width:640px){
 [data-testid=stMainBlockContainer]{padding:4.5rem 1rem 3rem}
 .st-key-officer button p{max-width:6rem}
 [data-testid=stSidebarNavLink]{min-height:2.9rem}
}
@media(prefers-color-scheme:dark){
 [data-testid^=stBaseButton-primary]:not(:disabled){color:#12161A}
}
@media print{[data-testid=stHeader],.st-key-officer{display:none!important}}
"""


def run() -> None:
    """Show the page the address asks for, to an officer who is signed in."""
    officer = signed_in()
    page = st.navigation(_pages(officer), position="top")
    st.set_page_config(page_title=f"{page.title} · {say('parts.product', 'vi')}", layout="wide")
    st.logo(_MARK, size="large")
    st.html(f"<style>{_STYLE}</style>")
    _corner(officer)
    page.run()


def _pages(officer: Officer) -> list[StreamlitPage]:
    return _without_home(officer) + [
        st.Page(
            opening(module, act),
            title=say(f"parts.nav.{path}", officer.lang),
            url_path=path,
            icon=icon,
            default=module == _HOME,
            visibility=_visibility(module, officer),
        )
        for module, path, icon, act in PAGES
        if may(officer, act)
    ]


def _visibility(module: str, officer: Officer) -> Literal["visible", "hidden"]:
    """Requests for help stand in the row for those who care; others come from the home page. To
    one's own account the corner leads, to the books of the units the page of the units, to the
    method every figure, to what people wrote the results."""
    elsewhere = module == "hardship" and not may(officer, Act.CARE)
    return "hidden" if elsewhere or module in _ELSEWHERE else "visible"


def _without_home(officer: Officer) -> list[StreamlitPage]:
    """For the care officer the requests open first. They keep their own address beside it: the
    address of a default page leads nowhere."""
    if may(officer, Act.SEE_SURVEYS):
        return []
    title = say("parts.nav.ho-tro-kho-khan", officer.lang)
    page = opening("hardship", Act.LOOK)
    return [st.Page(page, title=title, url_path="dau", default=True, visibility="hidden")]


def opening(module: str, act: Act) -> Callable[[], None]:
    """The page of a module, for those who may. It is loaded when somebody opens it: charts take
    seconds to load once."""

    def page() -> None:
        require(act)
        import_module(f"pages.{module}").page()

    return page


def _corner(officer: Officer) -> None:
    """The officer's name at the top right; under it language and sign-out."""
    with (
        st.container(key="officer"),
        st.popover(officer.name, icon=":material/account_circle:", type="tertiary"),
    ):
        st.segmented_control(
            say("parts.language", officer.lang),
            LANGUAGES,
            default=officer.lang,
            required=True,
            format_func=lambda lang: say(f"parts.lang.{lang}", lang),
            key="language",
            on_change=_speak,
        )
        st.html(
            f'<a class="quiet" href="/{_ACCOUNT}" target="_self">'
            f"{escape(say('access.account.open', officer.lang))}</a>"
        )
        st.html(  # data-lang tells pages/shell.js which language the screen is in
            f'<form method="post" action="/dang-xuat" target="_self" data-lang="{officer.lang}">'
            f'<button class="quiet">{escape(say("parts.sign_out", officer.lang))}</button></form>'
        )


def _speak() -> None:
    speak(engine(), signed_in().id, st.session_state["language"])
