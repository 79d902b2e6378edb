"""What is drawn on a picture, where, and in which colour."""

import math
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.drawing.style import CHIP_S, CUE_S, VERDICT_COLOUR, WORD_S
from formcheck.exercise.measure.registry import Measure
from formcheck.exercise.results.moment import Cue, CueKind, HoldProgress, Moment, Unjudged
from formcheck.exercise.results.reasons import Reason, ReasonKind
from formcheck.exercise.results.report import CheckReport, RepReport, Verdict
from formcheck.landmarks.pose import BACK_POINTS, JOINTS, BackLine, Joint, Pose, Side
from formcheck.review.overlay import Overlay

Image = npt.NDArray[np.uint8]

GREY = 90
SIZES = [(640, 480), (854, 480), (360, 640), (1280, 720), (64, 48)]

# A figure bent forward, facing right, in fractions of the picture; only its near side.
FIGURE = {
    Joint.RIGHT_EAR: (0.70, 0.40),
    Joint.RIGHT_SHOULDER: (0.62, 0.45),
    Joint.RIGHT_ELBOW: (0.62, 0.55),
    Joint.RIGHT_WRIST: (0.62, 0.65),
    Joint.RIGHT_HIP: (0.45, 0.50),
    Joint.RIGHT_KNEE: (0.48, 0.68),
    Joint.RIGHT_ANKLE: (0.47, 0.86),
    Joint.RIGHT_HEEL: (0.45, 0.88),
    Joint.RIGHT_FOOT_INDEX: (0.53, 0.88),
}
BACK = ((0.43, 0.45), (0.60, 0.40))


def unjudged(name: str, why: str) -> Unjudged:
    return Unjudged(name, Reason(ReasonKind.OTHER, text=why))


def wall(size_wh: tuple[int, int] = (640, 480)) -> Image:
    return np.full((size_wh[1], size_wh[0], 3), GREY, np.uint8)


def bent(size_wh: tuple[int, int] = (640, 480), *, visible: float = 1.0) -> Pose:
    """A person bent forward, with a back line 0.05 of the height above shoulder and hip."""
    points = np.full((JOINTS, 2), np.nan)
    for joint, place in FIGURE.items():
        points[joint] = np.multiply(place, size_wh)
    back = np.linspace(*BACK, BACK_POINTS) * size_wh
    return Pose(
        time_s=0.0,
        size_wh=size_wh,
        points_px=points,
        visibility=np.full(JOINTS, visible),
        near=Side.RIGHT,
        facing=1,
        back_line=BackLine(back, trust=1.0, doubt=None),
    )


def nobody(size_wh: tuple[int, int] = (640, 480)) -> Pose:
    return Pose(time_s=0.0, size_wh=size_wh)


def colour_at_back(image: Image) -> list[int]:
    """The colour in the middle of the back line."""
    x, y = np.mean(BACK, axis=0) * (image.shape[1], image.shape[0])
    return [int(value) for value in image[round(y), round(x)]]


def changed(image: Image) -> npt.NDArray[np.bool_]:
    """Where a grey wall was drawn on."""
    return np.asarray((image != GREY).any(axis=2))


def rep(verdict: Verdict, *checks: CheckReport) -> RepReport:
    return RepReport(
        number=1, start_s=0, extreme_s=1, end_s=2, verdict=verdict, label=verdict, checks=checks
    )


@pytest.mark.parametrize("verdict", [Verdict.GOOD, Verdict.WARN, Verdict.FAULT])
def test_the_back_line_has_the_colour_of_its_verdict(verdict: Verdict) -> None:
    """Good, warn and fault show as their colours along the back."""
    drawn = Overlay("Hinge").draw(wall(), Moment(0.0, bent(), back=verdict))

    assert colour_at_back(drawn) == list(VERDICT_COLOUR[verdict])


def test_a_back_that_is_not_judged_is_dashed() -> None:
    """Without a verdict the line has gaps, so that it differs without colour."""
    drawn = Overlay("Hinge").draw(wall(), Moment(0.0, bent()))

    along = (np.linspace(*BACK, 400) * (640, 480)).round().astype(int)
    shown = changed(drawn)[along[:, 1], along[:, 0]]
    gaps = np.count_nonzero(np.diff(shown.astype(int)) == -1)
    assert shown.any()
    assert gaps >= 5


def test_the_worse_the_verdict_the_wider_the_line() -> None:
    """Verdicts are told apart by width where colour is not seen."""
    covered = [
        np.count_nonzero(
            (Overlay("").draw(wall(), Moment(0.0, bent(), back=verdict)) == colour).all(axis=2)
        )
        for verdict in (Verdict.GOOD, Verdict.WARN, Verdict.FAULT)
        for colour in [VERDICT_COLOUR[verdict]]
    ]

    assert covered == sorted(covered)
    assert covered[0] < covered[-1]


def test_a_back_with_no_rounding_seen_has_no_colour() -> None:
    """A plain grey line, without gaps: looked at, neither right nor wrong."""
    moment = Moment(0.0, bent(), back=Verdict.NO_ROUNDING_SEEN)

    red, green, blue = colour_at_back(Overlay("").draw(wall(), moment))

    assert red == green == blue != GREY


def rounded(where: float, back: Verdict = Verdict.FAULT, time_s: float = 0.0) -> Moment:
    """A moment with a back that turns by forty degrees at one place: 0 the hip, 1 the shoulder."""
    pose = bent()
    along = np.linspace(0.0, 1.0, BACK_POINTS - 1)
    angles = np.radians(40.0 + 40.0 / (1.0 + np.exp(-30.0 * (along - where))))
    walk = np.column_stack((np.sin(angles), -np.cos(angles))) * 3.0
    points = np.array([270.0, 230.0]) + np.vstack(([0.0, 0.0], np.cumsum(walk, axis=0)))
    line = BackLine(points, trust=1.0, doubt=None)
    values = {Measure.BACK_CURV: 50.0}
    return Moment(time_s, replace(pose, back_line=line), values=values, back=back)


@pytest.mark.parametrize("where", [0.25, 0.5, 0.75])
def test_a_rounded_back_is_widest_where_it_is_rounded(where: float) -> None:
    """The part that turned is shown by the line's width as well as by its colour."""
    moment = rounded(where)
    drawn = Overlay("").draw(wall(), moment)
    shown = (drawn == VERDICT_COLOUR[Verdict.FAULT]).all(axis=2)

    widths = {
        place: int(shown[y - 12 : y + 13, x - 12 : x + 13].sum())
        for place in (0.25, 0.5, 0.75)
        for x, y in [moment.pose.back_line.points_px[round(place * 39)].round().astype(int)]
    }

    assert max(widths, key=widths.__getitem__) == where


@pytest.mark.parametrize("back", [Verdict.WARN, Verdict.FAULT])
def test_a_rounded_back_is_named_beside_it(back: Verdict) -> None:
    """A word appears behind the back once the verdict has lasted, and not for a flicker."""
    overlay = Overlay("")
    first = overlay.draw(wall(), rounded(0.5, back))
    later = overlay.draw(wall(), rounded(0.5, back, WORD_S))
    good = overlay.draw(wall(), rounded(0.5, Verdict.GOOD, WORD_S + 0.1))

    def plate(image: Image) -> bool:
        return bool(changed(image)[120:220, 60:240].any())

    assert [plate(image) for image in (first, later, good)] == [False, True, False]


def test_why_a_back_is_not_judged_is_named_beside_it() -> None:
    """The reason stands behind the back, inside a narrow picture as well."""
    doubt = Reason(ReasonKind.STRAIGHT_BACK_UNKNOWN)
    for size_wh in SIZES:
        overlay = Overlay("")
        for time_s in (0.0, WORD_S):
            moment = Moment(time_s, bent(size_wh), back_doubt=doubt)
            drawn = overlay.draw(wall(size_wh), moment)
        plain = Overlay("").draw(wall(size_wh), Moment(0.0, bent(size_wh)))

        assert changed(drawn).sum() > changed(plain).sum()
        assert not changed(drawn)[:, -1].any() or size_wh == (64, 48)


def test_the_given_picture_stays_as_it_is() -> None:
    """The picture passed in is not drawn on."""
    image = wall()

    Overlay("Hinge").draw(image, Moment(0.0, bent(), phase="bottom", reps=3))

    assert (image == GREY).all()


def test_nothing_is_drawn_where_nobody_is() -> None:
    """An empty room before a set begins comes out untouched."""
    drawn = Overlay("Hinge").draw(wall(), Moment(0.0, nobody()))

    assert (drawn == GREY).all()


def test_joints_that_are_not_judged_from_are_not_drawn() -> None:
    """A guessed, barely visible joint gets no dot and no line."""
    pose = bent(visible=0.2)
    unseen = Pose(0.0, pose.size_wh, pose.points_px, pose.visibility, near=Side.RIGHT, facing=1)

    drawn = Overlay("Hinge").draw(wall(), Moment(0.0, unseen))

    assert (drawn == GREY).all()


def test_only_the_near_side_is_drawn() -> None:
    """The far leg and arm are left out once the near side is known."""
    pose = bent()
    pose.points_px[Joint.LEFT_ANKLE] = (600, 100)
    pose.points_px[Joint.LEFT_KNEE] = (560, 150)

    drawn = Overlay("Hinge").draw(wall(), Moment(0.0, pose))

    assert not changed(drawn)[80:170, 540:620].any()


@pytest.mark.parametrize("size_wh", SIZES)
def test_pictures_of_any_shape_keep_their_shape(size_wh: tuple[int, int]) -> None:
    """Portrait, landscape and tiny pictures come out as large as they went in, drawn on."""
    moment = Moment(
        1.0,
        bent(size_wh),
        phase="bottom",
        reps=12,
        cue=Cue("Push your hips a little further back", CueKind.CORRECTION),
        finished=rep(Verdict.GOOD),
        not_judged=(unjudged("Heels", "the feet are out of the picture"),),
    )

    drawn = Overlay("Lift from the floor", ("standing", "bottom")).draw(wall(size_wh), moment)

    assert drawn.shape == (size_wh[1], size_wh[0], 3)
    assert drawn.dtype == np.uint8
    assert changed(drawn).any()


def test_the_pose_is_scaled_to_the_picture() -> None:
    """A pose found on a large picture lands in the same place of a reduced one."""
    drawn = Overlay("").draw(wall((320, 240)), Moment(0.0, bent((1280, 960)), back=Verdict.GOOD))

    assert colour_at_back(drawn) == list(VERDICT_COLOUR[Verdict.GOOD])


@given(st.tuples(*[st.floats(-1e12, 1e12) | st.just(math.nan)] * 4))
def test_points_anywhere_do_no_harm(corner: tuple[float, float, float, float]) -> None:
    """Joints far outside the picture, or missing, are drawn as far as they are in it."""
    pose = bent((64, 48))
    pose.points_px[Joint.RIGHT_HIP] = corner[:2]
    pose.back_line.points_px[7] = corner[2:]

    drawn = Overlay("").draw(wall((64, 48)), Moment(0.0, pose, back=Verdict.WARN))

    assert drawn.shape == (48, 64, 3)


def test_a_cue_stays_long_enough_to_be_read() -> None:
    """A cue given at one frame is on the following ones, and gone afterwards."""
    overlay = Overlay("Hinge")
    cue = Cue("Hips back", CueKind.CORRECTION)
    overlay.draw(wall(), Moment(10.0, nobody(), cue=cue))

    during = overlay.draw(wall(), Moment(10.0 + CUE_S - 0.1, nobody()))
    after = overlay.draw(wall(), Moment(10.0 + CUE_S + 0.1, nobody()))

    assert changed(during)[380:].any()
    assert not changed(after).any()


def test_a_new_cue_takes_the_place_of_the_last() -> None:
    """Only one cue shows at a time."""
    twice, once = Overlay("Hinge"), Overlay("Hinge")
    first, second = (Cue(text, CueKind.CORRECTION) for text in ("Hips back", "Slower"))
    twice.draw(wall(), Moment(0.0, nobody(), cue=first))

    assert (
        twice.draw(wall(), Moment(1.0, nobody(), cue=second))
        == once.draw(wall(), Moment(1.0, nobody(), cue=second))
    ).all()


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_finished_rep_shows_its_verdict_for_a_moment(verdict: Verdict) -> None:
    """The sign of the verdict appears in its colour when a rep ends, and goes away."""
    overlay = Overlay("Hinge")

    at_end = overlay.draw(wall(), Moment(5.0, nobody(), finished=rep(verdict)))
    later = overlay.draw(wall(), Moment(5.0 + CHIP_S + 0.1, nobody()))

    assert (at_end == VERDICT_COLOUR[verdict]).all(axis=2).any()
    assert not changed(later).any()


def test_a_fault_is_named_before_a_warn() -> None:
    """Beside the verdict stands the worst finding, whatever the order of the checks."""
    fault, warn = (
        CheckReport(id=str(verdict), name=name, measure="back_curv", verdict=verdict, value=48)
        for verdict, name in [(Verdict.FAULT, "Long back"), (Verdict.WARN, "Knees soft")]
    )

    one, other, alone = (
        Overlay("").draw(wall(), Moment(0.0, nobody(), finished=rep(Verdict.FAULT, *checks)))
        for checks in [(fault, warn), (warn, fault), (fault,)]
    )

    assert (one == other).all()
    assert (one == alone).all()


def test_the_hold_ring_fills_with_time() -> None:
    """More of the ring is coloured the longer the position is held."""

    def coloured(held_s: float) -> int:
        hold = HoldProgress(held_s=held_s, goal_s=30.0, running=True)
        drawn = Overlay("Hold").draw(wall(), Moment(0.0, nobody(), phase="holding", hold=hold))
        return int(np.count_nonzero((drawn == VERDICT_COLOUR[Verdict.GOOD]).all(axis=2)))

    amounts = [coloured(held_s) for held_s in (3, 10, 20, 30)]

    assert amounts == sorted(set(amounts))


def test_a_stopped_timer_is_grey() -> None:
    """Out of position the ring loses its colour."""
    hold = HoldProgress(held_s=10.0, goal_s=30.0, running=False)

    drawn = Overlay("Hold").draw(wall(), Moment(0.0, nobody(), phase="holding", hold=hold))

    assert not (drawn == VERDICT_COLOUR[Verdict.GOOD]).all(axis=2).any()


def test_the_plate_keeps_its_width_through_the_phases() -> None:
    """The dark plate behind the count does not jump when the phase's name changes."""
    phases = ("standing", "lowering", "bottom", "rising")
    overlay = Overlay("Hinge", phases)

    right_ends = {
        int(
            np.flatnonzero(
                changed(overlay.draw(wall(), Moment(0.0, nobody(), phase=phase))).any(0)
            )[-1]
        )
        for phase in phases
    }

    assert len(right_ends) == 1


def test_long_words_stay_inside_the_picture() -> None:
    """A long reason is cut short, a long cue is broken into lines; the edges stay free."""
    moment = Moment(
        0.0,
        nobody((360, 640)),
        cue=Cue("Lengthen " * 5 + "everything", CueKind.CORRECTION),
        not_judged=(unjudged("Long back", "the outline of the back is hidden by an arm " * 4),),
    )

    edges = changed(Overlay("").draw(wall((360, 640)), moment))

    assert not edges[:, :3].any()
    assert not edges[:, -3:].any()
