"""Plays the recordings of a spec's examples, if they lie beside the spec."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from formcheck.errors import VideoError
from formcheck.exercise.results.reasons import Outcome
from formcheck.exercise.results.report import Report, Verdict
from formcheck.exercise.session import Session
from formcheck.exercise.spec.models import Example, ExerciseSpec
from formcheck.pose.recording import load_recording
from formcheck.specs.lined_yaml import Place
from formcheck.specs.rules.limits import Broken

__all__ = ["example_problems", "example_recording"]

_FOLDERS = ("", "recordings")
"""The folder beside the spec that may hold its recordings."""

_OFF = frozenset({Verdict.WARN, Verdict.FAULT})


def example_recording(spec_path: Path, name: str) -> Path | None:
    """Return the recording of a spec's example; None if there is no such file."""
    places = (spec_path.parent / folder / f"{name}.npz" for folder in _FOLDERS)
    return next((place for place in places if place.is_file()), None)


def example_problems(spec: ExerciseSpec, spec_path: Path) -> Iterator[Broken]:
    """Yield the recordings whose report differs from what their example says."""
    for i, example in enumerate(spec.examples):
        recording = example_recording(spec_path, example.recording)
        if recording is None:
            continue
        try:
            poses = load_recording(recording)
        except VideoError as error:
            yield Broken(
                ("examples", i, "recording"), f"{recording.name} cannot be used: {error.what}"
            )
            continue
        session = Session(spec)
        for pose in poses:
            session.step(pose)
        yield from _differences(("examples", i), example, session.report())


def _differences(place: Place, example: Example, report: Report) -> Iterator[Broken]:
    short = [each for each in report.attempts if each.outcome is Outcome.SHORT]
    for name, found in (("reps", report.reps), ("holds", report.holds), ("short", short)):
        said = getattr(example, name)
        if said != len(found):
            yield Broken((*place, name), f"'{name}' is {said}, but {len(found)} come out")
    problems = _found(report)
    missing = [each for each in example.problems if each not in problems]
    if missing:
        yield Broken((*place, "problems"), f"nothing is found by {_quoted(missing)}")
    more = sorted(problems - set(example.problems))
    if more:
        yield Broken((*place, "problems"), f"something is found by {_quoted(more)}, too")


def _found(report: Report) -> set[str]:
    """Return the checks with a finding in at least half of the reps or holds."""
    done = report.reps or report.holds
    off = Counter(check.id for each in done for check in each.checks if check.verdict in _OFF)
    return {check for check, times in off.items() if 2 * times >= len(done)}


def _quoted(names: list[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)
