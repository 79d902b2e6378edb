"""Serves a person's media to their own page, at secret addresses that expire.

Streamlit's own ``/media`` goes on serving a file after its page was closed. Here each item lies
on a :class:`Shelf` and has an address with a secret in it, which works while the item lies there
and its page is open. Browsers are asked not to store it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_urlsafe
from threading import Lock
from typing import Final
from urllib.parse import quote
from weakref import WeakValueDictionary

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

__all__ = ["ROUTES", "Offer", "Shelf"]

FOLDER: Final = "/formcheck/kept"
"""The beginning of addresses, outside those that Streamlit reserves."""

SECRET_BYTES: Final = 32
"""As many as in a key: a million guesses a second would never find one."""

NOT_STORED: Final = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to serve: content in memory or a file, its name, and its media type.

    With ``saved`` a browser saves it under its name; else the browser shows it.
    """

    content: bytes | Path
    name: str
    kind: str
    saved: bool = False


@dataclass(frozen=True, slots=True, weakref_slot=True)
class _Placed:
    secret: str
    offer: Offer
    is_open: Callable[[], bool]


_PLACED: Final[WeakValueDictionary[str, _Placed]] = WeakValueDictionary()
"""The items of all shelves, by their secret; an item that leaves its shelf leaves this, too."""


def _always() -> bool:
    return True


@dataclass(slots=True)
class Shelf:
    """The items of one page, each at an address that stays the same.

    They go with the shelf. ``is_open`` returns whether the page is still open; it is called at
    every request, in the server's thread.
    """

    is_open: Callable[[], bool] = _always
    _placed: dict[Offer, _Placed] = field(default_factory=dict)
    _closed: bool = False
    _one_at_a_time: Lock = field(default_factory=Lock)

    def address(self, offer: Offer) -> str:
        """Place something on the shelf and return its address, from the first slash on.

        On a closed shelf nothing is placed, and the address leads nowhere.
        """
        with self._one_at_a_time:
            placed = self._placed.get(offer)
            if placed is None:
                placed = _Placed(token_urlsafe(SECRET_BYTES), offer, self.is_open)
                if not self._closed:
                    self._placed[offer] = _PLACED[placed.secret] = placed
        return f"{FOLDER}/{placed.secret}/{quote(offer.name, safe='')}"

    def clear(self) -> None:
        """Take everything back."""
        with self._one_at_a_time:
            self._placed.clear()

    def close(self) -> None:
        """Take everything back, for good."""
        with self._one_at_a_time:
            self._closed = True
            self._placed.clear()


async def _hand_over(request: Request) -> Response:
    """Answer with the item at an address, or with the requested part of it."""
    secret, _, name = request.path_params["rest"].partition("/")
    placed = _PLACED.get(secret)
    if placed is None or name != placed.offer.name or not placed.is_open():
        return _nothing_here()
    return _response(placed.offer)


def _nothing_here() -> Response:
    return PlainTextResponse("Nothing is kept here, or not any more.\n", 404, headers=NOT_STORED)


def _response(offer: Offer) -> Response:
    how = "attachment" if offer.saved else "inline"
    named = {"Content-Disposition": f"{how}; filename*=utf-8''{quote(offer.name, safe='')}"}
    headers = NOT_STORED | named
    if isinstance(offer.content, bytes):
        return Response(offer.content, headers=headers, media_type=offer.kind)
    try:
        found = offer.content.stat()
    except OSError:  # it was deleted a moment ago
        return _nothing_here()
    return FileResponse(offer.content, headers=headers, media_type=offer.kind, stat_result=found)


ROUTES: Final = (Route(f"{FOLDER}/{{rest:path}}", _hand_over, methods=["GET"]),)
"""Routes for Streamlit: every address that begins so; Streamlit answers others with its page."""
