"""Starts a certified OpenID Connect provider (the Node package oidc-provider) on loopback."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests

from tests.servers import unused_port

PACKAGE = "oidc-provider@9.13.3"
_HOME = Path(__file__).parent.parent.parent / ".venv" / "oidc-provider"
_SECONDS = 120
_OLDEST_NODE = 20
_ACTION = re.compile(r'action="([^"]+)"')
_PROMPT = re.compile(r'name="prompt" value="([^"]+)"')


@dataclass(frozen=True)
class Running:
    """A provider; whoever signs in there gets the name as subject."""

    issuer: str
    client_id: str
    client_secret: str

    def sign_in(self, address: str, back: str, name: str) -> str:
        """What a browser does there, from the address it is sent to until it is sent back: the
        address with code and state. `back` is where it is sent back to."""
        with requests.Session() as browser:
            answer = browser.get(address, allow_redirects=False)
            while not (here := _sent_on(answer)).startswith(back):
                if here:
                    answer = browser.get(here, allow_redirects=False)
                else:
                    where, form = _form(answer, name)
                    answer = browser.post(where, data=form, allow_redirects=False)
            return here


@contextmanager
def provider(back: str) -> Iterator[Running]:
    """The provider, for one client that comes back to this address."""
    home, port, secret = _installed(), unused_port(), "a secret of the tests"
    script = Path(__file__).with_name("provider.mjs")
    process = subprocess.Popen(
        ["node", str(script), str(port), back, secret, str(home)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        issuer = f"http://127.0.0.1:{port}"
        _wait(f"{issuer}/.well-known/openid-configuration", process)
        yield Running(issuer, "lang-nghe", secret)
    finally:
        process.kill()
        process.wait()


def _sent_on(answer: requests.Response) -> str:
    """Where the answer sends the browser; "" when it is a page."""
    return urljoin(answer.url, answer.headers["location"]) if answer.is_redirect else ""


def _form(answer: requests.Response, name: str) -> tuple[str, dict[str, str]]:
    """The form on the page, filled in: sign in, or agree."""
    action, prompt = _ACTION.search(answer.text), _PROMPT.search(answer.text)
    assert action, answer.text
    assert prompt, answer.text
    form = {"prompt": prompt[1], "login": name, "password": "any"}
    return urljoin(answer.url, action[1]), form


def _installed() -> Path:
    """The folder that holds the package, installed once; skips where that cannot be done."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("the provider of sign-in needs Node: apt-get install nodejs npm")
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True)
    if int(said.stdout.strip().lstrip("v").partition(".")[0]) < _OLDEST_NODE:
        pytest.skip(f"the provider of sign-in needs Node {_OLDEST_NODE} or newer")
    if not (_HOME / "node_modules" / "oidc-provider").exists():
        _HOME.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts"]
        done = subprocess.run(
            [*command, "--prefix", str(_HOME), PACKAGE],
            capture_output=True,
            check=False,
            timeout=_SECONDS,
        )
        if done.returncode:
            pytest.skip(f"{PACKAGE} could not be installed")
    return _HOME


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if requests.get(address, timeout=2).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise RuntimeError("the provider of sign-in does not start")
