"""Offers a set again that a closed tab, or worse, broke off."""

from collections.abc import Callable, Collection, Hashable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import streamlit as st

from formcheck.app.catalogue.exercise_list import known_exercises
from formcheck.app.exercise.show_me import MAX_SETS
from formcheck.app.language import page_words
from formcheck.app.state.choice import Choice
from formcheck.app.state.visit import SetOutcome
from formcheck.app.summary.set_summary import counted_words
from formcheck.app.theme import said_plainly
from formcheck.errors import FormCheckError
from formcheck.guide.guidance import Ended, SetDone
from formcheck.history.set_files import SavedSet, SetProgress, find_sets, save_to
from formcheck.words.catalogue import Words

__all__ = ["offer_unfinished", "unfinished_set"]


def unfinished_set(
    folder: Path, *, since: datetime, going_on: Collection[Hashable] = ()
) -> SavedSet | None:
    """Return the newest set if it was broken off before this visit, else None.

    A set begun on this visit, or in another window, may still be going on: ``going_on`` are the
    start times of exercises under way.
    """
    newest = find_sets(folder, most=len(going_on) * MAX_SETS + 1).sets
    saved = next((found.saved for found in newest if found.saved.started not in going_on), None)
    if saved is None or saved.finished or saved.started >= since:
        return None
    return saved


def offer_unfinished(saved: SavedSet, folder: Path, show: Callable[[SetOutcome], None]) -> None:
    """Offer a broken-off set; call ``show`` with it if the person wants to see it."""
    spec = known_exercises(page_words().language).specs.get(saved.exercise)
    if spec is None:
        return
    words = page_words()
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        name, counted = said_plainly(spec.name), counted_words(words, saved.report)
        st.markdown(_from(words, saved.started.astimezone(), name, counted))
        seen = st.button(words("unfinished-see"))
        left = st.button(words("unfinished-leave"))
    if seen or left:
        _settle(saved, folder)
    if seen:
        variants = {variant.id for variant in spec.variants}
        variant = saved.report.variant if saved.report.variant in variants else ""
        choice = Choice.planned(spec, variant, saved.plan)
        done = SetDone(saved.number, saved.report, saved.answer, Ended.LEFT)
        show(SetOutcome(choice, (done,), started=saved.started, note="unfinished-note"))
    if seen or left:
        st.rerun()


def _from(words: Words, started: datetime, name: str, counted: str) -> str:
    """Return the set in words with its time of day, and its date if that is not today."""
    clock = f"{started:%H:%M}"
    if started.date() == datetime.now(started.tzinfo).date():
        return words("unfinished-today", clock=clock, name=name, counted=counted)
    return words(
        "unfinished",
        day=f"{started:%d}",
        month=started.month,
        clock=clock,
        name=name,
        counted=counted,
    )


def _settle(saved: SavedSet, folder: Path) -> None:
    """Mark the set as finished, so that it is offered only once; its file stays."""
    settled = SetProgress(saved.number, saved.report, True, saved.answer, Ended.LEFT)
    with suppress(FormCheckError):  # the set is then offered again, and nothing is lost
        there = {saved.number}
        save_to(folder, saved.exercise, saved.plan, saved.started, saved_before=there)(settled)
