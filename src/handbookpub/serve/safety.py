"""Who may ask: this machine's own browser, on the pages that this program gave it, and nobody else.

A web page anywhere can make a browser send requests to 127.0.0.1, and a name of the attacker's can be pointed there
after the page was loaded (DNS rebinding). So the Host must be one that was meant, nothing may come from another
origin (Fetch Metadata, `Sec-Fetch-Site`; `Origin`), and what changes something carries a token of this run that only
our own pages hold.
"""

from __future__ import annotations

import hmac
import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
HOST = re.compile(r"(?:(?P<name>[a-z0-9.-]+)|\[(?P<six>[0-9a-f:.]+)\])(?::\d+)?")
TOKEN = "x-handbookpub-token"
LARGEST = 200_000
"""Bytes of a request that changes something: a paragraph has less."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
"""A drawing that is opened by itself runs nothing: it is content, not a part of this program."""
FILE_POLICY = "frame-ancestors 'none'"
"""For PDF: viewers draw with styles and plug-ins of their own."""
HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A status and a sentence."""

    status: int
    reason: str


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    try:
        return host in LOOPBACK or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Guard:
    """What is let in. `host` is the address that the server was told to listen at."""

    host: str
    token: str

    def refusal(self, method: str, headers: Mapping[str, str]) -> Refusal | None:
        """Why a request is refused, or None. `headers` have small names."""
        host = headers.get("host", "")
        if not self._is_ours(host):
            return Refusal(421, f"this server does not answer for {host or 'a request without a host'}")
        if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            return Refusal(403, "this was asked for by another page: type the address yourself")
        origin = headers.get("origin")
        if origin is not None and origin != f"http://{host}":
            return Refusal(403, "this was asked for by another origin")
        if method in ("GET", "HEAD"):
            return None
        return self._changing(method, headers)

    def _changing(self, method: str, headers: Mapping[str, str]) -> Refusal | None:
        if method != "POST":
            return Refusal(405, "only GET, HEAD and POST are known here")
        if "origin" not in headers or headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return Refusal(403, "a change comes from a page of this server only")
        if not hmac.compare_digest(headers.get(TOKEN, "").encode(), self.token.encode()):
            return Refusal(403, "this page is from an earlier run: load it again")
        if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return Refusal(415, "a change is sent as application/json")
        return _length(headers.get("content-length", ""))

    def _is_ours(self, host: str) -> bool:
        """Whether a Host names this machine, or the address that was told. Bound to every address, any number will
        do: rebinding needs a name.
        """
        found = HOST.fullmatch(host.casefold())
        name = (found["name"] or found["six"]) if found else ""
        if name in LOOPBACK or name == self.host.casefold():
            return True
        try:
            return ipaddress.ip_address(self.host).is_unspecified and bool(ipaddress.ip_address(name))
        except ValueError:
            return False


def _length(given: str) -> Refusal | None:
    if not given.isdecimal():
        return Refusal(411, "a change says how long it is")
    return Refusal(413, "this is longer than any paragraph") if int(given) > LARGEST else None


class Guarded:
    """An ASGI application behind a guard. Every answer gets the headers, unless it has its own."""

    def __init__(self, app: Any, guard: Guard) -> None:
        self.app, self.guard = app, guard

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer, or refuse."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}

        async def sending(message: Any) -> None:
            if message["type"] == "http.response.start":
                own = {name.lower() for name, _ in message["headers"]}
                more = [(name.encode(), value.encode()) for name, value in HEADERS.items() if name.encode() not in own]
                message = {**message, "headers": [*message["headers"], *more]}
            await send(message)

        refused = self.guard.refusal(scope["method"], headers)
        if refused is None:
            await self.app(scope, receive, sending)
            return
        text = f"{refused.reason}\n".encode()
        start = {"type": "http.response.start", "status": refused.status,
                 "headers": [(b"content-type", b"text/plain; charset=utf-8")]}  # fmt: skip
        await sending(start)
        await send({"type": "http.response.body", "body": text})
