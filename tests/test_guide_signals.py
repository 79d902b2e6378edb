"""A hand, a key, an answer: whatever is signalled, whenever, means one thing and only once."""

from dataclasses import replace

import pytest
from exercises import STRETCH, exercise
from figures import HINGED, STANDING, Posture, reps
from listeners import HAND_UP, RAISES_HAND, Habits, Listener, obeys
from sayings import SAY

from formcheck.exercise.spec.models import ExerciseSpec, StopSignal
from formcheck.guide.guidance import Answer, Command, Ended, Guidance, Plan, Stage
from formcheck.guide.guide import Guide
from formcheck.specs.files import load_spec

HINGE = load_spec("hip_hinge")
HANDS_FULL = HINGE.model_copy(update={"stop_signals": (StopSignal.KEY,)})
STOPPED = "Stopped. Start again when you like."
AGAIN = Plan(goal=3, sets=1, heard=True, practised=True)
KEEPS_HAND_UP = ((0.8, HAND_UP), (4.0, HAND_UP), (0.8, STANDING), (1.0, STANDING))


def begin(
    plan: Plan = AGAIN, *, spec: ExerciseSpec = HINGE, habits: Habits | None = None
) -> Listener:
    return Listener(Guide(spec, plan, SAY), obeys() if habits is None else habits)


def in_set(plan: Plan = AGAIN, *, spec: ExerciseSpec = HINGE, count: int = 1) -> Listener:
    """Somebody who has done so many reps of the set and now stands."""
    person = begin(plan, spec=spec, habits=obeys(count))
    return person.live(90, until=lambda g: g.stage is Stage.SET and g.count == count).live(1)


def done(guidance: Guidance) -> bool:
    return guidance.stage is Stage.DONE


def resting(guidance: Guidance) -> bool:
    return guidance.stage is Stage.RESTING


def is_at(stage: Stage, person: Listener) -> bool:
    return person.last.stage is stage


def test_a_hand_never_goes_on() -> None:
    """However often and however long it is raised, it has stopped, and that is all."""
    person = in_set().does(*RAISES_HAND).live(15)
    assert is_at(Stage.STOPPED, person)
    person.does(*KEEPS_HAND_UP, *RAISES_HAND).live(20)

    assert is_at(Stage.STOPPED, person)
    assert person.words.count(STOPPED) == 1


def test_standing_there_goes_on_with_nothing() -> None:
    """Nor does shifting about, half a rep, or minutes of it; nothing is said meanwhile."""
    person = in_set().does(*RAISES_HAND).live(5)
    began_s = person.time_s
    half, step = HINGED.to(trunk=25, knee=8), STANDING.to(place=0.2)
    person.does((1, half), (1, STANDING), (1, step), (1, STANDING), (5, STANDING)).live(200)

    assert is_at(Stage.STOPPED, person)
    assert person.said_since(began_s) == []


def test_the_rep_that_was_stopped_in_is_no_new_one() -> None:
    """Coming up from where one stopped does not go on; the first whole rep after it does."""
    person = in_set().does((2.0, HINGED), (5.0, HINGED)).live(3)
    person.guide.command(Command.STOP)
    person.live(1)
    assert is_at(Stage.STOPPED, person)
    person.does((1.5, STANDING), (6.0, STANDING)).live(10)
    assert is_at(Stage.STOPPED, person)
    person.does(*reps(1)).live(9)

    assert person.last.stage in {Stage.SET, Stage.ASKING}


@pytest.mark.parametrize("command", [Command.CONTINUE, Command.STOP])
def test_a_key_goes_on_where_it_was(command: Command) -> None:
    """The clicker that stopped goes on, and so does the button."""
    person = in_set().does(*RAISES_HAND).live(5)
    person.guide.command(command)
    person.live(2)

    assert is_at(Stage.SET, person)
    assert person.words[-1].startswith("We go on.")


def test_a_hold_that_was_stopped_is_gone_on_with_by_holding() -> None:
    """Three seconds of it are enough; the timer is then heard again."""
    stretch = exercise(movement=STRETCH)
    held = Posture(trunk=40, shank=-30)
    plan = replace(AGAIN, arms_forward=False, goal=1)
    person = begin(plan, spec=stretch, habits={})
    person.live(60, until=lambda g: g.stage is Stage.SET).live(2)
    person.guide.command(Command.STOP)
    person.live(10)
    assert is_at(Stage.STOPPED, person)
    person.does((2.0, held), (24.0, held), (2.0, STANDING), (3.0, STANDING)).live(3)
    assert is_at(Stage.STOPPED, person)
    person.live(29)

    assert "Halfway." in person.words
    assert [len(each.report.holds) for each in person.guide.sets] == [1]


def test_a_set_can_be_stopped_again_soon_after_going_on() -> None:
    """A second stop within seconds is heard like the first one."""
    person = in_set().does(*RAISES_HAND).live(5)
    person.guide.command(Command.CONTINUE)
    person.live(1)
    assert is_at(Stage.SET, person)
    person.does(*RAISES_HAND).live(5)

    assert is_at(Stage.STOPPED, person)


@pytest.mark.parametrize("stage", [Stage.ASKING, Stage.RESTING])
def test_a_hand_between_sets_is_the_same_signal(stage: Stage) -> None:
    """It stops, and is no answer to anything."""
    person = begin(replace(AGAIN, sets=2)).live(150, until=lambda g: g.stage is stage)
    person.live(1).does(*RAISES_HAND).live(6)

    assert is_at(Stage.STOPPED, person)
    assert not person.guide.sets[0].answer.given


def test_a_hand_at_the_start_says_that_it_hears() -> None:
    """Before anything runs it stops nothing, however long it is held."""
    keeps = {"Raise a hand.": ((0.8, HAND_UP), (12.0, HAND_UP), (0.8, STANDING))}
    person = begin(replace(AGAIN, heard=False), habits=keeps).live(25)

    assert "Good, I see it." in person.words
    assert STOPPED not in person.words


def test_a_hand_hidden_for_a_moment_is_the_same_hand() -> None:
    """Who holds the hand up to stop is not taken to go on because they blinked out of sight."""
    person = in_set().does((0.8, HAND_UP), (1.5, HAND_UP), (0.15, None), (3.0, HAND_UP)).live(6)

    assert is_at(Stage.STOPPED, person)


def test_the_arms_step_is_no_raised_hand() -> None:
    """Arms lifted forward as asked, even as high as the eyes, stop and answer nothing."""
    high = ((0.8, Posture(arm=105)), (2.5, Posture(arm=105)), (0.8, STANDING))
    person = begin(habits=obeys() | {"Lift both arms": high}).live(120, until=done)

    assert not any("Stopped" in text for text in person.words)


def test_a_hand_does_not_stop_where_it_is_said_not_to() -> None:
    """Neither by the plan nor by an exercise that needs the hands."""
    for person in (in_set(replace(AGAIN, hand_signal=False)), in_set(spec=HANDS_FULL)):
        person.does(*RAISES_HAND).live(5)

        assert is_at(Stage.SET, person)
        assert not any("Stopped" in text for text in person.words)


def test_hands_that_are_full_go_on_after_a_stop() -> None:
    """Stopped by a clicker, nobody is bound to the clicker."""
    person = in_set(spec=HANDS_FULL)
    person.guide.command(Command.STOP)
    person.live(4).does(*reps(1)).live(9)

    assert is_at(Stage.SET, person)


def test_after_a_stop_nobody_is_reminded() -> None:
    """It is said once how it goes on, and then there is quiet."""
    person = in_set()
    person.guide.command(Command.STOP)
    began_s = person.time_s
    person.live(300)

    assert person.said_since(began_s) == [STOPPED]


def test_who_goes_on_after_a_stop_has_gone_on() -> None:
    """A rep done while it is stopped goes on with the set and counts once."""
    person = in_set()
    person.guide.command(Command.STOP)
    person.live(4).does(*reps(2)).live(60, until=done)

    assert [len(each.report.reps) for each in person.guide.sets] == [3]
    assert len([each for each in person.heard if each.tone == "count"]) == 3


def test_a_practice_can_be_stopped_by_a_hand() -> None:
    """It is the same signal as in the set, and the rep that goes on is the practice."""
    deaf = {key: doing for key, doing in obeys().items() if "practice" not in key}
    person = begin(replace(AGAIN, practised=False), habits=deaf)
    person.live(60, until=lambda g: g.stage is Stage.PRACTICE)
    person.live(8).does(*RAISES_HAND).live(4)
    assert is_at(Stage.STOPPED, person)
    person.does(*reps(1)).live(9)

    assert is_at(Stage.SET, person)
    assert "That was the practice." in person.words


@pytest.mark.parametrize("command", list(Command))
def test_no_command_breaks_any_stage(command: Command) -> None:
    """Given again and again from the first frame on, each leaves a guide that comes to its end."""
    person = begin(replace(AGAIN, practised=False, heard=False, sets=2, rest_s=5))
    for _ in range(40):
        person.guide.command(command)
        person.live(1)
    if command is Command.STOP and is_at(Stage.STOPPED, person):
        person.guide.command(command)
    person.live(240, until=done)

    assert is_at(Stage.DONE, person)


@pytest.mark.parametrize("stage", [Stage.HEARING, Stage.CALIBRATING, Stage.PRACTICE])
def test_finishing_before_the_set_promises_no_summary(stage: Stage) -> None:
    """Where nothing was done there is no set, no question, and no summary to speak of."""
    person = begin(replace(AGAIN, practised=False, heard=False))
    person.live(60, until=lambda g: g.stage is stage)
    person.guide.command(Command.FINISH)
    person.live(10)

    assert is_at(Stage.DONE, person)
    assert person.guide.sets == ()
    assert person.words[-1] == "All right, we leave it there."


def test_finishing_an_empty_set_leaves_no_report() -> None:
    """Nothing was done in it: nothing is kept of it, and nobody is asked about it."""
    person = begin(habits=obeys(0)).live(60, until=lambda g: g.stage is Stage.SET).live(5)
    person.guide.command(Command.FINISH)
    person.live(10)

    assert is_at(Stage.DONE, person)
    assert person.guide.sets == ()


def test_a_set_that_is_finished_is_counted_up() -> None:
    """One rep is one rep; then comes the question, then the end."""
    person = in_set(replace(AGAIN, sets=2))
    person.guide.command(Command.FINISH)
    finished_s = person.time_s
    person.live(40, until=done)

    first, question, last = person.said_since(finished_s)
    assert first == "That's one rep. Set done."
    assert question.startswith("How is the pain now?")
    assert last == "All done. Your summary is ready."


@pytest.mark.parametrize("stage", [Stage.ASKING, Stage.RESTING])
def test_finishing_between_sets_does_not_ask_again(stage: Stage) -> None:
    """The question about the last set is asked once."""
    person = begin(replace(AGAIN, sets=3)).live(150, until=lambda g: g.stage is stage)
    person.live(2)
    person.guide.command(Command.FINISH)
    person.live(40, until=done)

    assert len([text for text in person.words if "How is the pain now?" in text]) == 1
    assert len(person.guide.sets) == 1


@pytest.mark.parametrize("stage", [Stage.ASKING, Stage.RESTING, Stage.DONE])
def test_pain_told_after_a_set_is_kept_with_it(stage: Stage) -> None:
    """The button means the same in the question, in the rest and at the end."""
    sets = 1 if stage is Stage.DONE else 3
    person = begin(replace(AGAIN, sets=sets)).live(180, until=lambda g: g.stage is stage)
    person.live(2)
    person.guide.command(Command.PAIN)
    person.live(4)

    assert person.last.title == "Stopped for today"
    assert person.guide.sets[-1].answer.ends_it


def test_pain_in_a_set_without_a_rep_is_kept() -> None:
    """That it hurt at the very beginning must not be lost."""
    person = begin(habits=obeys(0)).live(60, until=lambda g: g.stage is Stage.SET).live(5)
    person.guide.command(Command.PAIN)
    person.live(10)

    assert [each.ended for each in person.guide.sets] == [Ended.PAIN]


def test_a_number_told_is_not_overwritten_by_the_end() -> None:
    """What was answered in words stays as it was answered."""
    person = begin(replace(AGAIN, sets=2)).live(120, until=lambda g: g.stage is Stage.RESTING)
    person.guide.answer(Answer(pain=8))
    person.live(5)

    assert person.guide.sets[-1].answer == Answer(pain=8)
    assert is_at(Stage.DONE, person)


def test_an_answer_before_any_set_is_harmless() -> None:
    """Mild, it changes nothing; red pain ends it, and is kept with a set of nothing."""
    person = begin().live(3)
    before = person.last.stage
    person.guide.answer(Answer(pain=2))
    person.live(1)
    assert person.last.stage is before
    person.guide.answer(Answer(pain=7))
    person.live(3)

    assert is_at(Stage.DONE, person)
    (kept,) = person.guide.sets
    assert kept.answer == Answer(pain=7)
    assert kept.ended is Ended.PAIN
    assert kept.report.reps == ()


def test_pain_before_the_first_set_is_kept() -> None:
    """The button means the same before anything was done: it is not forgotten."""
    person = begin().live(60, until=lambda g: g.stage is Stage.CALIBRATING).live(1)
    person.guide.command(Command.PAIN)
    person.live(3)

    assert [each.ended for each in person.guide.sets] == [Ended.PAIN]
    assert person.guide.sets[0].answer.ends_it


def test_skipping_leaves_out_each_step() -> None:
    """Nobody has to wait for a step that they cannot do."""
    person = begin(replace(AGAIN, practised=False, heard=False), habits={})
    person.live(1)
    for _ in range(8):
        person.guide.command(Command.SKIP)
        person.live(2)

    assert is_at(Stage.SET, person)


def test_a_rest_of_nothing_is_no_rest() -> None:
    """Without a rest the next set follows the question, and nothing is said of resting."""
    person = begin(replace(AGAIN, sets=3, goal=1, rest_s=0), habits=obeys(1)).live(200, until=done)

    assert [len(each.report.reps) for each in person.guide.sets] == [1, 1, 1]
    assert not any("Rest for" in text for text in person.words)
    assert "Set three of three. One rep. Go when you're ready." in person.words
    assert person.words.count("That's one rep. Set done.") == 3


def test_a_rest_that_was_stopped_goes_on_where_it_was() -> None:
    """The time of a stop is not taken off the rest."""
    person = begin(replace(AGAIN, sets=2, rest_s=25)).live(120, until=resting).live(5)
    left_s = person.last.rest_left_s
    person.guide.command(Command.STOP)
    person.live(40)
    person.guide.command(Command.CONTINUE)
    person.live(1)

    assert is_at(Stage.RESTING, person)
    assert person.last.rest_left_s == pytest.approx(left_s, abs=1.5)
