"""Assigns an exercise to every recording."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from formcheck.errors import UsageError
from formcheck.pose.named import NamedPerson
from formcheck.review.review import Task
from formcheck.specs.files import judged_ids, load_spec, spec_hash
from formcheck.specs.own_range import RANGE_EXERCISE, has_own_range, within_own_range
from formcheck.specs.variants import apply_variant

__all__ = ["Untold", "exercise_in_name", "plan", "plan_or_look"]


def plan(
    videos: Sequence[Path],
    exercise: str | None = None,
    variant: str | None = None,
    back_range_deg: float | None = None,
) -> list[Task]:
    """Return the recordings to review, each with its exercise.

    Parameters
    ----------
    videos
        The recordings.
    exercise
        An exercise's id or a spec's file, for all of them. Without one, each file's name has to
        begin with an id.
    variant
        The id of a variant that every one of these exercises has.
    back_range_deg
        How far the person's own back rounds, in degrees, if known.

    Raises
    ------
    UsageError
        There is no such exercise or variant, a name contains none, or no back has this range.
    SpecError
        The spec is wrong.
    """
    task_of = cache(partial(_task_of, variant=variant, back_range_deg=back_range_deg))
    return [replace(task_of(exercise or _told_by(video)), video=video) for video in videos]


@dataclass(frozen=True, slots=True)
class Untold:
    """A recording whose exercise neither the user nor its name says.

    ``person`` is the person to follow, if the user named one.
    """

    video: Path
    back_range_deg: float | None = None
    person: NamedPerson | None = None

    def task(self, exercise: str, share: float = math.nan) -> Task:
        """Return the task for an exercise; ``share`` is its certainty.

        It is NaN if the user named the exercise.
        """
        task = _task_of(exercise, None, self.back_range_deg)
        return replace(task, video=self.video, recognised=share, person=self.person)


def plan_or_look(
    videos: Sequence[Path],
    exercise: str | None = None,
    variant: str | None = None,
    back_range_deg: float | None = None,
) -> list[Task | Untold]:
    """Return the tasks, as :func:`plan` does, and the recordings to look at first.

    Raises
    ------
    UsageError
        As :func:`plan`; or a variant is given without the exercise it belongs to.
    SpecError
        The spec is wrong.
    """
    known = judged_ids()
    if back_range_deg is not None:
        # Refuses a range that no back has, before looking at any recording.
        within_own_range(load_spec(RANGE_EXERCISE), back_range_deg)
    return [
        Untold(video, back_range_deg)
        if exercise is None and variant is None and exercise_in_name(video, known) is None
        else plan([video], exercise, variant, back_range_deg)[0]
        for video in videos
    ]


def exercise_in_name(video: Path, ids: Sequence[str]) -> str | None:
    """Return the exercise whose id begins a file's name, the longest one if several fit."""
    name = video.stem.lower()
    fitting = [
        known for known in ids if name == known or name.startswith((f"{known}_", f"{known}-"))
    ]
    return max(fitting, key=len, default=None)


def _task_of(exercise: str, variant: str | None, back_range_deg: float | None) -> Task:
    spec = load_spec(exercise)
    _ = spec.judged  # refused before a recording is looked at
    own = back_range_deg if has_own_range(spec) else None
    if back_range_deg is not None:
        spec = within_own_range(spec, back_range_deg)
    if variant is not None:
        spec = apply_variant(spec, variant)
    return Task(Path(), spec, spec_hash(exercise), variant or "", own)


def _told_by(video: Path) -> str:
    known = judged_ids()
    if told := exercise_in_name(video, known):
        return told
    raise UsageError(
        "its name does not tell the exercise",
        where=str(video),
        to_do=f"Say which one it is with --exercise: {', '.join(known)}, or a spec's file",
    )
