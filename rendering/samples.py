"""Renders the sample videos, or checks that those on the disk are what would be rendered.

``python -m rendering.samples`` writes all of ``sample_videos/`` anew, ``--only NAME`` one of them;
``--check`` writes nothing and ends with 1 where the truth differs or a picture is less alike than
40 dB. Interrupted with Ctrl-C it leaves the files as they were, except those it had finished.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from rich.console import Console

from rendering.catalogue import SAMPLES, Sample
from rendering.clip_file import Step
from rendering.errors import RenderingError
from rendering.progress import INTERRUPTED, progress
from rendering.render import Renderer
from rendering.sample_files import compare, make_sample

__all__ = ["main"]

FOLDER = Path(__file__).parents[1] / "sample_videos"


def main(arguments: Sequence[str] | None = None, folder: Path = FOLDER) -> int:
    """Do what the command line asks for; return the exit code."""
    options = _parser().parse_args(arguments)
    chosen = [sample for sample in SAMPLES if sample.name in (options.only or [sample.name])]
    console = Console(stderr=True)
    try:
        return _run(chosen, folder, console, check=options.check)
    except KeyboardInterrupt:
        console.print("Interrupted; nothing half-finished is left.")
        return INTERRUPTED
    except (RenderingError, OSError) as error:
        console.print(str(error), style="red", markup=False)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m rendering.samples", description=__doc__)
    names = [sample.name for sample in SAMPLES]
    parser.add_argument("--only", action="append", choices=names, metavar="NAME")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    return parser


def _run(samples: Sequence[Sample], folder: Path, console: Console, *, check: bool) -> int:
    total = sum(sample.frames for sample in samples)
    with Renderer() as renderer, progress(console) as bar:
        work = bar.add_task("", total=total)
        alike = True
        for sample in samples:
            bar.update(work, description=sample.name)
            step = partial(bar.advance, work)
            if check:
                alike &= _is_alike(sample, folder, renderer, step, bar.console)
            else:
                make_sample(sample, folder, renderer, step)
    return 0 if alike else 1


def _is_alike(
    sample: Sample, folder: Path, renderer: Renderer, step: Step, console: Console
) -> bool:
    """Render a sample into a folder that goes away, and say how it compares."""
    with tempfile.TemporaryDirectory() as place:
        make_sample(sample, Path(place), renderer, step)
        likeness = compare(sample, folder, Path(place))
    truth = "the same" if likeness.same_truth else "another"
    console.print(
        f"{sample.name}: truth {truth}, pictures {likeness.least_psnr_db:.1f} dB at least",
        style=None if likeness.enough else "red",
    )
    return likeness.enough


if __name__ == "__main__":
    sys.exit(main())
