"""How long phases took, and how well that is known."""

import math
from dataclasses import replace

import pytest

from formcheck.exercise.judge.pace import duration_s, pace_error_s, pace_is_known
from formcheck.exercise.observe.reader import Reading


def span(seconds: float, *, fps: float, begin_s: float = 0.0) -> list[Reading]:
    return [Reading(begin_s + frame / fps) for frame in range(round(seconds * fps) + 1)]


@pytest.mark.parametrize(("fps", "error"), [(10, 0.2), (30, 0.1 + 1 / 30), (60, 0.1 + 1 / 60)])
def test_the_error_of_a_pace_comes_from_the_frames(fps: float, error: float) -> None:
    """Two edges, each off by half the frames' distance, beside a tenth of a second."""
    assert pace_error_s([span(1.0, fps=fps)]) == pytest.approx(error)


def test_one_missing_frame_does_not_make_all_times_unsure() -> None:
    """The usual distance counts, not the largest."""
    rows = span(1.0, fps=30)

    assert pace_error_s([[*rows[:10], *rows[12:]]]) == pytest.approx(0.1 + 1 / 30)


def test_a_phase_that_was_not_seen_has_no_duration() -> None:
    """One frame has no length, and none has none."""
    assert duration_s([span(1.0, fps=10), span(0.5, fps=10)]) == pytest.approx(1.5)
    assert math.isnan(duration_s([span(1.0, fps=10), span(0.0, fps=10)]))
    assert math.isnan(duration_s([]))


@pytest.mark.parametrize(("guessed", "known"), [(3, True), (4, False)])
def test_a_pace_is_known_where_the_phases_are_the_pictures_own(guessed: int, known: bool) -> None:
    """Seven of ten frames must be followed by the picture's angles, in the view that is needed."""
    rows = span(0.9, fps=10)
    rows = [replace(row, by_picture=i >= guessed) for i, row in enumerate(rows)]

    assert pace_is_known([rows]) is known
