"""Each time by which a set is halted and gone on with, held from both sides.

Times hold to a frame or two; there are 12.5 a second.
"""

from dataclasses import replace

import pytest
from figures import STANDING, Camera, Posture
from listeners import Listener, obeys

from formcheck.exercise.coach.reps import speaking_s
from formcheck.guide.guidance import Command, Guidance, Plan, Stage
from formcheck.guide.guide import Guide
from formcheck.specs.files import load_spec
from formcheck.words.catalogue import english

HINGE = load_spec("hip_hinge")
KNOWN = Plan(goal=1, sets=1, heard=True, practised=True, arms_forward=False)
FRAMES = 0.17
BESIDE = Posture(place=1.0)


def done(guidance: Guidance) -> bool:
    return guidance.stage is Stage.DONE


def times(person: Listener, words: str) -> list[float]:
    """Return when something with these words was said."""
    return [each.time_s for each in person.heard if words in each.text]


def in_set(camera: Camera | None = None) -> tuple[Listener, float]:
    """Return somebody in the middle of their set, and the time."""
    plan = replace(KNOWN, goal=3)
    person = Listener(Guide(HINGE, plan, english()), obeys(1), camera or Camera(), fps=12.5)
    person.live(60, until=lambda each: each.stage is Stage.SET and each.count == 1).live(3)
    return person, person.time_s


def later_s(person: Listener, stage: Stage, after_s: float) -> float:
    """Return how long after a time a stage was first seen."""
    frames = range(round(after_s * person.fps), len(person.seen))
    return next(i + 1 for i in frames if person.seen[i].stage is stage) / person.fps - after_s


def test_who_is_gone_for_three_seconds_is_waited_for_and_after_ninety_it_is_over() -> None:
    """Whoever answers the door comes back sooner."""
    person, began_s = in_set()
    person.does((200.0, None)).live(120, until=done)

    assert later_s(person, Stage.PAUSED, began_s) == pytest.approx(3.0, abs=FRAMES)
    assert person.time_s - began_s == pytest.approx(90.0, abs=FRAMES)


def test_who_walks_off_after_stopping_has_finished_after_eight_seconds() -> None:
    """Leaving is an answer."""
    person, began_s = in_set()
    person.guide.command(Command.STOP)
    person.live(3).does((60.0, None)).live(20, until=done)

    assert person.time_s - began_s - 3.0 == pytest.approx(8.0, abs=2 * FRAMES)


def test_who_is_back_for_a_second_and_a_half_goes_on() -> None:
    """Six seconds after they left; elsewhere five seconds more."""
    here, began_s = in_set()
    here.does((6.0, None), (0.1, STANDING), (30.0, STANDING)).live(9)
    there, there_s = in_set(Camera(size_wh=(1280, 480)))
    there.does((6.0, None), (0.1, BESIDE), (30.0, BESIDE)).live(14)

    assert later_s(here, Stage.SET, began_s + 4.0) == pytest.approx(2.0 + 1.5, abs=FRAMES)
    assert later_s(there, Stage.SET, there_s + 4.0) == pytest.approx(
        2.0 + 1.5 + 5.0, abs=2 * FRAMES
    )


def test_who_is_back_and_stands_otherwise_is_told_after_three_seconds_and_twenty() -> None:
    """Back after six, there for one and a half, and then three with something in the way."""
    person, began_s = in_set()
    person.does((6.0, None), (60.0, STANDING)).live(5)
    person.camera = Camera(yaw_deg=80)
    person.live(27)

    first, second = times(person, "Turn until one shoulder")
    assert first - began_s == pytest.approx(6.0 + 1.5 + 3.0, abs=2 * FRAMES)
    assert second - first == pytest.approx(20.0, abs=FRAMES)


def test_a_question_is_waited_for_for_eight_seconds_and_a_rest_lasts_45() -> None:
    """Ten seconds before its end that is said; nothing else was asked for."""
    plan = replace(KNOWN, sets=2)
    person = Listener(Guide(HINGE, plan, english()), obeys(1), fps=12.5)
    person.live(60, until=lambda each: each.stage is Stage.RESTING)
    person.habits, rested_s = {}, person.time_s
    person.fps = 4.0
    person.live(60, until=lambda each: each.stage is Stage.SET)

    (asked,) = times(person, "How is the pain now?")
    question = next(text for text in person.words if "How is the pain now?" in text)
    assert rested_s - asked - speaking_s(question) == pytest.approx(8.0, abs=FRAMES)
    assert person.time_s - rested_s == pytest.approx(45.0, abs=0.6)
    (nearly,) = times(person, "Ten seconds.")
    assert nearly - rested_s == pytest.approx(35.0, abs=0.6)
