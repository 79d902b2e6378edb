"""What interrupts a set: five things, each once, and never poor form."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from exercises import exercise
from figures import (
    CALIBRATION,
    HINGED,
    STANDING,
    Camera,
    Posture,
    Step,
    figure,
    later,
    lost,
    movement,
    nobody,
    reps,
)
from make_recordings import RECORDINGS

from formcheck.exercise.measure.body import Body
from formcheck.exercise.observe.safety import SafetyWatch, is_hand_up
from formcheck.exercise.results.report import Interruption
from formcheck.exercise.spec.models import ExerciseSpec, StopSignal
from formcheck.exercise.spec.models import Posture as StartPosture
from formcheck.landmarks.pose import Part, Pose
from formcheck.pose.recording import load_recording
from formcheck.specs.files import judged_ids, load_spec

SPEC = exercise()


def watch(
    poses: Iterable[Pose],
    spec: ExerciseSpec = SPEC,
    moving: Callable[[float], bool] = lambda time_s: False,
) -> list[Interruption]:
    watcher = SafetyWatch(spec)
    told = []
    for pose in poses:
        body = Body.from_pose(pose)
        told.append(watcher.step(pose, body, moving=moving(pose.time_s)))
    return [interruption for interruption in told if interruption is not None]


def kinds(*arguments: object, **more: object) -> list[str]:
    return [interruption.kind for interruption in watch(*arguments, **more)]  # type: ignore[arg-type]


LYING = Posture(trunk=95, knee=10, shank=-85, arm=90)


def test_a_fall_interrupts_once() -> None:
    """From upright to the floor in a second: told once, without a question."""
    told = watch(movement([(2, STANDING), (0.8, LYING), (5, LYING)]))

    assert [interruption.kind for interruption in told] == ["fall"]
    assert told[0].text == "Take your time. Call for help if you need it."
    assert 2 < told[0].time_s < 3.6


@pytest.mark.parametrize(("cut", "told"), [(False, ["fall"]), (True, [])])
def test_who_lies_in_the_next_shot_has_not_fallen(*, cut: bool, told: list[str]) -> None:
    """Between somebody standing and somebody lying there may be a cut, and no fall."""
    watcher = SafetyWatch(SPEC)
    for pose in movement([(2, STANDING)]):
        watcher.step(pose, Body.from_pose(pose), moving=False)
    if cut:
        watcher.begin_shot()
    lying = later(movement([(2, LYING)], start=LYING), 2.1)
    found = [watcher.step(pose, Body.from_pose(pose), moving=False) for pose in lying]

    assert [each.kind for each in found if each is not None] == told


def test_lying_down_slowly_is_no_fall() -> None:
    """Who first crouches, then sits, then lies down does so on purpose."""
    crouching = Posture(knee=140, shank=35, trunk=40)

    steps = [(2, STANDING), (2, crouching), (0.7, crouching), (2, LYING), (3, LYING)]

    assert kinds(movement(steps)) == []


def test_exercises_on_the_floor_know_no_fall() -> None:
    """Where the exercise itself is done lying, being on the floor is no news."""
    lying = SPEC.model_copy(update={"posture": StartPosture.LYING})

    assert kinds(movement([(2, STANDING), (0.8, LYING), (3, LYING)]), lying) == []


def vanish(poses: list[Pose], begin_s: float, end_s: float) -> list[Pose]:
    return [nobody(pose.time_s, pose) if begin_s <= pose.time_s < end_s else pose for pose in poses]


def test_who_is_lost_in_mid_rep_is_waited_for() -> None:
    """Unseen for more than a second while moving: said once."""
    poses = vanish(movement([(8, STANDING)]), 2, 7)

    assert kinds(poses, moving=lambda time_s: True) == ["lost"]


def test_who_walks_away_between_reps_is_not_lost() -> None:
    """Between reps, or for a moment only, nobody is lost."""
    poses = movement([(8, STANDING)])

    assert kinds(vanish(poses, 2, 7)) == []
    assert kinds(vanish(poses, 2, 2.9), moving=lambda time_s: True) == []


def with_others(poses: list[Pose], left: float) -> list[Pose]:
    box = np.array([[left, 100.0, left + 60, 440.0]])
    return [replace(pose, other_boxes_xyxy=box, people=2) for pose in poses]


def test_somebody_else_in_the_space_is_told_once() -> None:
    """Another person within an arm's length interrupts; one at the far wall does not."""
    poses = movement([(5, STANDING)], camera=Camera(size_wh=(1280, 480)))

    assert kinds(with_others(poses, 560)) == ["someone else"]
    assert kinds(with_others(poses, 1200)) == []


def test_who_is_hardly_seen_is_told_from_nobody() -> None:
    """The model sees people in rocks for moments: two of them are not somebody and another."""
    poses = movement([(5, STANDING)], camera=Camera(size_wh=(1280, 480)))
    rocks = with_others(poses, 560)
    for begin_s in np.arange(0.4, 5.0, 1.0).tolist():
        rocks = vanish(rocks, begin_s, begin_s + 0.6)

    assert kinds(rocks) == []


HAND_UP = Posture(arm=175)
RAISED: tuple[Step, ...] = ((2, STANDING), (0.5, HAND_UP), (2, HAND_UP), (0.5, STANDING))


def test_a_raised_hand_stops_the_set_once() -> None:
    """A hand above the head for a second is the stop signal."""
    assert kinds(movement(RAISED)) == ["stop signal"]


def test_a_scratch_is_no_signal() -> None:
    """A hand up for half a second stops nothing."""
    assert kinds(movement([(2, STANDING), (0.4, HAND_UP), (0.4, STANDING), (2, STANDING)])) == []


def test_the_hand_stops_only_where_the_exercise_leaves_it_free() -> None:
    """Without that signal in the spec, or during a rep, a raised hand stops nothing."""
    holding = SPEC.model_copy(update={"stop_signals": (StopSignal.KEY,)})

    assert kinds(movement(RAISED), holding) == []
    assert kinds(movement(RAISED), moving=lambda time_s: True) == []


def test_arms_forward_are_no_signal() -> None:
    """What is asked for in the calibration stops nothing."""
    assert kinds(movement(CALIBRATION)) == []


SEATED = Posture(trunk=5, knee=90)
NOT_RAISED = {
    "crossed": Posture(arm=40, elbow=120),
    "in front": Posture(arm=90),
    "in front, high": Posture(arm=110),
    "behind the head": Posture(arm=150, elbow=150),
    "at a bar on the shoulders": Posture(arm=60, elbow=150),
    "at the forehead": Posture(arm=100, elbow=110),
}


@pytest.mark.parametrize("spec_id", ["squat", "good_morning", "sit_to_stand"])
@pytest.mark.parametrize("arms", NOT_RAISED.values(), ids=list(NOT_RAISED))
@pytest.mark.parametrize("facing", [1, -1])
def test_where_arms_are_in_an_exercise_is_no_signal(
    spec_id: str, arms: Posture, facing: int
) -> None:
    """Crossed, in front, behind the head, at a bar: held for long, none stops the set."""
    start = SEATED if spec_id == "sit_to_stand" else STANDING
    held = start.to(arm=arms.arm, elbow=arms.elbow)
    poses = movement([(2, start), (0.6, held), (4, held)], camera=Camera(facing=facing))

    assert kinds(poses, load_spec(spec_id)) == []


@pytest.mark.parametrize("spec_id", ["squat", "good_morning", "sit_to_stand"])
def test_a_hand_lifted_out_of_an_exercises_arms_stops_it(spec_id: str) -> None:
    """From crossed or forward arms, standing or on the chair, a raised hand is unmistakable."""
    start = SEATED if spec_id == "sit_to_stand" else STANDING
    crossed, up = start.to(arm=40, elbow=120), start.to(arm=170)
    poses = movement([(2, crossed), (0.6, up), (1.5, up), (0.6, crossed)], start=crossed)

    assert kinds(poses, load_spec(spec_id)) == ["stop signal"]


def test_no_hand_is_awaited_where_a_weight_is_held() -> None:
    """Of the exercises that are there, those with a weight in the hands have no such signal."""
    specs = [load_spec(name) for name in judged_ids()]

    assert {spec.id for spec in specs if StopSignal.RAISED_HAND not in spec.stop_signals} == {
        spec.id for spec in specs if spec.weight
    }


@pytest.mark.parametrize("path", sorted(RECORDINGS.glob("*.npz")), ids=lambda path: path.stem)
def test_nobody_raises_a_hand_in_a_recording(path: Path) -> None:
    """In no recording of an exercise is a hand taken to be raised, not for a single frame."""
    assert not any(is_hand_up(pose) for pose in load_recording(path))


def test_leaving_the_place_pauses_once() -> None:
    """More than a body's length from where the reps were done, the set is paused."""
    away = Posture(place=1.3)
    poses = movement([(6, STANDING), (2, away), (5, away)], camera=Camera(size_wh=(1600, 480)))

    assert kinds(poses, moving=lambda time_s: 2 < time_s < 4) == ["left the place"]


def test_a_step_is_not_leaving() -> None:
    """Settling the feet, or walking in before the first rep, pauses nothing."""
    poses = movement([(6, STANDING), (1, Posture(place=0.4)), (5, Posture(place=0.4))])
    walking_in = movement([(4, Posture(place=2)), (3, Posture(place=2))])

    assert kinds(poses, moving=lambda time_s: 2 < time_s < 4) == []
    assert kinds(walking_in) == []


def test_turning_round_is_not_leaving() -> None:
    """Who changes sides on the spot is still there."""
    turned = later(movement([(5, STANDING)], camera=Camera(facing=-1)), 6.1)

    poses = [*movement([(6, STANDING)]), *turned]

    assert kinds(poses, moving=lambda time_s: 2 < time_s < 4) == []


def test_what_comes_back_after_a_while_is_told_again() -> None:
    """A second stop signal, a quarter of a minute later, is a new one."""
    again = later(movement(RAISED), 20)
    between = later(movement([(13, STANDING)]), 6)

    assert kinds([*movement(RAISED), *between, *again]) == ["stop signal", "stop signal"]


def test_a_hand_raised_again_soon_is_a_signal_of_its_own() -> None:
    """Lowered in between, it need not be waited for; a landmark that slips is no lowering."""
    twice = movement([*RAISED, *RAISED])
    slipped = [
        nobody(pose.time_s, pose) if 4 < pose.time_s < 4.1 else pose
        for pose in movement([(2, STANDING), (0.5, HAND_UP), (5, HAND_UP)])
    ]

    assert kinds(twice) == ["stop signal", "stop signal"]
    assert kinds(slipped) == ["stop signal"]


@pytest.mark.parametrize("bend", [40, 80])
@pytest.mark.parametrize("trunk", [60, 95])
def test_a_rounded_back_never_interrupts(bend: float, trunk: float) -> None:
    """However round the back, the set goes on; it is a finding, not an emergency."""
    poses = movement([*CALIBRATION, *reps(3, HINGED.to(bend=bend, trunk=trunk))])

    assert kinds(poses, moving=lambda time_s: time_s > 8) == []


def test_a_deep_squat_is_no_fall() -> None:
    """Going down fast and far between the feet is not lying on the floor."""
    deep = Posture(knee=140, shank=35, trunk=45)

    assert kinds(movement([(2, STANDING), (0.7, deep), (1, deep), (0.7, STANDING)])) == []


def test_nobody_at_all_interrupts_nothing() -> None:
    """An empty room has no emergencies."""
    assert kinds(nobody(frame / 10, figure()) for frame in range(100)) == []


def test_a_missing_joint_does_not_hide_somebody_else() -> None:
    """Who comes close is told although one of our own joints is not found just now."""
    poses = movement([(5, STANDING)], camera=Camera(size_wh=(1280, 480)))
    near = [lost(pose, Part.EAR) for pose in with_others(poses, 560)]

    assert kinds(near) == ["someone else"]
