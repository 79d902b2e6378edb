"""What the pages show or offer of a person: at addresses that nobody guesses and that end.

Streamlit's own ``/media`` goes on serving a file after the page that showed it was closed. Here
each thing lies on a :class:`Shelf`, and is found by an address with a secret in it: for as long as
it lies there, and the page that it is for is open. No browser is to store it.
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
"""Where addresses begin, beside those that Streamlit keeps for itself."""

SECRET_BYTES: Final = 32
"""As many as in a key: who tries a million a second never comes to an end."""

NOT_STORED: Final = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to be had: what is in memory, or a file; its name, and its media type.

    ``saved`` is whether a browser saves it under its name; else it is shown.
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
"""What lies on any shelf, by its secret; it goes from here when it goes from there."""


def _always() -> bool:
    return True


@dataclass(slots=True)
class Shelf:
    """What one page has to show, each thing at an address that stays the same.

    All of it goes with the shelf. ``is_open`` tells whether the page is still there; it is asked
    at every request, in the server's thread.
    """

    is_open: Callable[[], bool] = _always
    _placed: dict[Offer, _Placed] = field(default_factory=dict)
    _closed: bool = False
    _one_at_a_time: Lock = field(default_factory=Lock)

    def address(self, offer: Offer) -> str:
        """Place something, and return where it is found, from the first slash on.

        On a shelf that is closed nothing is placed, and nothing is found there.
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
    """Answer with what lies at an address, or the part that is asked for."""
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
"""What Streamlit is given: all that begins like this, since it answers the rest with its page."""
