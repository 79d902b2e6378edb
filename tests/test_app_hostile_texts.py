"""Texts of own specs and names of files are shown by the pages, never obeyed by them."""

import re
from datetime import UTC, datetime
from pathlib import Path

import platformdirs
import pytest
from live_stand_ins import picture, report
from live_stand_ins import rep as plain_rep
from pages import opened
from spec_texts import REPS
from streamlit.testing.v1 import AppTest

from formcheck.app.state.choice import Choice
from formcheck.app.state.visit import SetOutcome, Step, Visit
from formcheck.app.theme import said_plainly
from formcheck.errors import SpecError, SpecProblem, VideoError
from formcheck.exercise.results.report import CheckReport, Verdict
from formcheck.guide.guidance import Answer, Ended, SetDone
from formcheck.history.fault_pictures import FaultPicture, jpeg
from formcheck.printable import hidden_in
from formcheck.specs.files import load_spec, own_folder

EVIL = "![p](http://e.x/p) [l](//e.x) :red[r] $x$ `c` <img src=//e.x>"
"""What would fetch a picture, lead away, colour, set a formula or be a tag."""

SHORT = "![p](//e.x/p) :red[r] <b>x"
"""Six words at most, for what is said."""

OBEYED = re.compile(r"!\[|\]\(|:\w+\[|`|\$|<")
"""What Markdown obeys, once what is escaped has been taken out."""

EXERCISES = "from formcheck.app.catalogue import page\npage.show()"
AN_ERROR = """
import streamlit as st
from formcheck.app.theme import show_error
show_error(st.session_state["error"])
"""


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An own exercise, every text of which would steer the page; returns its id."""
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *a, **k: tmp_path)
    monkeypatch.setenv("FORMCHECK_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("FORMCHECK_MODEL", str(tmp_path / "none.task"))
    text = re.sub(r"(?m)^( *(?:- )?)(summary|explain|text): .*$", rf"\1\2: '{EVIL}'", REPS)
    text = re.sub(r"(?m)^( *)(praise|short_cue|too_low|too_high): .*$", rf"\1\2: '{SHORT}'", text)
    numbers = iter(range(99))
    text = re.sub(
        r"(?m)^(name|    name): .*$", lambda found: f"{found[1]}: '{next(numbers)} {EVIL}'", text
    )
    own_folder().mkdir(parents=True)
    (own_folder() / "small_bow.yaml").write_text(text, encoding="utf-8")
    return load_spec("small_bow").id


def captions(at: AppTest) -> list[str]:
    """Return the words under pictures; releases of Streamlit call these by two names."""
    pictures = [*at.get("image"), *at.get("imgs")]
    return [image.caption for each in pictures for image in each.proto.imgs]


def obeyed(at: AppTest) -> list[str]:
    """Return the texts of a page that hold something which Markdown or the browser obeys."""
    assert not at.exception
    kinds = (at.title, at.header, at.subheader, at.markdown, at.caption)
    notes = (at.info, at.warning, at.error, at.success)
    texts = [str(each.value) for kind in (*kinds, *notes) for each in kind]
    texts += [button.label for button in at.button]
    texts += [option for each in at.radio for option in each.options]
    texts += captions(at)
    texts += [each.label for each in at.expander]
    bodies = [each.proto.body for each in at.get("html")]
    found = [text for text in texts if OBEYED.search(re.sub(r"\\.", "", text))]
    return found + [body for body in bodies if "<img src=//" in body or "<b>x" in body]


def test_texts_of_a_spec_are_only_shown(own: str) -> None:
    """On the card of an exercise, and where all of it is told."""
    cards = AppTest.from_string(EXERCISES, default_timeout=30).run()
    one = AppTest.from_string(EXERCISES, default_timeout=30)
    one.query_params["exercise"] = own

    assert obeyed(cards) == []
    assert obeyed(one.run()) == []
    assert "e\\.x/p" in "".join(each.value for each in one.markdown)


@pytest.mark.parametrize("step", [Step.PICK, Step.SHOW, Step.LIVE])
def test_texts_of_a_chosen_spec_are_only_shown(own: str, step: Step) -> None:
    """Where it is chosen, shown and begun."""
    visit = Visit(step=step, choice=Choice.of(load_spec(own), frozenset()))

    assert obeyed(opened(visit)) == []


def test_texts_in_a_summary_are_only_shown(own: str) -> None:
    """Names of checks and versions, what to change, and the words under pictures."""
    spec = load_spec(own)
    faults = tuple(
        CheckReport(
            id=check.id,
            name=check.name,
            measure="trunk_incl",
            verdict=Verdict.FAULT,
            value=48,
            limit=35,
        )
        for check in spec.checks
    )
    done = report(plain_rep(1).model_copy(update={"checks": faults, "verdict": Verdict.FAULT}))
    first = spec.checks[0]
    seen = FaultPicture(1, 1, first.id, first.name, Verdict.FAULT, 12.0, jpeg(picture()))
    choice = Choice.of(spec, frozenset())
    if spec.variants:
        choice = choice.in_version(spec.variants[0].id)
    sets = (SetDone(1, done, Answer(pain=1), Ended.GOAL),)
    outcome = SetOutcome(choice, sets, (seen,), datetime(2026, 11, 20, 15, 2, tzinfo=UTC))

    at = opened(Visit(step=Step.SUMMARY, outcome=outcome))

    assert said_plainly(first.name) in captions(at)
    assert obeyed(at) == []


@pytest.mark.parametrize(
    "error",
    [
        VideoError(EVIL, where=f"{EVIL}\x1b\n.mp4", to_do=EVIL),
        SpecError(f"{EVIL}.yaml", [SpecProblem(1, EVIL), SpecProblem(2, "\N{LINE SEPARATOR}x")]),
    ],
)
def test_errors_are_only_shown(error: Exception) -> None:
    """A library's words may quote what is in a file."""
    at = AppTest.from_string(AN_ERROR, default_timeout=30)
    at.session_state["error"] = error

    at.run()

    assert obeyed(at) == []
    assert {letter for _, letter in hidden_in(at.warning[0].value)} <= {"\n"}


def test_a_text_stays_one_line_and_shows_what_hides() -> None:
    """Neither a heading nor a list begins in the middle of a name."""
    assert said_plainly("a\n# b\x1b\N{RIGHT-TO-LEFT OVERRIDE}") == r"a\\n\# b\\x1b\\u202e"
