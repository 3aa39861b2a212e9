"""Seals what people wrote: encrypted with a key that lies in no database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class BadKey(Exception):
    """This is no key."""


class BadSeal(Exception):
    """None of the keys opens what is stored, or it was altered."""


class Seal:
    """Seals with the first key and opens with every one, so that keys can be exchanged."""

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys:
            raise BadKey
        try:
            self._keys = [Fernet(key) for key in keys]
        except ValueError as error:
            raise BadKey from error

    def close(self, text: str, on: date) -> str:
        """The text sealed. A seal tells when it was made: only the day is put there (DR-03)."""
        midnight = datetime(on.year, on.month, on.day, tzinfo=UTC)
        return self._keys[0].encrypt_at_time(text.encode(), int(midnight.timestamp())).decode()

    def open(self, sealed: str) -> str:
        """The text; BadSeal when no key opens it."""
        try:
            return MultiFernet(self._keys).decrypt(sealed).decode()
        except InvalidToken as error:
            raise BadSeal from error

    def renewed(self, sealed: str) -> str | None:
        """The same under the first key, of the same day; None when it lies there already."""
        try:
            self._keys[0].decrypt(sealed)
        except InvalidToken:
            try:
                return MultiFernet(self._keys).rotate(sealed).decode()
            except InvalidToken as error:
                raise BadSeal from error
        return None


def new_key() -> str:
    """A fresh random key, to be written into the environment."""
    return Fernet.generate_key().decode()
