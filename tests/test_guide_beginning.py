"""How a set begins: what counts as beginning, the practice, and what is said not to be judged."""

from dataclasses import replace

import pytest
from figures import HINGED, STANDING, Camera, Posture, lost, reps
from listeners import Habits, Listener, obeys
from sayings import SAY

from formcheck.guide.guidance import Guidance, Plan, Stage, Tone
from formcheck.guide.guide import Guide
from formcheck.landmarks.doubts import Doubt
from formcheck.landmarks.pose import Part, Pose
from formcheck.specs.files import load_spec

HINGE = load_spec("hip_hinge")
AGAIN = Plan(goal=3, sets=1, heard=True, practised=True)
FIRST = Plan(goal=3, sets=1)
SHORT = Posture(trunk=28, knee=10)
SQUATTING = Posture(trunk=35, knee=95, shank=25, arm=80)
CROUCHED = Posture(knee=40, shank=20)


def begin(plan: Plan = AGAIN, habits: Habits | None = None) -> Listener:
    return Listener(Guide(HINGE, plan, SAY), obeys() if habits is None else habits)


def done(guidance: Guidance) -> bool:
    return guidance.stage is Stage.DONE


def reps_of(person: Listener) -> list[int]:
    return [len(each.report.reps) for each in person.guide.sets]


def test_a_bow_before_the_start_is_known_begins_nothing() -> None:
    """Who bends down to the laptop and then stands still is led on as if they had not."""
    person = begin(FIRST).does(*reps(1, seconds=(1.0, 0.3, 0.7, 0.3))).live(200, until=done)

    assert Stage.PRACTICE in {guidance.stage for guidance in person.seen}
    assert reps_of(person) == [3]


def test_one_bow_to_the_laptop_begins_nothing() -> None:
    """Standing, then once down to tip the screen: it goes on asking."""
    person = begin(FIRST).does((4.0, STANDING), *reps(1)).live(200, until=done)

    assert Stage.PRACTICE in {guidance.stage for guidance in person.seen}
    assert reps_of(person) == [3]


@pytest.mark.parametrize("goal", [1, 3])
def test_whoever_begins_is_not_asked_for_anything_more(goal: int) -> None:
    """Reps done instead of what is asked are the set's, all of them."""
    begins = {"Lift both arms": reps(goal)}
    person = begin(replace(AGAIN, goal=goal), begins).live(60, until=done)

    assert reps_of(person) == [goal]
    assert not any("hold still" in text or "Go when" in text for text in person.words)


def test_a_rep_begun_while_it_is_said_to_go_counts() -> None:
    """Nobody has to hear the sentence to its end."""
    person = begin(habits={**obeys(0)})
    person.live(60, until=lambda g: any("Go when" in each.text for each in g.spoken))
    person.does(*reps(3)).live(40, until=done)

    assert reps_of(person) == [3]


def test_a_rep_that_runs_into_the_set_is_not_cut_in_two() -> None:
    """Who is in the middle of a rep when the rest ends begins the set after it."""
    habits = {**obeys(), "Rest for": ((1.0, STANDING), *reps(3))}
    person = begin(replace(AGAIN, sets=2, rest_s=15), habits).live(200, until=done)

    assert reps_of(person) == [3, 3]
    assert not any(each.report.attempts for each in person.guide.sets)


def test_short_practices_come_to_an_end() -> None:
    """Who cannot go further is asked twice, and then taken as they are."""
    habits = {**obeys(), "First a slow practice": reps(1, SHORT), "Once more": reps(1, SHORT)}
    person = begin(FIRST, habits).live(200, until=done)

    assert len([text for text in person.words if text.startswith("Once more")]) == 2
    assert "That's enough practice." in person.words
    assert reps_of(person) == [3]


def test_a_practice_nobody_does_is_reminded_of_and_left() -> None:
    """Silence for a quarter of a minute is a question; a minute is an answer."""
    habits = {key: does for key, does in obeys().items() if "practice" not in key}
    person = begin(FIRST, habits).live(240, until=done)

    assert "One slow practice, whenever you're ready." in person.words
    assert "That's enough practice." in person.words
    assert reps_of(person) == [3]


def test_walking_about_in_the_practice_is_no_try() -> None:
    """Nobody is told to go further for having fetched something."""
    walk = ((1.0, HINGED), (1.0, HINGED.to(place=0.5)), (1.0, Posture(place=0.5)), (2.0, STANDING))
    habits = {**obeys(), "First a slow practice": (*walk, *reps(1))}
    person = Listener(Guide(HINGE, FIRST, SAY), habits, Camera(size_wh=(1280, 480)))
    person.live(200, until=done)

    assert not any("Once more" in text for text in person.words)
    assert reps_of(person) == [3]


def test_who_was_never_seen_standing_still_is_told_so() -> None:
    """Without the start it goes on, and says what follows from it."""
    person = begin(AGAIN, {}).does((0.1, CROUCHED), (200.0, CROUCHED))
    person.live(150, until=lambda g: g.stage is Stage.SET)

    assert "I'll go on with what I have seen." in person.words


class _WithoutFeet(Listener):
    """Somebody whose feet are hidden, by a box on the floor."""

    def _pose(self) -> Pose:
        return lost(super()._pose(), Part.HEEL, Part.TOE)


class _WithoutOutline(Listener):
    """Somebody whose back nothing can be told of."""

    def _pose(self) -> Pose:
        pose = super()._pose()
        return replace(pose, back_line=replace(pose.back_line, trust=0.1, doubt=Doubt.STICKS_OUT))


def test_what_cannot_be_judged_is_said_before_the_first_rep() -> None:
    """Silence means no fault only for what is watched: said once, not in each set."""
    person = _WithoutOutline(Guide(HINGE, replace(AGAIN, sets=2, rest_s=5), SAY), obeys())
    person.live(240, until=done)

    told = [text for text in person.words if "I can't judge" in text]
    assert len(told) == 1
    assert told[0].startswith("I can't judge long back today. Set one of two. Three reps.")


def test_what_the_place_hides_is_not_said_twice() -> None:
    """Told while finding the place that the feet are not judged, nobody hears it again."""
    person = _WithoutFeet(Guide(load_spec("squat"), AGAIN, SAY), obeys(3, SQUATTING))
    person.live(200, until=done)

    assert len([text for text in person.words if "not your feet" in text]) == 1
    assert not any("I can't judge" in text for text in person.words)


def test_where_all_is_judged_nothing_is_said_of_it() -> None:
    """No announcement, no false doubt."""
    person = begin(FIRST).live(200, until=done)

    assert not any("judge" in text for text in person.words)


class _LosesOutline(Listener):
    """Somebody whose back is hidden from the third rep on."""

    def _pose(self) -> Pose:
        pose = super()._pose()
        if not self.seen or self.last.count < 2:
            return pose
        return replace(pose, back_line=replace(pose.back_line, trust=0.1, doubt=Doubt.STICKS_OUT))


def test_what_is_lost_for_more_than_two_reps_is_said() -> None:
    """Between two reps, once."""
    person = _LosesOutline(Guide(HINGE, replace(AGAIN, goal=8), SAY), obeys(8)).live(
        200, until=done
    )

    assert person.words.count("I can't judge long back any more.") == 1
    assert len([each for each in person.heard if each.tone is Tone.COUNT]) == 8
