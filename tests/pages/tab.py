"""A tab of an officer's browser, without the browser: everything Streamlit sends to it, and what
can be pressed, chosen and opened there.

It speaks to the real router through Streamlit's own test runner, and answers as the browser does:
by widget states. So a page needs nothing done to it to be looked at."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.scriptrunner import ScriptRunnerEvent
from streamlit.testing.v1 import AppTest, app_test
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

ROOT = Path(__file__).parent.parent.parent
ROUTER = ROOT / "pages" / "_router.py"
_PAGES = f"{ROOT / 'pages'}/"
_SECONDS = 120
TYPED = "an"  # what is looked for in fields outside of forms
DAY = "2026/11/22"


@dataclass(frozen=True)
class Sent:
    """A message to the browser; `site` is the line in pages/ that it comes from."""

    site: str
    message: ForwardMsg

    @property
    def kind(self) -> str:
        """What it brings: "selectbox", "expandable", "navigation" …"""
        which = str(self.message.WhichOneof("type"))
        if which != "delta":
            return which
        delta = self.message.delta
        if delta.WhichOneof("type") == "new_element":
            return str(delta.new_element.WhichOneof("type"))
        return str(delta.add_block.WhichOneof("type"))

    @property
    def proto(self) -> Any:
        """The element or block in it; None for other messages."""
        if self.message.WhichOneof("type") != "delta":
            return None
        delta = self.message.delta
        whole: Any = delta.new_element if delta.HasField("new_element") else delta.add_block
        which = whole.WhichOneof("type")
        return getattr(whole, which) if which else None


@dataclass
class _Wire:
    """What goes over the line: all messages, those of the last run, the files behind them."""

    every: list[Sent] = field(default_factory=list)
    last: list[Sent] = field(default_factory=list)
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)


_wire = _Wire()


class _Runner(LocalScriptRunner):
    """Streamlit's test runner, with an ear at the line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on_event.connect(_hear, weak=False)


class _Files(MemoryMediaFileStorage):
    """Where Streamlit keeps pictures and downloads until the browser fetches them."""

    def load_and_get_id(self, path_or_data: Any, mimetype: str, *more: Any, **named: Any) -> str:
        id = super().load_and_get_id(path_or_data, mimetype, *more, **named)
        _wire.files[id] = (mimetype, self._files_by_id[id].content)
        return id


def listen() -> None:
    """From now on this process hears what Streamlit's test runner sends."""
    vars(app_test).update(LocalScriptRunner=_Runner, MemoryMediaFileStorage=_Files)


def _hear(_sender: object, event: ScriptRunnerEvent, **given: Any) -> None:
    if event == ScriptRunnerEvent.SCRIPT_STARTED:
        _wire.last.clear()
    elif event == ScriptRunnerEvent.ENQUEUE_FORWARD_MSG:
        sent = Sent(_site(), given["forward_msg"])
        _wire.every.append(sent)
        _wire.last.append(sent)


def _site() -> str:
    """The innermost line of pages/ on the stack."""
    frame = sys._getframe(2)
    while frame.f_back is not None:
        name = frame.f_code.co_filename
        if name.startswith(_PAGES):
            return f"pages/{name.removeprefix(_PAGES)}:{frame.f_lineno}"
        frame = frame.f_back
    return ""


@dataclass(frozen=True)
class Press:
    """Something done to a widget: `words` say what, `state` is what the browser sends."""

    site: str
    words: str
    state: WidgetState = field(compare=False)
    acts: bool  # a button, after which the page may be another one


class Tab:
    """One tab; `sent` is what the last press or opening brought, with `files` behind it."""

    _components: Any = None  # found once, and the same for all

    def __init__(self, page: str, address: Mapping[str, Any]) -> None:
        self._test = AppTest.from_file(str(ROUTER), default_timeout=_SECONDS)
        self._test._bidi_component_manager = Tab._components
        self._test._page_hash = page
        self._test.query_params.update(address)
        self._run(None)
        Tab._components = self._test._bidi_component_manager
        self._test._page_hash = ""

    @property
    def page(self) -> str:
        """The page it is on."""
        return self._test._finished_page_script_hash

    @property
    def address(self) -> dict[str, Any]:
        """What stands behind the question mark."""
        return dict(self._test.query_params)

    @property
    def pages(self) -> dict[str, str]:
        """Every page of the navigation, hidden ones too: where it is -> its address."""
        found = self._test._registered_pages.items()
        return {hash: str(info.get("url_pathname", "")) for hash, info in found}

    def press(self, press: Press) -> None:
        """Do it, and take in what comes."""
        states = self._test._tree.get_widget_states()
        others = [state for state in states.widgets if state.id != press.state.id]
        del states.widgets[:]
        states.widgets.extend([*others, press.state])
        self._run(states)

    def presses(self) -> Iterator[Press]:
        """All that can be done on the page as it stands."""
        for one in self.shown:
            if one.proto is not None and one.kind in _PRESSES:
                block = one.message.delta.HasField("add_block")
                silent = block and not one.proto.id  # opens without a word to the server
                held = one.kind != "button" and getattr(one.proto, "form_id", "")  # goes with it
                if not (silent or held or getattr(one.proto, "disabled", False)):
                    yield from _PRESSES[one.kind](one)

    def strange(self) -> list[str]:
        """Widgets that nobody here knows how to use."""
        return [
            f"{one.site} shows a widget {one.kind} that the test cannot use: teach tab.py"
            for one in self.shown
            if getattr(one.proto, "id", "") and one.kind not in _PRESSES.keys() | _NOT_PRESSED
        ]

    def _run(self, states: Any) -> None:
        _wire.every.clear()
        _wire.files.clear()
        self._test._run(states)
        self.sent, self.shown = list(_wire.every), list(_wire.last)
        self.files = dict(_wire.files)


def _press(one: Sent, words: str, *, acts: bool = False, **value: Any) -> Press:
    state = WidgetState(id=one.proto.id)
    for name, given in value.items():
        if name == "string_array_value":
            state.string_array_value.data[:] = given
        elif name == "string_trigger_value":
            state.string_trigger_value.data = given
        else:
            setattr(state, name, given)
    label = getattr(one.proto, "label", "")
    return Press(one.site, f"{one.kind} “{label}” {words}".strip(), state, acts)


def _options(one: Sent) -> Iterator[Press]:
    for option in one.proto.options:
        yield _press(one, option, string_value=option)


def _buttons(one: Sent) -> Iterator[Press]:
    for option in one.proto.options:
        yield _press(one, option.content, string_array_value=[option.content])


def _several(one: Sent) -> Iterator[Press]:
    for option in one.proto.options:
        yield _press(one, option, string_array_value=[option])


def _tick(one: Sent) -> Iterator[Press]:
    yield _press(one, "", bool_value=not one.proto.default)


def _click(one: Sent) -> Iterator[Press]:
    yield _press(one, "", acts=True, trigger_value=True)


def _menu(one: Sent) -> Iterator[Press]:
    for option in one.proto.options:
        yield _press(one, option, acts=True, string_trigger_value=option)


def _type(one: Sent) -> Iterator[Press]:
    yield _press(one, TYPED, string_value=TYPED)


def _more(one: Sent) -> Iterator[Press]:
    yield _press(one, "+", double_value=one.proto.default + one.proto.step)


def _date(one: Sent) -> Iterator[Press]:
    yield _press(one, DAY, string_array_value=[DAY])


def _open(one: Sent) -> Iterator[Press]:
    yield _press(one, "", bool_value=True)


def _turn(one: Sent) -> Iterator[Press]:
    """The second page of a list."""
    state = WidgetState(id=one.proto.id, int_value=2)
    yield Press(one.site, "pagination 2", state, acts=False)


def _pick(one: Sent) -> Iterator[Press]:
    """The first cell or row of a table that can be clicked."""
    if one.proto.selection_mode:
        table = pa.ipc.open_stream(one.proto.arrow_data.data).read_pandas()
        if len(table):
            cells = [[0, str(table.columns[0])]]
            chosen = {"selection": {"rows": [0], "columns": [], "cells": cells}}
            yield _press(one, "first row", acts=True, string_value=json.dumps(chosen))


_PRESSES: dict[str, Callable[[Sent], Iterator[Press]]] = {
    "selectbox": _options,
    "radio": _options,
    "button_group": _buttons,
    "multiselect": _several,
    "checkbox": _tick,
    "button": _click,
    "menu_button": _menu,
    "text_input": _type,
    "text_area": _type,
    "number_input": _more,
    "date_input": _date,
    "expandable": _open,
    "popover": _open,
    "pagination": _turn,
    "dataframe": _pick,
}
_NOT_PRESSED = {
    "download_button",  # what it gives is among the files
    "file_uploader",  # there is no file to give
    "vega_lite_chart",  # nothing on it can be chosen
    "audio",
    "dialog",
    "tab_container",
}
