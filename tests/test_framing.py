"""Is the camera placed well: what is said, and that nothing is said when it is."""

import math
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from figures import HINGED, Camera, Posture, figure, hidden, movement, nobody
from sayings import SAY

from formcheck.exercise.framing.advice import Remedy, can_judge_words
from formcheck.exercise.framing.watch import FramingWatch, view_of
from formcheck.exercise.framing.yaw import MAX_BELOW_DEG
from formcheck.exercise.measure.registry import View
from formcheck.exercise.results.moment import Framing
from formcheck.landmarks.pose import ImageQuality, Part, Pose

ALL = frozenset(Part)


def watch(
    poses: Iterable[Pose],
    view: View = View.SIDE,
    parts: frozenset[Part] = ALL,
    *,
    moves_ahead: bool = False,
) -> Framing:
    watcher = FramingWatch(view, parts, moves_ahead=moves_ahead)
    return [watcher.step(pose) for pose in poses][-1]


def still(camera: Camera | None = None, *, seconds: float = 1.5, fps: float = 15) -> list[Pose]:
    return movement([(seconds, Posture())], camera=camera or Camera(), fps=fps)


@pytest.mark.parametrize(
    ("yaw", "view"),
    [
        (0, View.SIDE),
        (24.5, View.SIDE),
        (25, View.OBLIQUE),
        (60, View.OBLIQUE),
        (61, View.FRONT),
        (90, View.FRONT),
        (math.nan, View.UNKNOWN),
    ],
)
def test_the_view_follows_from_the_yaw(yaw: float, view: View) -> None:
    """Up to 25°, less half a degree for its error, it is from the side, from 60° on the front."""
    assert view_of(yaw) is view


def then_bowed(poses: list[Pose], yaw: float = 35.0, *, track_id: int = 0) -> list[Pose]:
    """Return the poses of somebody who then bows and is seen turned so, for three seconds."""
    bowed = figure(HINGED, camera=Camera(yaw_deg=yaw))
    after_s = poses[-1].time_s if poses else 0.0
    times = (after_s + (i + 1) / 15 for i in range(45))
    return [*poses, *(replace(bowed, time_s=time_s, track_id=track_id) for time_s in times)]


@pytest.mark.parametrize(
    ("bowed", "yaw"),
    [(18, 18), (16, 17), (22, 20), (0, 18 - MAX_BELOW_DEG), (30, 30 - MAX_BELOW_DEG)],
)
def test_who_bows_is_turned_as_they_stood_and_bow(bowed: float, yaw: float) -> None:
    """Both tell the turn, with errors of their own; much less than the larger it is not."""
    framing = watch(then_bowed(still(Camera(yaw_deg=18)), bowed))

    assert framing.yaw_deg == pytest.approx(yaw, abs=2)


@pytest.mark.parametrize(("bowed", "view"), [(24, View.SIDE), (35, View.OBLIQUE), (70, View.FRONT)])
def test_who_turns_while_they_bow_is_no_longer_seen_from_the_side(bowed: float, view: View) -> None:
    """Somebody may shuffle round with a weight in their hands."""
    assert watch(then_bowed(still(), bowed)).view is view


@pytest.mark.parametrize("yaw", [-20, 20])
def test_which_way_somebody_is_turned_is_told_standing_and_bowed(yaw: float) -> None:
    """Away from the camera is -, towards it +."""
    stood = still(Camera(yaw_deg=yaw))

    for poses in (stood, then_bowed(stood, yaw)):
        assert watch(poses).turn_deg == pytest.approx(yaw, abs=3)


def test_which_way_is_unknown_where_it_is_not_known_which_way_they_face() -> None:
    """From the front neither side is the far one; how far they are turned is told all the same."""
    poses = [replace(pose, near=None, facing=0) for pose in still(Camera(yaw_deg=80))]

    framing = watch(poses)

    assert math.isnan(framing.turn_deg)
    assert framing.yaw_deg > 60


def test_who_was_never_seen_upright_is_turned_as_they_are_seen() -> None:
    """A recording may begin in a bow; and another person may be there since."""
    assert watch(then_bowed([])).view is View.OBLIQUE
    assert watch(then_bowed(still(), track_id=1)).view is View.OBLIQUE


def test_on_the_floor_nobody_is_turned_as_they_stood() -> None:
    """One may lie down the other way."""
    watcher = FramingWatch(View.SIDE, ALL, moves_ahead=False, on_floor=True)

    framing = [watcher.step(pose) for pose in then_bowed(still(Camera(yaw_deg=35)), 0)][-1]

    assert framing.view is View.SIDE


def test_somebody_well_placed_needs_no_advice() -> None:
    """Side-on, whole, in the light and with room: nothing to change."""
    framing = watch(still(), moves_ahead=True)

    assert framing.view is View.SIDE
    assert framing.advice == ""
    assert framing.problems == ()
    assert framing.missing == ()


def with_picture(picture: ImageQuality) -> list[Pose]:
    return [replace(pose, picture=picture) for pose in still()]


def shifted(poses: Iterable[Pose], across: float, down: float) -> list[Pose]:
    return [
        replace(pose, points_px=pose.points_px + np.array([across, down], float)) for pose in poses
    ]


SHIFTED = shifted(still(), 0, 45)
HEADLESS = shifted(still(), 0, -140)
TALL = Camera(height_px=410)


@pytest.mark.parametrize(
    ("poses", "begins", "advice"),
    [
        ([nobody(0.0, figure())], "I can't see anybody.", Remedy.COME),
        (with_picture(ImageQuality(0.1, 200, 0)), "It is too dark", Remedy.LIGHT),
        (with_picture(ImageQuality(0.5, 5, 0)), "The picture is blurred.", Remedy.WIPE),
        (with_picture(ImageQuality(0.5, 200, 0.1)), "The camera is moving.", Remedy.FIRM),
        (still(fps=8), "The picture comes too slowly.", Remedy.FASTER),
        (still(Camera(height_px=120)), "You are far away.", Remedy.CLOSER),
        (still(Camera(height_px=560)), "You are very close.", Remedy.MUCH_FURTHER),
        (SHIFTED, "I can't see your feet. Tip the screen forward", Remedy.TIP_FORWARD),
        (HEADLESS, "I can't see your head. Tip the screen back", Remedy.TIP_BACK),
        (shifted(still(TALL), 0, 45), "I can't see your feet. Tip the", Remedy.FURTHER),
        (shifted(still(), 0, 25), "Your feet are at the edge", Remedy.TIP_FORWARD),
        (shifted(still(), 0, -110), "Your head is at the edge", Remedy.TIP_BACK),
        (still(Camera(yaw_deg=20)), "Turn a little more", Remedy.TURN_AWAY),
        (still(Camera(yaw_deg=-20)), "Turn a little more", Remedy.TURN_TOWARDS),
        (still(Camera(yaw_deg=40)), "I don't see you from the side.", Remedy.TURN_AWAY),
        (still(Camera(yaw_deg=-40)), "I don't see you from the side.", Remedy.TURN_TOWARDS),
        (still(Camera(yaw_deg=90)), "I don't see you from the side.", Remedy.TURN_SIDE),
        (
            [hidden(pose, Part.KNEE) for pose in still()],
            "I can't see your knees. Move until",
            "Something hides your knees.",
        ),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(poses: list[Pose], begins: str, advice: str) -> None:
    """Each fault of the placement has its own sentence to be read, and its own to be heard."""
    framing = watch(poses)

    assert framing.problems[0].startswith(begins)
    heard = SAY.of("remedy", advice) if isinstance(advice, Remedy) else advice
    assert framing.advice == heard
    assert not framing.ready


def test_what_is_heard_is_short_and_leaves_the_eyes_alone() -> None:
    """No advice is longer than ten words, and none asks to look anywhere."""
    heard = [SAY.of("remedy", instruction, parts="knees") for instruction in Remedy]

    assert [words for words in heard if len(words.split()) > 10] == []
    assert [words for words in heard if "look" in words.lower()] == []


def test_a_front_exercise_wants_the_front() -> None:
    """Where the spec asks for the front, standing side-on is what is wrong."""
    facing = still(Camera(yaw_deg=90))
    room = facing[0].size_wh[0]
    left, right = (-facing[0].points_px[:, 0].min(), room - facing[0].points_px[:, 0].max())

    assert watch(still(), View.FRONT).advice == "Turn to face the laptop."
    assert watch(facing, View.FRONT).advice == ""
    assert watch(shifted(facing, left, 0), View.FRONT).advice == "Step to your left."
    assert watch(shifted(facing, right, 0), View.FRONT).advice == "Step to your right."


@pytest.mark.parametrize("facing", [1, -1])
def test_a_bow_needs_room_in_front(facing: int) -> None:
    """Near the edge they face, whoever will bow is sent back; whoever will not, is not."""
    poses = shifted(still(Camera(facing=facing)), facing * 320, 0)

    assert watch(poses, moves_ahead=True).advice == "Walk backwards one step."
    assert watch(poses, moves_ahead=True).problems[0].startswith("You need more room in front")
    assert watch(poses, moves_ahead=False).advice == ""


@pytest.mark.parametrize("facing", [1, -1])
def test_a_bow_needs_room_behind(facing: int) -> None:
    """With the hips near the edge behind them, whoever will bow is sent forward."""
    poses = shifted(still(Camera(facing=facing)), facing * -150, 0)

    assert watch(poses, moves_ahead=True).advice == "Walk one step the way you're facing."
    assert watch(poses, moves_ahead=True).problems[0].startswith("You need more room behind")
    assert watch(poses, moves_ahead=False).advice == ""


def test_in_a_narrow_picture_there_is_only_further_away() -> None:
    """Where a step would only take the room from the other side, the way is further away."""
    narrow = [
        replace(pose, size_wh=(260, 480), points_px=pose.points_px - np.array([77.0, 0.0]))
        for pose in still()
    ]

    assert watch(narrow, moves_ahead=True).advice == "Move further from the laptop."


def test_only_what_the_exercise_needs_must_be_seen() -> None:
    """Feet cut off are no matter where no check needs them."""
    parts = frozenset({Part.SHOULDER, Part.HIP, Part.KNEE, Part.ANKLE})

    assert watch(SHIFTED, parts=parts).missing == ()
    assert watch(SHIFTED, parts=parts).partial == ""
    assert watch(SHIFTED).missing == ("feet",)
    assert watch(SHIFTED).partial == ("I can judge your knees, back, head and arms, not your feet.")


def jumping(jump_deg: float, frames: int = 20) -> list[Pose]:
    """Somebody who seems to turn to and fro by so much from each frame to the next."""
    return [
        replace(figure(camera=Camera(yaw_deg=40 + jump_deg / 2 * (-1) ** i)), time_s=i / 15)
        for i in range(frames)
    ]


@pytest.mark.parametrize(("jump_deg", "view"), [(2.5, View.OBLIQUE), (9, View.UNKNOWN)])
def test_a_yaw_that_jumps_about_tells_nothing(jump_deg: float, view: View) -> None:
    """A plate before the shoulders makes noise, and noise is not a view."""
    framing = watch(jumping(jump_deg))

    assert framing.view is view
    assert framing.unclear is (view is View.UNKNOWN)
    assert math.isnan(framing.yaw_deg) is (view is View.UNKNOWN)


def test_who_turns_quickly_is_not_noise() -> None:
    """A quarter turn in a second goes one way."""
    poses = [replace(figure(camera=Camera(yaw_deg=6.0 * i)), time_s=i / 15) for i in range(15)]

    assert not watch(poses).unclear


def test_a_few_frames_are_not_yet_noise() -> None:
    """From five frames nobody can tell noise from turning."""
    assert not watch(jumping(9, 5)).unclear
    assert watch(jumping(9, 6)).unclear


def test_after_a_cut_the_turn_is_looked_for_anew() -> None:
    """What the shot before showed says nothing of this one."""
    before, after = still(Camera(yaw_deg=40)), still(seconds=0.2)
    begun_s = before[-1].time_s + 0.1
    after = [replace(pose, time_s=begun_s + pose.time_s, shot=1) for pose in after]

    framing = watch([*before, *after])

    assert framing.view is View.SIDE
    assert not framing.settled


def test_a_blink_changes_nothing() -> None:
    """A joint hidden, or a yaw gone wrong, for a moment does not change the framing."""
    poses = still(seconds=2)
    turned = movement([(2, Posture())], camera=Camera(yaw_deg=80))
    poses[-4:] = [hidden(pose, Part.ANKLE) for pose in turned[-4:]]

    framing = watch(poses)

    assert framing.view is View.SIDE
    assert framing.missing == ()


def test_who_bows_is_not_far_away() -> None:
    """A body folded in half is half as high and no further away."""
    low = movement(
        [(1.5, Posture(trunk=95))], start=Posture(trunk=95), camera=Camera(height_px=250)
    )

    assert watch(low).advice == ""


def test_the_first_glance_is_not_to_be_judged_by() -> None:
    """A quarter of a second passes before the view counts; it begins anew after a loss."""
    watcher = FramingWatch(View.SIDE, ALL, moves_ahead=False)
    seen = [watcher.step(pose) for pose in still(seconds=1.0, fps=20)]
    gone = [watcher.step(nobody(1.0 + i / 20, figure())) for i in range(40)]
    back = watcher.step(replace(figure(), time_s=3.1))

    assert [framing.view for framing in seen[:2]] == [View.SIDE, View.SIDE]
    assert [framing.settled for framing in seen[:8]] == [False] * 5 + [True] * 3
    assert not gone[-1].settled
    assert not back.settled


# --- When advice comes to an end ----------------------------------------------------------------


def forever(pose: Pose, seconds: float, *, track_id: int = 0) -> list[Pose]:
    return [replace(pose, time_s=i / 15, track_id=track_id) for i in range(round(15 * seconds))]


def heard(poses: Iterable[Pose]) -> list[str]:
    """Return the pieces of advice in their order, and "ready" when it is."""
    watcher = FramingWatch(View.SIDE, ALL, moves_ahead=True)
    told = [watcher.step(pose) for pose in poses]
    words = ["ready" if framing.ready else framing.advice for framing in told]
    return [text for text, before in zip(words, ["", *words], strict=False) if text != before]


def test_who_stands_well_is_ready_after_a_second() -> None:
    """Nothing to change for a second, once settled, and the exercise can begin."""
    watcher = FramingWatch(View.SIDE, ALL, moves_ahead=True)
    ready = [watcher.step(pose).ready for pose in forever(figure(), 2.0)]

    assert ready.index(True) / 15 == pytest.approx(1.25, abs=0.1)
    assert all(ready[ready.index(True) :])


def test_what_is_advised_in_vain_gives_way_to_the_next() -> None:
    """Feet still cut off after the screen was to be tipped: further; then what can be judged."""
    assert heard(forever(SHIFTED[0], 30)) == [
        "Tip the screen forward a little.",
        "Move further from the laptop.",
        "",
        "ready",
    ]


def test_what_does_not_stop_the_judging_does_not_block() -> None:
    """A little turn and a blurred picture are said, each for a while, and let be."""
    pose = figure(camera=Camera(yaw_deg=20))
    blurred = replace(pose, picture=ImageQuality(0.5, 5, 0))

    assert heard(forever(blurred, 20)) == [
        "Turn a little away from the camera.",
        "The picture is blurred. Wipe the camera.",
        "",
        "ready",
    ]


@pytest.mark.parametrize(
    "pose",
    [
        figure(camera=Camera(yaw_deg=40)),
        figure(camera=Camera(yaw_deg=90)),
        hidden(figure(), Part.HIP),
        shifted([figure()], 0, 240)[0],
        nobody(0.0, figure()),
    ],
    ids=["turned", "from the front", "hips hidden", "hips cut off", "nobody"],
)
def test_what_nothing_can_be_judged_with_is_never_let_go(pose: Pose) -> None:
    """Without the view, the hips or anybody, advice goes on for as long as it takes."""
    told = heard(forever(pose, 120))

    assert "ready" not in told
    assert "" not in told[1:]


def test_progress_gives_more_time() -> None:
    """Whoever comes nearer to it by and by is advised for as long as that goes on."""
    poses = [
        replace(shifted([figure()], 0, 45 + 15 * (6 - i // 150))[0], time_s=i / 15)
        for i in range(6 * 150)
    ]

    assert heard(poses) == ["Tip the screen forward a little."]


def test_to_walk_to_and_fro_is_no_progress() -> None:
    """Too much room before and too little behind by turns comes to an end as well."""
    back, front = (shifted([figure()], across, 0)[0] for across in (-150, 320))
    poses = [replace(front if i // 60 % 2 else back, time_s=i / 15) for i in range(15 * 90)]

    told = heard(poses)

    assert "ready" in told
    assert not set(told[told.index("ready") :]) - {"ready", ""}


def test_another_person_is_advised_afresh() -> None:
    """What was let go for one person is asked of the next."""
    first = forever(SHIFTED[0], 40)
    second = [replace(pose, time_s=pose.time_s + 40) for pose in forever(SHIFTED[0], 4, track_id=1)]

    told = heard([*first, *second])

    assert told[told.index("ready") + 1] == "Tip the screen forward a little."


def test_room_that_is_let_go_is_said_to_be_missing() -> None:
    """Where there is no room in front to be had, the head will be lost in the bow."""
    poses = forever(shifted([figure()], 320, 0)[0], 40)

    assert watch(poses, moves_ahead=True).ready
    assert watch(poses, moves_ahead=True).missing == ()
    assert watch(poses, moves_ahead=True).partial == (
        "I can judge your knees, back, arms and feet, not your head."
    )


@pytest.mark.parametrize(
    ("missing", "parts", "words"),
    [
        ((), ALL, ""),
        (("feet",), {Part.HIP, Part.KNEE}, ""),
        (
            ("feet",),
            {Part.SHOULDER, Part.HIP, Part.KNEE, Part.ANKLE, Part.TOE},
            "I can judge your knees and back, not your feet.",
        ),
        (
            ("ankles", "feet"),
            {Part.SHOULDER, Part.HIP, Part.KNEE, Part.ANKLE, Part.TOE},
            "I can judge your back, not your knees and feet.",
        ),
        (
            ("ankles",),
            {Part.SHOULDER, Part.HIP, Part.KNEE, Part.ANKLE},
            "I can judge your back, not your knees.",
        ),
        (
            ("head", "hands"),
            ALL,
            "I can judge your knees, back and feet, not your head and arms.",
        ),
        (("hips",), {Part.SHOULDER, Part.HIP, Part.KNEE}, "I can't judge your form from here."),
    ],
)
def test_what_can_be_judged_is_said_with_what_cannot(
    missing: tuple[str, ...], parts: set[Part], words: str
) -> None:
    """What is out of sight takes with it what cannot be measured without it, and no more."""
    assert can_judge_words(SAY, missing, parts) == words
