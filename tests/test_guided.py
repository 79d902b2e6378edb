"""A guided exercise from its beginning to its end: steps, sides, halts, breaths, pain."""

import pytest
from guided import STEP_S, guided, led, stages, timer
from hypothesis import given
from hypothesis import strategies as st
from sayings import SAY

from formcheck.errors import UsageError
from formcheck.exercise.spec.guided import Guided
from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.guide.guidance import Answer, Command, Ended, Plan, Stage, Tone
from formcheck.guide.guided import GuidedCourse
from formcheck.guide.guided_script import script_of
from formcheck.specs.files import load_spec

# The tests' own numbers: taken from the code they would move with it, and hold nothing.
BACK_S = 1.5
GONE_S = 5.0
LEAD_IN_S = 4.0
LEFT_FOR_GOOD_S = 300.0
MAX_STEP_S = 2.0
MAX_TIMER_STEP_S = 90.0

QUESTION = (
    "How is the pain now? Or has leg pain moved further down? Answer on the page, or just wait."
)


def test_a_whole_exercise_is_led_from_getting_ready_to_the_question() -> None:
    """Two times round: each step is said when it begins and lasts as long as it should."""
    one = led(goal=2).until(Stage.DONE)

    assert one.words == [
        "Lie down.",
        "There.",
        "And back.",
        "There.",
        "And back.",
        f"2 tilts. Done. {QUESTION}",
        "All done. Your summary is ready. Roll to your side. Sit a moment before you stand.",
    ]
    assert stages(one.seen) == [Stage.READY, Stage.SET, Stage.ASKING, Stage.DONE]
    said = dict(reversed([(text, time_s) for time_s, text in one.heard]))
    assert said["There."] == pytest.approx(5.0, abs=STEP_S)
    assert said["And back."] - said["There."] == pytest.approx(4.0, abs=STEP_S)


def test_what_was_done_is_kept_as_guided_and_not_judged() -> None:
    """The report counts and times; it holds no rep, no check, and no verdict."""
    one = led(goal=2).until(Stage.DONE)
    (done,) = one.course.sets
    report = done.report

    assert done.ended is Ended.GOAL
    assert report.guided is not None
    assert (report.guided.done, report.guided.planned, report.guided.completed) == (2, 2, True)
    assert report.guided.seconds == pytest.approx(12.0)
    assert (report.judged, report.reps, report.holds, report.watching) == (False, (), (), ())
    assert report.not_judged == ("How it was done: guided, not judged",)
    assert done.answer == Answer()


def test_nothing_that_is_said_praises() -> None:
    """Nobody looked, so that nothing is called good."""
    for name in ("pelvic_tilt", "knee_rolls", "walking", "box_breathing"):
        one = led(load_spec(name), goal=2).until(Stage.DONE)
        assert not any(word in " ".join(one.words).lower() for word in ("good", "well", "great"))


def test_each_side_has_its_turn_the_left_first() -> None:
    """Sides alternate, are said and are shown; the goal is of both together."""
    sided = guided(
        sides="each",
        steps=({"name": "Over", "say": "To the {side}.", "seconds": 3.0},),
    )
    one = led(sided, goal=4).until(Stage.ASKING)

    assert [text for text in one.words if text.startswith("To")] == [
        "To the left.",
        "To the right.",
        "To the left.",
        "To the right.",
    ]
    sides = [each.led.side for each in one.seen if each.led and each.stage is Stage.SET]
    assert set(sides) == {"left", "right"}


def test_breaths_are_counted_and_take_their_time() -> None:
    """Three breaths of five seconds: the second and the third are told."""
    held = guided(breath_s=5.0, steps=({"name": "Stay", "say": "Stay there.", "breaths": 3},))
    one = led(held, goal=1).until(Stage.ASKING)

    assert one.words[1:4] == ["Stay there.", "2", "3"]
    report = one.course.sets[0].report
    assert report.guided is not None
    assert report.guided.seconds == pytest.approx(15.0)


def test_one_breath_is_not_counted() -> None:
    """There is nothing to count."""
    held = guided(breath_s=5.0, steps=({"name": "Stay", "say": "Stay there.", "breaths": 1},))
    assert "1" not in led(held, goal=1).until(Stage.ASKING).words


@pytest.mark.parametrize(("tick", "ticks"), [(True, 3 + 1), (False, 0)])
def test_seconds_are_heard_where_that_is_wished_for(tick: bool, ticks: int) -> None:
    """Inside of a step, not at its beginning, where the next is said; else each time round."""
    one = led(guided(tick=tick), goal=1).until(Stage.ASKING)
    tones = [said.tone for each in one.seen for said in each.spoken if not said.text]

    assert tones == [Tone.COUNT] * (ticks or 1)


def test_a_timer_says_how_and_asks_again_half_way() -> None:
    """Three minutes: half-way is in the middle of the second."""
    one = led(timer(), goal=3).until(Stage.ASKING)

    assert one.words[:3] == ["Lie down.", "Walk.", "Half-way."]
    begun, half = (time_s for time_s, text in one.heard if text in {"Walk.", "Half-way."})
    assert half - begun == pytest.approx(90.0, abs=STEP_S)
    report = one.course.sets[0].report
    assert report.guided is not None
    assert (report.guided.done, report.guided.once) == (3, "minute")


def test_a_timer_shows_the_time_that_is_left_of_all() -> None:
    """A walker wants to know how long it goes on, not how long a part of it does."""
    one = led(timer(), goal=2).until(Stage.SET).passes(45)
    assert one.now.led is not None
    assert one.now.led.left_s == pytest.approx(75.0, abs=2 * STEP_S)


# --- Halts ----------------------------------------------------------------------------------------


def test_stopped_nothing_goes_on_by_itself() -> None:
    """It waits for the key for as long as it takes."""
    one = led().until(Stage.SET).passes(1).does(Command.STOP).passes(120)

    assert one.now.stage is Stage.STOPPED
    assert one.words[-1] == "Stopped. Start again when you like."
    assert one.now.asked == "Start again when you like."


@pytest.mark.parametrize("key", [Command.CONTINUE, Command.STOP])
def test_after_a_stop_the_step_begins_anew_with_time_to_be_in_place(key: Command) -> None:
    """What was done of the step is undone, so that no second is counted twice."""
    one = led(goal=1).until(Stage.SET).passes(3).does(Command.STOP).passes(30)
    resumed_s = one.time_s
    one.does(key).until(Stage.SET)
    assert one.time_s - resumed_s == pytest.approx(LEAD_IN_S, abs=2 * STEP_S)
    one.until(Stage.ASKING)

    assert one.words[:5] == [
        "Lie down.",
        "There.",
        "Stopped. Start again when you like.",
        "We go on.",
        "There.",
    ]
    report = one.course.sets[0].report
    assert report.guided is not None
    assert report.guided.seconds == pytest.approx(6.0)


def test_a_timer_goes_on_where_it_was() -> None:
    """Nobody walks the same minute again."""
    one = led(timer(), goal=1).until(Stage.SET).passes(40).does(Command.STOP).passes(60)
    one.does(Command.CONTINUE).until(Stage.SET)
    begun_s = one.time_s
    one.until(Stage.ASKING)

    assert one.time_s - begun_s == pytest.approx(20.0, abs=3 * STEP_S)


def test_stopped_before_it_began_it_begins_from_the_beginning() -> None:
    """How to get into place is said again, with all its time."""
    one = led().passes(2).does(Command.STOP).passes(10).does(Command.CONTINUE)
    assert one.now.led is not None
    assert one.now.led.left_s == pytest.approx(5.0, abs=2 * STEP_S)
    one.passes(1)
    assert one.words.count("Lie down.") == 2


def test_whoever_is_ready_need_not_wait() -> None:
    """Getting ready can be cut short."""
    one = led().does(Command.SKIP).passes(STEP_S)
    assert one.now.stage is Stage.SET


@pytest.mark.parametrize(
    ("gone_s", "stage"), [(GONE_S - 0.5, Stage.SET), (GONE_S + 0.5, Stage.PAUSED)]
)
def test_with_a_camera_it_pauses_when_nobody_is_there(gone_s: float, stage: Stage) -> None:
    """Not at once: who lies is lost sometimes."""
    one = led(timer(), camera=True).passes(10, there=True).passes(gone_s, there=False)
    assert one.now.stage is stage


def test_back_in_the_picture_it_goes_on() -> None:
    """A pause ends with whom it waits for, not with a glimpse; a moment is given to be in place."""
    one = led(timer(), goal=1, camera=True).passes(10, there=True).passes(20, there=False)
    one.passes(BACK_S - 0.5, there=True)
    assert stages(one.seen)[-1] is Stage.PAUSED
    one.passes(1.5, there=True)
    assert one.words[-1] == "Welcome back. We go on."
    one.passes(LEAD_IN_S + 1, there=True)
    assert one.now.stage is Stage.SET


def test_stopped_by_the_key_it_waits_although_somebody_stands_there() -> None:
    """Only who was away is welcomed back."""
    one = led(camera=True).passes(6, there=True).does(Command.STOP).passes(60, there=True)
    assert one.now.stage is Stage.STOPPED


def test_who_is_not_found_can_go_on_unseen() -> None:
    """Somebody under a blanket presses the key; from then on nobody is looked for."""
    one = led(timer(), goal=1, camera=True).passes(12, there=False)
    assert one.now.stage is Stage.PAUSED
    one.does(Command.CONTINUE).until(Stage.ASKING)
    assert one.course.sets[0].ended is Ended.GOAL


def test_who_stays_away_has_left() -> None:
    """What was done until then is kept."""
    one = led(timer(), goal=3, camera=True).passes(70, there=True)
    one.passes(LEFT_FOR_GOOD_S - 1, there=False)
    assert stages(one.seen)[-1] is Stage.PAUSED
    one.passes(2, there=False)

    assert one.now.stage is Stage.DONE
    (done,) = one.course.sets
    assert done.ended is Ended.LEFT
    assert done.report.guided is not None
    assert not done.report.guided.completed


def test_without_a_camera_nobody_is_missed_and_nothing_is_said_of_pictures() -> None:
    """No pose is found in any step of it."""
    one = led(timer(), goal=2).until(Stage.DONE)
    assert Stage.PAUSED not in stages(one.seen)
    assert not any("see" in text or "picture" in text for text in one.words)


@pytest.mark.parametrize(
    ("spec", "gap_s", "counts_s"),
    [
        (guided(), MAX_STEP_S - 0.5, MAX_STEP_S - 0.5),
        (guided(), MAX_STEP_S + 0.5, MAX_STEP_S),
        (guided(), 3600.0, MAX_STEP_S),
        (timer(), MAX_TIMER_STEP_S - 1, MAX_TIMER_STEP_S - 1),
        (timer(), MAX_TIMER_STEP_S + 1, MAX_TIMER_STEP_S),
    ],
)
def test_a_page_that_was_not_drawn_has_led_nobody(
    spec: ExerciseSpec, gap_s: float, counts_s: float
) -> None:
    """A gap counts as long as one could have heard what was said; of a timer, longer."""
    one = led(spec, goal=3).until(Stage.SET)
    before = one.now.led
    one.time_s += gap_s
    after = one.step().led
    assert before is not None
    assert after is not None
    assert (after.share - before.share) * whole_s(spec, 3) == pytest.approx(counts_s)


# --- The end --------------------------------------------------------------------------------------


def test_broken_off_what_was_done_is_kept_and_asked_about() -> None:
    """One of three; the question comes once, and silence is no answer."""
    one = led(goal=3).until(Stage.SET).passes(8).does(Command.FINISH)
    assert one.now.stage is Stage.ASKING
    one.until(Stage.DONE)

    (done,) = one.course.sets
    assert (done.ended, done.answer) == (Ended.FINISHED, Answer())
    assert done.report.guided is not None
    assert (done.report.guided.done, done.report.guided.completed) == (1, False)
    assert one.words.count(f"1 tilt. Done. {QUESTION}") == 1


def test_broken_off_before_anything_nothing_is_kept_or_asked() -> None:
    """There is nothing to ask about."""
    one = led().passes(1).does(Command.FINISH).passes(1)
    assert one.now.stage is Stage.DONE
    assert one.course.sets == ()
    assert one.words[-1] == "All right, we leave it there."


def test_between_sets_one_rests() -> None:
    """The second set begins after the rest, or sooner."""
    one = led(goal=1, sets=2, rest_s=20.0).until(Stage.RESTING)
    assert one.now.rest_left_s == pytest.approx(20.0, abs=2 * STEP_S)
    one.does(Command.SKIP).until(Stage.DONE)
    assert [done.number for done in one.course.sets] == [1, 2]


@pytest.mark.parametrize("halted", [False, True])
def test_pain_ends_it_and_is_kept(halted: bool) -> None:
    """By the key, in a set or after a stop."""
    one = led(goal=3).until(Stage.SET).passes(2)
    if halted:
        one.does(Command.STOP)
    one.does(Command.PAIN).passes(60)

    assert one.now.stage is Stage.DONE
    (done,) = one.course.sets
    assert done.ended is Ended.PAIN
    assert done.answer.ends_it


def test_an_answer_that_ends_it_does() -> None:
    """Six and above, given on the page between two sets."""
    one = led(goal=1, sets=2).until(Stage.ASKING).answers(Answer(pain=6)).passes(60)
    assert stages(one.seen)[-2:] == [Stage.ASKING, Stage.DONE]
    assert one.course.sets[0].answer == Answer(pain=6)
    assert "We stop here for today." in one.words[-1]


def test_a_calm_answer_goes_on() -> None:
    """And is kept with its set."""
    one = led(goal=1, sets=2).until(Stage.ASKING).answers(Answer(pain=2)).passes(1)
    assert one.now.stage is Stage.RESTING
    assert one.course.sets[0].answer.pain == 2


def test_pain_told_after_the_end_is_kept() -> None:
    """The summary is not there yet."""
    one = led(goal=1).until(Stage.DONE).does(Command.PAIN)
    assert one.course.sets[0].answer.ends_it


def test_what_is_judged_is_not_led() -> None:
    """It has no steps to lead through."""
    with pytest.raises(UsageError, match="judged, not guided"):
        GuidedCourse(load_spec("hip_hinge"), Plan(goal=1, sets=1), SAY)


def whole_s(spec: ExerciseSpec, goal: int) -> float:
    """Return how long a set takes that nothing halts."""
    movement = spec.movement
    assert isinstance(movement, Guided)
    return sum(part.seconds for part in script_of(movement, goal, SAY))


# --- Whatever happens -----------------------------------------------------------------------------

happenings = st.lists(
    st.one_of(
        st.sampled_from(list(Command)),
        st.floats(0.01, 30.0),
        st.builds(Answer, pain=st.none() | st.integers(0, 10)),
    ),
    max_size=40,
)


@given(happenings, st.booleans(), st.booleans(), st.integers(1, 3))
def test_never_more_is_done_than_planned(
    what: list[object], timed: bool, camera: bool, goal: int
) -> None:
    """Times round, seconds and sets stay within the plan, and shares between 0 and 1."""
    spec = timer() if timed else guided()
    one = led(spec, goal=goal, sets=2, camera=camera)
    for each in what:
        if isinstance(each, Command):
            one.does(each)
        elif isinstance(each, Answer):
            one.answers(each)
        elif isinstance(each, float):
            one.time_s += each
            one.step()
        assert one.now.led is not None
        assert 0.0 <= one.now.led.share <= 1.0 + 1e-9
        assert 0 <= one.now.count <= goal
    assert len(one.course.sets) <= 2
    for done in one.course.sets:
        assert done.report.guided is not None
        assert 0 <= done.report.guided.seconds <= whole_s(spec, goal) + 1e-6
        assert done.report.guided.done <= goal


@given(st.floats(0.05, 5.9), st.floats(0.0, 500.0))
def test_time_never_counts_while_stopped(first_s: float, stopped_s: float) -> None:
    """However long the halt, and wherever it comes."""
    one = led(goal=2).until(Stage.SET).passes(first_s, step_s=first_s / 20).does(Command.STOP)
    before = one.course.running
    one.time_s += stopped_s
    one.passes(10)
    assert one.course.running == before


def test_other_things_that_a_listener_does_not_change_anything() -> None:
    """Continue and skip mean nothing while a step is led."""
    one = led(goal=1).until(Stage.SET).does(Command.CONTINUE).does(Command.SKIP)
    assert one.now.stage is Stage.SET
