"""Each exercise from where it begins: standing, on a chair, on the floor, side by side."""

from dataclasses import replace

import pytest
from exercises import STRETCH, exercise
from figures import HINGED, STANDING, Camera, Posture, Step, reps
from floor import FLOOR, LOW
from listeners import LIFTS_ARMS, LOWERS_ARMS, RAISES_HAND, Habits, Listener, obeys
from sayings import SAY, plain_ids

from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.exercise.spec.models import Posture as SpecPosture
from formcheck.guide import words
from formcheck.guide.guidance import Guidance, Plan, Stage
from formcheck.guide.guide import Guide
from formcheck.specs.files import load_spec
from formcheck.specs.variants import apply_variant

HINGE = load_spec("hip_hinge")
CHAIR = load_spec("sit_to_stand")
STRETCHING = load_spec("hamstring_standing")
AGAIN = Plan(goal=3, sets=1, heard=True, practised=True)
FIRST = Plan(goal=3, sets=1)

SITTING = Posture(knee=90)
LEANING = SITTING.to(trunk=42)
BOWED = Posture(trunk=65, knee=8, shank=-2, bend=8)
SQUATTING = Posture(trunk=35, knee=95, shank=25, arm=80)
LIFTING = Posture(trunk=50, knee=70, shank=20, bend=8, arm=50)
STRETCHED = Posture(trunk=35, shank=-35, knee=0, far_shank=2, far_knee=4)


def rises(count: int) -> tuple[Step, ...]:
    """Up from the chair and down again, so many times."""
    once = ((0.8, LEANING), (1.2, STANDING), (1.0, STANDING), (1.4, LEANING), (1.0, SITTING))
    return (*once, (2.0, SITTING)) * count


SITS: tuple[Step, ...] = ((2.0, LEANING), (0.8, SITTING), (3.0, SITTING))
STANDS: tuple[Step, ...] = ((0.8, LEANING), (1.2, STANDING), (3.0, STANDING))

ON_THE_CHAIR: Habits = {
    "Raise a hand.": RAISES_HAND,
    "Stand in front of the chair": STANDS,
    "Lift both arms": LIFTS_ARMS,
    "Arms down": LOWERS_ARMS,
    "First a slow practice": (*SITS, *rises(1)),
    "Sit down on the chair.": SITS,
    "Go when you're ready": rises(3),
}


def begin(plan: Plan, spec: ExerciseSpec, habits: Habits) -> Listener:
    return Listener(Guide(spec, plan, SAY), habits)


def done(guidance: Guidance) -> bool:
    return guidance.stage is Stage.DONE


def heard(person: Listener, text: str) -> bool:
    return any(text in each for each in person.words)


def index(person: Listener, text: str) -> int:
    return next(i for i, each in enumerate(person.words) if text in each)


@pytest.mark.parametrize(
    ("spec_id", "bottom"),
    [
        ("hip_hinge", HINGED),
        ("good_morning", BOWED),
        ("romanian_deadlift", BOWED),
        ("squat", SQUATTING),
        ("lift_from_floor", LIFTING),
    ],
)
def test_every_exercise_on_the_feet_is_led_to_its_end(spec_id: str, bottom: Posture) -> None:
    """Each as it is shipped, and in each of its versions, with a practice and two sets."""
    spec = load_spec(spec_id)
    for each in (spec, *(apply_variant(spec, variant.id) for variant in spec.variants)):
        habits = obeys(2, bottom) | {"First a slow practice": reps(1, bottom)}
        person = begin(Plan(goal=2, sets=2, rest_s=5), each, habits).live(240, until=done)

        assert [len(done.report.reps) for done in person.guide.sets] == [2, 2]
        assert person.last.stage is Stage.DONE


@pytest.mark.parametrize("spec", [CHAIR, apply_variant(CHAIR, "higher_seat")])
@pytest.mark.parametrize("plan", [FIRST, AGAIN])
def test_the_chair_is_stood_up_from_and_sat_down_on(plan: Plan, spec: ExerciseSpec) -> None:
    """Calibrated standing, asked to sit down, told to go when seated: every rep counts."""
    person = begin(plan, spec, ON_THE_CHAIR).live(200, until=done)

    assert heard(person, "That was the practice.") != plan.practised

    assert heard(person, "Sit down on the chair.")
    assert index(person, "Sit down on the chair.") < index(person, "Go when you're ready")
    assert [len(each.report.reps) for each in person.guide.sets] == [3]


def test_who_sits_already_is_asked_to_stand_up() -> None:
    """Getting up for the calibration is no rep, and it does not take two minutes."""
    person = begin(AGAIN, CHAIR, ON_THE_CHAIR).does((0.1, SITTING), (3.0, SITTING))
    person.live(60, until=lambda g: g.moment.calibrated)
    assert person.time_s < 30
    person.live(120, until=done)

    assert [len(each.report.reps) for each in person.guide.sets] == [3]


def test_who_does_not_wait_on_the_chair_has_begun() -> None:
    """Reps done before it said to go are the set's."""
    habits = {**ON_THE_CHAIR, "Sit down on the chair.": (*SITS[:2], (0.4, SITTING), *rises(3))}
    person = begin(AGAIN, CHAIR, habits).live(120, until=done)

    assert [len(each.report.reps) for each in person.guide.sets] == [3]


def test_who_does_not_sit_down_is_asked_again() -> None:
    """The seat is waited for, with a reminder, and not for ever."""
    habits = {key: does for key, does in ON_THE_CHAIR.items() if "Sit down" not in key}
    person = begin(AGAIN, CHAIR, {**habits, "Go when you're ready": (*SITS, *rises(3))})
    person.live(180, until=done)

    assert person.words.count("Sit down on the chair.") > 1
    assert [len(each.report.reps) for each in person.guide.sets] == [3]


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize("posture", FLOOR)
def test_the_floor_is_reached_in_peace_and_left_with_care(
    posture: SpecPosture, facing: int
) -> None:
    """Somebody who stands goes down when asked to, is calibrated there, and does two sets.

    Nobody is told to stand, to come closer or to turn, and the way up from lying is told once, at
    the end.
    """
    person = on_the_floor(posture, replace(AGAIN, sets=2, rest_s=5), facing=facing)
    person.live(200, until=done)

    up = [text for text in person.words if "Roll to your side. Sit a moment" in text]
    assert not any(heard(person, text) for text in ("arms hanging", "closer", "Turn", "shoulder"))
    assert not heard(person, "I'll go on with what I have seen.")
    assert [len(each.report.reps) for each in person.guide.sets] == [3, 3]
    assert len(up) == ("lying" in posture)
    assert all("Set done." in text for text in up)


def on_the_floor(posture: SpecPosture, plan: Plan, *, count: int = 3, facing: int = 1) -> Listener:
    on_floor = FLOOR[posture]
    person = begin(plan, on_floor.spec, on_floor.habits(count))
    person.camera = replace(LOW, facing=facing)
    return person


def test_who_breaks_off_on_the_floor_is_helped_up_too() -> None:
    """The way up does not hang on the goal."""
    person = on_the_floor(SpecPosture.LYING_ON_BACK, AGAIN, count=1)
    person.live(90, until=lambda g: g.count == 1).live(2)
    person.does((200.0, None)).live(150, until=done)

    assert "Roll to your side. Sit a moment before you stand." in person.words[-1]


def test_each_leg_is_held_in_turn() -> None:
    """Two holds are one on each side; turned round, nothing is lost of what is known."""
    stretch = ((2.0, STRETCHED), (33.0, STRETCHED), (2.0, STANDING))
    habits = {"Go when you're ready": stretch, "Turn round": ((3.0, STANDING), *stretch)}
    plan = replace(AGAIN, goal=2)
    person = begin(plan, STRETCHING, {**obeys(), **habits})
    person.live(120, until=lambda g: any("Turn round" in each.text for each in g.spoken))
    person.camera = Camera(facing=-1)
    person.live(120, until=done)

    holds = person.guide.sets[0].report.holds
    assert "Two holds, one on each side. Go when you're ready." in person.words
    assert "That's two holds. Set done." in person.words
    assert len({hold.side for hold in holds}) == 2
    kinds = {hold.back_reference.kind.value for hold in holds if hold.back_reference}
    assert kinds == {"arms_forward"}
    assert heard(person, "Halfway.")
    assert person.words.count("Five more seconds.") == 2


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        (1, "One hold. Go"),
        (2, "Two holds, one on each side. Go"),
        (3, "Three holds, changing sides. Go"),
        (4, "Four holds, two on each side. Go"),
    ],
)
def test_holds_are_said_as_they_are_shared_out(goal: int, said: str) -> None:
    """What is asked is of both sides together."""
    assert words.go(SAY, exercise(movement=STRETCH), number=1, sets=1, goal=goal).startswith(said)


def test_the_way_to_do_it_is_told_in_a_breath() -> None:
    """Of a long summary only its beginning is said before the practice."""
    told = words.practice(SAY, CHAIR)

    assert told.endswith("Stand up from a chair of knee height and sit down again slowly.")
    assert words.practice(SAY, HINGE).endswith("Bow from the hips with soft knees.")


@pytest.mark.parametrize("count", [1, 2, 11])
def test_the_summary_of_a_set_is_short_and_right_for_one(count: int) -> None:
    """At most twelve words, and one is one rep."""
    told = words.set_done(SAY, HINGE, count)

    assert len(told.split()) <= 12
    assert ("one rep." in told) == (count == 1)
    assert ("one reps" in told, words.rest(SAY, 1)) == (False, "Rest for 1 second.")


def test_nothing_asks_to_look_at_the_screen() -> None:
    """Every sentence can be followed by somebody who stands side-on."""
    said = [SAY(name) for name in plain_ids("guide")]

    assert not [text for text in said if "screen" in text or "look" in text.lower()]
