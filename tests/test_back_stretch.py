"""Outlines of one person, standing and bowed, with and without something that stands off them."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from figures import Camera, Posture, figure

from formcheck.exercise.back.bend import FITTED
from formcheck.exercise.back.reference import BackReference, OwnBack
from formcheck.exercise.back.shape import shape_deg
from formcheck.exercise.back.stretch import (
    Outline,
    SeenOutline,
    middle_outline,
    part_words,
    stretch_of,
)
from formcheck.exercise.results.report import ReferenceKind
from formcheck.landmarks.pose import BACK_POINTS, BackLine, FloatArray, Pose

# The tests' own numbers: taken from the code they would move with it, and hold nothing.
MIN_TRUST = 0.5
ROUGH_DEG = 5.0
ALIKE = 0.12
CLOTHING = 0.3
REFERENCE_TRUST = 0.75

TOP = slice(30, 40)
HALF_PX = 100.0
"""Half of the length of the outlines drawn here, in pixels."""

NOBODY = np.zeros(BACK_POINTS)


def seen(pose: Pose, bend_deg: float = 0.0) -> SeenOutline:
    return SeenOutline(bend_deg, 0.0, 0.0, points_px=pose.back_line.points_px, facing=pose.facing)


def drawn(sag: float, *, proud: FloatArray = NOBODY, facing: int = 1) -> SeenOutline:
    """Return an upright outline, an arc that is ``sag`` deep, with something standing off it.

    Depths in half lengths; ``proud`` (BACK_POINTS,) is by how much.
    """
    at = np.linspace(-1.0, 1.0, BACK_POINTS)
    out = sag * (1.0 - at**2) + proud
    points = 300.0 + HALF_PX * np.column_stack((-facing * out, -at))
    line = BackLine(points, 1.0, None, stands_off=proud > 0)
    turns = FITTED.outline_turns(line, facing)
    return SeenOutline(
        turns.bend_deg,
        turns.skew_deg,
        turns.wave_deg,
        unsure_deg=turns.unsure_deg,
        points_px=points,
        stands_off=line.stands_off,
        facing=facing,
    )


def hood(height: float) -> FloatArray:
    proud = np.zeros(BACK_POINTS)
    proud[TOP] = height
    return proud


def middle(frame: SeenOutline) -> Outline:
    outline = middle_outline([frame] * 3)
    assert outline is not None
    return outline


# --- The middle of frames -------------------------------------------------------------------------


def test_the_middle_outline_is_that_of_most_frames() -> None:
    """One frame that is far off does not move it."""
    frames = [seen(figure(), bend) for bend in (3, 4, 5)]
    off = seen(figure(Posture(bend=60), camera=Camera()), 70)

    found = middle_outline([*frames, off, seen(figure(), 4)])

    assert found is not None
    assert found.bend_deg == 4
    assert found.shape_deg is not None
    apart = found.shape_deg - shape_deg(figure().back_line.points_px, 1)
    assert np.nanmax(np.abs(apart)) < 1e-9


def test_a_point_hidden_in_one_frame_leaves_no_gap_in_the_middle() -> None:
    """What most frames show is known."""
    points = figure().back_line.points_px.copy()
    points[20] = math.nan
    frames = [seen(figure(), 4.0) for _ in range(4)]
    whole = middle_outline(frames)

    found = middle_outline([*frames, replace(frames[0], points_px=points)])

    assert whole is not None
    assert found is not None
    assert found.shape_deg == pytest.approx(whole.shape_deg, nan_ok=True)
    assert found.across == pytest.approx(whole.across, abs=1e-3)


def test_half_of_the_frames_must_be_known() -> None:
    """An outline distrusted most of the time has no middle, and neither has none at all."""
    known, unknown = seen(figure(), 4), seen(figure(), math.nan)

    assert middle_outline([known, unknown]) is None
    assert middle_outline([known, known, unknown]) is not None
    assert middle_outline([]) is None


@pytest.mark.parametrize(
    ("trust", "known"), [(REFERENCE_TRUST, True), (REFERENCE_TRUST - 0.01, False)]
)
def test_what_is_compared_with_must_be_trusted(trust: float, known: bool) -> None:
    """More than what is judged."""
    assert MIN_TRUST < REFERENCE_TRUST
    assert (middle_outline([replace(seen(figure(), 4), trust=trust)] * 3) is not None) is known


@pytest.mark.parametrize(("unsure", "clear"), [(ROUGH_DEG, True), (ROUGH_DEG + 0.1, False)])
def test_an_outline_is_clear_while_hardly_anything_is_hidden(unsure: float, clear: bool) -> None:
    """By its turns alone nothing is compared that may be off by more than the best reference."""
    assert middle(replace(seen(figure(), 4), unsure_deg=unsure)).clear is clear


@pytest.mark.parametrize("facing", [1, -1])
def test_what_stands_off_is_measured_from_where_the_body_is_likely(facing: int) -> None:
    """A hood of five centimetres is found to stand off by about as much, facing either way."""
    found = middle(drawn(0.1, proud=hood(0.2), facing=facing))

    assert found.off[TOP].all()
    assert not found.off[: TOP.start].any()
    assert found.proud is not None
    assert float(np.median(found.proud[TOP])) == pytest.approx(0.2, abs=0.06)
    assert not found.proud[: TOP.start].any()


# --- What counts ----------------------------------------------------------------------------------

STORIES: dict[str, tuple[FloatArray, FloatArray, bool, bool]] = {
    "nothing stands off": (NOBODY, NOBODY, True, False),
    "a hood, standing and bowed": (hood(0.2), hood(0.2), True, True),
    "a hood that slips a little": (hood(0.2), hood(0.2 - 0.5 * ALIKE), True, True),
    "something that stands off by more in a bow": (
        hood(0.06),
        hood(0.06 + 2 * ALIKE),
        False,
        False,
    ),
    "a plate, standing and bowed": (hood(CLOTHING + 0.2), hood(CLOTHING + 0.2), False, False),
    "a hand in the bow": (NOBODY, hood(0.2), False, False),
    "an elbow while standing": (hood(0.2), NOBODY, False, False),
}
"""What stands off standing and in the bow; whether the top counts, and whether as clothing."""


@pytest.mark.parametrize(
    ("straight", "bowed", "counts", "clothing"), STORIES.values(), ids=STORIES.keys()
)
def test_what_stands_off_alike_is_clothing(
    straight: FloatArray, bowed: FloatArray, counts: bool, clothing: bool
) -> None:
    """And what does not is left out, standing and bowed."""
    stretch = stretch_of(middle(drawn(0.0, proud=straight)), [middle(drawn(0.15, proud=bowed))] * 2)

    assert stretch.counted[TOP].all() == counts
    assert stretch.clothing[TOP].all() == clothing
    assert stretch.counted[: TOP.start].all()


def test_where_standing_was_hidden_a_bow_does_not_count() -> None:
    """There is nothing there to compare it with."""
    frame = drawn(0.0)
    points = frame.points_px.copy()
    points[TOP] = np.nan

    stretch = stretch_of(middle(replace(frame, points_px=points)), [middle(drawn(0.15))])

    assert not stretch.counted[TOP].any()
    assert stretch.counted[: TOP.start].all()


def arms_forward_and_bow(
    straight: FloatArray, bowed: FloatArray, sag: float
) -> tuple[float, float]:
    """Return how far a back is read as bent, and how unsure that is, by its own outline."""
    own = OwnBack()
    own.held_arms_forward(middle(drawn(0.02, proud=straight)))
    bow = drawn(sag, proud=bowed)
    references = own.references(middle(bow))
    (reference,) = [e for e in references if e.kind is ReferenceKind.ARMS_FORWARD]
    turns = reference.turns_of(bow)
    return reference.bent_deg(turns), turns.unsure_deg


def test_beside_the_own_outline_a_hood_changes_nothing() -> None:
    """With it or without, the same bend is read, as surely."""
    bare, sure = arms_forward_and_bow(NOBODY, NOBODY, 0.25)
    hooded, unsure = arms_forward_and_bow(hood(0.2), hood(0.2), 0.25)

    assert bare > 20.0
    assert hooded == pytest.approx(bare, abs=4.0)
    assert (sure, unsure) == (0.0, 0.0)


@pytest.mark.parametrize(("straight", "bowed"), [(NOBODY, hood(0.2)), (hood(0.2), NOBODY)])
def test_what_is_there_once_makes_a_bend_less_sure(straight: FloatArray, bowed: FloatArray) -> None:
    """The stretch is filled in, which is near the truth within a few times what is said of it."""
    bare, _ = arms_forward_and_bow(NOBODY, NOBODY, 0.25)
    without, unsure = arms_forward_and_bow(straight, bowed, 0.25)

    assert unsure > ROUGH_DEG
    assert without == pytest.approx(bare, abs=2.0 * unsure)


def test_beside_people_in_general_what_stands_off_is_left_out() -> None:
    """There is no telling what is under a hood of somebody one does not know."""
    hooded = drawn(0.25, proud=hood(0.2))

    assert BackReference().turns_of(hooded) is hooded
    assert not hooded.is_whole


@pytest.mark.parametrize(
    ("hidden", "words"),
    [
        ([], ""),
        (range(37, 40), ""),
        (range(30, 40), "the lower three quarters of your back"),
        (range(22, 40), "the lower half of your back"),
        (range(8), "the upper three quarters of your back"),
        (range(15, 25), "what was seen of your back"),
    ],
)
def test_the_part_that_was_judged_is_said(hidden: Sequence[int], words: str) -> None:
    """In words, where it was not about all of the back."""
    shown = np.ones(BACK_POINTS)
    shown[list(hidden)] = 0.2

    assert part_words(shown) == words
