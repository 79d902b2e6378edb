"""``python -m rendering.study``: render, read and compare; ``… compare``: only compare."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track

from formcheck.pose.model import model_path
from rendering.study.page import write_page
from rendering.study.plan import sessions
from rendering.study.rows import OUTLINES, Rows

__all__ = ["main"]

app = typer.Typer(add_completion=False, help=__doc__)

WORK = Path("build/study")
DOCS = Path(__file__).parents[2] / "docs"

Work = Annotated[Path, typer.Option(help="Where finished sessions are kept, to go on from.")]
Model = Annotated[Path | None, typer.Option(help="The pose model, if not that of the cache.")]


@app.callback(invoke_without_command=True)
def study(context: typer.Context, work: Work = WORK, model: Model = None) -> None:
    """Render all stills, read their outlines, keep the numbers, and compare the measures.

    Takes about half an hour on two cores and goes on where it was stopped.
    """
    if context.invoked_subcommand is not None:
        return
    # Here, not above: comparing needs no graphics and no model.
    from rendering.render import Renderer
    from rendering.study.stills import remaining, taken

    work.mkdir(parents=True, exist_ok=True)
    chosen = model or model_path()
    with Renderer() as renderer:
        for session in track(remaining(sessions(), work), description="Sessions"):
            taken(session, renderer, chosen, work)
    parts = [Rows.load(work / f"{session.name}.npz") for session in sessions()]
    Rows.joined(parts).save(OUTLINES)
    compare()


@app.command()
def compare() -> None:
    """Compare the measures on the numbers that are kept, and write the page with its figures."""
    write_page(Rows.load(), DOCS)


def main() -> None:
    """Run the command."""
    app()


if __name__ == "__main__":
    main()
