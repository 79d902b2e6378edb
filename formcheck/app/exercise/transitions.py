"""The transitions between states of the Exercise page, made by clicks and finished sets.

No transition raises: the page shows an error once, as the visit's trouble.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import NoReturn

from formcheck.app.exercise.show_me import settled
from formcheck.app.gate.gate import screens_again
from formcheck.app.server.settings import ServerSettings
from formcheck.app.state.choice import Choice
from formcheck.app.state.results import with_results
from formcheck.app.state.run import begin_run, estimator_of, remembered
from formcheck.app.state.visit import Screen, SetOutcome, Step, Visit
from formcheck.errors import FormCheckError
from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.guide.guidance import Answer, Ended, SetDone
from formcheck.history.person_file import PersonFile, change_person, person_path
from formcheck.offer.answers import Health, Prescribed
from formcheck.offer.offer import Offered
from formcheck.offer.questions import Question, questions_today
from formcheck.pose.model import resolve_model
from formcheck.words.catalogue import Words

__all__ = [
    "answer",
    "ask_again",
    "begin",
    "choose",
    "choose_version",
    "did_not_fall",
    "finish",
    "forget_own_range",
    "go_live",
    "go_live_without",
    "keep_health",
    "keep_person",
    "leave_live",
    "once_more",
    "pick_again",
    "show_outcome",
    "was_told",
]


def keep_person(
    visit: Visit, change: Callable[[PersonFile], PersonFile], *, again: bool = False
) -> bool:
    """Change the person's file and return whether that succeeded.

    If the file cannot be written, this visit goes on without it. ``again`` says that there was a
    file before: if it has been deleted since, it is not brought back.
    """
    try:
        change_person(person_path(), change, again=again)
    except FormCheckError as error:
        visit.trouble = error
        return False
    return True


def keep_health(visit: Visit, change: Callable[[Health], Health], *, again: bool = False) -> None:
    """Change the person's health on this visit and in their file; see `keep_person`."""
    visit.health = change(visit.health)
    keep_person(visit, partial(_changed, change=change), again=again)


def _changed(person: PersonFile, change: Callable[[Health], Health]) -> PersonFile:
    return person.model_copy(update={"health": change(person.health)})


def was_told(visit: Visit, spec: ExerciseSpec) -> None:
    """Note that an exercise was prescribed to the person; this unlocks it for a while."""
    keep_health(visit, partial(_told, told=Prescribed(exercise=spec.id, at=datetime.now(UTC))))


def _told(health: Health, told: Prescribed) -> Health:
    return health.model_copy(update={"prescribed": (*health.prescribed, told)})


def forget_own_range(visit: Visit) -> None:
    """Restore the usual limits for the back."""
    keep_person(visit, lambda person: person.model_copy(update={"back_range_deg": None}))


def ask_again(visit: Visit) -> None:
    """Go back to the questions."""
    visit.screens, visit.asked = screens_again(), ()
    visit.step = Step.BEFORE


def pick_again(visit: Visit) -> None:
    """Go back to the exercises; first ask the list of emergencies where it is due again.

    It is due after strong pain, a fall, or pain that moved further down the leg.
    """
    due = questions_today(visit.health, datetime.now(UTC).astimezone())
    visit.step = Step.PICK
    if Question.EMERGENCY_LIST in due:
        visit.screens, visit.asked = (Screen.WHOLE_LIST,), (Question.EMERGENCY_LIST,)
        visit.step = Step.BEFORE


def choose(visit: Visit, offered: Offered) -> None:
    """Choose an exercise, in its suitable version and with the starting dose."""
    choice = Choice.of(offered.spec, frozenset()).in_version(offered.version)
    choose_version(visit, choice)


def choose_version(visit: Visit, choice: Choice) -> None:
    """Choose a version of an exercise, and show it."""
    visit.choice = choice
    visit.step = Step.SHOW


def go_live(visit: Visit) -> None:
    """Go to the camera with the current choice."""
    if visit.choice is not None:
        visit.choice = settled(visit.choice)
        visit.with_camera = True
        visit.run = None
        visit.step = Step.LIVE


def go_live_without(visit: Visit) -> None:
    """Begin the current choice without a camera; only for guided exercises."""
    go_live(visit)
    visit.with_camera = False


def begin(visit: Visit, person: PersonFile, settings: ServerSettings, words: Words) -> None:
    """Get ready for the first frame; fetch the pose model if it is missing.

    Raises
    ------
    FormCheckError
        The model is missing and cannot be fetched.
    """
    if visit.choice is None:
        visit.step = Step.PICK
        return
    if visit.choice.spec.guided is not None and not visit.with_camera:
        visit.run = begin_run(
            visit.choice, person, _no_estimator, words, heard=visit.heard, camera=False
        )
        return
    model = resolve_model(settings.model)
    visit.run = begin_run(visit.choice, person, estimator_of(model), words, heard=visit.heard)


def _no_estimator() -> NoReturn:
    raise FormCheckError("There is no camera here whose pictures could be looked at")


def leave_live(visit: Visit) -> None:
    """Go back from the camera before the exercise began."""
    if visit.run is not None:
        visit.run.turn_off()
    visit.run = None
    visit.step = Step.SHOW


def finish(visit: Visit) -> None:
    """End the exercise and go to its summary; go back if it was not begun."""
    run = visit.run
    if run is None or visit.step is not Step.LIVE:
        return
    if not run.begun:
        leave_live(visit)
        return
    visit.step = Step.SUMMARY
    visit.heard = visit.heard or run.guide.heard
    sets = run.end()
    visit.trouble = run.unsaved or visit.trouble
    visit.outcome = SetOutcome(run.choice, sets, run.live.snapshot().pictures, run.started)
    found = partial(with_results, outcome=visit.outcome)
    visit.health = found(visit.health)
    # If somebody deleted the person's file meanwhile, it stays deleted.
    keep_person(
        visit,
        lambda person: _changed(remembered(person, run, sets), found),
        again=run.person_kept,
    )


def answer(visit: Visit, told: Answer) -> None:
    """Take an answer given on the summary, and keep it with the last set."""
    if visit.outcome is not None and visit.outcome.sets:
        _replace_last(visit, replace(visit.outcome.sets[-1], answer=told))


def did_not_fall(visit: Visit) -> None:
    """Withdraw the fall that formcheck saw in the last set."""
    if visit.outcome is not None and visit.outcome.sets:
        _replace_last(visit, replace(visit.outcome.sets[-1], ended=Ended.FINISHED))


def _replace_last(visit: Visit, last: SetDone) -> None:
    """Replace the last set of the summary, in its file and in the person's health."""
    run, outcome = visit.run, visit.outcome
    if run is None or outcome is None:
        return
    visit.outcome = replace(outcome, sets=(*outcome.sets[:-1], last))
    again = partial(with_results, outcome=visit.outcome)
    keep_health(visit, again, again=run.person_kept)
    try:
        run.save(last)
    except FormCheckError as error:
        visit.trouble = error


def once_more(visit: Visit) -> None:
    """Go on with one more set of the same exercise."""
    if visit.outcome is not None:
        visit.choice = visit.outcome.choice.for_one_set()
        visit.run = None
        visit.step = Step.LIVE


def show_outcome(visit: Visit, outcome: SetOutcome) -> None:
    """Show the summary of an earlier exercise."""
    visit.run = None
    visit.outcome = outcome
    visit.step = Step.SUMMARY
