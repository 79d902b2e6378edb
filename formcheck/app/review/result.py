"""What came of a recording that was judged: first what could not be, then the reps."""

from pathlib import Path
from typing import Final

import streamlit as st

from formcheck.app.review.judging import ReviewOutcome, RunningReview
from formcheck.app.review.rep_table import rep_table, tempo_legend
from formcheck.app.server.media import Offer
from formcheck.app.shown_media import show_downloads, show_video
from formcheck.app.summary.set_summary import SetSummary, summarise
from formcheck.app.theme import said_plainly, show_error
from formcheck.exercise.results.report import Report

__all__ = ["HOW_TO_FILM", "show_result"]

HOW_TO_FILM: Final = (
    "Film from the side, 2 to 3.5 m away, camera at hip height, all of you in the picture with "
    "some room in front. Before the first repetition stand relaxed for two seconds, then lift "
    "both arms forward, as if holding a tray, for two seconds."
)
_NOTHING_COUNTED: Final = (
    "No repetition or hold was counted. Check that the exercise chosen above is the one in the "
    "recording, and that it shows the whole movement from start to end."
)


def show_result(judging: RunningReview, outcome: ReviewOutcome) -> None:
    """Show a report with its recording, table and files, or what kept it from being made."""
    if outcome.error is not None:
        show_error(outcome.error)
    if outcome.report is None:
        return
    summary = summarise(outcome.report, judging.spec)
    st.header(f"{said_plainly(judging.name)}: {summary.headline.lower()}", anchor=False)
    _not_judged(outcome.report, summary)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        words = "Your recording with what was seen drawn on it"
        show_video(judging.shelf, outcome.annotated, words)
        _downloads(judging, outcome, outcome.report)
    with right:
        _told(summary)
    if table := rep_table(outcome.report):
        st.html(table)
    _remarks(outcome.report, summary)


def _not_judged(report: Report, summary: SetSummary) -> None:
    """Say first what could not be judged, and what to do where that was everything."""
    if summary.not_judged:
        lines = "\n".join(f"- {said_plainly(line)}" for line in summary.not_judged)
        st.info(f"**Not judged**\n\n{lines}", icon=":material/visibility_off:")
    if (other := report.looks_like) is not None:
        words = f"Choose {said_plainly(other.exercise_name)} above, and judge it again."
        st.info(words, icon=":material/exercise:")
    elif not summary.strip:
        st.info(f"{_NOTHING_COUNTED}\n\n{HOW_TO_FILM}", icon=":material/videocam:")
    elif not report.judged:
        st.info(HOW_TO_FILM, icon=":material/videocam:")


def _told(summary: SetSummary) -> None:
    if summary.went_well:
        st.subheader("What went well", anchor=False)
        st.markdown("\n".join(f"- {said_plainly(line)}" for line in summary.went_well))
    if summary.change is not None:
        change = summary.change
        st.subheader("One thing to change", anchor=False)
        st.markdown(
            f"**{said_plainly(change.name)}.** {said_plainly(change.where)}.  \n"
            f"{said_plainly(change.explain)}"
        )


def _downloads(judging: RunningReview, outcome: ReviewOutcome, report: Report) -> None:
    st.subheader("Keep it", anchor=False)
    stem = Path(judging.name).stem
    report_file = Offer(
        report.as_json(indent=2).encode(), f"{stem}_report.json", "application/json", saved=True
    )
    files = (
        ("Video", f"{stem}_annotated.mp4", "video/mp4", outcome.annotated),
        ("Repetitions (CSV)", f"{stem}_reps.csv", "text/csv", outcome.reps_table),
        ("Every picture (CSV)", f"{stem}_measures.csv", "text/csv", outcome.measures_table),
    )
    offers = [(words, Offer(path, name, kind, saved=True)) for words, name, kind, path in files]
    show_downloads(judging.shelf, [("Report (JSON)", report_file), *offers])
    st.caption("What you don't keep is deleted when formcheck ends or this page is closed.")


def _remarks(report: Report, summary: SetSummary) -> None:
    lines = [tempo_legend(report)] if report.reps else []
    if (compared := report.back_reference) is not None:
        lines.append(
            f"The outline of your back was compared with {compared.words}, give or take "
            f"{compared.error_deg:.0f}°. Only what exceeds a limit by more than that counts."
            + (f" Judged by {compared.part}." if compared.part else "")
        )
    if summary.not_counted:
        lines.append(f"Not counted: {', '.join(summary.not_counted)}.")
    lines.extend(f"Interrupted: {each.text}" for each in report.interruptions)
    if report.video is not None and report.video.person is not None:
        lines.append(report.video.person.words)
    if report.video is not None and report.video.note:
        lines.append(f"About the recording: {report.video.note}")
    for line in lines:
        st.markdown(said_plainly(line))
