"""Who leaves, comes back, sleeps or is not alone: it waits, helps, and loses no count."""

from dataclasses import replace

import pytest
from figures import HINGED, STANDING, Camera, Posture, reps
from listeners import HAND_UP, RAISES_HAND, Listener, obeys
from sayings import SAY

from formcheck.guide.guidance import Command, Ended, Guidance, Plan, Stage
from formcheck.guide.guide import Guide
from formcheck.specs.files import load_spec

HINGE = load_spec("hip_hinge")
AGAIN = Plan(goal=3, sets=1, heard=True, practised=True)
WIDE = Camera(size_wh=(1280, 480))
BESIDE = (560.0, 100.0, 620.0, 440.0)


def begin(plan: Plan = AGAIN, *, count: int = 3, camera: Camera | None = None) -> Listener:
    return Listener(Guide(HINGE, plan, SAY), obeys(count), camera or Camera())


def in_set(count: int = 1, *, camera: Camera | None = None) -> Listener:
    """Somebody who has done so many reps of the set and now stands."""
    person = begin(count=count, camera=camera)
    return person.live(90, until=lambda g: g.stage is Stage.SET and g.count == count).live(1)


def done(guidance: Guidance) -> bool:
    return guidance.stage is Stage.DONE


def is_at(stage: Stage, person: Listener) -> bool:
    return person.last.stage is stage


def test_who_comes_back_to_another_place_goes_on_there() -> None:
    """A metre and a half further on, after standing there for a while, it goes on."""
    there = Posture(place=1.0)
    person = in_set(camera=WIDE).does((6.0, None), (0.1, there), (9.0, there)).live(17)
    assert is_at(Stage.SET, person)
    person.does(*reps(2, HINGED.to(place=1.0), start=there)).live(60, until=done)

    assert len(person.guide.sets[0].report.reps) == 3


def test_who_comes_back_facing_the_camera_is_talked_round() -> None:
    """What is in the way of going on is said, not only shown."""
    person = in_set().does((6.0, None), (60.0, STANDING)).live(5)
    left_s, person.camera = person.time_s, Camera(yaw_deg=80)
    person.live(12)
    assert is_at(Stage.PAUSED, person)
    assert any("urn" in text for text in person.said_since(left_s))
    person.camera = Camera()
    person.live(6)

    assert is_at(Stage.SET, person)


def test_who_comes_back_the_other_way_round_goes_on() -> None:
    """Facing the other way is as good; the reps count on."""
    person = in_set().does((6.0, None), (4.0, STANDING), *reps(2)).live(5)
    person.camera = Camera(facing=-1)
    person.live(60, until=done)

    assert len(person.guide.sets[0].report.reps) == 3


def test_a_rep_that_was_left_is_not_counted() -> None:
    """Gone in its middle, back standing: the set waits and the half rep is none."""
    person = in_set().does((2.0, HINGED), (4.0, None), (0.1, STANDING), (4.0, STANDING))
    person.does(*reps(2)).live(80, until=done)

    assert Stage.PAUSED in {guidance.stage for guidance in person.seen}
    assert len(person.guide.sets[0].report.reps) == 3


def test_stopping_at_the_laptop_is_not_walking_off() -> None:
    """Who clicks Stop there is out of the picture, and has time to choose."""
    person = in_set().does((60.0, None), (5.0, STANDING)).live(12)
    assert is_at(Stage.PAUSED, person)
    person.guide.command(Command.STOP)
    person.live(30)
    assert is_at(Stage.STOPPED, person)
    person.guide.command(Command.CONTINUE)
    person.live(30)

    assert is_at(Stage.SET, person)


def test_walking_off_after_a_stop_finishes() -> None:
    """Seen to leave after having stopped, somebody has finished."""
    person = in_set()
    person.guide.command(Command.STOP)
    person.live(3).does((60.0, None)).live(20, until=done)

    assert is_at(Stage.DONE, person)
    assert person.guide.sets[0].ended is Ended.LEFT


def test_continuing_with_nobody_there_does_not_chatter() -> None:
    """The button pressed outside of the picture says nothing twice."""
    person = in_set().does((60.0, None)).live(5)
    for _ in range(5):
        person.guide.command(Command.CONTINUE)
        person.live(2)

    assert person.words.count("Paused. Come back when you like.") == 1


def test_an_empty_room_is_not_talked_to_for_ever() -> None:
    """Five minutes without anybody before the set, and it is over."""
    person = begin(replace(AGAIN, heard=False)).does((0.1, None), (900.0, None))
    person.live(400, until=done)

    assert is_at(Stage.DONE, person)
    assert person.time_s < 310
    assert person.guide.sets == ()


def test_who_leaves_while_calibrating_is_not_told_to_stand_still() -> None:
    """It looks for them first, and calibrates when they are back."""
    person = begin().live(60, until=lambda g: g.stage is Stage.CALIBRATING)
    person.habits = {}
    person.does((8.0, None), (0.1, STANDING), (30.0, STANDING)).live(7)
    assert is_at(Stage.FRAMING, person)
    person.live(12)

    assert is_at(Stage.CALIBRATING, person)


@pytest.mark.parametrize("seconds", [1.0, 3.0, 100.0])
def test_a_sleeping_laptop_loses_no_rep(seconds: float) -> None:
    """Between two reps any time may pass without a frame."""
    person = in_set().sleeps(seconds).live(4).does(*reps(2)).live(80, until=done)

    assert len(person.guide.sets[0].report.reps) == 3


@pytest.mark.parametrize("fps", [12.5, 24.0, 60.0])
def test_the_cameras_rate_changes_nothing(fps: float) -> None:
    """The same is said and counted with a slow camera and a fast one."""
    usual = begin().live(120, until=done)
    person = begin()
    person.fps = fps
    person.live(120, until=done)

    assert person.words == usual.words
    assert len(person.guide.sets[0].report.reps) == 3


@pytest.mark.parametrize("sets", [1, 2])
def test_somebody_else_is_told_in_whatever_stage(sets: int) -> None:
    """There from the beginning or coming later, another person is mentioned once."""
    person = begin(replace(AGAIN, sets=sets), camera=WIDE)
    if sets == 1:
        person.other_boxes_xyxy = [BESIDE]
    person.live(90, until=lambda g: g.stage is (Stage.SET if sets == 1 else Stage.RESTING))
    person.other_boxes_xyxy = [BESIDE]
    person.live(30)

    assert person.words.count("I see someone else. I'm following you.") == 1


def test_who_comes_back_after_walking_off_from_a_stop_goes_on_by_nothing() -> None:
    """Stopped, gone for a moment and back: it is still stopped."""
    person = in_set().does(*RAISES_HAND).live(5)
    person.does((5.0, None), (30.0, STANDING)).live(30)

    assert is_at(Stage.STOPPED, person)
    assert "Welcome back. Go on when you're ready." not in person.words


def test_a_hand_raised_on_coming_back_stops() -> None:
    """Somebody who was gone and holds a hand up on return does not want to go on."""
    person = in_set().does((6.0, None), (0.3, HAND_UP), (3.0, HAND_UP), (0.8, STANDING)).live(12)

    assert is_at(Stage.STOPPED, person)
