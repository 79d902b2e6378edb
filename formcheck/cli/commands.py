"""The command line: formcheck app, review, evaluate, model, doctor, spec.

Only what every command and ``--help`` need is imported here; each command imports its own work.
"""

import io
import os
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from formcheck.cli import spec as spec_cli
from formcheck.cli.console import ReviewConsole
from formcheck.cli.exits import EPILOG, Exit, exit_codes
from formcheck.pose.models.names import ModelName
from formcheck.printable import printable
from formcheck.review.outputs import DEFAULT_FOLDER

__all__ = ["Exit", "app", "main"]


_STATE: Final = {True: "works", False: "missing", None: "not here"}

ModelOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME|FILE",
        help="Another pose model: lite or heavy (see formcheck model), or a .task file.",
    ),
]

app = typer.Typer(
    name="formcheck",
    help="Checks the form of back-care exercises. The video never leaves this machine.",
    epilog=EPILOG,
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
        try:
            app()
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()
    except OSError as error:  # printing to a full disk; files have their own words for that
        said = f"error: what is printed cannot be written: {error.strerror or error}"
        typer.echo(printable(said), err=True)
        # Else Python tries once more, at its exit, to write this output.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
        sys.exit(Exit.NOT_WRITTEN)


def _show_version(wanted: bool) -> None:
    if wanted:
        from formcheck.review.versions import formcheck_version

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


@app.command(epilog=EPILOG)
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
    model: ModelOption = None,
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
    from formcheck.cli.review import ReviewOptions, review_recordings

    options = ReviewOptions(
        exercise,
        variant,
        back_range,
        person,
        out,
        with_video=not no_video,
        model=model,
        any_size=any_size,
        as_json=as_json,
    )
    console = ReviewConsole(json_on_stdout=as_json)
    with exit_codes(console):
        code = review_recordings(videos, options, console, context.obj)
    raise typer.Exit(code)


@app.command(epilog=EPILOG)
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
    model: ModelOption = None,
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
    from formcheck.cli.evaluate import EvaluateOptions, cross_recordings, evaluate_clips

    options = EvaluateOptions(out, model, poses, keep_poses, as_json=as_json, summary=summary)
    console = ReviewConsole(json_on_stdout=as_json)
    with exit_codes(console):
        run = cross_recordings if cross else evaluate_clips
        code = run(labels, options, console, context.obj)
    raise typer.Exit(code)


@app.command()
def model(
    *,
    backend: Annotated[
        ModelName,
        typer.Option(
            help="Which: full is used where nothing else is asked for; heavy takes two and a half "
            "times its time, lite a little less than it. Use one with --model NAME.",
        ),
    ] = ModelName.FULL,
    archive: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="What it is made from, fetched before: for full MediaPipe 0.10.21's wheel, else "
            "npm's package of MediaPipe's pose (.tgz).",
        ),
    ] = None,
) -> None:
    """Make the pose model, once, so that everything after works without a network."""
    from formcheck.pose.model import cached_model, make_model

    console = ReviewConsole()
    with exit_codes(console):
        made = None if archive else cached_model(backend)
        if made is None:
            with console.fetching_model() as progress:
                made = make_model(archive, backend, progress=progress)
        typer.echo(printable(str(made)))


@app.command("app", epilog=EPILOG)
def open_app(
    *,
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="Where the pages are found; 8501 or the next free."),
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
    model: ModelOption = None,
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
    from formcheck.app.server import launch
    from formcheck.app.server.settings import ServerSettings, camera_named
    from formcheck.cli.model import model_of

    console = ReviewConsole()
    with exit_codes(console):
        launch.check_installed()
        settings = ServerSettings(
            model=model_of(model, console).absolute(),
            camera=camera_named(camera) if camera is not None else None,
            data=data.absolute() if data else None,
        )
        code = launch.launch(settings, port=port, browser=not no_browser, say=console.say)
    raise typer.Exit(code)


@app.command()
def doctor() -> None:
    """Say what works on this machine, and what to do where something does not."""
    from formcheck.cli.doctor import examine

    findings = examine()
    for finding in findings:
        typer.echo(printable(f"{_STATE[finding.ok]:8} {finding.name}: {finding.says}"))
        if finding.to_do:
            typer.echo(printable(f"{'':8} {finding.to_do}"))
    if any(finding.ok is False for finding in findings):
        raise typer.Exit(Exit.UNREADABLE)
