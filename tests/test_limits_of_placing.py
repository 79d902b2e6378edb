"""Each time by which somebody is found, called and placed before the camera, held from both sides.

Times hold to a frame or two: five a second are enough for somebody who waits.
"""

from dataclasses import replace

import pytest
from figures import Camera
from listeners import Listener, times

from formcheck.exercise.coach.reps import speaking_s
from formcheck.guide.guidance import Guidance, Plan, Stage
from formcheck.guide.guide import Guide
from formcheck.specs.files import load_spec
from formcheck.words.catalogue import english

HINGE = load_spec("hip_hinge")
KNOWN = Plan(goal=1, sets=1, heard=True, practised=True, arms_forward=False)
FRAMES = 0.25


def begins(plan: Plan = KNOWN, camera: Camera | None = None) -> Listener:
    """Return somebody who does nothing of what is asked."""
    return Listener(Guide(HINGE, plan, english()), {}, camera or Camera(), fps=5.0)


def done(guidance: Guidance) -> bool:
    return guidance.stage is Stage.DONE


def test_a_hand_is_waited_for_for_five_seconds() -> None:
    """After the question was heard; then it is asked louder."""
    person = begins(replace(KNOWN, heard=False)).live(12)

    first, second = times(person, "Can you hear me?")

    assert second - first - speaking_s("Can you hear me? Raise a hand.") == pytest.approx(
        0.25 + 0.3 + 5.0, abs=2 * FRAMES
    )


def test_nobody_is_called_every_twelve_seconds_for_five_minutes() -> None:
    """Walking into place takes ten; after five minutes it is over."""
    person = begins(replace(KNOWN, heard=False)).does((0.1, None), (900.0, None))
    person.live(400, until=done)

    first, second, *_ = times(person, "I can't see you yet.")
    assert second - first == pytest.approx(12.0, abs=0.4)
    assert person.time_s == pytest.approx(300.2, abs=0.5)


def test_who_does_not_turn_is_told_again_and_then_how_else() -> None:
    """The same advice after eight seconds; after a minute that it can be done without."""
    person = begins(camera=Camera(yaw_deg=40)).live(64)

    first, second, *_ = times(person, "Turn a little away")
    assert second - first == pytest.approx(8.0, abs=FRAMES)
    (unsuited,) = times(person, "record yourself")
    assert unsuited == pytest.approx(60.1, abs=1.2)


def test_another_advice_comes_after_four_seconds() -> None:
    """There is time to hear the first, and to take a step."""
    person = begins(camera=Camera(yaw_deg=40)).live(3)
    person.camera = Camera(height_px=560)
    person.live(3)

    (first,) = times(person, "Turn a little away")
    (other,) = times(person, "Move two steps")
    assert other - first == pytest.approx(4.0, abs=FRAMES)
