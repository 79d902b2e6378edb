"""The terminal output of a review: progress, summaries, errors.

Progress and errors go to standard error. Summaries go to standard output, or to standard error
when standard output is for JSON.
"""

import sys
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TextIO

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    ProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bar
from rich.progress import Task as BarTask
from rich.text import Text

from formcheck.errors import FormCheckError, SpecError
from formcheck.printable import printable
from formcheck.terminal import people_console

if TYPE_CHECKING:  # `formcheck --help` waits for no review
    from formcheck.review.review import Progress, Reviewed, Task
    from formcheck.video.decode import VideoInfo

__all__ = ["ReviewConsole"]

_LINE_EVERY_S: Final = 10.0  # in a log: often enough to show that work goes on
_REFRESHES_PER_S: Final = 4.0  # each takes a few milliseconds from the pose model


class ReviewConsole:
    """Talks to the person at the terminal.

    Parameters
    ----------
    json_on_stdout
        Whether standard output is for JSON only.
    clock
        Returns seconds, for the speed and for the interval of lines.
    answers
        The source of answers, by default standard input. It must be a terminal, or nobody is asked.
    """

    def __init__(
        self,
        *,
        json_on_stdout: bool = False,
        clock: Callable[[], float] = time.monotonic,
        answers: TextIO | None = None,
    ) -> None:
        self._clock = clock
        self._answers = sys.stdin if answers is None else answers
        self._asks = not json_on_stdout and self._answers is not None and self._answers.isatty()
        self._errors = Console(stderr=True, highlight=False)
        self._people = self._errors if json_on_stdout else people_console()

    def say(self, text: str) -> None:
        """Write a line about the current work."""
        self._tell(text, "dim")

    def fail(self, error: FormCheckError) -> None:
        """Write an error in one line; a spec's mistakes get a line each."""
        said = f"error: {error}"
        for line in said.split("\n") if isinstance(error, SpecError) else [said]:
            self._tell(line)

    def show(self, task: "Task", reviewed: "Reviewed") -> None:
        """Write the summary of a reviewed recording."""
        from formcheck.review.summary import Summary

        files = reviewed.files
        self._people.print(
            Summary(task.video.name, reviewed.report, task.spec, reviewed.folder, files)
        )
        self._people.print()

    @property
    def asks(self) -> bool:
        """Whether there is somebody to ask."""
        return self._asks

    def choose(self, question: str, choices: Sequence[tuple[str, str]]) -> str | None:
        """Return the key of the choice that somebody takes; each choice is a key and its text.

        None where they take none of them, or where nobody answers any more.

        Raises
        ------
        KeyboardInterrupt
            Somebody pressed Ctrl-C instead.
        """
        keys = [key for key, _ in choices]
        self._tell(question)
        for number, (key, words) in enumerate(choices, start=1):
            self._tell(f"  {number}  {words} ({key})")
        self._tell("  0  none of these")
        while True:
            self._errors.print(f"0 to {len(keys)}, or a name: ", end="", markup=False)
            answer = self._answers.readline()
            wanted = answer.strip().lower()
            if not answer or wanted == "0":
                return None
            if wanted.isdecimal() and int(wanted) <= len(keys):
                return keys[int(wanted) - 1]
            if wanted in keys:
                return wanted

    @contextmanager
    def watched(self, title: str) -> "Generator[Progress]":
        """Show the progress of one recording."""
        if not self._errors.is_terminal:
            yield _LineProgress(title, self.say, self._clock)
            return
        columns = (MofNCompleteColumn(), _Speed(), TimeRemainingColumn())
        with self._bar(*columns) as bar:
            job = bar.add_task(printable(title), total=None)

            def advance(info: "VideoInfo", done: int) -> None:
                bar.update(job, completed=done, total=info.frame_count or None)

            yield advance

    @contextmanager
    def fetching_model(self) -> Generator[Callable[[int, int], None]]:
        """Show the progress of fetching the pose model, from the first byte on."""
        title = "Fetching the pose model, once"
        with self._bar(DownloadColumn(), TimeRemainingColumn()) as bar:
            job = bar.add_task(title, visible=False)

            def advance(here: int, in_all: int) -> None:
                if not bar.tasks[0].visible and not self._errors.is_terminal:
                    self.say(f"{title} ({in_all / 1e6:.0f} MB) …")
                bar.update(job, completed=here, total=in_all, visible=True)

            yield advance

    def _tell(self, text: str, style: str = "") -> None:
        """Write one line literally: nothing in it is markup, a sign's name or an escape."""
        self._errors.print(Text(printable(text), style), soft_wrap=True)

    def _bar(self, *columns: ProgressColumn) -> Bar:
        return Bar(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            *columns,
            console=self._errors,
            refresh_per_second=_REFRESHES_PER_S,
            transient=True,
            # Standard output may be a pipe for JSON only.
            redirect_stdout=False,
            redirect_stderr=False,
            disable=not self._errors.is_terminal,
        )


class _Speed(ProgressColumn):
    """Frames a second."""

    def render(self, task: BarTask) -> Text:
        return Text(f"{task.speed:.0f} frames/s" if task.speed else "")


class _LineProgress:
    """Writes a plain line at an interval, for logs."""

    def __init__(self, title: str, say: Callable[[str], None], clock: Callable[[], float]) -> None:
        self._title = title
        self._say = say
        self._clock = clock
        self._began_s = self._said_s = clock()

    def __call__(self, info: "VideoInfo", done: int) -> None:
        now_s = self._clock()
        if now_s - self._said_s < _LINE_EVERY_S:
            return
        self._said_s = now_s
        speed = done / (now_s - self._began_s)
        line = f"{self._title}: frame {done}"
        if info.frame_count > done:
            left_s = (info.frame_count - done) / speed
            line += f" of {info.frame_count}, {left_s:.0f} s left"
        self._say(f"{line}, {speed:.0f} frames/s")
