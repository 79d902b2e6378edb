"""Which exercise is taken to be in which recording."""

import math
from pathlib import Path

import pytest

from formcheck.errors import UsageError
from formcheck.review.plan import Untold, exercise_in_name, plan, plan_or_look
from formcheck.review.review import Task

KNOWN = ["hip_hinge", "squat", "sit_to_stand", "squat_wide"]


@pytest.mark.parametrize(
    ("name", "exercise"),
    [
        ("hip_hinge.mp4", "hip_hinge"),
        ("hip_hinge_good.mp4", "hip_hinge"),
        ("Hip_Hinge-2026.MOV", "hip_hinge"),
        ("squat_wide_2.mp4", "squat_wide"),
        ("squat_2.mp4", "squat"),
        ("squats.mp4", None),
        ("my_squat.mp4", None),
        ("hip.mp4", None),
    ],
)
def test_a_name_tells_its_exercise_by_how_it_begins(name: str, exercise: str | None) -> None:
    """The id has to be followed by a mark or the end; the longest fitting one counts."""
    assert exercise_in_name(Path("videos") / name, KNOWN) == exercise


def test_every_recording_gets_its_own_exercise() -> None:
    """One exercise named serves all; the spec's hash goes along."""
    videos = [Path("a.mp4"), Path("b.mp4")]

    tasks = plan(videos, "hip_hinge")

    assert [task.video for task in tasks] == videos
    assert {task.spec.id for task in tasks} == {"hip_hinge"}
    assert len({task.spec_hash for task in tasks}) == 1
    assert len(tasks[0].spec_hash) == 64


def test_a_variant_is_applied() -> None:
    """The engine gets the plain spec that the variant makes."""
    [task] = plan([Path("a.mp4")], "hip_hinge", "smaller_range")

    assert task.variant == "smaller_range"
    assert task.spec.variants == ()


def test_an_own_range_is_put_in_before_a_variant() -> None:
    """A share can be less than the degrees of a limited version, and then counts there, too."""
    limits = {
        (variant, range_deg): plan([Path("a.mp4")], "hip_hinge", variant, range_deg)[0]
        .spec.checks[0]
        .target.max
        for variant in (None, "smaller_range")
        for range_deg in (30.0, 90.0)
    }

    assert limits[None, 30.0] == limits["smaller_range", 30.0] == 15.0  # never less
    assert limits[None, 90.0] == 30.0  # never more
    assert limits["smaller_range", 90.0] == pytest.approx(15.0)


def test_a_range_that_no_back_has_is_refused_for_every_exercise() -> None:
    """A mistake is told although this one does not need it; a good one is not in its report."""
    with pytest.raises(UsageError, match="own range"):
        plan([Path("a.mp4")], "back_range", None, 300.0)

    [task] = plan([Path("a.mp4")], "back_range", None, 50.0)
    assert task.back_range_deg is None


def test_a_name_that_tells_nothing_is_refused() -> None:
    """The message asks for --exercise and names what is known."""
    with pytest.raises(UsageError, match=r"a\.mp4.*--exercise.*hip_hinge"):
        plan([Path("hip_hinge_1.mp4"), Path("a.mp4")])


def test_what_no_name_tells_is_looked_at() -> None:
    """The others are planned as they are; what is found out later makes a task of it."""
    named, untold = plan_or_look([Path("hip_hinge_1.mp4"), Path("a.mp4")])

    assert isinstance(named, Task)
    assert isinstance(untold, Untold)
    task = untold.task("squat", 0.8)
    assert (task.video, task.spec.id, task.recognised) == (Path("a.mp4"), "squat", 0.8)
    assert math.isnan(named.recognised)


def test_an_exercise_that_is_named_is_not_looked_for() -> None:
    """It is taken for all of them."""
    assert all(isinstance(each, Task) for each in plan_or_look([Path("a.mp4")], "squat"))


def test_a_variant_needs_its_exercise() -> None:
    """It belongs to one, which nobody has named."""
    with pytest.raises(UsageError, match="--exercise"):
        plan_or_look([Path("a.mp4")], None, "smaller_range")


def test_a_range_that_no_back_has_is_refused_before_anything_is_looked_at() -> None:
    """Which exercise it will be does not matter."""
    with pytest.raises(UsageError, match="own range"):
        plan_or_look([Path("a.mp4")], None, None, 300.0)
