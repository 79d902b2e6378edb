"""Opens and uses the Exercise page as a person does, without a browser."""

import os
import re
import time
from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from formcheck.app.state.visit import VISIT, Visit

THE_PAGE = "from formcheck.app.exercise import page\npage.show()"


def opened(visit: Visit | None = None, *, written_in: Path | None = None) -> AppTest:
    """Return the page at its first run, or in the middle of a visit.

    ``written_in`` is a folder for its script, for users who may not read everything.
    """
    assert "FORMCHECK_DATA" in os.environ, "this would be written into the user's own folder"
    at = page_of(THE_PAGE, written_in)
    if visit is not None:
        at.session_state[VISIT] = visit
    return again(at)


def page_of(script: str, written_in: Path | None = None) -> AppTest:
    """Return a page before its first run; its script lies in a folder if one is given."""
    if written_in is None:
        return AppTest.from_string(script, default_timeout=30)
    file = written_in / "page.py"
    file.write_text(script, encoding="utf-8")
    return AppTest.from_file(file, default_timeout=30)


def again(at: AppTest) -> AppTest:
    """Run the page once more; it must not fail."""
    at.run()
    assert not at.exception, at.exception
    return at


def clicked(at: AppTest, label: str) -> AppTest:
    """Click the button with this label."""
    found = [button for button in at.button if button.label == label]
    assert found, f"no button {label!r} among {sorted(labels(at))}"
    found[0].click()
    return again(at)


def labels(at: AppTest) -> set[str]:
    """Return the labels of all buttons."""
    return {button.label for button in at.button}


def shown(at: AppTest) -> str:
    """Return the text of the page, without Markdown's escapes."""
    kinds = (at.title, at.header, at.subheader, at.markdown, at.caption)
    notes = (at.info, at.warning, at.error, at.success)
    text = "\n".join(str(each.value) for kind in (*kinds, *notes) for each in kind)
    return re.sub(r"\s+", " ", text.replace("\\", ""))


def visit_of(at: AppTest) -> Visit:
    """Return the visit that the page keeps."""
    found = at.session_state[VISIT]
    assert isinstance(found, Visit)
    return found


def waited_for(holds: Callable[[], bool], *, longest_s: float = 60.0) -> bool:
    """Wait for another thread until a condition holds; return whether it does."""
    until_s = time.monotonic() + longest_s
    while not holds() and time.monotonic() < until_s:
        time.sleep(0.01)
    return holds()
