"""Golden recordings: every example that an exercise names, played through a session."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from make_recordings import FIGURES, RECORDINGS, poses_of

from formcheck.exercise.results.report import HoldReport, Report, RepReport, Verdict
from formcheck.exercise.session import Session
from formcheck.exercise.spec.models import Example, ExerciseSpec
from formcheck.pose.recording import load_recording
from formcheck.specs.files import judged_ids, load_spec

SHIPPED = judged_ids()
TURNED_EARLY = "turned back early"


def played(spec: ExerciseSpec, recording: str) -> Report:
    session = Session(spec)
    for pose in load_recording(RECORDINGS / f"{recording}.npz"):
        session.step(pose)
    return session.report()


def examples() -> Iterator[tuple[str, Example]]:
    for spec_id in SHIPPED:
        for example in load_spec(spec_id).examples:
            yield spec_id, example


def problems(judged: tuple[RepReport | HoldReport, ...]) -> set[str]:
    """Checks that were off, a little or clearly, in at least half of the reps or holds."""
    off = Counter(
        check.id
        for each in judged
        for check in each.checks
        if check.verdict in {Verdict.WARN, Verdict.FAULT}
    )
    return {check for check, times in off.items() if 2 * times >= len(judged)}


@pytest.mark.parametrize(
    ("spec_id", "example"), list(examples()), ids=lambda value: getattr(value, "recording", value)
)
def test_an_example_comes_out_as_the_exercise_says(spec_id: str, example: Example) -> None:
    """The reps, holds and early turns it names are counted, and its problems found, no others.

    A problem is a check that was warn or fault in at least half of the reps or holds; where none
    is named, every single rep and hold is good.
    """
    report = played(load_spec(spec_id), example.recording)
    judged = report.reps or report.holds

    assert len(report.reps) == example.reps
    assert len(report.holds) == example.holds
    short = [attempt for attempt in report.attempts if attempt.reason == TURNED_EARLY]
    assert len(short) == example.short
    assert problems(judged) == set(example.problems)
    if not example.problems:
        assert {each.verdict for each in judged} == {Verdict.GOOD}


def test_there_are_exercises() -> None:
    """The examples above are those of exercises that are really there."""
    assert len(SHIPPED) >= 7


@pytest.mark.parametrize("spec_id", SHIPPED)
def test_every_exercise_is_shown_right_and_wrong(spec_id: str) -> None:
    """Each shipped exercise names a recording without problems and one with."""
    shown = load_spec(spec_id).examples

    assert any(not example.problems for example in shown)
    assert any(example.problems for example in shown)


@pytest.mark.parametrize("path", sorted(RECORDINGS.glob("*.npz")), ids=lambda path: path.stem)
def test_recordings_are_small(path: Path) -> None:
    """A recording is landmarks and outlines, no video: at most 200 kB."""
    assert path.stat().st_size <= 200_000


@pytest.mark.parametrize("name", FIGURES)
def test_figures_are_recorded_as_they_are_made(name: str) -> None:
    """The stick figures in the files are those that the script makes."""
    made, kept = poses_of(name), load_recording(RECORDINGS / f"{name}.npz")

    assert [pose.time_s for pose in kept] == pytest.approx([pose.time_s for pose in made])
    for now, then in zip(made[::7], kept[::7], strict=True):
        np.testing.assert_allclose(now.points_px, then.points_px, atol=0.03)
        np.testing.assert_allclose(now.back_line.points_px, then.back_line.points_px, atol=0.03)


REPEATED = [
    "hip_hinge_good",
    "hip_hinge_rounded",
    "squat_good",
    "squat_heels_up",
    "good_morning_good",
]


@pytest.mark.parametrize("recording", REPEATED)
def test_the_same_movements_twice_in_one_set_get_the_same_verdicts(recording: str) -> None:
    """In the end each rep is judged with all that the set showed, wherever in it it was."""
    exercise = max((each for each in SHIPPED if recording.startswith(each)), key=len)
    poses = load_recording(RECORDINGS / f"{recording}.npz")
    later_s = poses[-1].time_s - poses[0].time_s + 1.0 / 15.0
    session = Session(load_spec(exercise))
    for pose in [*poses, *(replace(pose, time_s=pose.time_s + later_s) for pose in poses)]:
        session.step(pose)

    reps = session.report().reps
    verdicts = [[(check.id, check.verdict) for check in rep.checks] for rep in reps]
    half = len(reps) // 2
    assert half > 1
    assert verdicts[:half] == verdicts[half:]
