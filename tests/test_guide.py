"""One exercise as a conversation: what is said to somebody who does what they hear, or does not."""

from dataclasses import replace
from itertools import pairwise

import pytest
from exercises import STRETCH, exercise
from figures import HINGED, STANDING, Camera, Posture, reps
from floor import FLOOR, LOW
from hypothesis import given, settings
from hypothesis import strategies as st
from listeners import FPS, RAISES_HAND, Habits, Listener, obeys
from sayings import SAY

from formcheck.exercise.coach.reps import speaking_s
from formcheck.exercise.results.report import Verdict
from formcheck.exercise.session import Session
from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.exercise.spec.models import Posture as SpecPosture
from formcheck.guide.guidance import Answer, Command, Ended, Guidance, Plan, Stage, Tone
from formcheck.guide.guide import Guide
from formcheck.specs.files import load_spec

HINGE = load_spec("hip_hinge")
ROUNDED = HINGED.to(bend=60)
FIRST = Plan(goal=3, sets=1)
AGAIN = Plan(goal=3, sets=1, heard=True, practised=True)


def begin(
    plan: Plan = AGAIN,
    *,
    spec: ExerciseSpec = HINGE,
    habits: Habits | None = None,
    camera: Camera | None = None,
) -> Listener:
    return Listener(
        Guide(spec, plan, SAY), obeys() if habits is None else habits, camera or Camera()
    )


def done(guidance: Guidance) -> bool:
    return guidance.stage is Stage.DONE


def stopped(guidance: Guidance) -> bool:
    return guidance.stage is Stage.STOPPED


def stages(listener: Listener) -> list[Stage]:
    seen = [guidance.stage for guidance in listener.seen]
    return [stage for i, stage in enumerate(seen) if i == 0 or stage is not seen[i - 1]]


def in_order(words: list[str], *expected: str) -> bool:
    rest = iter(words)
    return all(any(each in text for text in rest) for each in expected)


def test_a_first_exercise_goes_from_the_hearing_to_the_summary() -> None:
    """Whoever does what is asked is led through every stage and needs no mouse."""
    person = begin(FIRST).live(150, until=done)

    assert stages(person) == [
        Stage.HEARING,
        Stage.FRAMING,
        Stage.CALIBRATING,
        Stage.PRACTICE,
        Stage.SET,
        Stage.ASKING,
        Stage.DONE,
    ]
    assert in_order(
        person.words,
        "Can you hear me? Raise a hand.",
        "Good, I see it.",
        "Lift both arms in front of you",
        "Arms down",
        "First a slow practice. It doesn't count.",
        "Slowly.",
        "And slowly back.",
        "That was the practice.",
        "Three reps. Go when you're ready.",
        "That's three reps. Set done.",
        "How is the pain now?",
        "All done.",
    )


def test_the_practice_does_not_count() -> None:
    """The set's report holds the reps of the set alone."""
    person = begin(FIRST).live(150, until=done)

    counts = [each.count for each in person.seen if each.stage is Stage.SET]
    assert counts[0] == 0
    assert [len(each.report.reps) for each in person.guide.sets] == [3]
    assert person.guide.sets[0].ended is Ended.GOAL


def test_each_rep_is_a_tone_and_its_number_unless_there_is_a_cue() -> None:
    """Good reps are counted by tones; rounded ones are corrected, every second time at most."""
    good = begin().live(120, until=done)
    tones = [each.tone for each in good.heard if not each.text]
    rounded = begin(habits=obeys(3, ROUNDED)).live(120, until=done)

    assert tones == [Tone.COUNT] * 3
    assert rounded.words.count("Long back, don't round.") == 1
    assert in_order(rounded.words, "Long back, don't round.", "2", "That's three reps.")


def test_what_got_better_with_the_last_rep_is_said() -> None:
    """The end of a set takes no word of it away."""
    steps = (*reps(2, ROUNDED), *reps(1))
    person = begin(habits=obeys() | {"Go when you're ready": steps}).live(120, until=done)

    assert "Better, that's it. That's three reps. Set done." in person.words


def test_whoever_was_heard_and_has_practised_is_asked_less() -> None:
    """On another day the hearing and the practice are left out."""
    person = begin(AGAIN).live(120, until=done)

    assert Stage.PRACTICE not in stages(person)
    assert not any("hear me" in text for text in person.words)


def test_who_does_not_hear_is_asked_louder_and_then_led_by_tones() -> None:
    """The question is repeated louder; without an answer it goes on with tones."""
    deaf = {key: doing for key, doing in obeys().items() if key != "Raise a hand."}
    person = begin(FIRST, habits=deaf).live(40, until=lambda g: g.stage is Stage.CALIBRATING)

    assert in_order(person.words, "Can you hear me?", "I am louder now.", "I'll go on with tones.")
    assert person.last.tones
    assert any(each.tone is Tone.ATTENTION for each in person.heard)


def test_several_sets_with_a_rest_between() -> None:
    """After a rest with its end announced, the next set begins; each has a report of its own."""
    person = begin(replace(AGAIN, sets=2, rest_s=25)).live(240, until=done)

    assert in_order(
        person.words,
        "Set one of two. Three reps.",
        "How is the pain now?",
        "Rest for 25 seconds.",
        "Ten seconds.",
        "Set two of two. Three reps.",
        "All done.",
    )
    assert [len(each.report.reps) for each in person.guide.sets] == [3, 3]


def test_the_calibration_is_handed_on_to_the_next_set() -> None:
    """Nobody lifts the arms twice, and the back is compared with the same start."""
    person = begin(replace(AGAIN, sets=2, rest_s=25)).live(240, until=done)
    reps_done = [rep for each in person.guide.sets for rep in each.report.reps]
    kinds = [rep.back_reference.kind for rep in reps_done if rep.back_reference]

    assert len([text for text in person.words if "Lift both arms" in text]) == 1
    assert [kind.value for kind in kinds] == ["arms_forward"] * 6


def test_a_raised_hand_stops_and_the_next_rep_goes_on() -> None:
    """It is said how it goes on, and the rep that goes on counts."""
    person = begin(habits=obeys(1)).live(60, until=lambda g: g.count == 1)
    person.does((1.0, STANDING), *RAISES_HAND).live(8, until=stopped)
    assert person.last.stage is Stage.STOPPED
    person.live(4).does(*reps(2)).live(60, until=done)

    assert in_order(person.words, "Stopped. Start again when you like.", "Set done.")
    assert len(person.guide.sets[0].report.reps) == 3


@pytest.mark.parametrize(
    ("command", "ended"), [(Command.FINISH, Ended.FINISHED), (Command.PAIN, Ended.PAIN)]
)
def test_a_set_can_be_ended_at_once(command: Command, ended: Ended) -> None:
    """What was done until then is kept."""
    person = begin(habits=obeys(1)).live(60, until=lambda g: g.count == 1)
    person.guide.command(command)
    person.live(40, until=done)

    assert person.last.stage is Stage.DONE
    assert [len(each.report.reps) for each in person.guide.sets] == [1]
    assert person.guide.sets[0].ended is ended


def test_a_key_stops_anywhere_and_goes_on_where_it_was() -> None:
    """A clicker pressed twice is a stop and a go, at any stage."""
    person = begin().live(3)
    before = person.last.stage
    person.guide.command(Command.STOP)
    person.live(1)
    assert person.last.stage is Stage.STOPPED
    person.guide.command(Command.STOP)
    person.live(1)

    assert person.last.stage is before


def test_leaving_pauses_and_coming_back_goes_on() -> None:
    """Out of the picture the set waits, and nothing is lost."""
    person = begin(habits=obeys(1)).live(60, until=lambda g: g.count == 1)
    person.does((6.0, None), (4.0, STANDING), *reps(2)).live(60, until=done)

    assert Stage.PAUSED in stages(person)
    assert in_order(person.words, "Paused. Come back when you like.", "Welcome back.", "Set done.")
    assert len(person.guide.sets[0].report.reps) == 3


def test_leaving_for_good_ends_it_with_what_was_done() -> None:
    """Nobody comes back: the set is over, its reps are kept."""
    person = begin(habits=obeys(1)).live(60, until=lambda g: g.count == 1)
    person.does((200.0, None)).live(150, until=done)

    assert person.guide.sets[0].ended is Ended.LEFT
    assert len(person.guide.sets[0].report.reps) == 1


@pytest.mark.parametrize(
    "answer", [Answer(pain=6), Answer(pain=2, further_down=True), Answer(hurts=True)]
)
def test_red_pain_ends_the_exercise(answer: Answer) -> None:
    """Six and above, or leg pain further down, leaves out the sets to come."""
    person = begin(replace(AGAIN, sets=3)).live(120, until=lambda g: g.stage is Stage.ASKING)
    person.live(1)
    person.guide.answer(answer)
    person.live(15, until=done)

    assert person.last.stage is Stage.DONE
    assert len(person.guide.sets) == 1
    assert person.guide.sets[0].answer == answer
    assert "We stop here for today." in person.words[-1]


def test_silence_is_no_answer() -> None:
    """Who answers nothing goes on, and nothing is kept of how it was."""
    person = begin(replace(AGAIN, sets=2, rest_s=5)).live(200, until=done)

    assert [each.answer for each in person.guide.sets] == [Answer(), Answer()]
    assert [each.answer.light for each in person.guide.sets] == [None, None]
    assert not any(each.answer.given for each in person.guide.sets)


def test_the_question_is_shorter_the_second_time() -> None:
    """What was explained once is not explained again; nobody is asked for a gesture."""
    person = begin(replace(AGAIN, sets=2, rest_s=5)).live(200, until=done)
    first, second = [text for text in person.words if "How is the pain now?" in text]

    assert "Answer on the page, or just wait." in first
    assert len(second.split()) < len(first.split())
    assert "hand" not in first + second


def test_who_has_no_leg_pain_is_not_asked_about_it() -> None:
    """Neither the first time nor later."""
    plan = replace(AGAIN, sets=2, rest_s=5, asks_leg=False)
    person = begin(plan).live(200, until=done)

    assert not any("leg" in text for text in person.words if "pain" in text)


@pytest.mark.parametrize(
    ("usual", "pain", "stage"),
    [
        (6, 6, Stage.RESTING),
        (6, 7, Stage.DONE),
        (2, 3, Stage.RESTING),
        (2, 4, Stage.DONE),
        (None, 5, Stage.RESTING),
    ],
)
def test_pain_is_judged_by_its_change_from_usual(
    usual: int | None, pain: int, stage: Stage
) -> None:
    """Whose usual is six can do a second set; whose usual is two stops at four."""
    plan = replace(AGAIN, sets=2, leg_pain=False, usual_pain=usual)
    person = begin(plan).live(120, until=lambda g: g.stage is Stage.ASKING).live(1)
    person.guide.answer(plan.answer(pain))
    person.live(2)

    assert person.last.stage is stage


def test_a_second_answer_takes_nothing_back() -> None:
    """A number and then the leg are one answer; of two numbers the worse one counts."""
    person = begin(replace(AGAIN, sets=3)).live(120, until=lambda g: g.stage is Stage.ASKING)
    for answer in (Answer(pain=3), Answer(further_down=False), Answer(pain=2)):
        person.guide.answer(answer)
        person.live(1)
    assert person.guide.sets[0].answer == Answer(pain=3, further_down=False)
    person.guide.answer(Answer(further_down=True))
    person.live(3)

    assert person.last.stage is Stage.DONE
    assert person.guide.sets[0].answer == Answer(pain=3, further_down=True)


def test_a_mild_answer_goes_on() -> None:
    """Three of ten is no reason to stop."""
    person = begin(replace(AGAIN, sets=2)).live(120, until=lambda g: g.stage is Stage.ASKING)
    person.guide.answer(Answer(pain=3, further_down=False))
    person.live(1)

    assert person.last.stage is Stage.RESTING
    assert person.guide.sets[0].answer.pain == 3


def test_a_front_view_is_talked_round_and_never_judged() -> None:
    """Facing the camera one is asked to turn, again and again, and told how else it goes."""
    person = begin(camera=Camera(yaw_deg=90)).live(80)

    assert person.last.stage is Stage.FRAMING
    assert any("urn" in text for text in person.words)
    assert any("record yourself" in text for text in person.words)


def test_without_the_arms_step_it_goes_on() -> None:
    """Whoever cannot lift the arms is reminded, and then calibrated without."""
    cannot = {key: doing for key, doing in obeys().items() if key != "Lift both arms"}
    person = begin(habits=cannot).live(120, until=done)

    assert in_order(person.words, "Lift both arms", "hold still", "We'll do without.", "Set done.")
    assert len(person.guide.sets[0].report.reps) == 3


def test_the_arms_step_can_be_left_out_beforehand() -> None:
    """Whose shoulder won't says so before, and then never again."""
    person = begin(replace(AGAIN, arms_forward=False)).live(120, until=done)

    assert not any("Lift both arms" in text for text in person.words)


def test_whoever_simply_begins_has_begun() -> None:
    """A rep done before all was asked is counted, once the start is known."""
    person = begin(FIRST, habits={}).does((5, STANDING), *reps(3)).live(60, until=done)

    assert len(person.guide.sets[0].report.reps) == 3


def test_the_set_under_way_can_be_kept_at_any_time() -> None:
    """What has been done so far is a report, before the set is over."""
    person = begin(habits=obeys(2)).live(60, until=lambda g: g.count == 2)
    running = person.guide.running

    assert running is not None
    assert [rep.number for rep in running.reps] == [1, 2]
    assert person.guide.sets == ()


def test_live_is_as_recorded() -> None:
    """The guide's session finds in the poses what a session alone finds in a recording of them."""
    guide = Guide(HINGE, AGAIN, SAY)
    person = Listener(guide, obeys(3, ROUNDED))
    person.live(120, until=done)
    alone = Session(HINGE)
    for guidance in person.seen:
        alone.step(guidance.moment.pose)

    live = guide.sets[0].report
    assert live.reps == alone.report().reps
    assert live.reps[0].verdict is Verdict.FAULT


def test_a_hold_is_timed_and_the_person_turned_round() -> None:
    """Holds are announced at half and near the end, and the sides change."""
    stretch = exercise(movement=STRETCH)
    held = Posture(trunk=40, shank=-30)
    steps = ((2.0, held), (34.0, held), (2.0, STANDING), (4.0, STANDING))
    habits = obeys() | {"Go when you're ready": steps, "other side": steps}
    person = begin(replace(AGAIN, goal=2, arms_forward=False), spec=stretch, habits=habits)
    person.live(180, until=done)

    assert in_order(person.words, "Halfway.", "Five more seconds.", "And rest.", "other side")


def test_on_the_floor_nobody_is_hurried_and_everybody_is_helped_up() -> None:
    """The set begins after two seconds in position and ends with the way up."""
    bridge = FLOOR[SpecPosture.LYING_ON_BACK]
    person = begin(spec=bridge.spec, habits=bridge.habits(), camera=LOW).live(120, until=done)

    assert in_order(person.words, "Set done. Roll to your side. Sit a moment before you stand.")


ANYTHING = st.lists(
    st.tuples(
        st.floats(0.2, 12.0),
        st.sampled_from([None, STANDING, HINGED, ROUNDED, Posture(arm=175), Posture(arm=80)]),
    ),
    max_size=12,
)
COMMANDS = st.lists(
    st.tuples(st.integers(1, 600), st.sampled_from([*Command, Answer(pain=3)])), max_size=4
)


def lived(
    steps: list[tuple[float, Posture | None]], commands: list[tuple[int, Command | Answer]]
) -> Listener:
    """Somebody who has done these things and given these commands, frame by frame."""
    person = Listener(Guide(HINGE, FIRST, SAY), {}).does(*steps)
    due = dict(commands)
    for frame in range(700):
        given_now = due.get(frame)
        if isinstance(given_now, Command):
            person.guide.command(given_now)
        elif given_now is not None:
            person.guide.answer(given_now)
        person.live(1 / FPS)
    return person


@settings(max_examples=20)
@given(ANYTHING, COMMANDS)
def test_whatever_somebody_does_nothing_is_said_over_another(
    steps: list[tuple[float, Posture | None]], commands: list[tuple[int, Command | Answer]]
) -> None:
    """Utterances are numbered in order; none begins before the last is over, but for safety."""
    heard = lived(steps, commands).heard
    assert [each.number for each in heard] == list(range(1, len(heard) + 1))
    said = [each for each in heard if each.text]
    for before, after in pairwise(said):
        assert after.urgent or after.time_s - before.time_s >= speaking_s(before.text)


@settings(max_examples=20)
@given(ANYTHING, COMMANDS)
def test_whatever_somebody_did_it_ends_once_they_are_gone(
    steps: list[tuple[float, Posture | None]], commands: list[tuple[int, Command | Answer]]
) -> None:
    """There is no stage that waits for ever in an empty room, and no set is kept twice."""
    person = lived(steps, commands).does((0.1, None), (999.0, None))
    person.fps = 3.0
    person.live(600, until=done)

    numbers = [each.number for each in person.guide.sets]
    assert person.last.stage is Stage.DONE
    assert numbers == list(range(1, len(numbers) + 1))
    assert person.guide.running is None
