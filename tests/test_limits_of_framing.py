"""Each number by which the camera's place is judged, held from both sides.

What is expected stands here as numbers, worked out by hand: a torso is 102 pixels long, in pictures
of 640 by 480.
"""

import math
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from figures import Camera, figure, nobody

from formcheck.exercise.framing.advice import AdviceQueue, Remedy, Trouble
from formcheck.exercise.framing.room import Room, room_of, room_troubles
from formcheck.exercise.framing.watch import FramingWatch
from formcheck.exercise.measure.registry import View
from formcheck.exercise.results.moment import Framing
from formcheck.landmarks.pose import ImageQuality, Joint, Part, Pose
from formcheck.words.catalogue import english

ALL = frozenset(Part)


def watched(poses: Iterable[Pose]) -> list[Framing]:
    watch = FramingWatch(View.SIDE, ALL, moves_ahead=False)
    return [watch.step(pose) for pose in poses]


def stays(pose: Pose, *, seconds: float = 1.2, fps: float = 20.0) -> list[Pose]:
    return [replace(pose, time_s=i / fps) for i in range(round(seconds * fps) + 1)]


# --- The picture and the view ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("picture", "problem"),
    [
        (ImageQuality(0.155, 200.0, 0.0), ""),
        (ImageQuality(0.145, 200.0, 0.0), "too dark"),
        (ImageQuality(0.5, 15.5, 0.0), ""),
        (ImageQuality(0.5, 14.5, 0.0), "blurred"),
        (ImageQuality(0.5, 200.0, 0.019), ""),
        (ImageQuality(0.5, 200.0, 0.021), "camera is moving"),
    ],
)
def test_what_is_wrong_with_the_picture(picture: ImageQuality, problem: str) -> None:
    """Darker than 0.15, less sharp than 15, moved by more than 0.02 widths a second."""
    problems = watched(stays(replace(figure(), picture=picture)))[-1].problems

    assert bool(problems) == bool(problem)
    assert problem in " ".join(problems)


@pytest.mark.parametrize(("fps", "slow"), [(11.5, True), (12.5, False)])
def test_twelve_pictures_a_second_are_enough(fps: float, *, slow: bool) -> None:
    """With fewer a pause can fall between two."""
    problems = watched(stays(figure(), seconds=2.0, fps=fps))[-1].problems

    assert any("slowly" in each for each in problems) is slow


@pytest.mark.parametrize("yaw", range(11, 27))
def test_who_is_turned_by_15_degrees_is_told_to_turn_a_little(yaw: float) -> None:
    """Up to 24.5, from where on nothing can be judged."""
    framing = watched(stays(figure(camera=Camera(yaw_deg=yaw))))[-1]

    told = any("Turn a little more" in each for each in framing.problems)
    assert told == (15.0 < framing.yaw_deg <= 24.5)


def test_advice_is_looked_for_ten_times_a_second() -> None:
    """Of 64 pictures a second at every seventh: dark from the 65th, that is the 70th."""
    poses = stays(figure(), seconds=2.0, fps=64)
    dark = [
        replace(pose, picture=ImageQuality(0.05, 200.0, 0.0)) if i > 64 else pose
        for i, pose in enumerate(poses)
    ]

    problems = [bool(framing.problems) for framing in watched(dark)]

    assert problems.index(True) == 70


# --- Standing and being ready ---------------------------------------------------------------------


@pytest.mark.parametrize(("torsos", "still"), [(0.27, True), (0.33, False)])
def test_who_moves_by_0_3_torsos_in_a_second_walks(torsos: float, *, still: bool) -> None:
    """Less is how people stand."""
    poses = stays(figure(), seconds=1.0)
    way = [np.array([torsos * 102.0 * pose.time_s, 0.0]) for pose in poses]
    moved = [
        replace(pose, points_px=pose.points_px + off) for pose, off in zip(poses, way, strict=True)
    ]

    assert watched(moved)[-1].still is still


def test_who_is_out_of_sight_for_four_seconds_is_no_longer_on_the_way() -> None:
    """Nor does anybody come back to the same advice."""
    here = stays(figure(), seconds=1.0)
    gone = [nobody(1.0 + i / 20, figure()) for i in range(1, 120)]

    still = [framing.still for framing in watched([*here, *gone])]

    assert still.index(True, 45) / 20 == pytest.approx(1.0 + 4.0, abs=0.15)


# --- Room -----------------------------------------------------------------------------------------


def test_room_is_what_the_movement_and_margins_leave() -> None:
    """Of the picture's size; a hinge reaches 1.4 torsos ahead and 0.7 behind."""
    pose = figure()
    hip_x = float(pose.points_px[[Joint.LEFT_HIP, Joint.RIGHT_HIP], 0].mean())
    ears = pose.points_px[[Joint.LEFT_EAR, Joint.RIGHT_EAR], 1]
    toes = pose.points_px[[Joint.LEFT_FOOT_INDEX, Joint.RIGHT_FOOT_INDEX], 1]

    room = room_of(pose, ALL, moves_ahead=True)

    assert room.ahead == pytest.approx(1 - (hip_x + 1.4 * 102) / 640 - 0.03)
    assert room.behind == pytest.approx((hip_x - 0.7 * 102) / 640 - 0.03)
    assert room.top == pytest.approx((float(ears.min()) - 0.25 * 102) / 480 - 0.02)
    assert room.bottom == pytest.approx(1 - float(toes.max()) / 480 - 0.04)


def troubles(room: Room, *cut: str) -> dict[str, Trouble]:
    return dict(room_troubles(room, cut, essential=False, front=False, words=english()))


@pytest.mark.parametrize(("height", "far"), [(0.34, True), (0.36, False)])
def test_who_fills_0_35_of_the_height_is_near_enough(height: float, *, far: bool) -> None:
    """Whoever is smaller is to come closer."""
    assert ("far" in troubles(Room(height=height))) is far


@pytest.mark.parametrize(("height", "close"), [(0.96, False), (0.98, True)])
def test_who_fills_0_97_of_the_height_is_too_near(height: float, *, close: bool) -> None:
    """Tipping the screen is then not spoken of."""
    problem = troubles(Room(top=-0.1, bottom=0.05, height=height))["height"].problem

    assert problem.startswith("You are very close") is close


TIP, FURTHER = Remedy.TIP_BACK, Remedy.FURTHER


@pytest.mark.parametrize(
    ("top", "bottom", "cut", "remedies"),
    [
        (-0.05, 0.18, (), (TIP, FURTHER)),
        (-0.05, 0.16, (), (FURTHER, TIP)),
        (-0.005, 0.122, (), (FURTHER, TIP)),
        (-0.005, 0.118, (), (FURTHER,)),
        (-0.1, 0.064, ("hands",), (FURTHER, TIP)),
        (-0.1, 0.056, ("hands",), (FURTHER,)),
        (-0.2, 0.06, ("hands",), (FURTHER, TIP)),
        (-0.2, 0.045, ("hands",), (Remedy.MUCH_FURTHER,)),
        (-0.215, 0.061, ("hands",), (Remedy.MUCH_FURTHER, TIP)),
    ],
)
def test_the_screen_is_tipped_where_0_12_of_the_height_are_to_spare(
    top: float, bottom: float, cut: tuple[str, ...], remedies: tuple[str, ...]
) -> None:
    """First where both ends have them, at all where one has, or half; else further, or much."""
    assert troubles(Room(top=top, bottom=bottom, height=0.8), *cut)["height"].remedies == remedies


@pytest.mark.parametrize(("spare", "step_first"), [(0.63, True), (0.57, False)])
def test_a_step_needs_0_6_torsos(spare: float, *, step_first: bool) -> None:
    """On the other side; else it is further away first."""
    room = Room(ahead=-0.1, behind=spare * 0.16, height=0.8, torso=0.16)

    assert (troubles(room)["width"].remedies[0] == Remedy.WALK_BACK) is step_first


# --- For how long something is advised ------------------------------------------------------------


LIGHTER = english().of("remedy", Remedy.LIGHT)


def advised(*lacks: float, every_s: float = 0.1, patience: bool = True) -> list[str]:
    """Return what is said at each step of a trouble that lacks so much."""
    counsel = AdviceQueue(english())
    trouble = Trouble("far", (Remedy.CLOSER, Remedy.LIGHT))
    return [
        counsel.step(
            i * every_s, {"far": replace(trouble, lack=lack)}, acting=not patience
        )[0]
        for i, lack in enumerate(lacks)
    ]  # fmt: skip


def test_a_remedy_is_said_for_twelve_seconds() -> None:
    """Then the next one is tried, for as long."""
    said = advised(*[1.0] * 300)

    assert said.index(LIGHTER) * 0.1 == pytest.approx(12.0, abs=0.15)
    assert said.index("") * 0.1 == pytest.approx(24.0, abs=0.15)


def test_a_gap_counts_for_half_a_second() -> None:
    """Nobody heard anything in it: of a second between two poses a half counts."""
    assert advised(*[1.0] * 40, every_s=1.0).index(LIGHTER) == pytest.approx(24, abs=1)


@pytest.mark.parametrize(("change", "helps"), [(0.021, True), (0.019, False)])
def test_a_fiftieth_less_is_progress(change: float, *, helps: bool) -> None:
    """It gives twelve more seconds; less is jitter."""
    said = advised(*[1.0] * 100, *[1.0 - change] * 150)

    assert said.index(LIGHTER) * 0.1 == pytest.approx(22.0 if helps else 12.0, abs=0.2)


def test_what_does_not_stop_the_judging_is_said_for_six_seconds() -> None:
    """A picture that is too dark, for instance."""
    dark = replace(figure(), picture=ImageQuality(0.05, 200.0, 0.0))

    advice = [framing.advice for framing in watched(stays(dark, seconds=9.0))]

    assert advice.count(LIGHTER) / 20 == pytest.approx(6.0, abs=0.3)
    assert math.isclose(advice.index("") / 20, 6.1, abs_tol=0.3)
