"""The demonstration before Start: how the exercise is done, its version and its dose."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from formcheck.app.catalogue.demonstration import clip_of
from formcheck.app.exercise.pick import sentences
from formcheck.app.language import page_words
from formcheck.app.state.choice import Choice, cautions_for
from formcheck.app.state.visit import Visit
from formcheck.app.theme import heading, said_plainly

__all__ = ["MAX_SETS", "settled", "show_clip", "show_demonstration"]

MAX_GOAL = 30
"""Reps in one set: with more, an exercise no longer trains strength and control."""

MAX_MINUTES = 120
"""Minutes of a timer: as many as a spec may ask for."""

MAX_SETS = 6
"""Sets in a row: the rests alone then take four minutes."""

IN_SHAPE = "[data-testid=stVideo] { aspect-ratio: 4 / 3; }"
"""An unloaded clip has no height; without this, buttons below it would move under the click."""

VERSION, GOAL, SETS = "chosen_version", "chosen_goal", "chosen_sets"


def settled(choice: Choice) -> Choice:
    """Return the choice with the version and the dose currently set."""
    known = st.session_state
    return replace(
        choice,
        variant=known.get(VERSION, choice.variant),
        goal=known.get(GOAL, choice.goal),
        sets=known.get(SETS, choice.sets),
    )


def show_demonstration(
    visit: Visit, choice: Choice, versions: Sequence[str], *, calm: bool
) -> None:
    """Show how the exercise is done, and the controls for its version and dose.

    ``versions`` are those that suit. With ``calm`` the clip waits for a click, for people who
    want less movement.
    """
    heading(said_plainly(choice.spec.name))
    words = page_words()
    seen, chosen = st.columns([3, 2], gap="medium")
    with seen:
        show_clip(choice, calm=calm)
    with chosen:
        lines = sentences(choice.exercise.summary)
        told = (f"{number}. {said_plainly(line)}" for number, line in enumerate(lines, start=1))
        st.markdown("\n".join(told))
        st.button(
            words("show-tell-me"),
            icon=":material/volume_up:",
            on_click=visit.say,
            args=(words("show-told", name=choice.spec.name, summary=choice.exercise.summary),),
        )
        for caution in cautions_for(choice.spec, visit.profiles):
            st.info(said_plainly(caution), icon=":material/info:")
        _dose(choice, versions)


def show_clip(choice: Choice, *, calm: bool) -> None:
    """Show the clip of the exercise; with ``calm`` it waits for a click."""
    clip, words = clip_of(choice.spec.id), page_words()
    if clip is None:
        st.caption(words("show-no-clip"))
        return
    st.html(f"<style>{IN_SHAPE}</style>")
    alt = words("exercises-clip", name=choice.spec.name)
    st.video(str(clip), loop=True, autoplay=not calm, muted=True, alt=alt)


def _dose(choice: Choice, versions: Sequence[str]) -> None:
    words = page_words()
    _version(choice, versions)
    with st.container(horizontal=True):
        most = MAX_MINUTES if choice.spec.dose.minutes_from else MAX_GOAL
        st.number_input(choice.counted(words), 1, most, min(choice.goal, most), key=GOAL)
        st.number_input(words("show-sets"), 1, MAX_SETS, min(choice.sets, MAX_SETS), key=SETS)


def _version(choice: Choice, versions: Sequence[str]) -> None:
    words = page_words()
    variants = {variant.id: said_plainly(variant.name) for variant in choice.spec.variants}
    names = {"": words("show-as-it-is")} | variants
    offered = [each for each in names if each in versions]
    if offered in ([], [""]):
        return
    chosen = offered.index(choice.variant) if choice.variant in offered else 0
    st.radio(words("show-version"), offered, chosen, format_func=names.__getitem__, key=VERSION)
