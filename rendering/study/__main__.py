"""``python -m rendering.study``: render, read and compare; ``… compare``: only compare."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track

from formcheck.pose.model import cached_model, model_path
from formcheck.pose.models.names import ModelName
from formcheck.pose.recording import load_recording, save_recording
from rendering.study.chosen import Study
from rendering.study.page import write_page
from rendering.study.plan import FRESH_SEED, SEED, sessions
from rendering.study.rows import FRESH, OUTLINES, Rows
from rendering.study.set_verdicts import SetRep, judged, load_reps, save_reps
from rendering.study.sets import SET_SEED, RenderedSet, poses_of, rendered_sets
from rendering.study.street import STREET, Street
from rendering.study.street_plan import STREET_SEED, street_sessions

__all__ = ["main"]

app = typer.Typer(add_completion=False, help=__doc__)

WORK = Path("build/study")
DOCS = Path(__file__).parents[2] / "docs"

Work = Annotated[Path, typer.Option(help="Where finished sessions are kept, to go on from.")]
Model = Annotated[Path | None, typer.Option(help="The pose model, if not that of the cache.")]


@app.callback(invoke_without_command=True)
def study(context: typer.Context, work: Work = WORK, model: Model = None) -> None:
    """Render all stills, read their outlines, keep the numbers, and compare the measures.

    Takes about two hours and goes on where it was stopped.
    """
    if context.invoked_subcommand is not None:
        return
    # Here, not above: comparing needs no graphics and no model.
    from rendering.render import Renderer
    from rendering.study.stills import remaining, taken

    chosen = model or model_path()
    for seed, file in ((SEED, OUTLINES), (FRESH_SEED, FRESH)):
        folder = work / f"seed_{seed}"
        folder.mkdir(parents=True, exist_ok=True)
        with Renderer() as renderer:
            for session in track(remaining(sessions(seed), folder), description="Sessions"):
                taken(session, renderer, chosen, folder)
        parts = [Rows.load(folder / f"{session.name}.npz") for session in sessions(seed)]
        Rows.joined(parts).save(file)
    compare()


@app.command()
def sets(work: Work = WORK, model: Model = None) -> None:
    """Render whole sets, let the engine judge them, keep the verdicts, and write the page.

    Takes about half an hour and goes on where it was stopped.
    """
    from rendering.render import Renderer

    folder = work / f"sets_{SET_SEED}"
    folder.mkdir(parents=True, exist_ok=True)
    chosen = model or model_path()
    with Renderer() as renderer:
        for one in track(list(rendered_sets()), description="Sets"):
            if not _kept(folder, one).exists():
                part = folder / "part.npz"
                save_recording(part, poses_of(one, renderer, chosen))
                part.replace(_kept(folder, one))
    study = Study.of(Rows.load())
    reps: list[SetRep] = []
    for one in rendered_sets():
        others = study.chosen.gain[one.build.value], study.usual[one.build.value]
        reps += judged(one, load_recording(_kept(folder, one)), *others)
    save_reps(reps)
    compare()


@app.command()
def backends(work: Work = WORK, count: Annotated[int, typer.Option(help="Sessions.")] = 28) -> None:
    """Read a part of the stills by every pose model that is installed, and print what they are off.

    Takes about ten minutes and goes on where it was stopped.
    """
    from rendering.render import Renderer
    from rendering.study.backends import angle_table, chosen_sessions, yaw_bias, yaw_error_table
    from rendering.study.stills import rows_of

    files = {name.value: file for name in ModelName if (file := cached_model(name)) is not None}
    networks: dict[str, Rows] = {}
    with Renderer() as renderer:
        for name, file in files.items():
            folder = work / f"backend_{name}"
            folder.mkdir(parents=True, exist_ok=True)
            parts = []
            for session in track(chosen_sessions(count), description=name):
                kept = folder / f"{session.name}.npz"
                if not kept.exists():
                    rows_of(session, renderer, file).save(kept)
                parts.append(Rows.load(kept))
            networks[name] = Rows.joined(parts)
    for name, rows in networks.items():
        typer.echo(f"{name}: {yaw_bias(rows, networks['full'])}")
    for row in (*yaw_error_table(networks), *angle_table(networks)):
        typer.echo(" | ".join(row))


@app.command()
def street(work: Work = WORK, model: Model = None) -> None:
    """Render stills of hoods, hems, prints and plates, keep the numbers, and write the page.

    Takes about half an hour and goes on where it was stopped.
    """
    from rendering.render import Renderer
    from rendering.study.stills import file_of, remaining
    from rendering.study.street_stills import street_taken

    folder = work / f"street_{STREET_SEED}"
    folder.mkdir(parents=True, exist_ok=True)
    chosen = model or model_path()
    with Renderer() as renderer:
        for session in track(remaining(street_sessions(), folder), description="Sessions"):
            street_taken(session, renderer, chosen, folder)
    Street.joined([Street.load(file_of(each, folder)) for each in street_sessions()]).save(STREET)
    compare()


def _kept(folder: Path, one: RenderedSet) -> Path:
    return folder / f"{one.number:03d}.npz"


@app.command()
def compare() -> None:
    """Compare the measures on the numbers that are kept, and write the page with its figures."""
    write_page(Rows.load(), Rows.load(FRESH), Street.load(), load_reps(), DOCS)


def main() -> None:
    """Run the command."""
    app()


if __name__ == "__main__":
    main()
