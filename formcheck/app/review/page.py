"""The page on which a recorded set is judged."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from formcheck.app.catalogue.exercise_list import Exercises, known_exercises
from formcheck.app.often import drawn_often
from formcheck.app.review.judging import RunningReview
from formcheck.app.review.result import HOW_TO_FILM, show_result
from formcheck.app.review.uploads import KINDS, display_name, store
from formcheck.app.server.launch import OPTIONS
from formcheck.app.server.settings import ServerSettings
from formcheck.app.shown_media import new_shelf
from formcheck.app.theme import heading, said_plainly, show_error
from formcheck.errors import FormCheckError
from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.history.person_file import load_person, person_path
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.model import cached_model, model_path, use_model
from formcheck.review.analyse import Estimator
from formcheck.review.plan import exercise_in_name, plan
from formcheck.review.review import Task
from formcheck.review.versions import versions
from formcheck.specs.own_range import has_own_range

__all__ = ["MAX_BYTES", "REVIEW", "show"]

REVIEW: Final = "review"
"""Where the session keeps the recording that is or was judged, a :class:`Judging`."""

MAX_BYTES: Final = int(str(OPTIONS["server.maxUploadSize"])) * 2**20
"""The same limit as the server's, so that neither is a surprise."""

_EXERCISE: Final = "review_exercise"
_PROBLEM: Final = "review_problem"
_CANCELLED: Final = "review_cancelled"
_MINE: Final = "review_mine"
_LOOK_EVERY_S: Final = 0.5
_AS_IT_IS: Final = ""


def show(estimator: Estimator | None = None) -> None:
    """Show the page.

    Parameters
    ----------
    estimator
        Makes what estimates poses; None for the pose model.
    """
    heading(
        "Review",
        "Choose a recorded set and see every repetition judged. The recording is read on this "
        "computer and goes nowhere else.",
    )
    exercises = known_exercises().judged
    judging = _present()
    running = judging is not None and judging.outcome is None
    _form(exercises, estimator, running=running)
    if problem := st.session_state.get(_PROBLEM):
        show_error(problem)
    if st.session_state.get(_CANCELLED):
        st.info("Cancelled. Nothing of it was kept.", icon=":material/info:")
    if running:
        drawn_often(_progress, _LOOK_EVERY_S)()
    elif judging is not None and judging.outcome is not None:
        show_result(judging, judging.outcome)


@st.cache_resource(scope="session", show_spinner=False, on_release=lambda seen: seen.leave())
def _here() -> "_Here":
    """Return what Streamlit lets go of when the page is closed; session_state stays for minutes."""
    return _Here()


class _Here:
    """Somebody with the page open; when they leave, so does their recording."""

    def __init__(self) -> None:
        self.judging: RunningReview | None = None

    def leave(self) -> None:
        """Break off and delete, without keeping the server waiting."""
        if self.judging is not None:
            self.judging.abandon()


def _present() -> RunningReview | None:
    """Return what is or was judged, unless it went when the page was closed for a while."""
    judging: RunningReview | None = st.session_state.get(REVIEW)
    if judging is not None and judging.abandoned:
        del st.session_state[REVIEW]
        return None
    return judging


def _form(exercises: Exercises, estimator: Estimator | None, *, running: bool) -> None:
    left, right = st.columns(2, gap="medium")
    with left:
        upload = st.file_uploader(
            "Recording",
            type=list(KINDS),
            key="review_recording",
            on_change=partial(_take_exercise_from_name, list(exercises.specs)),
            disabled=running,
        )
        with st.expander("How to film a set"):
            st.markdown(HOW_TO_FILM)
    with right:
        exercise = st.selectbox(
            "Exercise",
            list(exercises.specs),
            index=None,
            placeholder="Choose an exercise",
            key=_EXERCISE,
            format_func=lambda each: exercises.specs[each].name,
            disabled=running,
        )
        variant, own_range = _AS_IT_IS, None
        if exercise is not None:
            variant = _version(exercises, exercise, running=running)
            own_range = _own_range(exercises.specs[exercise], running=running)
        unready = running or upload is None or exercise is None
        wanted = st.button("Judge", type="primary", disabled=unready)
    for error in exercises.problems:
        show_error(error)
    if wanted and upload is not None and exercise is not None:
        _begin(upload, partial(plan, [Path()], exercise, variant or None, own_range), estimator)
        st.rerun()


def _own_range(spec: ExerciseSpec, *, running: bool) -> float | None:
    """Return the range to take limits from, where it is known and the recording is of oneself."""
    try:
        loaded = load_person(person_path())
    except FormCheckError as error:
        show_error(error)
        return None
    if loaded.note:
        st.info(said_plainly(loaded.note))
    known = loaded.person.back_range_deg
    if known is None or not has_own_range(spec):
        return None
    mine = st.checkbox(
        f"It is me: limits for the back from my own range, {known:.0f}°",
        key=_MINE,
        disabled=running,
    )
    return known if mine else None


def _version(exercises: Exercises, exercise: str, *, running: bool) -> str:
    variants = {each.id: each.name for each in exercises.specs[exercise].variants}
    if not variants:
        return _AS_IT_IS
    return st.selectbox(
        "Version",
        [_AS_IT_IS, *variants],
        format_func=lambda each: variants.get(each, "As it is"),
        disabled=running,
    )


def _take_exercise_from_name(known: Sequence[str]) -> None:
    """Choose the exercise that a recording's name tells, as the command line does."""
    upload = st.session_state.get("review_recording")
    told = exercise_in_name(Path(display_name(upload.name)), known) if upload else None
    if told is not None:
        st.session_state[_EXERCISE] = told


def _begin(
    upload: UploadedFile, planned: Callable[[], list[Task]], estimator: Estimator | None
) -> None:
    """Store the recording and begin to judge it, in the place of the one before."""
    _forget()
    try:
        with st.spinner("Looking at the recording …"):
            [task] = planned()
            upload.seek(0)
            stored = store(upload, most_bytes=MAX_BYTES)
        made, what_judges = _estimating(estimator)
    except FormCheckError as error:
        st.session_state[_PROBLEM] = error
        return
    judging = RunningReview(stored, task, made, versions=what_judges, shelf=new_shelf())
    st.session_state[REVIEW] = _here().judging = judging


def _estimating(estimator: Estimator | None) -> tuple[Estimator, dict[str, str]]:
    if estimator is not None:
        return estimator, {}
    model = _model()
    return partial(PoseEstimator, model), versions(model)


def _model() -> Path:
    if (given := ServerSettings.from_environment().model) is not None:
        return use_model(given)
    if (whole := cached_model()) is not None:
        return whole
    with st.spinner("Fetching the pose model, once. This takes a minute or so …"):
        return model_path()


def _forget() -> None:
    for name in (_PROBLEM, _CANCELLED):
        st.session_state.pop(name, None)
    judging: RunningReview | None = st.session_state.pop(REVIEW, None)
    if judging is not None:
        judging.cancel()


def _progress() -> None:
    judging = _present()
    if judging is None or judging.outcome is not None:
        st.rerun()
    bar, button = st.columns([5, 1], gap="medium", vertical_alignment="center")
    with bar:
        _bar(judging)
    if button.button("Cancel", width="stretch"):
        _forget()
        st.session_state[_CANCELLED] = True
        st.rerun()


def _bar(judging: RunningReview) -> None:
    name = said_plainly(judging.name)
    progress = judging.progress
    if progress.waiting:
        st.progress(0.0, f"{name}: waiting for another recording to be finished")
    elif not progress.total:
        st.progress(0.0, f"{name}: {progress.done} pictures seen")
    else:
        text = f"{name}: {min(progress.done, progress.total)} of about {progress.total} pictures"
        st.progress(progress.share, text)
