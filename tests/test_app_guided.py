"""A guided exercise on the page: begun without a camera, led, asked about, kept and told."""

from pathlib import Path

import pytest
from guided import guided
from pages import again, clicked, labels, opened, shown, visit_of, waited_for
from sayings import SAY
from streamlit.testing.v1 import AppTest

from formcheck.app.camera.placement import checklist, ways_to_stop
from formcheck.app.exercise.led_view import clock_words, led_panel
from formcheck.app.state.choice import Choice
from formcheck.app.state.visit import Step, Visit
from formcheck.app.summary.set_summary import counted_words, summarise
from formcheck.exercise.results.moment import Moment
from formcheck.exercise.results.report import GuidedReport, Report
from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.guide.guidance import Guidance, Led, Stage
from formcheck.history.set_files import find_sets, sets_folder
from formcheck.landmarks.pose import Pose
from formcheck.specs.files import load_spec

SHORT = guided(
    ready_s=60.0,
    steps=(
        {"name": "There", "say": "There.", "seconds": 0.2},
        {"name": "Back", "say": "And back.", "seconds": 0.2},
    ),
)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder of this test's own, and a pose model that is not there."""
    monkeypatch.setenv("FORMCHECK_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("FORMCHECK_MODEL", str(tmp_path / "none.task"))
    monkeypatch.delenv("FORMCHECK_CAMERA", raising=False)


def chosen(spec: ExerciseSpec = SHORT, goal: int = 2) -> Visit:
    """Return a visit on which an exercise was chosen."""
    return Visit(step=Step.SHOW, choice=Choice(spec, "", goal, 1))


def panels(at: AppTest) -> str:
    """Return what the page shows as HTML of its own."""
    return "".join(str(each.proto.body) for each in at.get("html"))


def test_it_is_begun_without_a_camera_first() -> None:
    """The camera is the second choice, and nothing asks to place it."""
    at = opened(chosen(load_spec("pelvic_tilt"), goal=5))
    begins = [button.label for button in at.button if button.label in {"Start", "With the camera"}]

    assert begins == ["Start", "With the camera"]
    assert "Place the camera" not in labels(at)
    assert "guided, not judged" in shown(at)


def test_a_whole_one_is_led_kept_and_told_without_a_camera() -> None:
    """Neither camera nor model is there, and none is missed; silence about pain is asked again."""
    at = clicked(opened(chosen()), "Start")
    assert "Get ready" in panels(at)
    assert "0 of 2 tilts" in panels(at)
    at = clicked(at, "I'm ready")

    def asked() -> bool:
        again(at)
        return "Answer" in labels(at)

    assert waited_for(asked)
    at.radio[0].set_value(1)
    clicked(at, "Answer")

    assert waited_for(lambda: visit_of(again(at)).step is Step.SUMMARY)
    assert "2 tilts, 1 s. Guided, not judged" in shown(at)
    assert "Pain after it: **1 of 10**" in shown(at)
    assert "good" not in shown(at).lower()
    (found,) = find_sets(sets_folder()).sets
    assert found.saved.finished
    assert found.saved.answer.pain == 1
    assert found.saved.report.guided is not None
    assert found.saved.report.guided.completed
    assert not found.saved.report.judged


def test_it_can_be_stopped_and_goes_on_by_the_button() -> None:
    """Nothing goes on by itself."""
    at = clicked(opened(chosen(load_spec("walking"), goal=1)), "Start")
    at = clicked(again(clicked(at, "I'm ready")), "Stop")
    assert {"Continue", "Finish", "Pain"} <= labels(again(at))
    assert "Stopped" in panels(at)
    at = again(clicked(at, "Continue"))
    assert "Get ready" in panels(at)


def test_ended_early_what_was_done_is_told() -> None:
    """One of many: no word on how well."""
    at = clicked(opened(chosen(goal=30)), "Start")
    at = clicked(at, "I'm ready")

    def one_is_done() -> bool:
        again(at)
        run = visit_of(at).run
        guidance = run.live.snapshot().guidance if run is not None else None
        return guidance is not None and guidance.count > 0

    assert waited_for(one_is_done)
    at = clicked(at, "End here and see the summary")
    assert " of 30 tilts" in shown(at)
    assert "you ended it there" in shown(at)


def test_left_before_it_began_there_is_nothing_to_tell() -> None:
    """The way back leads to where it was chosen, or to a summary of nothing."""
    at = clicked(opened(chosen()), "Start")
    at = clicked(at, "End here and see the summary")
    assert "nothing to tell" in shown(at)


def test_minutes_are_chosen_where_it_is_a_timer() -> None:
    """A dose in minutes is not one in reps."""
    at = opened(chosen(load_spec("walking"), goal=5))
    assert [(each.label, each.value) for each in at.number_input] == [("Minutes", 5), ("Sets", 1)]


@pytest.mark.parametrize(
    ("name", "counted", "goal"),
    [("knee_rolls", "Rolls on each side", 10), ("box_breathing", "Breaths", 6)],
)
def test_the_goal_is_of_both_sides_where_each_has_its_turn(
    name: str, counted: str, goal: int
) -> None:
    """As of holds."""
    choice = Choice.of(load_spec(name), frozenset())
    assert choice.counted(SAY) == counted
    assert choice.plan(heard=False, practised=False).goal == goal


# --- Words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left_s", "words"),
    [(4.0, "4"), (3.01, "4"), (0.0, "0"), (59.5, "1:00"), (60.0, "1:00"), (125.2, "2:06")],
)
def test_the_clock_shows_what_is_left(left_s: float, words: str) -> None:
    """The second that goes on is the one that is shown."""
    assert clock_words(left_s) == words


def test_the_panel_shows_step_side_and_how_much_is_done() -> None:
    """And hides nothing in it that a spec says."""
    pose = Pose(0.0, (1, 1))
    led = Led("Over <there>", 3.2, "left", 0.25)
    stands = Guidance(0.0, Stage.SET, Moment(0.0, pose), count=1, goal=4, led=led)
    panel = led_panel(stands, led, "roll", SAY)

    assert all(words in panel for words in ("Over &lt;there&gt;", "left", ">4<", "1 of 4 rolls"))
    assert 'aria-valuenow="25"' in panel


def report(done: int, planned: int, seconds: float, once: str = "tilt") -> Report:
    """Return the report of something that was guided."""
    led = GuidedReport(
        once=once, done=done, planned=planned, seconds=seconds, completed=done >= planned
    )
    return Report(
        exercise="x", exercise_name="X", view="", judged=False, not_judged=("n",), guided=led
    )


@pytest.mark.parametrize(
    ("done", "words"),
    [
        (report(8, 10, 64.0), "8 of 10 tilts, 64 s"),
        (report(10, 10, 119.0), "10 tilts, 119 s"),
        (report(1, 1, 8.0), "1 tilt, 8 s"),
        (report(10, 10, 180.0), "10 tilts, 3 min"),
        (report(3, 10, 200.0, "minute"), "3 of 10 minutes"),
    ],
)
def test_what_was_done_is_told_in_numbers(done: Report, words: str) -> None:
    """How many of how many, and how long; a timer's minutes are not told twice."""
    assert counted_words(SAY, done) == words


def test_a_summary_of_it_holds_no_verdict_and_no_lack() -> None:
    """That nothing is judged is meant so."""
    summary = summarise(report(8, 10, 64.0), load_spec("pelvic_tilt"), SAY)
    assert summary.headline == "8 of 10 tilts, 64 s. Guided, not judged"
    lines = (summary.not_judged, summary.went_well, summary.strip, summary.not_counted)
    assert lines == ((), (), (), ())
    assert summary.change is None


def test_a_camera_is_placed_with_few_words() -> None:
    """It need only see that somebody is there; nobody watches for a raised hand."""
    spec = load_spec("knee_rolls")
    assert "Anywhere" in next(iter(checklist(spec, SAY)))
    assert "hold a hand up for a moment" not in list(ways_to_stop(spec, SAY))
