"""The pages together: the way between them, and what all of them share."""

import runpy
from pathlib import Path

import pytest
from disks import unprivileged
from pages import page_of
from streamlit.testing.v1 import AppTest

from formcheck.app.server.launch import PAGES
from formcheck.app.theme import ASSETS, said_plainly
from formcheck.disk.parts import new_part
from formcheck.errors import VideoError

ROOT = Path(__file__).parents[1]

SHOWS_AN_ERROR = """
import streamlit as st
from formcheck.app.theme import show_error
show_error(st.session_state["error"])
"""


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is read from, or kept in, the folder of whoever runs the tests."""
    monkeypatch.setenv("FORMCHECK_DATA", str(tmp_path))


@pytest.mark.parametrize("entry", ["app.py", "formcheck/app/served.py"])
def test_both_entries_open_the_first_page(entry: str) -> None:
    """Whichever file Streamlit is given, somebody is met by the page for exercising."""
    served = runpy.run_path(str(ROOT / entry))["app"]
    at = AppTest.from_file(served.script_path, default_timeout=60).run()

    assert not at.exception
    assert at.header or at.title


def test_what_killed_runs_left_goes_when_the_pages_open(tmp_path: Path) -> None:
    """Parts of sets, pictures and answers are removed, and those that somebody writes stay."""
    left = [tmp_path, tmp_path / "sets", tmp_path / "pictures", tmp_path / "pictures" / "a_set"]
    for folder in left:
        folder.mkdir(exist_ok=True)
        (folder / ".a.json.abcd1234.part").touch()
    with new_part(tmp_path / "person.json") as (_, part):
        at = AppTest.from_file(PAGES, default_timeout=60).run()

        assert not at.exception
        assert list(tmp_path.rglob("*.part")) == [part]


@pytest.mark.parametrize("mode", [0o000, 0o500])
@pytest.mark.parametrize("page", ["exercise", "review", "catalogue", "about"])
def test_every_page_can_be_used_without_a_data_folder(
    page: str, mode: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system's own folder, own exercises among it, may not be used, no page fails."""
    script = f"""
from formcheck.app.{page} import page
from formcheck.app.server.tidy import tidy_up
tidy_up()
page.show()
"""
    assert not page_of(script).run().exception
    with unprivileged() as own:
        monkeypatch.delenv("FORMCHECK_DATA")
        monkeypatch.setattr("platformdirs.user_data_path", lambda *name, **how: own / "formcheck")
        (own / "formcheck").mkdir(mode=mode)
        at = page_of(script, own).run()

    assert not at.exception
    assert at.title


def test_an_error_is_shown_in_three_parts() -> None:
    """What happened, where, and what to do stand on lines of their own."""
    at = AppTest.from_string(SHOWS_AN_ERROR)
    at.session_state["error"] = VideoError("It is cut off", where="a*b.mp4", to_do="Copy it anew")
    at.run()

    what, where, to_do = at.warning[0].value.split("  \n")
    assert (what, where, to_do) == ("**It is cut off**", r"a\*b\.mp4", "Copy it anew.")


def test_an_error_without_place_or_help_is_one_line() -> None:
    """Parts that an error does not have leave no gap."""
    at = AppTest.from_string(SHOWS_AN_ERROR)
    at.session_state["error"] = VideoError("It is cut off")
    at.run()

    assert at.warning[0].value == "**It is cut off**"


@pytest.mark.parametrize("text", ["*bold*", "$x$", ":smile:", "<b>", "[a](b)", "a_b", "~~a~~"])
def test_signs_of_markdown_are_shown_as_they_are(text: str) -> None:
    """Names steer nothing on the page: each sign is preceded by a backslash."""
    plain = said_plainly(text)

    assert plain.replace("\\", "") == text
    assert plain != text


@pytest.mark.parametrize("asset", sorted(path.name for path in ASSETS.iterdir()))
def test_nothing_on_the_pages_comes_from_the_net(asset: str) -> None:
    """Styles and drawings name no address but that of the SVG standard."""
    text = (ASSETS / asset).read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")

    assert "//" not in text
    assert "@import" not in text
