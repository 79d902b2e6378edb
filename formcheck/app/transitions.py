"""The ways from one state of the Exercise page to another, as clicks and finished sets take them.

None raises: what goes wrong is shown by the page once, as the visit's trouble.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import NoReturn

from formcheck.app.choice import Choice
from formcheck.app.run import begin_run, estimator_of, remembered
from formcheck.app.settings import Settings
from formcheck.app.show_me import settled
from formcheck.app.visit import Outcome, Step, Visit
from formcheck.errors import FormCheckError
from formcheck.exercise.spec import ExerciseSpec
from formcheck.guide.guidance import Answer
from formcheck.live.person_file import Gate, Person, change_person, person_path
from formcheck.pose.model import model_path, use_model

__all__ = [
    "answer",
    "ask_again",
    "begin",
    "choose",
    "choose_version",
    "finish",
    "forget_own_range",
    "go_live",
    "go_live_without",
    "keep_gate",
    "keep_person",
    "leave_live",
    "once_more",
    "pick_again",
    "show_outcome",
]


def keep_person(visit: Visit, change: Callable[[Person], Person]) -> None:
    """Change the person's file; where it cannot be written, this visit goes on without."""
    try:
        change_person(person_path(), change)
    except FormCheckError as error:
        visit.trouble = error


def keep_gate(visit: Visit, gate: Gate) -> None:
    """Keep what was answered before exercising."""
    visit.gate = gate
    keep_person(visit, lambda person: person.model_copy(update={"gate": gate}))


def forget_own_range(visit: Visit) -> None:
    """Go back to the usual limits for the back."""
    keep_person(visit, lambda person: person.model_copy(update={"back_range_deg": None}))


def ask_again(visit: Visit) -> None:
    """Go back to the questions."""
    visit.cleared = False
    visit.step = Step.BEFORE


def pick_again(visit: Visit) -> None:
    """Go back to the exercises."""
    visit.step = Step.PICK


def choose(visit: Visit, spec: ExerciseSpec) -> None:
    """Take an exercise, in the version and dose that one begins with."""
    choose_version(visit, Choice.of(spec, visit.profiles))


def choose_version(visit: Visit, choice: Choice) -> None:
    """Take an exercise in a version, and show it."""
    visit.choice = choice
    visit.step = Step.SHOW


def go_live(visit: Visit) -> None:
    """Go to the camera with what is chosen now."""
    if visit.choice is not None:
        visit.choice = settled(visit.choice)
        visit.with_camera = True
        visit.run = None
        visit.step = Step.LIVE


def go_live_without(visit: Visit) -> None:
    """Begin what is chosen now without a camera; only a guided exercise can be."""
    go_live(visit)
    visit.with_camera = False


def begin(visit: Visit, person: Person, settings: Settings) -> None:
    """Make ready for the first frame, fetching the pose model where it is not there yet.

    Raises
    ------
    FormCheckError
        There is no model, and it cannot be had.
    """
    if visit.choice is None:
        visit.step = Step.PICK
        return
    if visit.choice.spec.guided is not None and not visit.with_camera:
        visit.run = begin_run(visit.choice, person, _no_estimator, heard=visit.heard, camera=False)
        return
    model = use_model(settings.model) if settings.model else model_path()
    visit.run = begin_run(visit.choice, person, estimator_of(model), heard=visit.heard)


def _no_estimator() -> NoReturn:
    raise FormCheckError("There is no camera here whose pictures could be looked at")


def leave_live(visit: Visit) -> None:
    """Go back from the camera before anything was done."""
    if visit.run is not None:
        visit.run.turn_off()
    visit.run = None
    visit.step = Step.SHOW


def finish(visit: Visit) -> None:
    """End the exercise and go to its summary; where nothing was begun, go back."""
    run = visit.run
    if run is None or visit.step is not Step.LIVE:
        return
    if not run.begun:
        leave_live(visit)
        return
    visit.step = Step.SUMMARY
    visit.heard = visit.heard or run.guide.heard
    try:
        sets = run.end()
    except FormCheckError as error:
        visit.trouble, sets = error, run.live.snapshot().sets
    visit.outcome = Outcome(run.choice, sets, run.live.snapshot().pictures, run.started)
    keep_person(visit, lambda person: remembered(person, run, sets))


def answer(visit: Visit, told: Answer) -> None:
    """Take what was answered once the summary was shown; it is kept with the last set."""
    run, outcome = visit.run, visit.outcome
    if run is None or outcome is None or not outcome.sets:
        return
    last = replace(outcome.sets[-1], answer=told)
    visit.outcome = replace(outcome, sets=(*outcome.sets[:-1], last))
    try:
        run.save(last)
    except FormCheckError as error:
        visit.trouble = error


def once_more(visit: Visit) -> None:
    """Go on with one more set of the same."""
    if visit.outcome is not None:
        visit.choice = visit.outcome.choice.for_one_set()
        visit.run = None
        visit.step = Step.LIVE


def show_outcome(visit: Visit, outcome: Outcome) -> None:
    """Show the summary of something done before."""
    visit.run = None
    visit.outcome = outcome
    visit.step = Step.SUMMARY
