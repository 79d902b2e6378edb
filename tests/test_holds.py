"""Stories of held positions: what is timed, what counts, what is said meanwhile."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import pytest
from exercises import (
    STILL_BACK,
    STRAIGHT_KNEE,
    STRETCH,
    exercise,
    known_back,
    outline_bent,
    reading,
)
from hypothesis import given
from hypothesis import strategies as st

from formcheck.exercise.coach.holds import HoldCoach
from formcheck.exercise.count.holds import HoldSpan, HoldTracker
from formcheck.exercise.judge.set_judge import SetJudge
from formcheck.exercise.judge.sets import HoldSet
from formcheck.exercise.measure.registry import Measure
from formcheck.exercise.observe.reader import Reading
from formcheck.exercise.results.moment import CueKind, HoldProgress
from formcheck.exercise.results.report import Finished, HoldReport
from formcheck.exercise.spec.models import ExerciseSpec, Sides
from formcheck.landmarks.pose import Pose, Side

NAN = math.nan
FPS = 10

# A position is a lean of more than 30 with the knee bent less than 20; held from 5 s on.
UP, IN, SAGGING, OUT = (0.0, 3.0), (45.0, 3.0), (27.0, 3.0), (20.0, 3.0)
BENT, UNSEEN, KNEE_UNSEEN = (45.0, 30.0), (NAN, NAN), (45.0, NAN)

Part = tuple[float, tuple[float, float]]
"""Seconds, and the lean and the knee meanwhile."""


def readings(parts: Sequence[Part], *, back: float = 0.0) -> Iterator[Reading]:
    frame = 0
    for seconds, (trunk, knee) in parts:
        for _ in range(round(seconds * FPS)):
            values = {
                Measure.TRUNK_INCL: trunk,
                Measure.KNEE_FLEX: knee,
                Measure.BACK_CURV: back,
            }
            yield reading(frame / FPS, values, loose=values, outline=outline_bent(back))
            frame += 1


def held(parts: Sequence[Part]) -> list[HoldSpan]:
    tracker = HoldTracker(STRETCH)
    ended = [tracker.step(row.time_s, row.loose) for row in readings(parts)]
    return [span for span in [*ended, tracker.finish()] if span is not None]


STORIES: dict[str, tuple[list[Part], list[tuple[float, bool]]]] = {
    "never in position": ([(20, UP)], []),
    "held once": ([(2, UP), (12, IN), (5, UP)], [(12, True)]),
    "held twice": ([(2, UP), (12, IN), (5, UP), (8, IN), (3, UP)], [(12, True), (8, True)]),
    "too short": ([(2, UP), (4, IN), (5, UP)], [(4, False)]),
    "just long enough": ([(2, UP), (5.2, IN), (5, UP)], [(5.2, True)]),
    "left for less than the grace time": ([(6, IN), (1.5, UP), (6, IN), (5, UP)], [(12, True)]),
    "left for longer": ([(6, IN), (3, UP), (7, IN), (5, UP)], [(6, True), (7, True)]),
    "sagging within the wobble": ([(6, IN), (4, SAGGING), (6, IN), (5, UP)], [(16, True)]),
    "beyond the wobble": ([(6, IN), (4, OUT), (6, IN), (5, UP)], [(6, True), (6, True)]),
    "not begun within the wobble": ([(10, SAGGING)], []),
    "one condition broken": ([(6, IN), (4, BENT), (5, UP)], [(6, True)]),
    "unseen for a moment": ([(6, IN), (1.5, UNSEEN), (6, IN), (5, UP)], [(12, True)]),
    "one measure unseen for a moment": (
        [(6, IN), (1, KNEE_UNSEEN), (6, IN), (5, UP)],
        [(12, True)],
    ),
    "unseen for long": ([(6, IN), (4, UNSEEN), (7, IN), (5, UP)], [(6, True), (7, True)]),
    "the recording ends": ([(2, UP), (9, IN)], [(9, True)]),
    "never seen": ([(10, UNSEEN)], []),
}


@pytest.mark.parametrize("story", STORIES)
def test_only_time_in_position_counts(story: str) -> None:
    """The timer runs in position alone, within 0.3 s; a hold too short is told apart."""
    parts, expected = STORIES[story]
    spans = held(parts)

    assert [span.counts for span in spans] == [counts for _, counts in expected]
    assert [span.held_s for span in spans] == pytest.approx([s for s, _ in expected], abs=0.31)


def test_the_timer_stands_while_out_of_position() -> None:
    """Within the grace time the hold goes on and its timer does not."""
    tracker = HoldTracker(STRETCH)
    rows = list(readings([(6, IN), (1.5, UP)]))
    for row in rows:
        tracker.step(row.time_s, row.loose)

    assert tracker.phase == "holding"
    assert not tracker.progress.running
    assert tracker.progress.held_s == pytest.approx(5.9)
    assert tracker.progress.goal_s == 20


def test_before_the_position_one_is_getting_ready() -> None:
    """The phase says so, and no time is held."""
    tracker = HoldTracker(STRETCH)
    tracker.step(0.0, {Measure.TRUNK_INCL: 10.0, Measure.KNEE_FLEX: 0.0})

    assert tracker.phase == "getting_ready"
    assert not tracker.holding


parts = st.lists(
    st.tuples(
        st.floats(0.2, 9), st.sampled_from([UP, IN, SAGGING, OUT, BENT, UNSEEN, KNEE_UNSEEN])
    ),
    max_size=12,
)


@given(parts)
def test_nobody_holds_longer_than_there_was_time(story: list[Part]) -> None:
    """The time held is never more than the hold lasted, nor than there was in position."""
    spans = held(story)

    for span in spans:
        assert 0 <= span.held_s <= span.end_s - span.start_s + 1e-9
    for before, after in pairwise(spans):
        assert before.end_s <= after.start_s
    in_position = sum(seconds for seconds, state in story if state in (IN, SAGGING))
    assert sum(span.held_s for span in spans) <= in_position + 0.1 * len(story)


# --- Said meanwhile -------------------------------------------------------------------------------

SPEC = exercise(STILL_BACK, STRAIGHT_KNEE, movement=STRETCH)


@dataclass(frozen=True)
class Now:
    """What the coach is given of a frame."""

    finished: Finished | None
    moving: bool
    hold: HoldProgress | None


def coached(
    story: Sequence[Part],
    *,
    spec: ExerciseSpec = SPEC,
    sides: Sequence[str] = ("right", "left"),
    back: float = 0.0,
) -> list[tuple[float, str]]:
    """What is said, and when; each hold is on the next of ``sides``."""
    assert spec.movement.kind == "hold"
    judge = SetJudge(spec, known_back())
    holds = HoldSet(spec.movement, judge)
    coach = HoldCoach(spec, lambda seconds: judge.glance(holds.recent(seconds)))
    turns = iter(sides)
    side, told = next(turns), []
    for row in readings(story, back=back):
        finished = holds.step(replace(row, pose=Pose(row.time_s, (640, 480), near=Side(side))))
        if isinstance(finished, HoldReport):
            side = next(turns, side)
        cue = coach.step(row.time_s, Now(finished, holds.moving, holds.hold))
        if cue is not None:
            told.append((row.time_s, cue.text))
    return told


def test_a_good_hold_is_timed_aloud_and_the_side_changed() -> None:
    """Halfway, the last five seconds, the end, then the other side; after both, praise."""
    told = coached([(2, UP), (21, IN), (6, UP), (21, IN), (6, UP)])

    announced = ["Halfway.", "Five more seconds.", "And rest."]
    assert [text for _, text in told] == [
        *announced,
        "Now the other side.",
        *announced,
        SPEC.praise,
    ]
    assert [time_s for time_s, _ in told[:3]] == pytest.approx([2 + 10, 2 + 15, 2 + 20], abs=0.2)


def test_an_exercise_of_both_sides_at_once_is_not_turned_round() -> None:
    """Where both sides are held together nobody is sent to the other side."""
    movement = STRETCH.model_copy(update={"sides": Sides.BOTH_AT_ONCE})
    spec = exercise(STILL_BACK, STRAIGHT_KNEE, movement=movement)

    told = [text for _, text in coached([(2, UP), (21, IN), (6, UP)], spec=spec)]

    assert told[-1] == SPEC.praise


def test_who_must_turn_round_for_the_other_side_is_told_so() -> None:
    """Where the limb must be near the camera, changing sides means turning round."""
    movement = STRETCH.model_copy(update={"turn_round": True})
    spec = exercise(STILL_BACK, STRAIGHT_KNEE, movement=movement)

    told = [text for _, text in coached([(2, UP), (21, IN), (6, UP)], spec=spec)]

    assert told[-1] == "Turn round for the other side."


def test_nobody_is_corrected_after_the_end() -> None:
    """Who stays in position after being told to rest hears no more corrections."""
    told = coached([(2, UP), (45, IN), (6, UP)], back=60)
    rest_s = next(time_s for time_s, text in told if text == "And rest.")

    assert [text for time_s, text in told if rest_s < time_s < 47] == []


def test_the_same_side_again_is_not_both() -> None:
    """Two holds on one side still leave the other one."""
    told = coached([(2, UP), (21, IN), (6, UP), (21, IN), (6, UP)], sides=("right", "right"))

    assert [text for _, text in told].count("Now the other side.") == 2


def test_a_fault_is_corrected_while_it_lasts_and_rarely() -> None:
    """The back is corrected during the hold, after settling, no sooner than every eight seconds."""
    told = coached([(2, UP), (21, IN), (6, UP)], back=60)
    cues = [time_s for time_s, text in told if text == "Long back."]

    assert cues
    assert cues[0] == pytest.approx(2 + 3, abs=0.2)
    for (sooner, _), (later, text) in pairwise(told):
        assert text != "Long back." or later - sooner >= 8


def test_the_back_is_corrected_before_the_knee() -> None:
    """Of two faults the more important one is said."""
    bent = (45.0, 19.0)

    assert coached([(2, UP), (8, bent)], back=60)[0][1] == "Long back."
    assert coached([(2, UP), (8, bent)])[0][1] == "Knee straight."


def test_a_moments_slip_is_not_corrected() -> None:
    """A knee bent for a second is over before anybody could say so."""
    told = coached([(2, UP), (4, IN), (0.4, (45.0, 19.0)), (4, IN)])

    assert "Knee straight." not in [text for _, text in told]


def test_a_hold_with_a_fault_is_not_praised() -> None:
    """After both sides, a hold that was not good ends without praise."""
    story = [(2, UP), (21, IN), (6, UP), (21, IN), (6, UP)]

    assert SPEC.praise not in [text for _, text in coached(story, back=60)]


def test_a_try_too_short_is_not_the_first_side() -> None:
    """Who lets go at once is not sent to the other side."""
    assert coached([(2, UP), (2, IN), (6, UP)]) == []


def test_holds_are_prompted_and_corrected_in_few_words() -> None:
    """Whatever is said in a hold is at most six words, of a kind that a hold can have."""
    told = [text for _, text in coached([(2, UP), (21, IN), (6, UP), (21, IN), (6, UP)], back=60)]

    assert max(len(text.split()) for text in told) <= 6
    assert CueKind.CORRECTION < CueKind.PRAISE


def test_after_both_sides_the_sides_change_again() -> None:
    """With several holds a side, nobody holds the same one twice running unasked."""
    told = coached([(2, UP), *[(21, IN), (6, UP)] * 3], sides=("left", "right", "left"))

    asked = [text for _, text in told if text in {"Now the other side.", SPEC.praise}]
    assert asked == ["Now the other side.", SPEC.praise, "Now the other side."]
