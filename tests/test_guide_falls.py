"""After a fall the set is over: nothing is asked, nothing is repeated, nothing begins by itself."""

from dataclasses import replace

import pytest
from figures import STANDING, Camera, Posture, reps
from listeners import RAISES_HAND, Listener, obeys
from sayings import SAY

from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.guide.guidance import Answer, Command, Ended, Guidance, Plan, Stage
from formcheck.guide.guide import Guide
from formcheck.specs.files import load_spec

HINGE = load_spec("hip_hinge")
RISING = load_spec("sit_to_stand")
AGAIN = Plan(goal=3, sets=1, heard=True, practised=True)
WIDE = Camera(size_wh=(1280, 480))

LYING = Posture(trunk=95, knee=10, shank=85)
SEATED = Posture(trunk=5, knee=90)
ON_FLOOR = Posture(trunk=5, knee=5, shank=-85)

FALLS = ((0.8, LYING), (3.0, LYING))
SAID = "Take your time. Call for help if you need it."


def begin(plan: Plan = AGAIN, spec: ExerciseSpec = HINGE, count: int = 3) -> Listener:
    return Listener(Guide(spec, plan, SAY), obeys(count), WIDE)


def at(stage: Stage, plan: Plan = AGAIN) -> Listener:
    """Somebody who is at this stage, and stands."""
    habits = obeys(1) if stage is Stage.SET else obeys()
    if stage in {Stage.CALIBRATING, Stage.PRACTICE}:  # it waits for what is not done
        del habits["Lift both arms" if stage is Stage.CALIBRATING else "First a slow practice"]
    person = Listener(Guide(HINGE, plan, SAY), habits, WIDE)
    person.live(180, until=lambda g: g.stage is stage and (g.count > 0 or stage is not Stage.SET))
    return person.live(2 if stage is not Stage.DONE else 0)


def fallen(guidance: Guidance) -> bool:
    return guidance.stage is Stage.FALLEN


def done(guidance: Guidance) -> bool:
    return guidance.stage is Stage.DONE


EVERYWHERE = [
    Stage.CALIBRATING,
    Stage.PRACTICE,
    Stage.SET,
    Stage.ASKING,
    Stage.RESTING,
    Stage.DONE,
]


@pytest.mark.parametrize("stage", EVERYWHERE)
def test_a_fall_ends_it_in_whatever_stage(stage: Stage) -> None:
    """The set is over, and that it was a fall is kept, whenever it was."""
    sets = 1 if stage is Stage.DONE else 2
    person = at(stage, replace(AGAIN, sets=sets, practised=stage is not Stage.PRACTICE))
    person.does(*FALLS).live(5)

    assert person.last.stage is Stage.FALLEN
    assert person.guide.sets[-1].ended is Ended.FELL
    assert person.guide.running is None
    assert person.words[-1] == SAID


@pytest.mark.parametrize("halt", ["stopped", "paused"])
def test_a_fall_ends_what_was_halted(halt: str) -> None:
    """Who stopped because they felt faint, or had just come back, is watched as before."""
    person = at(Stage.SET)
    if halt == "stopped":
        person.does(*RAISES_HAND).live(6)
    else:
        person.does((6.0, None), (0.6, STANDING)).live(8, until=lambda g: g.stage is Stage.PAUSED)
        person.live(3.9)
    assert person.last.stage.value == halt
    person.does(*FALLS).live(5)

    assert person.last.stage is Stage.FALLEN


def test_after_a_fall_nothing_is_said_twice_and_nothing_begins() -> None:
    """Neither lying there, nor an arm above the head, nor standing up, nor a rep."""
    lying_hand = LYING.to(arm=175)
    person = at(Stage.SET).does(*FALLS).live(5)
    fell_s = person.time_s
    person.does((0.5, lying_hand), (3, lying_hand), (3, STANDING), *RAISES_HAND, *reps(3))
    person.live(90)

    assert person.last.stage is Stage.FALLEN
    assert person.words.count(SAID) == 1
    assert person.said_since(fell_s) == []


@pytest.mark.parametrize("command", [Command.STOP, Command.SKIP])
def test_a_key_pressed_in_a_hurry_begins_nothing(command: Command) -> None:
    """Who runs to the laptop and hits the space bar does not start the exercise."""
    person = at(Stage.SET).does(*FALLS).live(5)
    person.guide.command(command)
    person.live(3)

    assert person.last.stage is Stage.FALLEN


def test_it_begins_again_by_key_or_button_alone() -> None:
    """It looks for them, and a whole set follows; the one with the fall stays as it was."""
    person = at(Stage.SET).does(*FALLS, (3.0, STANDING)).live(10)
    person.habits = obeys(3)
    person.guide.command(Command.CONTINUE)
    person.live(150, until=done)

    assert [each.ended for each in person.guide.sets] == [Ended.FELL, Ended.GOAL]
    assert [len(each.report.reps) for each in person.guide.sets] == [1, 3]


def test_who_fell_again_is_told_again() -> None:
    """A second fall, once it was begun again, is a fall."""
    person = at(Stage.SET).does(*FALLS, (3.0, STANDING)).live(10)
    person.habits = {}
    person.guide.command(Command.CONTINUE)
    person.live(60, until=lambda g: g.stage is Stage.SET).live(1)
    person.does(*FALLS).live(6)

    assert person.last.stage is Stage.FALLEN
    assert person.words.count(SAID) == 2


def test_after_a_fall_it_can_be_finished() -> None:
    """It ends without a question, and without praise."""
    person = at(Stage.SET).does(*FALLS).live(5)
    fell_s = person.time_s
    person.guide.command(Command.FINISH)
    person.live(5)

    assert person.last.stage is Stage.DONE
    assert person.guide.sets[-1].ended is Ended.FELL
    assert person.said_since(fell_s) == []


def test_who_is_not_seen_after_a_fall_is_not_talked_to() -> None:
    """Lying where the model finds nobody, they hear nothing; in the end the summary is there."""
    person = at(Stage.SET).does(*FALLS, (0.1, None), (300.0, None)).live(5)
    fell_s = person.time_s
    person.live(120, until=done)

    assert person.last.stage is Stage.DONE
    assert person.said_since(fell_s) == []
    assert person.guide.sets[-1].ended is Ended.FELL


def test_pain_after_a_fall_is_kept_beside_it() -> None:
    """Neither takes the other's place."""
    person = at(Stage.SET).does(*FALLS).live(5)
    person.guide.command(Command.PAIN)
    person.live(3)

    assert person.guide.sets[-1].ended is Ended.FELL
    assert person.guide.sets[-1].answer == Answer(hurts=True)


@pytest.mark.parametrize("start", [SEATED, STANDING])
@pytest.mark.parametrize("down", [ON_FLOOR, LYING])
def test_a_fall_from_the_chair_ends_the_set(start: Posture, down: Posture) -> None:
    """In the exercise of those who fall: sitting, or standing up from it."""
    habits = {"Sit down": ((2.0, SEATED), (3.0, SEATED))}
    person = Listener(Guide(RISING, replace(AGAIN, arms_forward=False), SAY), habits, WIDE)
    person.live(60, until=lambda g: g.stage is Stage.SET).live(8)
    person.does((1.5, start), (1.0, start), (0.7, down), (3.0, down)).live(8)

    assert person.last.stage is Stage.FALLEN
    assert SAID in person.words


def test_sitting_down_hard_is_no_fall() -> None:
    """Nor is reaching down to the shoes, or crouching beside the chair."""
    shoes, crouch = Posture(trunk=115, knee=90), Posture(trunk=45, knee=140, shank=35)
    habits = {"Sit down": ((2.0, SEATED), (3.0, SEATED))}
    person = Listener(Guide(RISING, replace(AGAIN, arms_forward=False), SAY), habits, WIDE)
    person.live(60, until=lambda g: g.stage is Stage.SET).live(8)
    person.does((1, STANDING), (0.3, SEATED), (2, SEATED), (0.5, shoes), (2, shoes))
    person.does((0.5, SEATED), (1, STANDING), (0.6, crouch), (2, crouch), (1, STANDING)).live(14)

    assert Stage.FALLEN not in {guidance.stage for guidance in person.seen}
