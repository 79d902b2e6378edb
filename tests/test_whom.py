"""Whom a recording is about: begun again, tried, named, and what the report says of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest
from figures import STANDING, movement, nobody
from sets import FPS, hinges

from formcheck.exercise.results.report import PersonChoice, Report
from formcheck.exercise.session import Session
from formcheck.landmarks.pose import Pose
from formcheck.pose.named import (
    NamedPerson,
    PictureSide,
)
from formcheck.review.whom import (
    SEVERAL_S,
    BeginAgainError,
    Choice,
    WhomWatch,
    of_the_right_one,
)
from formcheck.specs.files import load_spec

# The tests' own numbers: taken from the code they would move with it, and hold nothing.
TOO_SMALL = 0.5

RIGHT = NamedPerson(PictureSide.RIGHT)
THERE = NamedPerson(time_s=1.0, x=0.7, y=0.5)


def standing(seconds: float) -> list[Pose]:
    return movement([(seconds, STANDING)], fps=FPS)


def beside(poses: Sequence[Pose], offset_px: float, tall: float = 1.0) -> list[Pose]:
    """Return the same with somebody so far to the right, this much as tall, at every look."""
    return [
        replace(pose, people=2, other_boxes_xyxy=np.array([box(pose, offset_px, tall)]))
        for pose in poses
    ]


def box(pose: Pose, offset_px: float, tall: float) -> list[float]:
    left, top = pose.points_px.min(axis=0)
    right, bottom = pose.points_px.max(axis=0)
    return [left + offset_px, bottom - tall * (bottom - top), right + offset_px, bottom]


def watched(poses: Sequence[Pose], choice: Choice | None = None) -> WhomWatch:
    watch = WhomWatch(choice)
    for pose in poses:
        watch.step(pose)
    return watch


# --- What the report says -------------------------------------------------------------------------


def test_of_one_person_nothing_is_said() -> None:
    """Alone, and not named, there was no choice."""
    assert watched(standing(2)).facts is None


@pytest.mark.parametrize(("offset_px", "side"), [(150, "left"), (-150, "right")])
def test_who_was_followed_of_several_is_said(offset_px: float, side: str) -> None:
    """On which side of the others, where and when first, and why."""
    poses = beside(standing(2), offset_px)

    facts = watched(poses).facts

    assert facts is not None
    assert (facts.chosen, facts.people, facts.seen_s) == (PersonChoice.FIRST, 2, 0.0)
    assert f"the one on the {side} was followed" in facts.words
    hips = poses[0].points_px[[11, 12, 23, 24]].mean(axis=0) / poses[0].size_wh
    assert (facts.x, facts.y) == pytest.approx(tuple(hips), abs=0.001)


def test_who_is_now_left_and_now_right_is_on_no_side() -> None:
    """Somebody who walks past tells no side."""
    poses = [*beside(standing(2), -150), *beside(standing(4)[30:], 150)]

    facts = watched(poses).facts

    assert facts is not None
    assert "one of them was followed" in facts.words


@pytest.mark.parametrize(("frames", "told"), [(-1, False), (2, True)])
def test_others_count_once_they_were_seen_for_long_enough(frames: int, *, told: bool) -> None:
    """One look that went wrong is nobody."""
    alone, seen = standing(3), round(SEVERAL_S * FPS) + frames

    watch = watched([*alone[:10], *beside(alone[10 : 10 + seen], 150), *alone[10 + seen :]])

    assert (watch.facts is not None) == told
    assert (watch.other is not None) == told


@pytest.mark.parametrize("several", [False, True])
def test_that_somebody_was_named_is_said(*, several: bool) -> None:
    """With the words they were named by, also where only one was seen."""
    poses = beside(standing(2), -150) if several else standing(2)

    facts = watched(poses, Choice(RIGHT)).facts

    assert facts is not None
    assert (facts.chosen, facts.named, facts.people) == (PersonChoice.NAMED, "right", 1 + several)


def test_that_nobody_is_where_was_said_is_said() -> None:
    """An empty place is no error."""
    facts = watched([nobody(p.time_s, p) for p in standing(1)], Choice(THERE)).facts

    assert facts is not None
    assert facts.words == "Nobody was found where you said."


# --- Beginning again ------------------------------------------------------------------------------


def another(poses: Sequence[Pose], gap: int = 0) -> list[Pose]:
    """Return poses of which the second half is somebody else's, after so many of nobody."""
    half = len(poses) // 2
    unseen = [nobody(p.time_s, p) for p in poses[half : half + gap]]
    return [*poses[:half], *unseen, *(replace(p, track_id=1) for p in poses[half + gap :])]


def test_where_another_one_is_gone_over_to_it_begins_again() -> None:
    """With the one who is followed from there, named by that time and place."""
    poses = another(standing(2))
    expected = poses[len(poses) // 2]

    with pytest.raises(BeginAgainError) as begun:
        watched(poses)

    choice = begun.value.choice
    assert choice.why is PersonChoice.EXERCISED
    assert choice.person.time_s == pytest.approx(expected.time_s, abs=0.001)
    hips = expected.points_px[[11, 12, 23, 24]].mean(axis=0) / expected.size_wh
    assert (choice.person.x, choice.person.y) == pytest.approx(tuple(hips), abs=0.001)


def test_somebody_who_comes_in_later_is_no_reason_to_begin_again() -> None:
    """The one before went away: what they did remains theirs."""
    watched(another(standing(8), gap=40))


def test_who_was_chosen_is_not_chosen_again() -> None:
    """It begins again once at most."""
    watched(another(standing(2)), Choice(THERE))


# --- Who else might be meant ----------------------------------------------------------------------


def test_the_largest_other_is_tried_where_seen_best() -> None:
    """Of several looks, the one that shows somebody at their largest."""
    small, large = standing(2), standing(4)[30:]

    other = watched([*beside(small, 150, 0.8), *beside(large, 180, 0.95)]).other

    assert other is not None
    assert other.time_s == pytest.approx(large[0].time_s, abs=0.001)
    left, _, right, _ = box(large[0], 180, 0.95)
    assert other.x == pytest.approx((left + right) / 2 / large[0].size_wh[0], abs=0.001)


@pytest.mark.parametrize(("tall", "tried"), [(TOO_SMALL - 0.05, False), (TOO_SMALL + 0.05, True)])
def test_nobody_in_the_background_is_tried(tall: float, *, tried: bool) -> None:
    """Who is less than half as tall is not the one this recording is about."""
    assert (watched(beside(standing(2), 150, tall)).other is not None) == tried


def test_where_somebody_was_named_nobody_else_is_tried() -> None:
    """They are followed, whatever they do."""
    assert watched(beside(standing(2), 150), Choice(RIGHT)).other is None


# --- The right one --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Made:
    """A judgement, and whom it followed."""

    report: Report
    other: NamedPerson | None = None
    choice: Choice | None = None


def report(reps: int) -> Report:
    session = Session(load_spec("hip_hinge"))
    for pose in hinges(reps) if reps else []:
        session.step(pose)
    return session.report()


@pytest.fixture(scope="module")
def some() -> Report:
    return report(1)


@pytest.fixture(scope="module")
def nothing() -> Report:
    return report(0)


def never(choice: Choice) -> Made:
    raise AssertionError(f"{choice} was tried")


def test_who_was_named_is_judged_once(nothing: Report) -> None:
    """Whatever comes of it."""
    made = of_the_right_one(lambda c: Made(nothing, THERE, c), never, RIGHT)

    assert made.choice == Choice(RIGHT, PersonChoice.NAMED)


def test_who_does_the_exercise_is_judged_from_the_beginning(some: Report) -> None:
    """As soon as that is known."""
    chosen = Choice(THERE, PersonChoice.EXERCISED)

    def judge(choice: Choice | None) -> Made:
        if choice is None:
            raise BeginAgainError(chosen)
        return Made(some, None, choice)

    assert of_the_right_one(judge, never, None).choice == chosen


def test_where_something_was_counted_nobody_else_is_tried(some: Report) -> None:
    """The first one exercised."""
    assert of_the_right_one(lambda c: Made(some, None, c), never, None).choice is None


@pytest.mark.parametrize("counts", [True, False])
def test_where_nothing_was_counted_the_other_one_is_tried(
    some: Report, nothing: Report, *, counts: bool
) -> None:
    """They are judged if something is counted for them; else all stays with the first."""
    tried: list[Choice] = []

    def trial(choice: Choice) -> Made:
        tried.append(choice)
        return Made(some if counts else nothing)

    made = of_the_right_one(lambda c: Made(nothing, None if c else THERE, c), trial, None)

    assert tried == [Choice(THERE, PersonChoice.EXERCISED)]
    assert made.choice == (tried[0] if counts else None)


def test_a_trial_broken_off_leaves_what_was_judged(nothing: Report) -> None:
    """Ctrl-C after the first pass loses nothing of it."""

    def trial(choice: Choice) -> Made:
        raise KeyboardInterrupt

    assert of_the_right_one(lambda c: Made(nothing, THERE, c), trial, None).choice is None
