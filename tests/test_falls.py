"""A fall is told from standing and from a chair; going down to the floor on purpose is none."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from figures import (
    ARMS_FORWARD,
    HINGED,
    STANDING,
    Camera,
    Posture,
    figure,
    hidden,
    movement,
    nobody,
    reps,
)
from make_recordings import RECORDINGS

from formcheck.exercise.observe.falls import FallWatch
from formcheck.exercise.session import Session
from formcheck.exercise.spec.models import Posture as StartPosture
from formcheck.landmarks.pose import Part, Pose
from formcheck.pose.recording import load_recording
from formcheck.specs.files import load_spec

UPRIGHT, CHAIR = StartPosture.STANDING, StartPosture.SITTING
FPS = 15.0
FRAME_S = 1 / FPS
WIDE = Camera(size_wh=(1280, 480))

SEATED = Posture(trunk=5, knee=90)
LEANING = Posture(trunk=45, knee=95, shank=5)
CROUCHED = Posture(trunk=45, knee=120, shank=30)
SQUATTED = Posture(trunk=45, knee=150, shank=35)
LIES_FORWARD = Posture(trunk=95, knee=10, shank=85)
LIES_BACK = Posture(trunk=-88, knee=5, shank=-88)
FEET_UP = Posture(trunk=-85, knee=5, shank=-100)
ON_SEAT = Posture(trunk=5, knee=5, shank=-85)
KNEELING = Posture(knee=90, shank=90)
ON_HEELS = Posture(trunk=10, knee=160, shank=90)
FOLDED = Posture(trunk=165, knee=10)
TYING_SHOES = Posture(trunk=115, knee=90)


def fell(poses: Iterable[Pose], posture: StartPosture = UPRIGHT, *, roll_deg: float = 0.0) -> bool:
    watcher = FallWatch(posture)
    return any([watcher.step(pose, roll_deg=roll_deg) for pose in poses])


def still(*postures: tuple[float, Posture]) -> list[Pose]:
    """Somebody who is in one posture for so long, and in the next one at once."""
    poses: list[Pose] = []
    for seconds, posture in postures:
        begin = len(poses)
        times = [(begin + i) * FRAME_S for i in range(round(seconds * FPS))]
        poses += [figure(posture, camera=WIDE, time_s=time_s) for time_s in times]
    return poses


FALLS = [
    ("forward", STANDING, LIES_FORWARD, 0.8),
    ("back", STANDING, LIES_BACK, 0.8),
    ("onto the seat", STANDING, ON_SEAT, 0.8),
    ("with the feet higher than the hips", STANDING, FEET_UP, 0.8),
    ("out of a deep bow", HINGED.to(trunk=85), LIES_FORWARD, 0.8),
]
FROM_CHAIR = [
    ("off the chair onto the seat", SEATED, ON_SEAT, 0.7),
    ("off the chair forward", LEANING, LIES_FORWARD, 0.7),
    ("off a low chair", Posture(trunk=20, knee=108, shank=12), ON_SEAT, 0.7),
    ("beside the chair, from standing", STANDING, ON_SEAT, 0.8),
    ("from standing, flat", STANDING, LIES_FORWARD, 0.8),
]


@pytest.mark.parametrize(
    ("posture", "start", "down", "seconds"),
    [(UPRIGHT, *case[1:]) for case in FALLS] + [(CHAIR, *case[1:]) for case in FROM_CHAIR],
    ids=[case[0] for case in FALLS + FROM_CHAIR],
)
@pytest.mark.parametrize(
    "camera", [WIDE, Camera(facing=-1), Camera(yaw_deg=30), replace(WIDE, facing=-1, yaw_deg=-30)]
)
def test_a_fall_is_told(
    posture: StartPosture, start: Posture, down: Posture, seconds: float, camera: Camera
) -> None:
    """However they come down, whichever way they face, side-on or turned, all in sight or not."""
    steps = [(3, start), (seconds, down), (1.5, down)]

    assert fell(movement(steps, start=start, camera=camera), posture)


ON_PURPOSE = [
    ("a deep squat, dropped into", UPRIGHT, STANDING, SQUATTED, 0.5),
    ("a crouch over something on the floor", UPRIGHT, STANDING, SQUATTED.to(trunk=85), 0.6),
    ("bent down to the toes", UPRIGHT, STANDING, FOLDED, 0.6),
    ("down on the knees", UPRIGHT, STANDING, KNEELING, 0.8),
    ("down on the heels", UPRIGHT, STANDING, ON_HEELS, 0.9),
    ("down on all fours", UPRIGHT, STANDING, Posture(trunk=88, knee=90, shank=90, arm=88), 0.9),
    ("onto a chair", CHAIR, STANDING, SEATED, 0.3),
    ("onto a low chair", CHAIR, STANDING, Posture(trunk=20, knee=108, shank=12), 0.3),
    ("leaning far forward on the chair", CHAIR, SEATED, Posture(trunk=75, knee=95, shank=5), 0.5),
    ("down to the shoes from the chair", CHAIR, SEATED, TYING_SHOES, 0.5),
    ("down to the shoes beside the chair", CHAIR, STANDING, SQUATTED, 0.6),
    ("slowly down to the floor from the chair", CHAIR, SEATED, ON_SEAT, 2.4),
    ("slowly down to the floor", UPRIGHT, STANDING, ON_SEAT, 3.5),
]


@pytest.mark.parametrize(
    ("posture", "start", "down", "seconds"),
    [case[1:] for case in ON_PURPOSE],
    ids=[case[0] for case in ON_PURPOSE],
)
@pytest.mark.parametrize("facing", [1, -1])
def test_going_down_on_purpose_is_no_fall(
    posture: StartPosture, start: Posture, down: Posture, seconds: float, facing: int
) -> None:
    """What people do in, before and between exercises, as quickly as they do it."""
    steps = [(3, start), (seconds, down), (2, down), (1, start)]

    assert not fell(movement(steps, start=start, camera=Camera(facing=facing)), posture)


@pytest.mark.parametrize(
    ("posture", "start", "between_s", "told"),
    [
        (UPRIGHT, STANDING, 1.3, True),
        (UPRIGHT, STANDING, 1.6, False),
        (CHAIR, SEATED, 0.6, True),
        (CHAIR, SEATED, 0.9, False),
    ],
)
def test_a_fall_is_quick(
    posture: StartPosture, start: Posture, between_s: float, told: bool
) -> None:
    """From up to the floor in time is a fall, a little slower is none."""
    assert fell(still((2, start), (between_s, SQUATTED), (2, ON_SEAT)), posture) is told


@pytest.mark.parametrize(("down_s", "told"), [(0.4, False), (0.7, True)])
def test_who_has_fallen_stays_down(down_s: float, told: bool) -> None:
    """Landmarks that slip to the floor are back sooner."""
    assert fell(still((2, STANDING), (down_s, ON_SEAT), (2, STANDING))) is told


def test_landmarks_that_slip_now_and_then_are_no_fall() -> None:
    """In a crouch, a frame in four that seems to be on the floor is none of somebody there."""
    slipping = still((2, STANDING), *[(FRAME_S, ON_SEAT), (3 * FRAME_S, CROUCHED)] * 12)

    assert not fell(slipping)


def sunk(hips: float) -> Posture:
    """Sitting with the legs ahead and the hips at this height, in leg lengths."""
    return {0.08: Posture(knee=10.8, shank=-80), 0.12: Posture(knee=6.2, shank=-80)}[hips]


@pytest.mark.parametrize(("hips", "told"), [(0.08, True), (0.12, False)])
def test_hips_on_the_floor(hips: float, told: bool) -> None:
    """Just on the floor, and just above it."""
    assert fell(still((2, STANDING), (2, sunk(hips)))) is told


@pytest.mark.parametrize(
    ("knee", "trunk", "told"),
    [
        (-3.1, -80, True),  # hips at 0.20, shoulder at 0.30, all along the floor
        (-3.1, -68, False),  # the shoulder at 0.42
        (-3.1, 75, False),  # folded over the legs: short
        (-19.2, -84, True),  # hips at 0.33
        (-24.5, -88, False),  # hips at 0.37
    ],
)
def test_lying_on_ones_side(knee: float, trunk: float, told: bool) -> None:
    """Hips a little above the floor are those of somebody who lies, if all of them does."""
    lying = Posture(trunk=trunk, knee=knee, shank=-80)

    assert fell(still((2, STANDING), (2, lying))) is told


@pytest.mark.parametrize(
    ("posture", "knee", "told"),
    [
        (UPRIGHT, 50, True),  # hips at 0.82
        (UPRIGHT, 57, False),  # hips at 0.77
        (CHAIR, 101, True),  # hips at 0.42
        (CHAIR, 105, False),  # hips at 0.38
    ],
)
def test_a_fall_begins_up(posture: StartPosture, knee: float, told: bool) -> None:
    """Who was low for a while before has not fallen far."""
    low = Posture(trunk=30, knee=knee, shank=0)

    assert fell(still((2, STANDING), (3, low), (2, ON_SEAT)), posture) is told


@pytest.mark.parametrize(("roll_deg", "told"), [(12.0, True), (-12.0, False)])
def test_a_tilted_camera_is_reckoned_with(roll_deg: float, told: bool) -> None:
    """With a picture that leans, who lies on the floor lies on it as before."""
    camera = replace(WIDE, roll_deg=12)
    poses = movement([(2, STANDING), (0.7, LIES_BACK), (2, LIES_BACK)], camera=camera)

    assert fell(poses, roll_deg=roll_deg) is told


def test_somebody_who_lies_on_a_sofa_was_never_up() -> None:
    """Nobody has fallen who has not been seen standing."""
    assert not fell(still((5, LIES_BACK)))


def test_who_leaves_the_picture_has_not_fallen() -> None:
    """Gone, or at its edge with the feet out of sight."""
    poses = movement([(3, STANDING)])
    gone = [nobody(3 + i * FRAME_S, poses[-1]) for i in range(45)]
    near = movement([(3, STANDING), (1, FOLDED), (2, FOLDED)])
    feetless = [hidden(pose, Part.ANKLE) if pose.time_s > 3 else pose for pose in near]

    assert not fell([*poses, *gone])
    assert not fell(feetless)


def test_ankles_that_cannot_be_seen_hide_no_fall() -> None:
    """Behind a chair or the own body: the feet are where they were."""
    poses = movement([(3, STANDING), (0.8, LIES_BACK), (2, LIES_BACK)])

    assert fell([hidden(pose, Part.ANKLE) if pose.time_s > 3 else pose for pose in poses])


def test_something_small_on_the_floor_is_nobody() -> None:
    """The model took a ball for a person: it is much smaller than who was there."""
    small = Camera(height_px=90.0)
    poses = still((2, STANDING))
    ball = [replace(figure(STANDING, camera=small), time_s=2 + i * FRAME_S) for i in range(30)]

    assert not fell([*poses, *ball])


def test_another_person_on_the_floor_has_not_fallen() -> None:
    """Who is followed anew, and sits there, was not the one who stood."""
    spec = load_spec("hip_hinge")
    poses = still((2, STANDING), (3, ON_SEAT))
    other = [replace(pose, track_id=1) if pose.time_s >= 2 else pose for pose in poses]

    assert [kinds(spec.id, each) for each in (poses, other)] == [["fall"], []]


@pytest.mark.parametrize("posture", [StartPosture.LYING, StartPosture.KNEELING])
def test_exercises_on_the_floor_know_no_fall(posture: StartPosture) -> None:
    """Where the exercise itself is done there, being on the floor is no news."""
    assert not fell(still((2, STANDING), (3, ON_SEAT)), posture)


def kinds(spec_id: str, poses: Iterable[Pose]) -> list[str]:
    """Return what interrupts an exercise, as it is judged from these poses."""
    session = Session(load_spec(spec_id))
    told = [session.step(pose).interruption for pose in poses]
    return [each.kind for each in told if each is not None]


@pytest.mark.parametrize("spec_id", ["hip_hinge", "sit_to_stand"])
def test_a_session_tells_of_a_fall_with_the_feet_up(spec_id: str) -> None:
    """A body with its hips below its feet is not judged, but it may well be one that fell."""
    poses = movement([(3, STANDING), (0.8, FEET_UP), (3, FEET_UP)])

    assert kinds(spec_id, poses) == ["fall"]


@pytest.mark.parametrize("path", sorted(RECORDINGS.glob("*.npz")), ids=lambda path: path.stem)
@pytest.mark.parametrize("posture", [UPRIGHT, CHAIR])
def test_nobody_falls_in_a_recording(path: object, posture: StartPosture) -> None:
    """Squats, lifts from the floor, bows, sitting down hard: none is a fall, watched either way."""
    assert not fell(load_recording(path), posture)  # type: ignore[arg-type]


@pytest.mark.parametrize("spec_id", ["squat", "lift_from_floor", "sit_to_stand", "hip_hinge"])
def test_quick_repetitions_are_no_falls(spec_id: str) -> None:
    """Done far too fast, they are still repetitions."""
    bottom = {"sit_to_stand": SEATED, "hip_hinge": FOLDED}.get(spec_id, SQUATTED)
    fast = reps(5, bottom, seconds=(0.4, 0.3, 0.4, 0.5))
    poses = movement([(2, STANDING), (1, ARMS_FORWARD), (1, STANDING), *fast])

    assert "fall" not in kinds(spec_id, poses)
