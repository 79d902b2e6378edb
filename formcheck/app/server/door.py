"""The door: what stands before Streamlit, and lets nobody in but this computer's own pages.

A page of any web site can ask a server on this computer for things, and a name that leads there
today can have led elsewhere a minute ago. So who asks is looked at before anything is done, and
without asking anybody: by the headers that browsers send and pages cannot change.

1. **What it calls us** (``Host``): by name and port as the browser's address bar has it, once. Any
   other name is a foreign one that leads here, and is answered with 421.
2. **Where it comes from** (``Origin``): our own page, port and all, or else 403. Whatever changes
   something, or stays open as a WebSocket does, has to say it; browsers do, always.
3. **How it comes** (``Sec-Fetch-Site``): what another page embeds, frames or fetches without an
   origin is 403; following a link to us is not.

A WebSocket is closed before it was open, which a browser sees as 403 whatever the reason. Beneath
all this Streamlit's own checks remain as they are.
"""

from collections.abc import Iterable
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from formcheck.app.server.launch import NAMES

__all__ = ["HEADERS", "MIDDLEWARE", "Door"]

HEADERS: Final = {
    # In a frame of a stranger, clicks could be led astray; the camera is a frame of our own.
    "X-Frame-Options": "SAMEORIGIN",
    "Content-Security-Policy": "frame-ancestors 'self'",
    # No window that opened us, and none that we open, can reach into the other.
    "Cross-Origin-Opener-Policy": "same-origin",
    # Nobody else embeds anything of ours, whatever else a browser makes of the question.
    "Cross-Origin-Resource-Policy": "same-origin",
    # A file is what it is said to be: no text turns out to be a program.
    "X-Content-Type-Options": "nosniff",
    # Strangers don't learn which page somebody came from. Not `no-referrer`: with it, browsers
    # hide the origin of our own forms from us too.
    "Referrer-Policy": "same-origin",
}
"""What every answer tells the browser."""

SCHEMES: Final = {"http": "http", "ws": "http", "https": "https", "wss": "https"}
"""What begins the origin of a page that asks by a protocol."""

USUAL_PORT: Final = {"http": 80, "https": 443}
"""The ports that browsers leave out."""

READING: Final = frozenset({"GET", "HEAD"})
"""Methods that change nothing, and for which browsers name no origin when a page asks its own."""

MISDIRECTED: Final = 421
FORBIDDEN: Final = 403
POLICY: Final = 1008  # why a WebSocket is closed


class Door:
    """ASGI middleware that turns strangers away.

    Parameters
    ----------
    app
        What is asked when all is well.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it here."""
        if scope["type"] not in {"http", "websocket"}:  # the server's own start and end
            await self._app(scope, receive, send)
            return
        status = refusal(scope)
        if not status:
            await self._app(scope, receive, _telling(send))
        else:
            await _refuse(status, scope, receive, _telling(send))


MIDDLEWARE: Final = (Middleware(Door),)
"""What Streamlit is given."""


def refusal(scope: Scope) -> int:
    """Return the status with which a request is turned away; 0 where it may come in.

    The port is that of the socket it came by: what the options name is only what was wished for,
    and Streamlit takes the next one where that is taken.
    """
    headers = Headers(scope=scope)
    scheme = SCHEMES.get(scope["scheme"], "http")
    _, port = scope.get("server") or ("", None)
    hosts = headers.getlist("host")
    if len(hosts) != 1 or (host := hosts[0].lower()) not in _own_hosts(scheme, port):
        return MISDIRECTED
    origins = headers.getlist("origin")
    if origins:
        return 0 if origins == [f"{scheme}://{host}"] else FORBIDDEN
    if scope["type"] == "websocket" or scope["method"] not in READING:
        return FORBIDDEN
    return 0 if _is_ours_or_opened(headers) else FORBIDDEN


def _own_hosts(scheme: str, port: int | None) -> Iterable[str]:
    """Return what we are called, as browsers write it."""
    return NAMES if port == USUAL_PORT[scheme] else [f"{name}:{port}" for name in NAMES]


def _is_ours_or_opened(headers: Headers) -> bool:
    """Whether a page of ours asks, or a person who opens one; other programs say nothing here."""
    if headers.get("sec-fetch-site", "none") in {"none", "same-origin"}:
        return True
    return (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")) == (
        "navigate",
        "document",
    )


def _telling(send: Send) -> Send:
    """Return what sends answers on, with what each tells the browser."""

    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)

    return told


async def _refuse(status: int, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a stranger, in as few words as can be: nothing is looked up, noted or logged."""
    if scope["type"] == "websocket":
        # Not by the extension for other answers: uvicorn (0.54) logs an error for each of them, and
        # a page that knocks often would fill the terminal.
        await send({"type": "websocket.close", "code": POLICY})
        return
    words = "This is not a page of formcheck's, or not its address.\n"
    answer = PlainTextResponse(words, status, headers={"Cache-Control": "no-store"})
    await answer(scope, receive, send)
