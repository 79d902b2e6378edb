"""The page that judges a recorded set."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from formcheck.app.catalogue.exercise_list import Exercises, known_exercises
from formcheck.app.language import page_words
from formcheck.app.often import drawn_often
from formcheck.app.review.judging import RunningReview
from formcheck.app.review.result import show_result
from formcheck.app.review.uploads import KINDS, display_name, store
from formcheck.app.server.launch import OPTIONS
from formcheck.app.server.settings import ServerSettings
from formcheck.app.shown_media import new_shelf
from formcheck.app.theme import heading, said_plainly, show_error
from formcheck.errors import FormCheckError
from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.history.person_file import load_person, person_path
from formcheck.pose.estimator import Estimator, PoseEstimator
from formcheck.pose.model import resolve_model, whole_model
from formcheck.review.plan import exercise_in_name, plan
from formcheck.review.review import Task
from formcheck.review.versions import versions
from formcheck.specs.own_range import has_own_range

__all__ = ["MAX_BYTES", "REVIEW", "show"]

REVIEW: Final = "review"
"""The session's key for the recording that is or was judged, a `RunningReview`."""

MAX_BYTES: Final = int(str(OPTIONS["server.maxUploadSize"])) * 2**20
"""The server's own limit for uploads."""

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
        Makes pose estimators; None for the pose model.
    """
    words = page_words()
    heading(words("review-title"), words("review-lead"))
    exercises = known_exercises(page_words().language).judged
    judging = _present()
    running = judging is not None and judging.outcome is None
    _form(exercises, estimator, running=running)
    if problem := st.session_state.get(_PROBLEM):
        show_error(problem)
    if st.session_state.get(_CANCELLED):
        st.info(words("review-cancelled"), icon=":material/info:")
    if running:
        drawn_often(_progress, _LOOK_EVERY_S)()
    elif judging is not None and judging.outcome is not None:
        show_result(judging, judging.outcome)


@st.cache_resource(scope="session", show_spinner=False, on_release=lambda seen: seen.leave())
def _here() -> "_Here":
    """Return an object that Streamlit drops at once with a page; session_state stays minutes."""
    return _Here()


class _Here:
    """The open page; when it is closed, its recording goes."""

    def __init__(self) -> None:
        self.judging: RunningReview | None = None

    def leave(self) -> None:
        """Break off and delete, without making the server wait."""
        if self.judging is not None:
            self.judging.abandon()


def _present() -> RunningReview | None:
    """Return the recording that is or was judged, unless it went with a page closed meanwhile."""
    judging: RunningReview | None = st.session_state.get(REVIEW)
    if judging is not None and judging.abandoned:
        del st.session_state[REVIEW]
        return None
    return judging


def _form(exercises: Exercises, estimator: Estimator | None, *, running: bool) -> None:
    words = page_words()
    left, right = st.columns(2, gap="medium")
    with left:
        upload = st.file_uploader(
            words("review-recording"),
            type=list(KINDS),
            key="review_recording",
            on_change=partial(_take_exercise_from_name, list(exercises.specs)),
            disabled=running,
        )
        with st.expander(words("review-film")):
            st.markdown(words("review-film-text"))
    with right:
        exercise = st.selectbox(
            words("review-exercise"),
            list(exercises.specs),
            index=None,
            placeholder=words("review-choose-exercise"),
            key=_EXERCISE,
            format_func=lambda each: exercises.specs[each].name,
            disabled=running,
        )
        variant, own_range = _AS_IT_IS, None
        if exercise is not None:
            variant = _version(exercises, exercise, running=running)
            own_range = _own_range(exercises.specs[exercise], running=running)
        unready = running or upload is None or exercise is None
        wanted = st.button(words("review-judge"), type="primary", disabled=unready)
    for error in exercises.problems:
        show_error(error)
    if wanted and upload is not None and exercise is not None:
        _begin(upload, partial(plan, [Path()], exercise, variant or None, own_range), estimator)
        st.rerun()


def _own_range(spec: ExerciseSpec, *, running: bool) -> float | None:
    """Return the person's own range for the limits, if known and the recording shows them."""
    try:
        loaded = load_person(person_path())
    except FormCheckError as error:
        show_error(error)
        return None
    if loaded.aside:
        st.info(said_plainly(page_words()("person-begun-anew", file=loaded.aside)))
    known = loaded.person.back_range_deg
    if known is None or not has_own_range(spec):
        return None
    words = page_words()
    mine = st.checkbox(
        words("review-mine", degrees=words.number(known, 0)),
        key=_MINE,
        disabled=running,
    )
    return known if mine else None


def _version(exercises: Exercises, exercise: str, *, running: bool) -> str:
    variants = {each.id: each.name for each in exercises.specs[exercise].variants}
    if not variants:
        return _AS_IT_IS
    words = page_words()
    return st.selectbox(
        words("show-version"),
        [_AS_IT_IS, *variants],
        format_func=lambda each: variants.get(each) or words("show-as-it-is"),
        disabled=running,
    )


def _take_exercise_from_name(known: Sequence[str]) -> None:
    """Choose the exercise that the recording's name begins with, as the command line does."""
    upload = st.session_state.get("review_recording")
    told = exercise_in_name(Path(display_name(upload.name)), known) if upload else None
    if told is not None:
        st.session_state[_EXERCISE] = told


def _begin(
    upload: UploadedFile, planned: Callable[[], list[Task]], estimator: Estimator | None
) -> None:
    """Store the recording and begin to judge it, in place of the one before."""
    _forget()
    try:
        with st.spinner(page_words()("review-looking")):
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
    given = ServerSettings.from_environment().model
    if whole_model(given) is not None:
        return resolve_model(given)
    with st.spinner(page_words()("review-fetching")):
        return resolve_model(given)


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
    if button.button(page_words()("review-cancel"), width="stretch"):
        _forget()
        st.session_state[_CANCELLED] = True
        st.rerun()


def _bar(judging: RunningReview) -> None:
    name, words = said_plainly(judging.name), page_words()
    progress = judging.progress
    if progress.waiting:
        st.progress(0.0, words("review-waiting", name=name))
    elif not progress.total:
        st.progress(0.0, words("review-seen", name=name, done=progress.done))
    else:
        done = min(progress.done, progress.total)
        text = words("review-done", name=name, done=done, total=progress.total)
        st.progress(progress.share, text)
