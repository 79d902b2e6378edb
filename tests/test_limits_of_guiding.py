"""Each time by which a set is guided, held from both sides: what is said, and when.

How long a sentence takes to say is reckoned; it begins 0.25 s after it is due, and the next one
0.3 s after it. Times hold to a frame or two: five a second are enough for somebody who waits.
"""

from dataclasses import replace

import pytest
from figures import STANDING, Posture, figure, nobody
from listeners import HAND_UP, Listener, obeys, times

from formcheck.exercise.coach.reps import speaking_s
from formcheck.exercise.results.moment import Moment
from formcheck.guide.guidance import Plan, Stage
from formcheck.guide.guide import Guide
from formcheck.guide.signals import Presence, RaisedHand
from formcheck.specs.files import load_spec
from formcheck.words.catalogue import english

HINGE = load_spec("hip_hinge")
KNOWN = Plan(goal=1, sets=1, heard=True, practised=True, arms_forward=False)
FRAMES = 0.25


def begins(plan: Plan = KNOWN, *, exercise: str = "") -> Listener:
    """Return somebody who does nothing of what is asked."""
    spec = load_spec(exercise) if exercise else HINGE
    return Listener(Guide(spec, plan, english()), {}, fps=5.0)


def staged_s(person: Listener, stage: Stage) -> float:
    """Return when a stage began."""
    return next(i for i, each in enumerate(person.seen, 1) if each.stage is stage) / person.fps


# --- Before the set -------------------------------------------------------------------------------


def test_who_does_not_stand_still_is_reminded_and_then_let_be() -> None:
    """Every nine seconds, until after 27 it goes on without."""
    person = begins().does((0.5, Posture(trunk=20)), (60.0, Posture(trunk=20))).live(45)
    began_s = staged_s(person, Stage.CALIBRATING)

    reminded = times(person, "Stand still for a moment")
    assert [each - began_s for each in reminded] == pytest.approx([9.0, 18.0], abs=3 * FRAMES)
    (without,) = times(person, "I'll go on with what I have seen.")
    assert without - began_s == pytest.approx(27.0, abs=2 * FRAMES)


def test_who_does_not_lift_their_arms_is_reminded_and_then_let_be() -> None:
    """After nine seconds, and after 27."""
    person = begins(replace(KNOWN, arms_forward=True)).live(45)
    (asked,) = times(person, "Lift both arms")

    again, *_ = times(person, "Both arms in front of you")
    assert again - asked == pytest.approx(9.0, abs=2 * FRAMES)
    (without,) = times(person, "We'll do without.")
    assert without - asked == pytest.approx(27.0, abs=2 * FRAMES)


def test_the_practice_is_waited_for_for_a_minute() -> None:
    """Reminded of after fifteen seconds in which nothing was said or done."""
    person = begins(replace(KNOWN, practised=False)).live(80)
    began_s = staged_s(person, Stage.PRACTICE)
    (told,) = times(person, "First a slow practice.")
    quiet_s = told + 0.25 + speaking_s(next(t for t in person.words if "practice." in t)) + 0.3

    first, *_ = times(person, "One slow practice")
    assert first - quiet_s == pytest.approx(15.0, abs=2 * FRAMES)
    assert staged_s(person, Stage.SET) - began_s == pytest.approx(60.0, abs=2 * FRAMES)


def test_who_does_not_sit_down_is_asked_every_ten_seconds_and_begins_after_forty() -> None:
    """The position may be one that cannot be seen."""
    person = begins(exercise="sit_to_stand").live(60)

    first, second, *_ = times(person, "Sit down on the chair.")
    assert second - first == pytest.approx(10.0, abs=FRAMES)
    (go,) = times(person, "Go when you're ready.")
    assert go - staged_s(person, Stage.SET) == pytest.approx(40.0, abs=3 * FRAMES)


@pytest.mark.parametrize(
    ("plan", "words", "good_for_s"),
    [
        (replace(KNOWN, practised=False), "First a slow practice.", 8.0),
        (replace(KNOWN, goal=3), "Good, same again.", 1.0),
    ],
    ids=["practice", "cue"],
)
def test_words_are_said_late_for_as_long_as_they_are_true(
    plan: Plan, words: str, good_for_s: float
) -> None:
    """The practice waits for what is said before it; a cue is for the rep just done."""
    person = Listener(Guide(HINGE, plan, english()), obeys(1), fps=10.0)
    person.live(60, until=lambda now: any(each.text.startswith(words) for each in now.spoken))

    said = [each.good_for_s for each in person.heard if each.text.startswith(words)]
    assert said == [good_for_s]


# --- Being there, being gone, a hand held up ------------------------------------------------------


def seen(time_s: float, place: float = 0.0, *, moving: bool = False) -> Moment:
    return Moment(time_s, figure(place=place, time_s=time_s), moving=moving)


def gone(time_s: float) -> Moment:
    return Moment(time_s, nobody(time_s, figure()))


@pytest.mark.parametrize(("seconds", "forgets"), [(0.45, False), (0.55, True)])
def test_who_is_seen_for_half_a_second_is_there(seconds: float, *, forgets: bool) -> None:
    """The model's finds of a moment are often nobody, and do not end a time of being gone."""
    presence = Presence()
    for moment in (gone(0.0), gone(1.0), seen(1.0), seen(1.0 + seconds)):
        presence.step(moment)

    assert (presence.gone_s == 0.0) is forgets


@pytest.mark.parametrize(("place", "home"), [(0.57, True), (0.63, False)])
def test_within_two_torso_lengths_somebody_is_back(place: float, *, home: bool) -> None:
    """A torso is 0.3 body heights long."""
    presence = Presence()
    presence.step(seen(0.0, moving=True))

    assert presence.is_home(seen(1.0, place)) is home


def hand(*rows: tuple[float, Posture]) -> list[bool]:
    watch = RaisedHand()
    return [watch.step(Moment(t, figure(posture, time_s=t))) for t, posture in rows]


@pytest.mark.parametrize(("held_s", "told"), [(0.65, False), (0.75, True)])
def test_a_hand_is_held_up_for_0_7_seconds(held_s: float, *, told: bool) -> None:
    """Shorter than to stop a set."""
    rows = ((0.0, STANDING), (1.0, STANDING), (1.1, HAND_UP), (1.1 + held_s, HAND_UP))

    assert hand(*rows)[-1] is told


@pytest.mark.parametrize(("down_s", "told"), [(0.27, False), (0.33, True)])
def test_a_hand_is_lowered_for_0_3_seconds(down_s: float, *, told: bool) -> None:
    """A landmark that slips is back sooner, and the hand the same."""
    up_s = 3.0 + down_s
    rows = ((0.0, STANDING), (1.0, STANDING), (1.1, HAND_UP), (2.0, HAND_UP), (3.0, STANDING))

    again = hand(*rows, (up_s, STANDING), (up_s + 0.01, HAND_UP), (up_s + 1.0, HAND_UP))

    assert again[3]
    assert again[-1] is told
