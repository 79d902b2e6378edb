"""The truth of rendered clips, and what is measured held against it."""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from figures import figure

from formcheck.errors import UsageError
from formcheck.evaluate.labels.truth import Bend, Label, LabelledClip, TrueCurves, Turn
from formcheck.evaluate.labels.truth_file import read_truth
from formcheck.evaluate.score.angles import angles_at, bend_at
from formcheck.evaluate.score.trace import Trace
from formcheck.exercise.measure.registry import Measure, View
from formcheck.exercise.results.moment import Moment

SAMPLES = sorted((Path(__file__).parents[1] / "sample_videos").glob("*.json"))
FRAMES = 5


def truth(**more: Any) -> dict[str, Any]:
    """A clip of five frames, a second apart: two standing, three bowed by 40 degrees."""
    trunk = [2.0, 2.0, 42.0, 42.0, 42.0]
    return {
        "schema": 2,
        "video": "bow.mp4",
        "exercise": "hip_hinge",
        "view": "side",
        "reps": [{"start_s": 1.0, "extreme_s": 3.0, "end_s": 4.0}],
        "calibration": {"standing": [0.0, 1.0]},
        "faults": {"neutral_back": [1]},
        "time_s": [0.0, 1.0, 2.0, 3.0, 4.0],
        "phase": ["standing"] * FRAMES,
        "trunk_incl": trunk,
        "spine_flex": {"per_segment": [[6.0, 6.0, 6.0, 6.0, 6.0]] * FRAMES, "total": [30.0] * 5},
    } | more


def read(data: dict[str, Any]) -> LabelledClip:
    return read_truth(Path("clips") / "bow.json", json.dumps(data).encode())


def curves(data: dict[str, Any]) -> TrueCurves:
    found = read(data).curves
    assert found is not None
    return found


def test_a_truth_is_read() -> None:
    """The clip lies beside its truth; every check not named is known to find nothing."""
    clip = read(truth(not_judged=["head_in_line"]))

    assert clip.video == Path("clips") / "bow.mp4"
    assert (clip.exercise, clip.view, clip.count) == ("hip_hinge", View.SIDE, 1)
    assert clip.turns == (Turn(1, 3, 4),)
    assert clip.label("neutral_back", 1) is Label.YES
    assert clip.label("knees_soft", 1) is Label.NO
    assert clip.hidden == {"head_in_line"}


def test_angles_are_changes_from_standing() -> None:
    """What the body measured while standing relaxed is taken off."""
    np.testing.assert_allclose(curves(truth()).angles["trunk_incl"], [0, 0, 40, 40, 40])


def test_without_a_calibration_standing_before_the_first_rep_will_do() -> None:
    """Frames called standing before the first rep are where changes count from."""
    found = curves(truth(calibration={}, trunk_incl=[4.0, 9.0, 44.0, 44.0, 44.0]))

    np.testing.assert_allclose(found.angles["trunk_incl"], [0, 5, 40, 40, 40])


def test_who_never_stands_is_taken_as_is() -> None:
    """Nothing is taken off where nobody stands."""
    found = curves(truth(calibration={}, phase=["bottom"] * FRAMES))

    np.testing.assert_allclose(found.angles["trunk_incl"], [2, 2, 42, 42, 42])


def test_seen_obliquely_the_persons_own_plane_counts() -> None:
    """Angles in the person's own plane go before those in the picture."""
    found = curves(truth(sagittal={"trunk_incl": [0.0, 0.0, 55.0, 55.0, 55.0]}))

    np.testing.assert_allclose(found.angles["trunk_incl"], [0, 0, 55, 55, 55])


WRONG = [
    ({"schema": 3}, "schema"),
    ({"trunk_incl": [1.0]}, "trunk_incl has 1 values for 5 frames"),
    ({"reps": [{"start_s": 1.0}]}, "reps.0.extreme_s"),
]


@pytest.mark.parametrize(("change", "said"), WRONG)
def test_what_is_no_truth_is_refused(change: dict[str, Any], said: str) -> None:
    """A truth of another version or with parts missing is named with its file."""
    with pytest.raises(UsageError, match=said) as raised:
        read(truth() | change)
    assert "bow.json" in raised.value.where
    assert raised.value.to_do


def test_text_that_is_no_json_is_refused() -> None:
    """A broken file is named like any other that is no truth."""
    with pytest.raises(UsageError, match="no truth of a clip"):
        read_truth(Path("bow.json"), b"{")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_samples_have_a_truth(path: Path) -> None:
    """Every sample clip can be evaluated."""
    clip = read_truth(path, path.read_bytes())

    assert clip.video.is_file()
    assert clip.curves is not None
    assert clip.curves.time_s[-1] > 5


# --- At the extreme -----------------------------------------------------------------------------

EXTREME = Turn(1.0, 3.0, 4.0)


def bent(*segments: float) -> TrueCurves:
    per_segment = [list(segments)] * FRAMES
    return curves(truth(spine_flex={"per_segment": per_segment, "total": [sum(segments)] * FRAMES}))


BENDS = [
    ((2, 2, 2, 1, 1), Bend.LONG),
    ((-4, -4, -4, -4, -4), Bend.EVEN),  # arched evenly
    ((12, 11, 10, 10, 7), Bend.EVEN),
    ((15, 15, 15, 0, 0), Bend.LUMBAR),
    ((0, 0, 0, 20, 20), Bend.THORACIC),
]


@pytest.mark.parametrize(("segments", "where"), BENDS)
def test_where_a_back_is_bent_is_told_from_its_segments(
    segments: tuple[float, ...], where: Bend
) -> None:
    """The lowest three segments are the lumbar spine; bends up to ten degrees are none."""
    assert bend_at(EXTREME, bent(*segments)) is where


def measured(*trunk: float) -> Trace:
    values = [{Measure.TRUNK_INCL: angle, Measure.BACK_CURV: math.nan} for angle in trunk]
    moments = [
        Moment(time_s=2.8 + 0.1 * i, pose=figure(), values=row) for i, row in enumerate(values)
    ]
    return Trace(moments)


def test_the_middle_around_the_extreme_is_compared() -> None:
    """One slipped frame of five does not count; what was not seen stays unknown."""
    found = angles_at(EXTREME, curves(truth()), measured(43, 43, 43, 90, 44))

    errors = {angle.measure: angle.error for angle in found}
    assert errors["trunk_incl"] == pytest.approx(3.0)
    assert math.isnan(errors["back_curv"])


def test_an_extreme_that_was_mostly_unseen_is_not_compared() -> None:
    """Two frames of five tell nothing."""
    found = angles_at(EXTREME, curves(truth()), measured(math.nan, math.nan, math.nan, 43, 43))

    assert all(math.isnan(angle.error) for angle in found)
