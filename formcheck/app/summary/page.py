"""A finished exercise, told set by set: what could not be judged, what went well, one change."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import streamlit as st

from formcheck.app.shown_media import own_shelf, show_picture
from formcheck.app.state.visit import SetOutcome
from formcheck.app.summary.set_summary import SetSummary, StripCell, summarise
from formcheck.app.theme import heading, said_plainly, show_error
from formcheck.drawing.style import VERDICT_COLOUR
from formcheck.errors import FormCheckError
from formcheck.exercise.judge.checks import failed_above
from formcheck.exercise.results.report import Verdict
from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.guide.guidance import Answer, Ended, SetDone
from formcheck.guide.pain import Light
from formcheck.history.fault_pictures import FaultPicture, save_pictures
from formcheck.history.person_file import PersonFile
from formcheck.printable import in_html
from formcheck.specs.own_range import back_range_deg

__all__ = ["REST_WORDS", "ROUNDING_WORDS", "rounding_untold", "show_summary"]

REST_WORDS = (
    "That is enough for today. A short walk often helps. Tomorrow begin with an easier version, if "
    "it feels better. Not better in two days, or new numbness or weakness: ask for help."
)
"""After an answer that ends it: calm, and no verdict on what it is."""

AMBER_WORDS = (
    "That is all right if it has settled by tomorrow morning. Until then stay with this much, or "
    "with less."
)
"""After an answer between going on and stopping [S83]."""

FELL_WORDS = (
    "That looked like a fall, so the set ended there. Take your time. Call for help if you need "
    "it: if you hit your head, can't get up, or something hurts more than before."
)

FURTHER_DOWN_WORDS = (
    "Pain that moves further down the leg means: not this exercise for now. If it stays, or the "
    "leg feels numb or weak, ask a doctor or a physiotherapist."
)
"""Said only where leg pain moved further down [S65]."""

ROUNDING_WORDS = "A rounded back does no harm by itself; this is practice."
"""Said once to everybody of whom rounding is found, so that nobody becomes afraid to bend [S24]."""

ACROSS = 3
"""Pictures beside one another; a rep seldom has more findings."""


def rounding_untold(outcome: SetOutcome, person: PersonFile) -> bool:
    """Whether rounding was found, of somebody who was never told what that means."""
    backs = {check.id for check in outcome.choice.exercise.checks if check.of_outline}
    return not person.told_rounding and any(
        check.id in backs and check.verdict in {Verdict.WARN, Verdict.FAULT} and failed_above(check)
        for done in outcome.sets
        for checks in [each.checks for each in done.report.reps or done.report.holds]
        for check in checks
    )


def show_summary(
    outcome: SetOutcome, person: PersonFile, folder: Path, *, calm: bool = False
) -> None:
    """Show what came of an exercise; pictures go into ``folder`` only when asked for.

    ``person`` is what is kept of them by now; ``calm`` is whether to say what rounding means.
    """
    choice = outcome.choice
    heading(said_plainly(f"{choice.spec.name}: how it went"))
    if choice.version_name:
        st.caption(f"Version: {said_plainly(choice.version_name)}")
    if outcome.note:
        st.info(outcome.note)
    if not outcome.sets:
        st.info("Nothing was counted this time, so there is nothing to tell.")
        return
    if outcome.fell:
        st.info(FELL_WORDS, icon=":material/self_improvement:")
    for done in outcome.sets:
        if len(outcome.sets) > 1:
            st.header(f"Set {done.number}", anchor=False)
        _show_set(done, choice.exercise, outcome.pictures)
    if calm:
        st.info(ROUNDING_WORDS, icon=":material/info:")
    _show_own_range(outcome.sets, person.back_range_deg)
    _show_answer(outcome.sets[-1].answer)
    if outcome.pictures:
        _offer_to_keep(outcome.pictures, folder / _folder_name(outcome))


def _show_own_range(sets: Sequence[SetDone], kept_deg: float | None) -> None:
    """Say how far the back rounds, where that was found in these sets and is kept."""
    if kept_deg is not None and kept_deg in {back_range_deg(done.report) for done in sets}:
        st.info(
            f"**Your back rounds by {kept_deg:.0f}°.** From now on the limits for the back are "
            "shares of that. Where you choose an exercise you can go back to the usual ones.",
            icon=":material/straighten:",
        )


def _folder_name(outcome: SetOutcome) -> str:
    return f"{outcome.started.astimezone():%Y%m%d_%H%M%S}_{outcome.choice.spec.id}"


def _show_set(done: SetDone, spec: ExerciseSpec, pictures: Sequence[FaultPicture]) -> None:
    summary = summarise(done.report, spec)
    of_set = [picture for picture in pictures if picture.set_number == done.number]
    st.markdown(f"**{summary.headline}**{_ending(done)}")
    if not (done.report.reps or done.report.holds or done.report.attempts):
        return
    _show_not_judged(summary)
    if summary.went_well:
        lines = "\n".join(f"- {said_plainly(line)}" for line in summary.went_well)
        st.success(f"**What went well**\n{lines}", icon=":material/check:")
    _show_change(summary, of_set)
    if summary.strip:
        st.html(_strip(summary.strip))
    _show_details(summary, of_set)


def _ending(done: SetDone) -> str:
    words = {
        Ended.GOAL: "",
        Ended.LEFT: "ended when you left",
        Ended.FINISHED: "you ended it there",
        Ended.PAIN: "ended because of pain",
        Ended.FELL: "ended by what looked like a fall",
    }[done.ended]
    return f", {words}" if words else ""


def _show_not_judged(summary: SetSummary) -> None:
    if not summary.not_judged:
        return
    lines = "\n".join(f"- {said_plainly(line)}" for line in summary.not_judged)
    st.info(f"**What could not be judged**\n{lines}", icon=":material/visibility_off:")


def _show_change(summary: SetSummary, pictures: Sequence[FaultPicture]) -> None:
    change = summary.change
    if change is None:
        return
    shown = next((picture for picture in pictures if picture.check == change.check), None)
    with st.container(border=True):
        seen, told = st.columns([2, 3], gap="medium") if shown else (None, st.container())
        if seen is not None and shown is not None:
            show_picture(seen, own_shelf(), shown.jpeg, f"What was seen: {shown.name}")
        told.markdown(f"**One thing to change: {said_plainly(change.name.lower())}**")
        told.markdown(f"{said_plainly(change.explain)} {change.where}.")


def _strip(cells: Iterable[StripCell]) -> str:
    """Return the reps or holds in a row, each with its number, sign and word."""
    items = "".join(
        f'<li style="border-top:6px solid rgb{VERDICT_COLOUR[cell.verdict]};padding:.3rem .6rem;'
        f'min-width:4.2rem;text-align:center;background:rgba(128,128,128,.12);border-radius:.3rem">'
        f'<div style="font-size:.8rem">{cell.number}</div>'
        f'<div style="font-size:1.5rem;line-height:1.2">{cell.sign}</div>'
        f'<div style="font-size:.8rem">{in_html(cell.word)}</div></li>'
        for cell in cells
    )
    style = "list-style:none;display:flex;flex-wrap:wrap;gap:.4rem;padding:0;margin:.3rem 0"
    return f'<ol style="{style}" aria-label="Verdicts, one after the other">{items}</ol>'


def _show_details(summary: SetSummary, pictures: Sequence[FaultPicture]) -> None:
    told = [cell for cell in summary.strip if cell.found]
    if not told and not summary.not_counted:
        return
    with st.expander("What was found, one by one"):
        for cell in told:
            found = "; ".join(map(said_plainly, cell.found))
            st.markdown(f"**{cell.number}** {cell.sign} {found}")
            shown = [picture for picture in pictures if picture.number == cell.number]
            for column, picture in zip(st.columns(ACROSS), shown, strict=False):
                alt = f"What was seen: {picture.name}"
                show_picture(column, own_shelf(), picture.jpeg, alt, said_plainly(picture.name))
        for words in summary.not_counted:
            st.markdown(f"Not counted: {said_plainly(words)}")


def _show_answer(answer: Answer) -> None:
    if answer.pain is not None:
        st.markdown(f"Pain after it: **{answer.pain} of 10**")
    if answer.further_down:
        st.warning(FURTHER_DOWN_WORDS, icon=":material/info:")
    if answer.ends_it:
        st.warning(REST_WORDS, icon=":material/self_improvement:")
    elif answer.light is Light.AMBER:
        st.info(AMBER_WORDS, icon=":material/info:")


def _offer_to_keep(pictures: tuple[FaultPicture, ...], folder: Path) -> None:
    st.caption(
        "These pictures are in this page's memory only, and gone when you leave it. No video is "
        "kept at all."
    )
    if not st.button("Keep these pictures", icon=":material/save:"):
        return
    try:
        saved = save_pictures(pictures, folder)
    except FormCheckError as error:
        show_error(error)
        return
    st.success(f"{len(saved)} pictures are kept in {said_plainly(str(folder))}")
