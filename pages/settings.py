"""The only reader of the environment, and of the clock; hands out the one engine."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from db import sign_in_key
from db.engine import connect
from db.sealing import BadKey, Seal
from surveys.texts import say

VERSION = "0.1.0"
PLACE = ZoneInfo("Asia/Ho_Chi_Minh")  # where a day begins for workers and papers
ROOT = Path(__file__).parent.parent
_BACKENDS = ("sqlite", "postgresql")
_SUPPORT = "hardship.setting.database"


@dataclass(frozen=True, slots=True)
class SharedSignIn:
    """A provider of sign-in (OpenID Connect); `name` stands on the button."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str


@dataclass(frozen=True, slots=True)
class Settings:
    """How this installation runs."""

    port: int
    data_dir: Path
    database_url: str
    base_url: str
    support_url: str
    support_keys: tuple[str, ...] = field(repr=False)
    oidc: SharedSignIn | None = None


class BadSetting(Exception):
    """A setting cannot be used; the message names it and says what to write."""


@cache
def settings() -> Settings:
    """The settings of this process; a bad one stops the program with a sentence."""
    try:
        return read(os.environ)
    except BadSetting as problem:
        sys.exit(str(problem))


def read(environment: Mapping[str, str]) -> Settings:
    """Settings from PORT, DATA_DIR, DATABASE_URL, BASE_URL, OIDC_…, and of requests for help
    SUPPORT_KEY and SUPPORT_DATABASE_URL; BadSetting names a bad one."""
    port = _port(environment.get("PORT", "8501"))
    data_dir = _folder(environment.get("DATA_DIR", str(ROOT / "data")))
    url = environment.get("DATABASE_URL") or f"sqlite:///{data_dir / 'langnghe.sqlite'}"
    base = environment.get("BASE_URL") or f"http://localhost:{port}"
    database = _database(url)
    own_file = f"sqlite:///{data_dir / 'ho-tro.db'}"
    beside = database if database.startswith("postgresql") else own_file
    support = environment.get("SUPPORT_DATABASE_URL") or beside
    keys = _keys(environment.get("SUPPORT_KEY", ""))
    support, shared = _database(support, _SUPPORT), _shared(environment)
    return Settings(port, data_dir, database, _base(base), support, keys, shared)


@cache
def engine() -> Engine:
    """The one engine of this process."""
    return connect(settings().database_url)


@cache
def codes_seal() -> Seal:
    """What seals the secrets of second steps; BadSetting when its file cannot be used."""
    folder = settings().data_dir
    try:
        return sign_in_key.load(folder)
    except (BadKey, OSError) as error:
        file = folder / sign_in_key.FILE
        raise BadSetting(say("access.setting.sign_in_key", "vi", file=file)) from error


def now() -> datetime:
    """The moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day where the workers are."""
    return datetime.now(PLACE).date()


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise BadSetting(say("door.setting.port", "vi", value=text))
    return int(text)


def _folder(text: str) -> Path:
    folder = Path(text).expanduser().absolute()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # nobody else on this machine
        TemporaryFile(dir=folder).close()  # of its own: others may start at the same moment
    except OSError as error:
        raise BadSetting(say("door.setting.folder", "vi", value=text)) from error
    return folder


def _database(url: str, wrong: str = "door.setting.database") -> str:
    usual = url.replace("postgres://", "postgresql://", 1)
    if usual.startswith("postgresql://"):
        usual = usual.replace("postgresql://", "postgresql+psycopg://", 1)
    try:
        backend = connect(usual).dialect.name
    except (SQLAlchemyError, ImportError, ValueError) as error:
        raise BadSetting(say(wrong, "vi", value=_hidden(url))) from error
    if backend not in _BACKENDS:
        raise BadSetting(say(wrong, "vi", value=_hidden(url)))
    return usual


def _keys(text: str) -> tuple[str, ...]:
    keys = tuple(key.strip() for key in text.split(",") if key.strip())
    try:
        if keys:
            Seal(keys)
    except BadKey as error:
        raise BadSetting(say("hardship.setting.key", "vi")) from error
    return keys


def _base(url: str) -> str:
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or parts.query or parts.fragment or parts.path.strip("/"):
        raise BadSetting(say("door.setting.base", "vi", value=url))
    return url.rstrip("/")


def _shared(environment: Mapping[str, str]) -> SharedSignIn | None:
    """The provider from OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and OIDC_NAME."""
    names = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME")
    given = {name: environment.get(name, "").strip() for name in names}
    if not any(given.values()):
        return None
    for name in names[:3]:
        if not given[name]:
            raise BadSetting(say("access.setting.missing", "vi", name=name))
    issuer = urlsplit(given["OIDC_ISSUER"])
    if issuer.scheme != "https" and issuer.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise BadSetting(say("access.setting.issuer", "vi", value=given["OIDC_ISSUER"]))
    usual = issuer.hostname or given["OIDC_ISSUER"]
    return SharedSignIn(*(given[name] or usual for name in names))


def _hidden(url: str) -> str:
    """The address without its password, fit for a screen."""
    head, at, tail = url.rpartition("@")
    return f"{head.split('//')[0]}//…@{tail}" if at else url
