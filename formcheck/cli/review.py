"""What `formcheck review` shows and asks of one recording."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import typer

from formcheck.cli.console import ReviewConsole
from formcheck.cli.interrupt import ending_at_ctrl_c
from formcheck.errors import UsageError
from formcheck.review.analyse import Estimator
from formcheck.review.looking import Looked, Undecided, likeliest_words, look
from formcheck.review.plan import Untold
from formcheck.review.review import Reviewer, Task
from formcheck.specs.files import judged_ids, load_spec

__all__ = ["OneRecording"]


@dataclass(frozen=True, slots=True)
class OneRecording:
    """One recording reviewed on the command line: what is shown and asked of it.

    Parameters
    ----------
    title
        What it is called while it is worked on.
    console
        Where it is shown, and asked.
    stop
        Asked before every frame whether to break off.
    as_json
        Whether the report is printed as JSON, too.
    any_size
        Whether a recording beyond the usual bounds is read, too.
    """

    title: str
    console: ReviewConsole
    stop: Callable[[], bool]
    as_json: bool
    any_size: bool = False

    def review(self, task: Task, reviewer: Reviewer, looked: Looked | None = None) -> bool:
        """Review and show it; return whether it was broken off."""
        # What was seen until somebody broke off looking is judged all the same.
        broken_off = looked is not None and looked.interrupted
        stop = (lambda: False) if broken_off else self.stop
        with self.console.watched(self.title) as progress:
            reviewed = reviewer.review(task, progress=progress, stop=stop, looked=looked)
        self.console.show(task, reviewed)
        if self.as_json:
            typer.echo(reviewed.report.as_json().encode())
        return reviewed.interrupted

    def look_and_review(self, untold: Untold, reviewer: Reviewer, estimator: Estimator) -> bool:
        """Find out which exercise it is, by looking or by asking, and review it as that.

        Raises
        ------
        UsageError
            It is not told, and there is nobody to be asked; nothing is judged.
        """
        with self.console.watched(f"{self.title}: which exercise?") as progress:
            looked = look(
                untold.video,
                estimator,
                person=untold.person,
                progress=progress,
                stop=self.stop,
                any_size=self.any_size,
            )
        if (best := looked.recognition.sure) is not None:
            self.console.say(f"{untold.video}: {best.exercise}, recognised ({best.share:.0%} sure)")
            return self.review(untold.task(best.exercise, best.share), reviewer, looked)
        exercise = self._asked(untold.video, looked)
        if exercise is None:
            self.console.say(f"{untold.video}: left out, none of the exercises")
            return looked.interrupted
        return self.review(untold.task(exercise), reviewer, looked)

    def _asked(self, video: Path, looked: Looked) -> str | None:
        words = likeliest_words(looked.recognition)
        if not self.console.asks or looked.interrupted:
            if self.as_json:
                typer.echo(Undecided.of(video, looked.recognition).as_json())
            raise UsageError(
                f"the movement does not tell the exercise, and nothing is judged: {words}",
                where=str(video),
                to_do="Say which one it is with --exercise",
            )
        ids = [each.exercise for each in looked.recognition.guesses]
        ids += [known for known in judged_ids() if known not in ids]
        choices = [(each, load_spec(each).name) for each in ids]
        with ending_at_ctrl_c():
            return self.console.choose(f"{video}: which exercise is it? {words}", choices)
