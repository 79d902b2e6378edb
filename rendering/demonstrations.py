"""Renders what "show me" shows: a loop and a picture of each exercise.

``python -m rendering.demonstrations`` writes all of ``formcheck/app/demonstrations/`` anew,
``--only ID`` one exercise's. Interrupted with Ctrl-C it leaves the files as they were, except
those it had finished.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import cv2
from rich.console import Console

from rendering.clip_file import Image, Step, finished, write_clip
from rendering.demonstrated import DEMONSTRATIONS, Demonstration
from rendering.errors import RenderingError
from rendering.progress import INTERRUPTED, progress
from rendering.render import Renderer

__all__ = ["main", "make_demonstration"]

FOLDER: Final = Path(__file__).parents[1] / "formcheck" / "app" / "demonstrations"

JPEG_QUALITY: Final = 88
"""No blocks to be seen around the person, at 30 to 40 kB."""


def main(arguments: Sequence[str] | None = None, folder: Path = FOLDER) -> int:
    """Do what the command line asks for; return the exit code."""
    only = _parser().parse_args(arguments).only
    chosen = [one for one in DEMONSTRATIONS if one.clip.name in (only or [one.clip.name])]
    console = Console(stderr=True)
    try:
        _run(chosen, folder, console)
    except KeyboardInterrupt:
        console.print("Interrupted; nothing half-finished is left.")
        return INTERRUPTED
    except (RenderingError, OSError) as error:
        console.print(str(error), style="red", markup=False)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m rendering.demonstrations", description=__doc__)
    names = [one.clip.name for one in DEMONSTRATIONS]
    parser.add_argument("--only", action="append", choices=names, metavar="ID")
    return parser


def _run(chosen: Sequence[Demonstration], folder: Path, console: Console) -> None:
    total = sum(one.clip.frames for one in chosen)
    folder.mkdir(parents=True, exist_ok=True)
    with Renderer() as renderer, progress(console) as bar:
        work = bar.add_task("", total=total)
        for one in chosen:
            bar.update(work, description=one.clip.name)
            make_demonstration(one, folder, renderer, partial(bar.advance, work))


def make_demonstration(
    one: Demonstration, folder: Path, renderer: Renderer, step: Step = lambda: None
) -> None:
    """Write an exercise's loop and picture into a folder, both or neither.

    Raises
    ------
    RenderingError
        The pictures cannot be drawn.
    OSError
        The files cannot be written.
    """
    name, camera = one.clip.name, one.clip.camera
    size = (camera.width, camera.height)
    with finished(folder / f"{name}.jpg", folder / f"{name}.mp4") as (picture, clip):
        picture.write_bytes(_jpeg(renderer.render(one.telling).image))
        write_clip(clip, _pictures(one, renderer, step), size, one.clip.fps)


def _jpeg(image: Image) -> bytes:
    bgr = cv2.cvtColor(image, cv2.COLOR_RGB2BGR)
    options = [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY, cv2.IMWRITE_JPEG_OPTIMIZE, 1]
    return bytes(cv2.imencode(".jpg", bgr, options)[1])


def _pictures(one: Demonstration, renderer: Renderer, step: Step) -> Iterator[Image]:
    for frame in range(one.clip.frames):
        yield renderer.render(one.scene(frame)).image
        step()


if __name__ == "__main__":
    sys.exit(main())
