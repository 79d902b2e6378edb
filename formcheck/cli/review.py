"""What `formcheck review` does: one recording after the other, shown and asked about."""

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
    """What `formcheck review` was asked for besides the recordings; see its help."""

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


def review_recordings(
    videos: Sequence[Path],
    options: ReviewOptions,
    console: ReviewConsole,
    open_estimator: OpenEstimator | None,
) -> Exit:
    """Review every recording that can be; return what went worst.

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
                code = max(code, EXIT_OF[type(error)])
                ended = False
            if pressed.is_set() or ended:
                console.say(f"Interrupted at recording {number} of {len(tasks)}.")
                return Exit.INTERRUPTED
    return code
