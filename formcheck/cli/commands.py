"""The command line: formcheck app, review, evaluate, model, doctor, spec."""

import io
import os
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from enum import IntEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from formcheck.app.server import launch
from formcheck.app.server.settings import Settings, camera_named
from formcheck.cli import spec as spec_cli
from formcheck.cli.console import ReviewConsole
from formcheck.cli.doctor import examine
from formcheck.cli.interrupt import noting_ctrl_c
from formcheck.cli.native_noise import native_noise_hidden
from formcheck.cli.review import OneRecording
from formcheck.errors import (
    FormCheckError,
    ModelError,
    OutputError,
    SpecError,
    UsageError,
    VideoError,
)
from formcheck.evaluate.cross.crossing import cross_all, kept_in, labelled_in
from formcheck.evaluate.cross.tables import CrossTables
from formcheck.evaluate.evaluator import evaluate as hold_against_labels
from formcheck.evaluate.kept_poses import KeptPoses
from formcheck.evaluate.labels.inputs import plan_of, refuse_inside
from formcheck.evaluate.page.page import Page
from formcheck.evaluate.score.result import Evaluation
from formcheck.evaluate.tables.clips import EvaluationTables
from formcheck.evaluate.watching import Watching
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.model import make_model, model_path, use_model
from formcheck.pose.named import person_named
from formcheck.printable import printable
from formcheck.review.analyse import Estimator
from formcheck.review.outputs import DEFAULT_FOLDER
from formcheck.review.plan import Untold, plan_or_look
from formcheck.review.review import Reviewer, Task
from formcheck.review.versions import formcheck_version, versions

__all__ = ["Exit", "app", "main"]


class Exit(IntEnum):
    """Exit codes, as ``formcheck --help`` and docs/review.md explain them."""

    DONE = 0
    UNREADABLE = 1
    USAGE = 2
    NO_MODEL = 4
    NOT_WRITTEN = 5
    INTERRUPTED = 130


_EXIT_OF: Final[dict[type[FormCheckError], Exit]] = {
    UsageError: Exit.USAGE,
    SpecError: Exit.USAGE,
    VideoError: Exit.UNREADABLE,
    ModelError: Exit.NO_MODEL,
    OutputError: Exit.NOT_WRITTEN,
}

_STATE: Final = {True: "works", False: "missing", None: "not here"}

_EPILOG: Final = (
    "Exit codes: 0 done (a set that could not be judged included: its report says why); "
    "1 a recording could not be read, or the doctor found something missing; "
    "2 the command, the exercise or its spec is wrong, or a recording does not tell its exercise; "
    "4 there is no pose model; "
    "5 a result could not be written; 130 interrupted, what was finished is kept."
)

ModelFile = Annotated[Path | None, typer.Option(metavar="FILE", help="Another pose model (.task).")]

app = typer.Typer(
    name="formcheck",
    help="Checks the form of back-care exercises. The video never leaves this machine.",
    epilog=_EPILOG,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(spec_cli.app, name="spec")


def main() -> None:
    """Run the command line."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # neither closed nor replaced
        # A letter that the terminal or a log cannot show is no reason to lose the rest.
        sys.stdout.reconfigure(errors="replace")
    try:
        _run_and_flush()
    except OSError as error:  # what is printed goes to a full disk; files have their own words
        said = f"error: what is printed cannot be written: {error.strerror or error}"
        typer.echo(printable(said), err=True)
        _forget_what_is_buffered()
        sys.exit(Exit.NOT_WRITTEN)


def _run_and_flush() -> None:
    try:
        app()
    finally:
        if sys.stdout is not None:
            sys.stdout.flush()


def _forget_what_is_buffered() -> None:
    """Keep Python from trying once more, on its way out, to write what cannot be written."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"formcheck {formcheck_version()}")
        raise typer.Exit


@app.callback()
def _formcheck(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Say which."),
    ] = False,
) -> None:
    pass


@app.command(epilog=_EPILOG)
def review(  # noqa: PLR0913 - a command has as many arguments as options
    context: typer.Context,
    videos: Annotated[
        list[Path], typer.Argument(metavar="VIDEO", help="The recordings.", readable=False)
    ],
    *,
    exercise: Annotated[
        str | None,
        typer.Option(
            metavar="ID|FILE",
            help="The exercise: an id (formcheck spec list) or your own spec's file. Not needed "
            "where a file's name begins with an id, or where the movement tells it; else you are "
            "asked (with --json, or without a terminal, nothing is judged then).",
        ),
    ] = None,
    variant: Annotated[
        str | None,
        typer.Option(metavar="ID", help="An easier, harder or limited version of it."),
    ] = None,
    back_range: Annotated[
        float | None,
        typer.Option(
            metavar="DEG",
            help="How far this person's own back rounds, as the exercise back_range finds it; "
            "limits for the back are then shares of it.",
        ),
    ] = None,
    person: Annotated[
        str | None,
        typer.Option(
            metavar="left|right|TIME@X,Y",
            help="Whom to follow of several people: on the left or right of the picture, or who "
            "is seen at a time in seconds in a place, as shares of the picture's width and height "
            "(2.5@0.7,0.5: at 2.5 s, right of the middle). Without it, who does the exercise.",
        ),
    ] = None,
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="Where every recording gets a folder.")
    ] = DEFAULT_FOLDER,
    no_video: Annotated[
        bool, typer.Option("--no-video", help="Write no annotated recording.")
    ] = False,
    model: ModelFile = None,
    any_size: Annotated[
        bool,
        typer.Option(
            "--any-size",
            help="Read recordings larger than 8K, and such as unfold to far more than a camera's, "
            "too: they may take all memory.",
        ),
    ] = False,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="Print one JSON object a recording, and nothing else."),
    ] = False,
) -> None:
    """Judge recorded sets: reps and holds with verdicts, an annotated video, the numbers."""
    console = ReviewConsole(json_on_stdout=as_json)
    with _exit_codes(console):
        named = person_named(person) if person is not None else None
        tasks = [
            replace(task, person=named)
            for task in plan_or_look(videos, exercise, variant, back_range)
        ]
        for task in tasks:
            if exercise is None and isinstance(task, Task):
                console.say(f"{task.video}: taken for {task.spec.id}, from its name")
        model = use_model(model) if model else _model(console)
        estimator = partial(context.obj or PoseEstimator, model)
        made_with = versions(model)
        reviewer = Reviewer(
            estimator, out, with_video=not no_video, versions=made_with, any_size=any_size
        )
        with native_noise_hidden():
            shown = partial(OneRecording, console=console, as_json=as_json, any_size=any_size)
            code = _review_all(tasks, reviewer, estimator, console, shown)
    raise typer.Exit(code)


def _review_all(
    tasks: Sequence[Task | Untold],
    reviewer: Reviewer,
    estimator: Estimator,
    console: ReviewConsole,
    shown: Callable[..., OneRecording],
) -> Exit:
    """Review every recording that can be; return what went worst."""
    code = Exit.DONE
    with noting_ctrl_c() as pressed:
        for number, task in enumerate(tasks, start=1):
            many = f"{number}/{len(tasks)} " if len(tasks) > 1 else ""
            one = shown(f"{many}{task.video.name}", stop=pressed.is_set)
            try:
                if isinstance(task, Untold):
                    ended = one.look_and_review(task, reviewer, estimator)
                else:
                    ended = one.review(task, reviewer)
            except (VideoError, OutputError, UsageError) as error:
                console.fail(error)
                code = max(code, _EXIT_OF[type(error)])
                ended = False
            if pressed.is_set() or ended:
                console.say(f"Interrupted at recording {number} of {len(tasks)}.")
                return Exit.INTERRUPTED
    return code


@app.command(epilog=_EPILOG)
def evaluate(  # noqa: PLR0913 - a command has as many arguments as options
    context: typer.Context,
    labels: Annotated[
        Path,
        typer.Argument(
            metavar="LABELS.yaml|DIR",
            help="Clips that somebody labelled, or a folder of rendered clips with their truth; "
            "with --cross also a folder of kept poses (.npz).",
            readable=False,
        ),
    ],
    *,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write a page there that shows every miss."),
    ] = None,
    model: ModelFile = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object, and nothing else.")
    ] = False,
    summary: Annotated[
        bool, typer.Option("--summary", help="In the JSON: no names or times of single clips.")
    ] = False,
    poses: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Play the poses kept there instead of finding them anew."),
    ] = None,
    keep_poses: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Keep the poses that are found there, for --poses."),
    ] = None,
    cross: Annotated[
        bool, typer.Option("--cross", help="Judge every recording by every exercise.")
    ] = False,
) -> None:
    """Hold the judging against labelled clips: what it finds, misses and only thinks it sees."""
    console = ReviewConsole(json_on_stdout=as_json)
    kept = KeptPoses(poses, keep_poses)
    with _exit_codes(console):
        if cross:
            if out is not None:
                raise UsageError("--cross writes no page", where="--out", to_do="Leave one out")
            raise typer.Exit(_cross(context, console, labels, kept, model, as_json=as_json))
        wanted = plan_of(labels)
        for folder in wanted.elsewhere:
            console.say(f"Clips are read from {folder}, too: the labels name them there.")
        page = None
        if out is not None:
            refuse_inside(out, wanted)
            page = Page(out)
        kept.refuse_the_same_name(clip.video for clip in wanted.clips)
        model = use_model(model) if model else _model(console)
        estimator = partial(context.obj or PoseEstimator, model)
        with native_noise_hidden(), noting_ctrl_c() as pressed:
            evaluation = hold_against_labels(
                wanted,
                estimator,
                watched=console.watched,
                failed=console.fail,
                stop=pressed.is_set,
                each=page.add if page else lambda judged: None,
                poses=kept,
                versions=versions(model),
            )
        if page is not None:
            console.say(f"The page: {page.write(evaluation)}")
        if as_json:
            typer.echo((evaluation.summary if summary else evaluation).as_json().encode())
        else:
            Console(highlight=False).print(EvaluationTables(evaluation))
    raise typer.Exit(_evaluated(evaluation))


def _cross(  # noqa: PLR0913 - what the command was told
    context: typer.Context,
    console: ReviewConsole,
    path: Path,
    kept: KeptPoses,
    model: Path | None,
    *,
    as_json: bool,
) -> Exit:
    """Judge every recording by every exercise, and print what came of it."""
    failures: list[FormCheckError] = []
    with native_noise_hidden(), noting_ctrl_c() as pressed:
        made_with = {"formcheck": formcheck_version()}
        recordings = kept_in(path)
        if not recordings:
            wanted = plan_of(path)
            kept.refuse_the_same_name(clip.video for clip in wanted.clips)
            model = use_model(model) if model else _model(console)
            made_with = versions(model)
            estimator = partial(context.obj or PoseEstimator, model)

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
    if as_json:
        typer.echo(table.as_json().encode())
    else:
        Console(highlight=False).print(CrossTables(table))
    if table.interrupted:
        return Exit.INTERRUPTED
    return Exit.UNREADABLE if failures else Exit.DONE


def _evaluated(evaluation: Evaluation) -> Exit:
    if evaluation.interrupted:
        return Exit.INTERRUPTED
    failed = any(skipped.failed for skipped in evaluation.skipped)
    return Exit.UNREADABLE if failed else Exit.DONE


@app.command()
def model(
    *,
    wheel: Annotated[
        Path | None,
        typer.Option("--from", metavar="WHEEL", help="MediaPipe 0.10.21's wheel, fetched before."),
    ] = None,
) -> None:
    """Make the pose model, once, so that everything after works without a network."""
    console = ReviewConsole()
    with _exit_codes(console):
        typer.echo(printable(str(make_model(wheel) if wheel else _model(console))))


@app.command("app", epilog=_EPILOG)
def open_app(
    *,
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="Where the pages are found; 8501 or the next free."),
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
    model: ModelFile = None,
    camera: Annotated[
        str | None,
        typer.Option(
            metavar="N|FILE",
            help="This computer's camera by its number (the first is 0), or a recording in its "
            "place, instead of the browser's camera.",
        ),
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where sets and your answers are kept.", file_okay=False),
    ] = None,
) -> None:
    """Open the pages in the browser: exercise live, review recordings. Ctrl-C ends them."""
    console = ReviewConsole()
    with _exit_codes(console):
        launch.check_installed()
        settings = Settings(
            model=use_model(model).absolute() if model else _model(console),
            camera=camera_named(camera) if camera is not None else None,
            data=data.absolute() if data else None,
        )
        code = launch.launch(settings, port=port, browser=not no_browser, say=console.say)
    raise typer.Exit(code)


@app.command()
def doctor() -> None:
    """Say what works on this machine, and what to do where something does not."""
    findings = examine()
    for finding in findings:
        typer.echo(printable(f"{_STATE[finding.ok]:8} {finding.name}: {finding.says}"))
        if finding.to_do:
            typer.echo(printable(f"{'':8} {finding.to_do}"))
    if any(finding.ok is False for finding in findings):
        raise typer.Exit(Exit.UNREADABLE)


def _model(console: ReviewConsole) -> Path:
    with console.fetching_model() as progress:
        return model_path(progress)


@contextmanager
def _exit_codes(console: ReviewConsole) -> Generator[None]:
    """Turn what a person can act on into one line and an exit code."""
    try:
        yield
    except FormCheckError as error:
        console.fail(error)
        raise typer.Exit(_EXIT_OF[type(error)]) from None
    except KeyboardInterrupt:
        console.say("Interrupted.")
        raise typer.Exit(Exit.INTERRUPTED) from None
