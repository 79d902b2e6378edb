"""`formcheck evaluate`: judges labelled clips, and shows tables, JSON or a page."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import typer

from formcheck.cli.console import ReviewConsole
from formcheck.cli.exits import Exit
from formcheck.cli.interrupt import noting_ctrl_c
from formcheck.cli.model import OpenEstimator, estimator_of
from formcheck.cli.native_noise import native_noise_hidden
from formcheck.errors import FormCheckError, UsageError
from formcheck.evaluate.cross.crossing import cross_all, kept_in, labelled_in
from formcheck.evaluate.cross.tables import CrossTables
from formcheck.evaluate.evaluator import evaluate
from formcheck.evaluate.kept_poses import KeptPoses
from formcheck.evaluate.labels.inputs import plan_of, refuse_inside
from formcheck.evaluate.page.page import Page
from formcheck.evaluate.tables.clips import EvaluationTables
from formcheck.evaluate.watching import Watching
from formcheck.review.versions import formcheck_version
from formcheck.terminal import people_console

__all__ = ["EvaluateOptions", "cross_recordings", "evaluate_clips"]


@dataclass(frozen=True, slots=True)
class EvaluateOptions:
    """Options of `formcheck evaluate`; see its help."""

    out: Path | None
    model: str | None
    poses: Path | None
    keep_poses: Path | None
    as_json: bool
    summary: bool


def evaluate_clips(
    labels: Path,
    options: EvaluateOptions,
    console: ReviewConsole,
    open_estimator: OpenEstimator | None,
) -> Exit:
    """Compare the findings in clips with their labels, and print the result."""
    kept = KeptPoses(options.poses, options.keep_poses)
    wanted = plan_of(labels)
    for folder in wanted.elsewhere:
        console.say(f"Clips are read from {folder}, too: the labels name them there.")
    page = None
    if options.out is not None:
        refuse_inside(options.out, wanted)
        page = Page(options.out)
    kept.refuse_the_same_name(clip.video for clip in wanted.clips)
    estimator, made_with = estimator_of(options.model, console, open_estimator)
    with native_noise_hidden(), noting_ctrl_c() as pressed:
        evaluation = evaluate(
            wanted,
            estimator,
            watched=console.watched,
            failed=console.fail,
            stop=pressed.is_set,
            each=page.add if page else lambda judged: None,
            poses=kept,
            versions=made_with,
        )
    if page is not None:
        console.say(f"The page: {page.write(evaluation)}")
    if options.as_json:
        typer.echo((evaluation.summary if options.summary else evaluation).as_json().encode())
    else:
        people_console().print(EvaluationTables(evaluation))
    if evaluation.interrupted:
        return Exit.INTERRUPTED
    failed = any(skipped.failed for skipped in evaluation.skipped)
    return Exit.UNREADABLE if failed else Exit.DONE


def cross_recordings(
    path: Path,
    options: EvaluateOptions,
    console: ReviewConsole,
    open_estimator: OpenEstimator | None,
) -> Exit:
    """Judge every recording by every exercise, and print the result."""
    if options.out is not None:
        raise UsageError("--cross writes no page", where="--out", to_do="Leave one out")
    kept = KeptPoses(options.poses, options.keep_poses)
    failures: list[FormCheckError] = []
    with native_noise_hidden(), noting_ctrl_c() as pressed:
        made_with = {"formcheck": formcheck_version()}
        recordings = kept_in(path)
        if not recordings:
            wanted = plan_of(path)
            kept.refuse_the_same_name(clip.video for clip in wanted.clips)
            estimator, made_with = estimator_of(options.model, console, open_estimator)

            @contextmanager
            def watching(title: str) -> Generator[Watching]:
                with console.watched(title) as progress:
                    yield Watching(estimator, kept, progress, pressed.is_set)

            recordings = labelled_in(wanted, watching)
        table = cross_all(
            path.name, recordings, failed=failures.append, stop=pressed.is_set, versions=made_with
        )
    for failure in failures:
        console.fail(failure)
    if options.as_json:
        typer.echo(table.as_json().encode())
    else:
        people_console().print(CrossTables(table))
    if table.interrupted:
        return Exit.INTERRUPTED
    return Exit.UNREADABLE if failures else Exit.DONE
