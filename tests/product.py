"""The running product with one open campaign, started and stopped as a user would."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError

from sqlalchemy import Engine

from db.engine import connect
from db.migrate import migrate
from tests.pages.world import open_campaign
from tests.servers import unused_port

ROOT = Path(__file__).parent.parent
_START_SECONDS = 60


@dataclass
class Product:
    """A product on loopback; `code` opens its form."""

    engine: Engine
    port: int
    code: str
    environment: dict[str, str]
    launch: tuple[str, ...] = ("streamlit_app.py",)
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """All that the process says."""
        return Path(self.environment["DATA_DIR"]) / "log"

    def start(self) -> None:
        """Start the one process and wait until it answers."""
        with self.log.open("ab") as said:
            self.process = subprocess.Popen(
                [sys.executable, *self.launch],
                cwd=ROOT,
                env=self.environment,
                stdout=said,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + _START_SECONDS
        while not _answers(f"{self.url}/healthz"):
            if time.monotonic() > deadline:
                raise RuntimeError("the product does not start")
            time.sleep(0.1)

    def kill(self) -> None:
        """As if the power went: no word of warning."""
        if self.process:
            os.kill(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return bool(answer.status == 200)
    except (URLError, ConnectionError, TimeoutError):
        return False


@contextmanager
def running(database_url: str | None = None, *, plain: bool = False) -> Iterator[Product]:
    """The product with one open campaign on a fresh database: SQLite unless an address is given.
    `plain` starts it by `streamlit run` instead of by itself."""
    with _installed(database_url) as product:
        _, product.code = open_campaign(product.engine)
        if plain:
            options = ("--server.port", str(product.port))
            product.launch = ("-m", "streamlit", "run", "streamlit_app.py", *options)
        product.start()
        yield product


@contextmanager
def empty() -> Iterator[Product]:
    """The product as somebody finds it who has just installed it."""
    with _installed(None) as product:
        product.start()
        yield product


@contextmanager
def _installed(database_url: str | None) -> Iterator[Product]:
    with tempfile.TemporaryDirectory(prefix="lang-nghe-") as folder:
        url = database_url or f"sqlite:///{folder}/langnghe.sqlite"
        engine = connect(url)
        migrate(engine)
        port = unused_port()
        here = {"DATA_DIR": folder, "DATABASE_URL": url, "PORT": str(port)}
        product = Product(engine, port, "", {**os.environ, **here})
        try:
            yield product
        finally:
            product.kill()
            engine.dispose()
