"""What belongs together in a recording of several sets."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from figures import figure, nobody

from formcheck.exercise.judge.set_parts import SetWatch
from formcheck.exercise.observe.reader import Reading
from formcheck.exercise.results.report import Parted, RepReport, SetReport, Verdict
from formcheck.landmarks.pose import Pose

STANDING = figure()
FPS = 5


def rep(number: int, start_s: float, end_s: float) -> RepReport:
    return RepReport(
        number=number, start_s=start_s, extreme_s=(start_s + end_s) / 2, end_s=end_s,
        verdict=Verdict.GOOD, label="good", checks=(),
    )  # fmt: skip


def two_reps_apart(
    between_s: float, poses: Sequence[Pose] = (STANDING,), places: Sequence[float] = (200.0,)
) -> tuple[SetReport, ...]:
    """Watch a rep of two seconds, what is between, and another; poses and places repeat."""
    watch = SetWatch()
    again_s = 2.0 + between_s
    for i in range(round((again_s + 2) * FPS)):
        time_s = i / FPS
        moving = time_s < 2 or time_s >= again_s
        n = i % len(poses)
        pose = replace(STANDING if moving else poses[n], time_s=time_s)
        place = 200.0 if moving else places[i % len(places)]
        watch.step(pose, Reading(time_s, place=place, torso=100.0), moving=moving)
    return watch.sets([rep(1, 0.0, 2.0), rep(2, again_s, again_s + 2)])


def parted(sets: tuple[SetReport, ...]) -> list[Parted | None]:
    return [part.after for part in sets]


@pytest.mark.parametrize(
    ("between_s", "after"), [(19.8, [None]), (20.0, [None, Parted.REST])], ids=str
)
def test_a_rest_of_twenty_seconds_parts_two_sets(
    between_s: float, after: list[Parted | None]
) -> None:
    """Pauses between reps do not."""
    assert parted(two_reps_apart(between_s)) == after


def test_sets_name_their_reps_and_times() -> None:
    """A set lasts from its first rep's start to its last one's end."""
    first, second = two_reps_apart(30)

    assert (first.number, first.reps, first.start_s, first.end_s) == (1, (1,), 0.0, 2.0)
    assert (second.number, second.reps, second.start_s, second.end_s) == (2, (2,), 32.0, 34.0)


@pytest.mark.parametrize(
    ("off", "after"), [(190.0, [None]), (210.0, [None, Parted.WALKED])], ids=str
)
def test_walking_off_parts_two_sets(off: float, after: list[Parted | None]) -> None:
    """Further than two torso lengths from where the last rep was, and back again."""
    assert parted(two_reps_apart(6, places=(200.0, 200.0 + off))) == after


@pytest.mark.parametrize(("gone_s", "after"), [(1.6, [None]), (3.0, [None, Parted.LEFT])], ids=str)
def test_leaving_the_picture_parts_two_sets(gone_s: float, after: list[Parted | None]) -> None:
    """A person who is lost for a moment has not left it."""
    assert parted(two_reps_apart(gone_s, [nobody(0.0, STANDING)])) == after


def test_a_cut_and_another_person_part_two_sets() -> None:
    """What was shot at another time, or done by somebody else, is another set."""
    watch = SetWatch()
    for i in range(50):
        pose = replace(STANDING, time_s=float(i), shot=int(i >= 20), track_id=1 + int(i >= 40))
        watch.step(pose, Reading(float(i)), moving=False)
    sets = watch.sets([rep(1, 9, 11), rep(2, 20, 22), rep(3, 40, 41)])

    assert parted(sets) == [None, Parted.CUT, Parted.ANOTHER]


def test_where_nothing_was_counted_there_is_no_set() -> None:
    """An empty report has none."""
    assert SetWatch().sets([]) == ()
