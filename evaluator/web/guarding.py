"""What is refused before a page sees it: other hosts, large bodies, forms of other sites; and headers of answers."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
MOST_BYTES = 6_000_000
COOKIE = "cat2_session"
HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class TooLargeError(Exception):
    """More was sent than any form of ours holds."""


class Guard:
    """Stands before all pages."""

    def __init__(self, app: ASGIApp, secret: str, asked: Callable[[], None]) -> None:
        """Guard an application; the secret makes the tokens of its forms, and `asked` hears of each request."""
        self._app, self._secret, self._asked = app, secret.encode(), asked

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        self._asked()
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        session, is_new = _session(headers.get("cookie", ""))
        token = hmac.new(self._secret, session.encode(), hashlib.sha256).hexdigest()
        scope.setdefault("state", {}).update(session=session, csrf=token)
        sends = _Sending(send, session if is_new else "")
        if refusal := _refusal(headers):
            await _refuse(sends, *refusal)
            return
        try:
            await self._app(scope, _limited(receive), sends)
        except TooLargeError:
            await _refuse(sends, 413, _TOO_LARGE)


_TOO_LARGE = "Too large: a proposal has at most 5 MB. Hand in attachments beside it and name them in it."


def _refusal(headers: dict[str, str]) -> tuple[int, str] | None:
    host = headers.get("host", "")
    if "@" in host or _hostname(f"//{host}") not in HOSTS:
        return 421, "This server answers only to this machine: open http://127.0.0.1 with its port."
    origin = headers.get("origin")
    if origin is not None and origin != f"http://{host}":
        return 403, "This form was sent from another site. Open the page here and send it again."
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > MOST_BYTES:
        return 413, _TOO_LARGE
    return None


def _hostname(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _session(cookies: str) -> tuple[str, bool]:
    try:
        held = SimpleCookie(cookies).get(COOKIE)
    except ValueError:
        held = None
    known = held.value if held is not None else ""
    is_ours = len(known) == _TOKEN_LENGTH and known.isalnum() and known.isascii()
    return (known, False) if is_ours else (secrets.token_hex(_TOKEN_LENGTH // 2), True)


_TOKEN_LENGTH = 32


def _limited(receive: Receive) -> Receive:
    read = 0

    async def limited() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > MOST_BYTES:
            raise TooLargeError
        return message

    return limited


class _Sending:
    """Sends an answer with our headers, and a new session its cookie."""

    def __init__(self, send: Send, session: str) -> None:
        self._send, self._session = send, session

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            known = {name.decode("latin-1").lower() for name, _ in message["headers"]}
            added: list[tuple[bytes, bytes]] = [
                (name.encode(), value.encode()) for name, value in HEADERS.items() if name not in known
            ]
            if self._session:
                cookie = f"{COOKIE}={self._session}; Path=/; HttpOnly; SameSite=Strict"
                added.append((b"set-cookie", cookie.encode()))
            message = {**message, "headers": [*message["headers"], *added]}
        await self._send(message)


async def _refuse(send: Any, status: int, text: str) -> None:
    body = f"{text}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
