"""Who is followed when there are several, as stories of who stands, walks and exercises."""

from collections.abc import Callable

import numpy as np
import pytest
from figures import STANDING, Camera, Posture, eased, figure, ticks

from formcheck.pose.following import (
    Following,
    beside,
    regular_look_due_s,
)
from formcheck.pose.named import (
    NamedPerson,
    PictureSide,
)
from formcheck.pose.tracking import DetectedPerson

# The tests' own numbers: taken from the code they would move with it, and hold nothing.
ARRIVAL_S = 2.0
BESIDE = 0.2
FORGET_S = 2.0
LOOK_OFTEN_S = 0.25
LOOK_S = 1.0
PAST_S = 3.0
SHOWN = 1
TOO_SMALL = 0.5
MIN_LOOKS = 3

FPS = 30.0
SQUAT = Posture(trunk=35, knee=100, shank=25, arm=70)
HINGE = Posture(trunk=60, knee=18, shank=-2)

Scene = Callable[[float], tuple[DetectedPerson, list[DetectedPerson]]]
"""At a time, whom the model follows and everybody a look finds."""


def at(x: float, posture: Posture = STANDING, height_px: float = 300.0) -> DetectedPerson:
    """Return somebody who stands with their toes at ``x``."""
    pose = figure(posture, camera=Camera(size_wh=(0, 480), height_px=height_px))
    return DetectedPerson(pose.points_px + np.array([x, 0.0]), pose.visibility, pose.world_m)


def squatting(x: float, time_s: float, *, height_px: float = 300.0) -> DetectedPerson:
    """Return somebody who squats once every three seconds."""
    depth = eased(2 * (time_s % 3) / 3)
    return at(x, STANDING.towards(SQUAT, depth), height_px)


def told(scene: Scene, seconds: float) -> list[tuple[float, DetectedPerson]]:
    """Return when the model was set on whom, by a following that looks when it wants to."""
    following, changes = Following(), []
    for time_s in ticks(seconds, FPS):
        followed, everybody = scene(time_s)
        following(followed, time_s)
        if following.wants_a_look(time_s):
            better = following.look(everybody, time_s)
            if better is not None:
                changes.append((time_s, better))
    return changes


def looks(scene: Scene, seconds: float) -> list[float]:
    """Return when the whole picture was looked at."""
    following, times_s = Following(), []
    for time_s in ticks(seconds, FPS):
        followed, everybody = scene(time_s)
        following(followed, time_s)
        if following.wants_a_look(time_s):
            following.look(everybody, time_s)
            times_s.append(time_s)
    return times_s


def is_at(person: DetectedPerson, x: float) -> bool:
    return bool(abs(person.points_px[:, 0].mean() - at(x).points_px[:, 0].mean()) < 40)


def test_alone_nobody_else_is_followed() -> None:
    """Somebody who squats alone is simply followed."""
    following = Following()
    for time_s in ticks(6, FPS):
        person = squatting(300, time_s)
        assert following(person, time_s) is person
        if following.wants_a_look(time_s):
            assert following.look([person], time_s) is None

    assert following.people == 1
    assert following.other_boxes_xyxy.shape == (0, 4)


def test_alone_looks_are_rare_after_the_arrival() -> None:
    """In the first two seconds a look every quarter second, then one a second."""
    times_s = np.array(looks(lambda t: (at(300), [at(300)]), 8))

    gaps = np.diff(times_s)
    assert times_s[0] == 0
    assert gaps[times_s[1:] < ARRIVAL_S] == pytest.approx(LOOK_OFTEN_S, abs=1.5 / FPS)
    assert gaps[times_s[1:] > ARRIVAL_S + LOOK_S] == pytest.approx(LOOK_S, abs=1.5 / FPS)


@pytest.mark.parametrize("fps", [10.0, 24.0, 30.0, 60.0])
def test_alone_all_looks_are_known_beforehand(fps: float) -> None:
    """Who looks whenever the regular look is due is never asked for another one."""
    following, due_s, seen = Following(), -np.inf, 0
    for time_s in ticks(8, fps):
        following(at(300), time_s)
        if time_s >= due_s:
            due_s = regular_look_due_s(0.0, time_s)
            following.look([at(300)], time_s)
            seen += 1
        assert not following.wants_a_look(time_s)

    assert seen <= ARRIVAL_S / LOOK_OFTEN_S + 8 / LOOK_S


def test_with_others_looks_are_frequent() -> None:
    """As long as somebody else is there, the picture is looked at four times a second."""
    times_s = looks(lambda t: (at(300), [at(300), at(500)]), 8)

    assert np.diff(times_s) == pytest.approx(LOOK_OFTEN_S, abs=1.5 / FPS)


def test_others_are_counted_and_boxed() -> None:
    """Somebody beside ours is counted, and their box is that of their points."""
    ours, other = at(300), at(450)
    following = Following()
    following(ours, 0.0)

    following.look([other, ours], 0.0)

    assert following.people == 2
    box = np.concatenate((other.points_px.min(axis=0), other.points_px.max(axis=0)))
    assert following.other_boxes_xyxy.tolist() == [box.tolist()]


@pytest.mark.parametrize("places", [[312], [370], [300, 312], [290, 335]])
def test_the_same_person_found_askew_or_twice_is_nobody_else(places: list[float]) -> None:
    """A look and the model never agree exactly, and a look may find one body twice."""
    following = Following()
    following(at(300), 0.0)

    following.look([at(x) for x in places], 0.0)

    assert len(following.other_boxes_xyxy) == 0


def test_somebody_shoulder_to_shoulder_is_another_person() -> None:
    """Two who stand as near as they can are two."""
    following = Following()
    following(at(300), 0.0)

    following.look([at(305), at(370)], 0.0)

    assert len(following.other_boxes_xyxy) == 1


def test_a_leap_to_somebody_far_away_is_not_believed() -> None:
    """When the model leaps across the picture, nobody is followed until ours is forgotten."""
    following = Following()
    following(at(200), 0.0)

    seen = {t: following(at(700), t).found for t in (0.1, FORGET_S - 0.1, FORGET_S + 0.1)}

    assert list(seen.values()) == [False, False, True]


def test_who_walks_is_followed() -> None:
    """At walking speed our person is the same from frame to frame, wherever they go."""
    following = Following()

    seen = [following(at(100 + 200 * t), t).found for t in ticks(5, FPS)]

    assert all(seen)


def passing(time_s: float) -> DetectedPerson:
    """Return somebody who walks past from left to right, in front of 300 after two seconds."""
    return at(300 + 150 * (time_s - 2.0), height_px=330)


def test_who_passes_behind_changes_nothing() -> None:
    """As long as the model stays with ours, a passer-by is only counted."""
    assert told(lambda t: (at(300), [at(300), passing(t)]), 4) == []


@pytest.mark.parametrize("hidden_s", [0.0, 0.8, 1.5])
def test_when_the_model_goes_with_a_passer_by_ours_is_fetched_back(hidden_s: float) -> None:
    """Ours is in the usual place, found by a look, while the one followed walks away."""

    def stolen(time_s: float) -> tuple[DetectedPerson, list[DetectedPerson]]:
        if time_s < 2.0:
            return at(300), [at(300), passing(time_s)]
        everybody = [passing(time_s)] + [at(300)] * (time_s > 2.0 + hidden_s)
        return passing(time_s), everybody

    changes = told(stolen, 5)

    assert is_at(changes[0][1], 300)
    assert changes[0][0] < 2.0 + max(hidden_s, 0.6) + LOOK_S


def test_when_ours_is_lost_who_is_in_their_place_is_followed() -> None:
    """The model lost ours; the next look finds them where they were."""
    changes = told(lambda t: (at(300) if t < 3 else DetectedPerson(), [at(300)]), 4)

    assert changes[0][0] == pytest.approx(3, abs=LOOK_S)
    assert is_at(changes[0][1], 300)


def test_when_ours_is_lost_somebody_elsewhere_is_left_alone() -> None:
    """Before ours is forgotten nobody in another place is taken for them."""
    scene: Scene = lambda t: (at(300) if t < 3 else DetectedPerson(), [at(600)])  # noqa: E731

    assert told(scene, 3 + FORGET_S) == []


@pytest.mark.parametrize("beside", [120.0, 160.0, 300.0])
def test_a_squat_beside_somebody_standing_keeps_ours(beside: float) -> None:
    """Going down takes nobody out of their place: the one standing by is not ours."""
    scene: Scene = lambda t: (  # noqa: E731
        squatting(300, t),
        [squatting(300, t), at(300 + beside)],
    )

    assert told(scene, 8) == []


def test_a_deep_squat_before_somebody_standing_keeps_ours() -> None:
    """Ours sinks by more than a torso's length, and somebody behind them fills their place."""
    deep = Posture(trunk=35, knee=125, shank=30, arm=70)

    def scene(time_s: float) -> tuple[DetectedPerson, list[DetectedPerson]]:
        ours = at(300, STANDING.towards(deep, eased(2 * (time_s % 3) / 3)))
        return ours, [ours, at(300, height_px=280)]

    assert told(scene, 8) == []


def test_ours_may_move_to_another_place() -> None:
    """Ours walks over to somebody and stays: the other, who never moves, is not followed."""

    def scene(time_s: float) -> tuple[DetectedPerson, list[DetectedPerson]]:
        ours = at(300 + 100 * float(np.clip(time_s - 2, 0, 2)))
        return ours, [ours, at(650)]

    assert told(scene, 8) == []


# --- Whoever exercises ---------------------------------------------------------------------------


def beside_a_trainer(
    other: Callable[[float], DetectedPerson],
    trainer: Callable[[float], DetectedPerson] = lambda t: at(300),
) -> list[tuple[float, DetectedPerson]]:
    """Return whom the model is set on while it follows a trainer, of 330 pixels, by somebody."""
    return told(lambda t: (trainer(t), [trainer(t), other(t)]), 10)


def test_who_exercises_beside_somebody_standing_is_followed() -> None:
    """After one squat the one who squats is followed, not the trainer beside them."""
    changes = beside_a_trainer(lambda t: squatting(480, t, height_px=260))

    assert 2.0 < changes[0][0] < 4.5
    assert is_at(changes[0][1], 480)


def test_a_hinge_is_an_exercise_too() -> None:
    """In a hinge the hips hardly sink; the shoulders do."""

    def other(time_s: float) -> DetectedPerson:
        return at(480, STANDING.towards(HINGE, eased(2 * (time_s % 3) / 3)))

    assert beside_a_trainer(other)


def walks_past(time_s: float) -> DetectedPerson:
    return at(-200 + 120 * time_s)


def lunges_past(time_s: float) -> DetectedPerson:
    return squatting(400 + 70 * time_s, time_s)


def bends_down(time_s: float) -> DetectedPerson:
    """Return somebody who bends down to something on the floor and stays there."""
    return at(480, STANDING.towards(HINGE, min(time_s / 2, 1.0)))


def squats_far_behind(time_s: float) -> DetectedPerson:
    return squatting(480, time_s, height_px=150)


def flickers(time_s: float) -> DetectedPerson:
    """Return somebody standing whom a single look sees wrongly."""
    return at(480, STANDING.towards(SQUAT, 0.75 if 3.1 <= time_s < 3.3 else 0.0))


@pytest.mark.parametrize(
    "other", [walks_past, lunges_past, bends_down, squats_far_behind, flickers]
)
def test_other_movements_are_no_reason_to_leave_ours(
    other: Callable[[float], DetectedPerson],
) -> None:
    """Whoever walks, bends down, is small in the background or is seen wrongly once."""
    assert beside_a_trainer(other) == []


def gestures(time_s: float) -> DetectedPerson:
    """Return a trainer who talks with their hands and nods along."""
    nod = 0.5 - 0.5 * np.cos(4 * time_s)
    return at(300, STANDING.towards(Posture(trunk=12, arm=80, elbow=60), nod))


def walks_about(time_s: float) -> DetectedPerson:
    """Return a trainer who walks to and fro, nearer and further."""
    return at(260 + 60 * float(np.sin(time_s)), height_px=310 + 15 * float(np.cos(time_s)))


def walks_off(time_s: float) -> DetectedPerson:
    return at(300 - 60 * time_s)


@pytest.mark.parametrize("trainer", [gestures, walks_about, walks_off])
def test_a_trainer_who_moves_is_left_all_the_same(
    trainer: Callable[[float], DetectedPerson],
) -> None:
    """Gestures and steps are no exercise, however large and first the trainer is."""
    changes = beside_a_trainer(lambda t: squatting(520, t, height_px=260), trainer)

    assert 2.0 < changes[0][0] < 5
    assert is_at(changes[0][1], 520)


def test_who_shows_it_once_is_left_when_the_other_goes_on() -> None:
    """The trainer squats first, and then watches: the one who goes on squatting is ours."""
    changes = told(
        lambda t: (
            shown := squatting(300, t) if t < 3 else at(300),
            [shown, squatting(480, max(t - 4, 0.0))],
        ),
        18,
    )

    assert 10 < changes[0][0] < 17
    assert is_at(changes[0][1], 480)


@pytest.mark.parametrize("late_s", [0.0, 1.0, 1.5])
def test_of_two_who_exercise_the_first_stays(late_s: float) -> None:
    """Side by side, in step or not, whoever is followed first is not left."""
    changes = told(
        lambda t: (ours := squatting(300, t), [ours, squatting(480, max(t - late_s, 0.0))]), 16
    )

    assert changes == []


def test_who_takes_turns_with_somebody_is_not_left() -> None:
    """Three squats, then three of the other, while ours rests."""
    changes = told(
        lambda t: (
            ours := squatting(300, t) if t < 9 else at(300),
            [ours, squatting(480, float(np.clip(t - 10, 0, 9)))],
        ),
        22,
    )

    assert changes == []


@pytest.mark.parametrize("size", [0.6, 0.75])
def test_a_reflection_is_left_alone(size: float) -> None:
    """A mirror shows ours turned round and smaller, in step."""

    def scene(time_s: float) -> tuple[DetectedPerson, list[DetectedPerson]]:
        ours = squatting(300, time_s)
        turned = ours.points_px * [-size, size] + [700, 60]
        return ours, [ours, DetectedPerson(turned, ours.visibility, ours.world_m)]

    assert told(scene, 16) == []


def test_who_holds_a_stretch_is_not_left_for_a_trainer_who_crouches_down() -> None:
    """Ours stays bowed, and a trainer beside them goes down to look and gets up."""
    bowed = STANDING.towards(HINGE, 1.0)

    assert beside_a_trainer(lambda t: squatting(480, t), lambda t: at(300, bowed)) == []


def test_whoever_has_begun_is_never_left_for_somebody_else() -> None:
    """Ours squatted once and rests; beside them somebody else begins to squat."""
    changes = beside_a_trainer(
        lambda t: squatting(480, max(t - 4.0, 0.0)),
        trainer=lambda t: squatting(300, t) if t < 3 else at(300),
    )

    assert changes == []


def test_an_empty_room_is_looked_at_now_and_then() -> None:
    """Where nobody was ever seen, nothing is in doubt."""
    times_s = looks(lambda t: (DetectedPerson(), []), 6)

    assert np.diff(times_s)[-3:] == pytest.approx(LOOK_S, abs=1.5 / FPS)


# --- Whose reference it is ------------------------------------------------------------------------


def who(scene: Scene, seconds: float) -> list[int]:
    """Return the numbers of those who were followed, each once."""
    following, numbers = Following(), []
    for time_s in ticks(seconds, FPS):
        followed, everybody = scene(time_s)
        following(followed, time_s)
        if following.wants_a_look(time_s):
            following.look(everybody, time_s)
        numbers.append(following.track_id)
    return list(dict.fromkeys(numbers))


def test_somebody_else_has_another_number() -> None:
    """Where the one who squats is followed instead of the trainer, the number tells."""
    scene: Scene = lambda t: (at(300), [at(300), squatting(480, t)])  # noqa: E731

    assert who(scene, 4.5) == [0, 1]


@pytest.mark.parametrize(("place", "numbers"), [(310, [0]), (520, [0, 1])])
def test_who_comes_back_to_the_place_is_the_same(place: float, numbers: list[int]) -> None:
    """Seen again in the old place it is ours; elsewhere, after so long, somebody else."""

    def scene(time_s: float) -> tuple[DetectedPerson, list[DetectedPerson]]:
        away = 2 <= time_s < 2 + FORGET_S + 1
        seen = DetectedPerson() if away else at(300 if time_s < 2 else place)
        return seen, [] if away else [seen]

    assert who(scene, 8) == numbers


@pytest.mark.parametrize("told", [True, False])
def test_after_a_cut_ours_is_elsewhere_and_the_same(*, told: bool) -> None:
    """In another shot they may be anywhere; without a cut nobody is believed to leap so far."""
    following = Following()
    following(at(300), 0.0)
    following.look([at(300)], 0.0)
    if told:
        following.begin_another_shot()

    found = following(at(700), 0.1).found

    assert found == told
    assert following.track_id == 0


def test_who_is_fetched_back_from_a_passer_by_is_the_same() -> None:
    """Ours was never given up, although the model went along with somebody for a moment."""

    def scene(time_s: float) -> tuple[DetectedPerson, list[DetectedPerson]]:
        both = [at(300), passing(time_s)]
        return both[2 <= time_s < 3], both

    assert who(scene, 5) == [0]


# --- Somebody who was named -----------------------------------------------------------------------

SIZE = (800, 480)


def followed_as_named(
    named: NamedPerson, scene: Callable[[float], list[DetectedPerson]], seconds: float
) -> list[DetectedPerson]:
    """Return who is ours, frame after frame, while a model follows whom it is set on.

    Left to itself it follows the first of those who are there.
    """
    following, ours, set_on = Following(named), [], 0
    for time_s in ticks(seconds, FPS):
        everybody = scene(time_s)
        person = following(everybody[set_on], time_s)
        if following.wants_a_look(time_s):
            better = following.look(everybody, time_s, SIZE)
            if better is not None:
                set_on = next(i for i, each in enumerate(everybody) if each is better)
                person = better
        ours.append(person)
    return ours


LEFT, RIGHT = (NamedPerson(side) for side in PictureSide)


@pytest.mark.parametrize(("named", "x"), [(LEFT, 300), (RIGHT, 480)])
def test_who_is_named_by_a_side_is_followed_from_the_first_frame(
    named: NamedPerson, x: float
) -> None:
    """Both stand there from the beginning, and the other one exercises."""
    ours = followed_as_named(named, lambda t: [at(300), squatting(480, t)], 8)

    assert all(is_at(person, x) for person in ours)


@pytest.mark.parametrize("named", [LEFT, RIGHT])
def test_who_walks_past_is_on_no_side(named: NamedPerson) -> None:
    """Ours is the one who stays, whichever side a passer-by is on."""

    def scene(time_s: float) -> list[DetectedPerson]:
        return [at(300)] + [at(-350 + 150 * time_s, height_px=280)] * (2.2 < time_s < 7)

    ours = followed_as_named(named, scene, 9)

    assert all(is_at(person, 300) for person in ours)


def test_a_side_is_told_of_two_who_stand() -> None:
    """Somebody comes in from the right and stays: they are followed half a second after."""
    scene = lambda t: [at(300), at(max(520, 800 - 100 * t))]  # noqa: E731

    ours = followed_as_named(RIGHT, scene, 6)

    assert is_at(ours[-1], 520)


@pytest.mark.parametrize("time_s", [0.0, 1.4, 5.0])
def test_who_is_named_by_a_place_is_followed_from_the_first_frame(time_s: float) -> None:
    """Before the time that was named it is whoever stands in that place."""
    named = NamedPerson(time_s=time_s, x=440 / SIZE[0], y=0.5)

    ours = followed_as_named(named, lambda t: [at(300), squatting(480, t)], 8)

    assert all(is_at(person, 480) for person in ours)


def test_before_the_time_nobody_is_followed_in_another_place() -> None:
    """Who was named comes in later; the one who is there first is nobody's business."""
    named = NamedPerson(time_s=4.0, x=520 / SIZE[0], y=0.5)

    ours = followed_as_named(named, lambda t: [at(300), at(max(550, 800 - 100 * t))], 6)

    assert not any(person.found and is_at(person, 300) for person in ours)
    assert is_at(ours[-1], 550)


def test_who_was_named_is_not_left_for_who_exercises() -> None:
    """Whoever named the trainer wants the trainer."""
    following = Following(LEFT)
    for time_s in ticks(12, FPS):
        everybody = [at(300), squatting(480, time_s)]
        following(everybody[0], time_s)
        if following.wants_a_look(time_s):
            assert following.look(everybody, time_s, SIZE) is None


# --- Seeing past the one who is followed ----------------------------------------------------------


def looks_past(
    ours: Callable[[float], DetectedPerson], others: list[DetectedPerson], seconds: float
) -> list[bool]:
    """Return, look after look, whether ours is to be covered to see who else is there."""
    following, wanted = Following(), []
    for time_s in ticks(seconds, FPS):
        person = ours(time_s)
        following(person, time_s)
        if following.wants_a_look(time_s):
            wanted.append(following.wants_to_see_past([person], time_s, SIZE))
            following.look([person, *others], time_s, SIZE, [] if wanted[-1] else None)
    return wanted


def test_alone_ours_is_covered_now_and_then_while_idle() -> None:
    """At first and every few seconds; a second look costs as much as the first."""
    wanted = looks_past(lambda t: at(300), [], 10 * PAST_S)

    assert wanted[0]
    assert sum(wanted) == 10


def test_who_exercises_alone_is_not_covered() -> None:
    """After the second repetition it does not matter who else is there."""
    assert not any(looks_past(lambda t: squatting(300, t), [], 20)[-15:])


@pytest.mark.parametrize(("times", "covered"), [(SHOWN, True), (SHOWN + 1, False)])
def test_who_showed_it_once_is_covered_again(times: int, *, covered: bool) -> None:
    """A trainer who then watches, but not somebody who rests after two repetitions."""
    wanted = looks_past(lambda t: squatting(300, min(t, 3.0 * times)), [], 3 * times + 15)

    assert any(wanted[-8:]) == covered


@pytest.mark.parametrize(("times", "believed"), [(MIN_LOOKS - 1, False), (MIN_LOOKS, True)])
def test_who_was_only_found_past_ours_is_believed_after_some_looks(
    times: int, *, believed: bool
) -> None:
    """What the cover left of ours is somebody for a moment, somebody else for longer."""
    following = Following()
    for time_s in np.arange(times) * LOOK_OFTEN_S:
        following(at(300), time_s)
        following.look([at(300)], time_s, SIZE, [at(480)])

    assert (following.people, len(following.other_boxes_xyxy)) == ((2, 1) if believed else (1, 0))
    assert following.wants_a_look(time_s + LOOK_OFTEN_S)


def wide(person: DetectedPerson, left: float, right: float, height: float = 1.0) -> DetectedPerson:
    """Return somebody whose box reaches so far, and this much as high."""
    points = person.points_px.copy()
    x, y = points[:, 0], points[:, 1]
    x = left + (x - x.min()) / np.ptp(x) * (right - left)
    y = y.max() - (y.max() - y) * height
    return DetectedPerson(np.stack((x, y), axis=1), person.visibility, person.world_m)


@pytest.mark.parametrize(
    ("left", "height", "somebody"),
    [
        (400 - 100 * (BESIDE - 0.05), 1.0, True),
        (400 - 100 * (BESIDE + 0.05), 1.0, False),
        (450, TOO_SMALL + 0.05, True),
        (450, TOO_SMALL - 0.05, False),
    ],
)
def test_what_is_left_of_the_covered_one_is_nobody_else(
    left: float, height: float, *, somebody: bool
) -> None:
    """Somebody else is mostly beside them, and not much smaller."""
    ours = wide(at(300), 200, 400)
    other = wide(at(300), left, left + 100, height)

    assert beside([other], ours, [ours]) == ([other] if somebody else [])


def test_who_is_known_is_not_found_again() -> None:
    """The look at the whole picture had found them already."""
    assert beside([at(484)], at(300), [at(300), at(480)]) == []


def test_beside_others_ours_is_covered_while_idle() -> None:
    """Who exercises close by may be missed by a look, until ours is known to exercise."""
    idle = looks_past(lambda t: at(300), [at(480)], 6)
    busy = looks_past(lambda t: squatting(300, t), [at(480)], 12)

    assert all(idle[1:])
    assert any(busy)
    assert not any(busy[-12:])


def test_until_who_was_named_is_found_the_model_s_is_covered() -> None:
    """The look finds one of two; with that one covered it may find the other."""
    following = Following(RIGHT)
    following(at(300), 0.0)

    assert following.wants_to_see_past([at(300)], 0.0, SIZE)
    assert not following.wants_to_see_past([at(300), at(480)], 0.0, SIZE)
