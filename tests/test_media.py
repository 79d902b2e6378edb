"""What is shown of a person: where it is found, how it is handed over, and when it is gone."""

import ast
import gc
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from asgi import Answer, answered

from formcheck.app.server import media
from formcheck.app.server.media import FOLDER, ROUTES, Offer, Shelf


def had(address: str, **more: Any) -> Answer:
    """Ask for something."""
    return answered(ROUTES, address, **more)


PAGES = Path(media.__file__).parents[1]
VIDEO = bytes(range(256)) * 1000
TABLE = Offer(b"rep,verdict\n1,good\n", "Monday_reps.csv", "text/csv", saved=True)


@pytest.fixture
def video(tmp_path: Path) -> Offer:
    path = tmp_path / "annotated.mp4"
    path.write_bytes(VIDEO)
    return Offer(path, "recording.mp4", "video/mp4")


def test_it_is_handed_over_as_it_is(video: Offer) -> None:
    """From memory or from a file, with its kind, and for no browser to store."""
    shelf = Shelf()
    for offer, content in ((TABLE, TABLE.content), (video, VIDEO)):
        answer = had(shelf.address(offer))

        assert (answer.status, answer.content) == (200, content)
        assert answer.headers["content-type"].partition(";")[0] == offer.kind
        assert answer.headers["cache-control"] == "no-store"


def test_a_part_of_a_recording_can_be_had(video: Offer) -> None:
    """A browser that goes to the middle of a recording asks for that part alone."""
    shelf = Shelf()
    answer = had(shelf.address(video), headers={"Range": "bytes=1000-1999"})

    assert answer.status == 206
    assert answer.content == VIDEO[1000:2000]
    assert answer.headers["content-range"] == f"bytes 1000-1999/{len(VIDEO)}"
    assert had(shelf.address(video), method="HEAD").headers["accept-ranges"] == "bytes"
    beyond = had(shelf.address(video), headers={"Range": f"bytes={len(VIDEO)}-"})
    assert beyond.status == 416


@pytest.mark.parametrize("name", ["Montag früh_reps.csv", '"; x="y', "a%2Fb.csv", "…", "100 %.csv"])
def test_it_is_saved_under_its_name(name: str) -> None:
    """Whatever is in a name, it is found by it and a browser saves it under it, as UTF-8."""
    shelf = Shelf()
    answer = had(shelf.address(replace(TABLE, name=name)))

    how, _, told = answer.headers["content-disposition"].partition("; filename*=utf-8''")
    assert answer.status == 200
    assert how == "attachment"
    assert told.isascii()
    assert shelf.address(replace(TABLE, name=name)).endswith(f"/{told}")


def test_what_is_shown_is_not_saved(video: Offer) -> None:
    """A recording plays in the page."""
    shelf = Shelf()

    assert had(shelf.address(video)).headers["content-disposition"].startswith("inline")


def test_an_address_stays_and_no_two_are_alike() -> None:
    """A page that is drawn anew goes on showing what it shows; another page has its own."""
    one, other = Shelf(), Shelf()

    assert one.address(TABLE) == one.address(replace(TABLE))
    assert one.address(TABLE) != other.address(TABLE)
    assert one.address(TABLE) != one.address(replace(TABLE, saved=False))
    assert len(one.address(TABLE).split("/")[3]) >= 40


@pytest.mark.parametrize(
    "path",
    [
        "{secret}",
        "{secret}/",
        "{secret}/other.csv",
        "{secret}/{name}/",
        "{secret}/{name}/x",
        "{secret}/./{name}",
        "{secret}/x/../{name}",
        "{secret}/%2e%2e/{name}",
        "{secret}/..%2f..%2fetc%2fpasswd",
        "{secret}%00/{name}",
        "x{secret}/{name}",
        "{lower}/{name}",
        "{cut}/{name}",
        "/{name}",
        "",
        "../kept/x",
    ],
)
def test_elsewhere_nothing_is_found(path: str) -> None:
    """Another secret, another name, or a way around leads nowhere."""
    shelf = Shelf()
    secret, name = shelf.address(TABLE).removeprefix(f"{FOLDER}/").split("/")
    tried = path.format(secret=secret, name=name, lower=secret.lower(), cut=secret[:-1])

    assert had(f"{FOLDER}/{tried}").status == 404


def test_nothing_can_be_put_there() -> None:
    """It is for reading alone."""
    address = Shelf().address(TABLE)

    assert {had(address, method=m).status for m in ("POST", "PUT", "DELETE")} == {405}


def test_when_the_page_is_closed_it_is_gone() -> None:
    """It is there as long as the page is, and again when the page comes back."""
    there = True
    shelf = Shelf(lambda: there)
    address = shelf.address(TABLE)

    assert had(address).status == 200
    there = False
    assert had(address).status == 404
    there = True
    assert had(address).status == 200


def test_what_is_taken_back_is_gone() -> None:
    """A cleared shelf may be filled anew, at other addresses; a closed one holds nothing more."""
    shelf = Shelf()
    first = shelf.address(TABLE)
    shelf.clear()
    second = shelf.address(TABLE)
    assert (had(first).status, had(second).status) == (404, 200)

    shelf.close()
    third = shelf.address(TABLE)
    assert {had(each).status for each in (first, second, third)} == {404}


def test_it_goes_with_its_shelf(video: Offer) -> None:
    """Where nobody holds the shelf any more, nothing of it is found."""
    shelf = Shelf()
    address = shelf.address(video)
    del shelf
    gc.collect()

    assert had(address).status == 404


def test_a_file_that_was_deleted_is_gone(video: Offer) -> None:
    """Between two requests a recording may be deleted; that is no trouble of the server's."""
    shelf = Shelf()
    address = shelf.address(video)
    assert isinstance(video.content, Path)
    video.content.unlink()

    assert had(address).status == 404


MEDIA = {"audio", "download_button", "image", "pdf", "video"}
"""What Streamlit shows or offers files with, by way of its own media."""

NOBODYS = {"exercises_page.py", "pick.py", "show_me.py"}
"""Pages that show demonstrations with them, which come with formcheck and are of nobody."""


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.py")), ids=lambda page: page.name)
def test_no_page_leaves_anything_of_a_person_with_streamlit(page: Path) -> None:
    """Streamlit serves its media on after a page is closed; a new use of them is to be weighed."""
    calls = [
        node for node in ast.walk(ast.parse(page.read_text("utf-8"))) if isinstance(node, ast.Call)
    ]
    used = {call.func.attr for call in calls if isinstance(call.func, ast.Attribute)} & MEDIA

    allowed = {"image", "video"} if page.name in NOBODYS | {"shown_media.py"} else set()
    assert used <= allowed
