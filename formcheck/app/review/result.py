"""The result of a judged recording: first what could not be judged, then the reps."""

from pathlib import Path

import streamlit as st

from formcheck.app.language import page_words
from formcheck.app.review.judging import ReviewOutcome, RunningReview
from formcheck.app.review.rep_table import rep_table, tempo_legend
from formcheck.app.server.media import Offer
from formcheck.app.shown_media import show_downloads, show_video
from formcheck.app.summary.set_summary import SetSummary, summarise
from formcheck.app.theme import said_plainly, show_error
from formcheck.exercise.recognise.another import named
from formcheck.exercise.results.report import Report
from formcheck.words.catalogue import Words

__all__ = ["show_result"]


def show_result(judging: RunningReview, outcome: ReviewOutcome) -> None:
    """Show a report with its recording, table and files, or the error that prevented it."""
    if outcome.error is not None:
        show_error(outcome.error)
    if outcome.report is None:
        return
    words = page_words()
    summary = summarise(outcome.report, judging.spec, words)
    name, headline = said_plainly(judging.name), summary.headline.lower()
    st.header(words("review-headline", name=name, headline=headline), anchor=False)
    _not_judged(outcome.report, summary, words)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        show_video(judging.shelf, outcome.annotated, words("review-video"))
        _downloads(judging, outcome, outcome.report, words)
    with right:
        _told(summary, words)
    if table := rep_table(outcome.report, words):
        st.html(table)
    _remarks(outcome.report, summary, words)


def _not_judged(report: Report, summary: SetSummary, words: Words) -> None:
    """Show what could not be judged, and what to do if that was everything."""
    if summary.not_judged:
        lines = "\n".join(f"- {said_plainly(line)}" for line in summary.not_judged)
        st.info(f"{words('review-not-judged')}\n\n{lines}", icon=":material/visibility_off:")
    if (other := report.looks_like) is not None:
        choose = words("review-choose-other", name=said_plainly(named(words, other.exercise)))
        st.info(choose, icon=":material/exercise:")
    elif not summary.strip:
        nothing, film = words("review-nothing-counted"), words("review-film-text")
        st.info(f"{nothing}\n\n{film}", icon=":material/videocam:")
    elif not report.judged:
        st.info(words("review-film-text"), icon=":material/videocam:")


def _told(summary: SetSummary, words: Words) -> None:
    if summary.went_well:
        st.subheader(words("review-went-well"), anchor=False)
        st.markdown("\n".join(f"- {said_plainly(line)}" for line in summary.went_well))
    if summary.change is not None:
        change = summary.change
        st.subheader(words("review-change"), anchor=False)
        name, where = said_plainly(change.name), said_plainly(change.where)
        what = words("review-change-text", name=name, where=where)
        st.markdown(f"{what}  \n{said_plainly(change.explain)}")


def _downloads(
    judging: RunningReview, outcome: ReviewOutcome, report: Report, words: Words
) -> None:
    st.subheader(words("review-keep"), anchor=False)
    stem = Path(judging.name).stem
    report_file = Offer(
        report.as_json(indent=2).encode(), f"{stem}_report.json", "application/json", saved=True
    )
    files = (
        ("review-save-video", f"{stem}_annotated.mp4", "video/mp4", outcome.annotated),
        ("review-save-reps", f"{stem}_reps.csv", "text/csv", outcome.reps_table),
        ("review-save-measures", f"{stem}_measures.csv", "text/csv", outcome.measures_table),
    )
    offers = [
        (words(text), Offer(path, name, kind, saved=True)) for text, name, kind, path in files
    ]
    show_downloads(judging.shelf, [(words("review-save-report"), report_file), *offers])
    st.caption(words("review-not-kept"))


def _remarks(report: Report, summary: SetSummary, words: Words) -> None:
    lines = [tempo_legend(report, words)] if report.reps else []
    if (compared := report.back_reference) is not None:
        what, degrees = compared.words, words.number(compared.error_deg, 0)
        lines.append(
            words("review-compared-part", what=what, degrees=degrees, part=compared.part)
            if compared.part
            else words("review-compared", what=what, degrees=degrees)
        )
    if summary.not_counted:
        lines.append(words("review-not-counted", what=", ".join(summary.not_counted)))
    lines.extend(
        words("review-interrupted", why=words.of("interruption", each.kind))
        for each in report.interruptions
    )
    if report.video is not None and report.video.person is not None:
        lines.append(report.video.person.words)
    if report.video is not None and report.video.note:
        lines.append(words("review-about", note=report.video.note))
    for line in lines:
        st.markdown(said_plainly(line))
