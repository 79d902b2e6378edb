"""A finished exercise, set by set: what could not be judged, what went well, one change."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import streamlit as st

from formcheck.app.language import page_words
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
from formcheck.words.catalogue import Words

__all__ = ["rounding_untold", "show_summary"]

ACROSS = 3
"""Pictures in a row; a rep seldom has more findings."""


def rounding_untold(outcome: SetOutcome, person: PersonFile) -> bool:
    """Whether rounding was found, and the person never read before what that means."""
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
    """Show the summary of an exercise; pictures are saved in ``folder`` only on request.

    ``person`` is the person's file by now; ``calm`` is whether to explain rounding.
    """
    choice, words = outcome.choice, page_words()
    heading(said_plainly(words("summary-title", name=choice.spec.name)))
    if choice.version_name:
        st.caption(words("summary-version", version=said_plainly(choice.version_name)))
    if outcome.note:
        st.info(words(outcome.note))
    if not outcome.sets:
        st.info(words("summary-nothing"))
        return
    if outcome.fell:
        st.info(words("summary-fell"), icon=":material/self_improvement:")
    for done in outcome.sets:
        if len(outcome.sets) > 1:
            st.header(words("set-name", number=done.number), anchor=False)
        _show_set(done, choice.exercise, outcome.pictures, words)
    if calm:
        st.info(words("summary-rounding"), icon=":material/info:")
    _show_own_range(outcome.sets, person.back_range_deg, words)
    _show_answer(outcome.sets[-1].answer, words)
    if outcome.pictures:
        _offer_to_keep(outcome.pictures, folder / _folder_name(outcome), words)


def _show_own_range(sets: Sequence[SetDone], kept_deg: float | None, words: Words) -> None:
    """Show how far the back rounds, if these sets found it and the file keeps it."""
    if kept_deg is not None and kept_deg in {back_range_deg(done.report) for done in sets}:
        st.info(
            words("summary-own-range", degrees=words.number(kept_deg, 0)),
            icon=":material/straighten:",
        )


def _folder_name(outcome: SetOutcome) -> str:
    return f"{outcome.started.astimezone():%Y%m%d_%H%M%S}_{outcome.choice.spec.id}"


def _show_set(
    done: SetDone, spec: ExerciseSpec, pictures: Sequence[FaultPicture], words: Words
) -> None:
    summary = summarise(done.report, spec, words)
    of_set = [picture for picture in pictures if picture.set_number == done.number]
    st.markdown(_headline(summary, done, words))
    if not (done.report.reps or done.report.holds or done.report.attempts):
        return
    _show_not_judged(summary, words)
    if summary.went_well:
        lines = "\n".join(f"- {said_plainly(line)}" for line in summary.went_well)
        st.success(f"{words('summary-went-well')}\n{lines}", icon=":material/check:")
    _show_change(summary, of_set, words)
    if summary.strip:
        st.html(_strip(summary.strip, words))
    _show_details(summary, of_set, words)


def _headline(summary: SetSummary, done: SetDone, words: Words) -> str:
    """Return the count in words, and the reason for the end if that was not the goal."""
    if done.ended is Ended.GOAL:
        return words("summary-headline", headline=summary.headline)
    ended = words.of("ended", done.ended)
    return words("summary-headline-ended", headline=summary.headline, ended=ended)


def _show_not_judged(summary: SetSummary, words: Words) -> None:
    if not summary.not_judged:
        return
    lines = "\n".join(f"- {said_plainly(line)}" for line in summary.not_judged)
    st.info(f"{words('summary-not-judged')}\n{lines}", icon=":material/visibility_off:")


def _show_change(summary: SetSummary, pictures: Sequence[FaultPicture], words: Words) -> None:
    change = summary.change
    if change is None:
        return
    shown = next((picture for picture in pictures if picture.check == change.check), None)
    with st.container(border=True):
        seen, told = st.columns([2, 3], gap="medium") if shown else (None, st.container())
        if seen is not None and shown is not None:
            alt = words("summary-seen", name=shown.name)
            show_picture(seen, own_shelf(), shown.jpeg, alt)
        told.markdown(words("summary-change", name=said_plainly(change.name.lower())))
        explain = said_plainly(change.explain)
        told.markdown(words("summary-change-text", explain=explain, where=change.where))


def _strip(cells: Iterable[StripCell], words: Words) -> str:
    """Return the strip of reps or holds as HTML, each with its number, sign and word."""
    items = "".join(
        f'<li style="border-top:6px solid rgb{VERDICT_COLOUR[cell.verdict]};padding:.3rem .6rem;'
        f'min-width:4.2rem;text-align:center;background:rgba(128,128,128,.12);border-radius:.3rem">'
        f'<div style="font-size:.8rem">{cell.number}</div>'
        f'<div style="font-size:1.5rem;line-height:1.2">{cell.sign}</div>'
        f'<div style="font-size:.8rem">{in_html(cell.word(words))}</div></li>'
        for cell in cells
    )
    style = "list-style:none;display:flex;flex-wrap:wrap;gap:.4rem;padding:0;margin:.3rem 0"
    name = in_html(words("summary-strip"))
    return f'<ol style="{style}" aria-label="{name}">{items}</ol>'


def _show_details(summary: SetSummary, pictures: Sequence[FaultPicture], words: Words) -> None:
    told = [cell for cell in summary.strip if cell.found]
    if not told and not summary.not_counted:
        return
    with st.expander(words("summary-details")):
        for cell in told:
            found = "; ".join(map(said_plainly, cell.found))
            st.markdown(f"**{cell.number}** {cell.sign} {found}")
            shown = [picture for picture in pictures if picture.number == cell.number]
            for column, picture in zip(st.columns(ACROSS), shown, strict=False):
                alt = words("summary-seen", name=picture.name)
                show_picture(column, own_shelf(), picture.jpeg, alt, said_plainly(picture.name))
        for what in summary.not_counted:
            st.markdown(words("summary-not-counted", what=said_plainly(what)))


def _show_answer(answer: Answer, words: Words) -> None:
    if answer.pain is not None:
        st.markdown(words("summary-pain", pain=answer.pain))
    if answer.further_down:
        st.warning(words("summary-further-down"), icon=":material/info:")
    if answer.ends_it:
        st.warning(words("summary-rest"), icon=":material/self_improvement:")
    elif answer.light is Light.AMBER:
        st.info(words("summary-amber"), icon=":material/info:")


def _offer_to_keep(pictures: tuple[FaultPicture, ...], folder: Path, words: Words) -> None:
    st.caption(words("summary-pictures"))
    if not st.button(words("summary-keep-pictures"), icon=":material/save:"):
        return
    try:
        saved = save_pictures(pictures, folder)
    except FormCheckError as error:
        show_error(error)
        return
    where = said_plainly(str(folder))
    st.success(words("summary-pictures-kept", count=len(saved), folder=where))
