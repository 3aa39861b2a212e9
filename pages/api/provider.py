"""Talks with the provider of sign-in (OpenID Connect Core 1.0, code flow with PKCE): where to send
a browser, and who came back. Everything it says is checked before it is believed."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from pages.settings import SharedSignIn, now

_SECONDS = 10  # how long the provider may take
_DESCRIPTION = "/.well-known/openid-configuration"
_KEPT = 3_600.0  # seconds for which its description is good
_AFTER_FAULT = 10.0  # seconds before it is asked again
_LEEWAY = 60  # seconds by which clocks may differ
_SIGNED_WITH = ["RS256", "PS256", "ES256", "EdDSA"]  # never "none", never a shared secret
_FAULTS = (requests.RequestException, AuthlibBaseError, JoseError, ValueError, KeyError, TypeError)


class ProviderFault(Exception):
    """The provider does not answer, or says what cannot be believed."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """What binds an answer to the browser that asked: each is random and used once."""

    state: str
    nonce: str
    verifier: str


class Provider:
    """One provider, asked by plain requests: to be called beside the event loop."""

    def __init__(self, shared: SharedSignIn, back: str) -> None:
        self._shared = shared
        self._back = back
        self._asking = Lock()
        self._known: Mapping[str, Any] | None = None
        self._until = 0.0

    def address(self, secrets: Secrets) -> str:
        """Where to send the browser. ProviderFault when the provider cannot be reached."""
        try:
            with self._session() as session:
                made: tuple[str, str] = session.create_authorization_url(
                    self._described()["authorization_endpoint"],
                    state=secrets.state,
                    nonce=secrets.nonce,
                    code_verifier=secrets.verifier,
                )
        except _FAULTS as fault:
            raise ProviderFault from fault
        return made[0]

    def subject(self, answer: str, secrets: Secrets) -> str:
        """Who came back, from the address the browser came back with. ProviderFault when the
        answer, its signature, its audience, its age or its nonce is not what it must be."""
        try:
            described = self._described()
            with self._session() as session:
                token = session.fetch_token(
                    described["token_endpoint"],
                    authorization_response=answer,
                    state=secrets.state,
                    code_verifier=secrets.verifier,
                    timeout=_SECONDS,
                )
            claims = self._claims(token["id_token"], described, secrets.nonce)
        except _FAULTS as fault:
            raise ProviderFault from fault
        return str(claims["sub"])

    def _claims(self, id_token: str, described: Mapping[str, Any], nonce: str) -> dict[str, Any]:
        keys = KeySet.import_key_set(_read(described["jwks_uri"]))  # anew: keys are exchanged
        claims = jwt.decode(id_token, keys, algorithms=_SIGNED_WITH).claims
        jwt.JWTClaimsRegistry(
            now=int(now().timestamp()),
            leeway=_LEEWAY,
            iss={"essential": True, "value": self._shared.issuer},
            aud={"essential": True, "value": self._shared.client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        ).validate(claims)
        if claims.get("azp", self._shared.client_id) != self._shared.client_id:
            raise ValueError("made for somebody else")
        return claims

    def _described(self) -> Mapping[str, Any]:
        """What the provider tells of itself, kept for a while; so is that it tells nothing:
        strangers make us ask."""
        with self._asking:
            if time.monotonic() >= self._until:
                self._known = None
                try:
                    self._known = self._read_description()
                finally:
                    lasts = _AFTER_FAULT if self._known is None else _KEPT
                    self._until = time.monotonic() + lasts
            if self._known is None:
                raise ValueError("away a moment ago")
            return self._known

    def _read_description(self) -> Mapping[str, Any]:
        issuer = self._shared.issuer
        described: Mapping[str, Any] = _read(issuer.rstrip("/") + _DESCRIPTION)
        if described["issuer"] != issuer:
            raise ValueError("another issuer")
        return described

    def _session(self) -> OAuth2Session:
        return OAuth2Session(
            self._shared.client_id,
            self._shared.client_secret,
            scope="openid",
            redirect_uri=self._back,
            code_challenge_method="S256",
        )


def _read(address: str) -> Any:
    answer = requests.get(address, timeout=_SECONDS, allow_redirects=False)
    answer.raise_for_status()
    return answer.json()
