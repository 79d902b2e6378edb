"""The door before Streamlit, which lets nobody in but this computer's own pages.

A page of any web site can send requests to a server on this computer, and a name that leads here
now can have led elsewhere a minute ago. So the door first checks where each request comes from,
and asks no other machine: it reads the headers that browsers send and pages cannot change.

1. **What it calls us** (``Host``): one header with our name and port, as the browser's address bar
   shows them. Any other name is a foreign one that leads here, and gets 421.
2. **Where it comes from** (``Origin``): our own page, port included, or else 403. A request that
   changes something, or stays open as a WebSocket does, must name its origin; browsers always do.
3. **How it comes** (``Sec-Fetch-Site``): a request that another page embeds, frames or fetches
   without an origin gets 403; a link to us may be followed.

The door closes a WebSocket before it opens, which a browser sees as 403 for every reason. Behind
the door, Streamlit's own checks remain.
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
    # A foreign page that frames ours could redirect clicks; the camera is a frame of our own.
    "X-Frame-Options": "SAMEORIGIN",
    "Content-Security-Policy": "frame-ancestors 'self'",
    # No window that opened us, and none that we open, can reach into the other.
    "Cross-Origin-Opener-Policy": "same-origin",
    # No other site embeds anything of ours, even where a browser's other rules allow it.
    "Cross-Origin-Resource-Policy": "same-origin",
    # A browser believes a file's declared type: it runs no text as a program.
    "X-Content-Type-Options": "nosniff",
    # Other sites don't learn which page somebody came from. Not `no-referrer`: with it, browsers
    # hide the origin of our own forms from us too.
    "Referrer-Policy": "same-origin",
}
"""Headers of every answer."""

SCHEMES: Final = {"http": "http", "ws": "http", "https": "https", "wss": "https"}
"""The scheme of a page's origin, by the protocol of its request."""

USUAL_PORT: Final = {"http": 80, "https": 443}
"""The ports that browsers leave out."""

READING: Final = frozenset({"GET", "HEAD"})
"""Methods that change nothing; with them, browsers name no origin to a page's own server."""

MISDIRECTED: Final = 421
FORBIDDEN: Final = 403
POLICY: Final = 1008  # why a WebSocket is closed


class Door:
    """ASGI middleware that refuses foreign requests.

    Parameters
    ----------
    app
        Gets the requests that are let in.
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
"""The middleware passed to Streamlit."""


def refusal(scope: Scope) -> int:
    """Return the status that refuses a request; 0 where it may come in.

    The port is the socket's own: the options name only the wanted one, and Streamlit takes the
    next where that is taken.
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
    """Return our names with the port, as browsers write them."""
    return NAMES if port == USUAL_PORT[scheme] else [f"{name}:{port}" for name in NAMES]


def _is_ours_or_opened(headers: Headers) -> bool:
    """Whether our page asks or a person opens it; other programs send no such header."""
    if headers.get("sec-fetch-site", "none") in {"none", "same-origin"}:
        return True
    return (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")) == (
        "navigate",
        "document",
    )


def _telling(send: Send) -> Send:
    """Return a `send` that adds `HEADERS` to each answer."""

    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)

    return told


async def _refuse(status: int, scope: Scope, receive: Receive, send: Send) -> None:
    """Refuse a request in the fewest words; look up, note and log nothing."""
    if scope["type"] == "websocket":
        # Not with the extension for denial responses: uvicorn (0.54) logs an error for each, and
        # a page that asks often would fill the terminal.
        await send({"type": "websocket.close", "code": POLICY})
        return
    words = "This is not a page of formcheck's, or not its address.\n"
    answer = PlainTextResponse(words, status, headers={"Cache-Control": "no-store"})
    await answer(scope, receive, send)
