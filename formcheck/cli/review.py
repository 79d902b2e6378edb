"""`formcheck review`: judges one recording after the other, shows it, and asks questions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import typer

from formcheck.cli.console import ReviewConsole
from formcheck.cli.exits import EXIT_OF, Exit
from formcheck.cli.interrupt import ending_at_ctrl_c, noting_ctrl_c
from formcheck.cli.model import OpenEstimator, estimator_of
from formcheck.cli.native_noise import native_noise_hidden
from formcheck.errors import OutputError, UsageError, VideoError
from formcheck.pose.estimator import Estimator
from formcheck.pose.named import person_named
from formcheck.review.looking import Looked, Undecided, likeliest_words, look
from formcheck.review.plan import Untold, plan_or_look
from formcheck.review.review import Reviewer, Task
from formcheck.specs.files import judged_ids, load_spec

__all__ = ["OneRecording", "ReviewOptions", "review_recordings"]


@dataclass(frozen=True, slots=True)
class ReviewOptions:
    """Options of `formcheck review`; see its help."""

    exercise: str | None
    variant: str | None
    back_range: float | None
    person: str | None
    out: Path
    with_video: bool
    model: str | None
    any_size: bool
    as_json: bool


@dataclass(frozen=True, slots=True)
class OneRecording:
    """One recording on the command line: its review, output and questions.

    Parameters
    ----------
    title
        Its name during the work.
    console
        Shows it, and asks.
    stop
        Returns, before every frame, whether to break off.
    as_json
        Whether to print the report as JSON, too.
    any_size
        Whether to read a recording beyond the usual bounds, too.
    """

    title: str
    console: ReviewConsole
    stop: Callable[[], bool]
    as_json: bool
    any_size: bool = False

    def review(self, task: Task, reviewer: Reviewer, looked: Looked | None = None) -> bool:
        """Review and show it; return whether it was broken off."""
        # If somebody broke off looking, the frames seen until then are still judged.
        broken_off = looked is not None and looked.interrupted
        stop = (lambda: False) if broken_off else self.stop
        with self.console.watched(self.title) as progress:
            reviewed = reviewer.review(task, progress=progress, stop=stop, looked=looked)
        self.console.show(task, reviewed)
        if self.as_json:
            typer.echo(reviewed.report.as_json().encode())
        return reviewed.interrupted

    def look_and_review(self, untold: Untold, reviewer: Reviewer, estimator: Estimator) -> bool:
        """Find out the exercise, by looking or by asking, and review the recording.

        Raises
        ------
        UsageError
            The movement does not show the exercise and there is nobody to ask; nothing is judged.
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


def review_recordings(
    videos: Sequence[Path],
    options: ReviewOptions,
    console: ReviewConsole,
    open_estimator: OpenEstimator | None,
) -> Exit:
    """Review all recordings, whatever fails in one; return the worst exit code.

    ``open_estimator`` opens the estimator of a model's file; None is the pose model itself.
    """
    named = person_named(options.person) if options.person is not None else None
    planned = plan_or_look(videos, options.exercise, options.variant, options.back_range)
    tasks = [replace(task, person=named) for task in planned]
    for task in tasks:
        if options.exercise is None and isinstance(task, Task):
            console.say(f"{task.video}: taken for {task.spec.id}, from its name")
    estimator, made_with = estimator_of(options.model, console, open_estimator)
    reviewer = Reviewer(
        estimator,
        options.out,
        with_video=options.with_video,
        versions=made_with,
        any_size=options.any_size,
    )
    with native_noise_hidden():
        shown = partial(
            OneRecording, console=console, as_json=options.as_json, any_size=options.any_size
        )
        return _review_all(tasks, reviewer, estimator, console, shown)


def _review_all(
    tasks: Sequence[Task | Untold],
    reviewer: Reviewer,
    estimator: Estimator,
    console: ReviewConsole,
    shown: Callable[..., OneRecording],
) -> Exit:
    """Review all recordings, whatever fails in one; return the worst exit code."""
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
                code = max(code, EXIT_OF[type(error)])
                ended = False
            if pressed.is_set() or ended:
                console.say(f"Interrupted at recording {number} of {len(tasks)}.")
                return Exit.INTERRUPTED
    return code
