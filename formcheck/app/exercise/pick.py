"""Choosing an exercise: one card each, with its picture, its name and one line."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

import streamlit as st

from formcheck.app.catalogue.demonstration import still_of
from formcheck.app.exercise.offer_words import TOLD, until_words, why_words
from formcheck.app.theme import said_plainly
from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.offer.offer import HeldBack, Offered

__all__ = ["sentences", "show_own_range", "show_pick"]

COLUMNS = 3
"""Cards beside one another: at 1280 pixels a picture is then 300 wide; on a phone they stack."""


def show_pick(
    offers: Sequence[Offered | HeldBack],
    choose: Callable[[Offered], None],
    was_told: Callable[[ExerciseSpec], None],
    today: date,
) -> None:
    """Show what is offered, and beneath it what is held back and why.

    ``choose`` is called with the exercise that was clicked, ``was_told`` with the one that somebody
    says they were told to do.
    """
    offered = [each for each in offers if isinstance(each, Offered)]
    for first in range(0, len(offered), COLUMNS):
        row = offered[first : first + COLUMNS]
        for column, each in zip(st.columns(COLUMNS), row, strict=False):
            card = column.container(border=True, height="stretch", vertical_alignment="distribute")
            with card:
                _card(each, choose, today)
    held = [each for each in offers if isinstance(each, HeldBack)]
    if held:
        st.header("Not today" if any(each.until for each in held) else "Held back", anchor=False)
    for alike in _alike(held):
        _held_back(alike, was_told, today)


def _alike(held: Iterable[HeldBack]) -> Iterable[list[HeldBack]]:
    """Return what is held back together where the reasons are the same, and so is until when."""
    groups: dict[tuple[object, ...], list[HeldBack]] = {}
    for each in held:
        groups.setdefault((each.why, each.until, each.unlocked), []).append(each)
    return groups.values()


def _held_back(
    alike: Sequence[HeldBack], was_told: Callable[[ExerciseSpec], None], today: date
) -> None:
    names = ", ".join(said_plainly(each.spec.name) for each in alike)
    first = alike[0]
    st.markdown(f"**{names}.** {why_words(first.why)} {until_words(first.until, today)}")
    if not first.unlocked:
        return
    with st.container(horizontal=True):
        for each in alike:
            st.button(
                f"{TOLD}: {said_plainly(each.spec.name.lower())}",
                key=f"told_{each.spec.id}",
                help="By a doctor or physiotherapist. It is offered for two weeks then, and noted.",
                on_click=was_told,
                args=(each.spec,),
            )


def show_own_range(range_deg: float, forget: Callable[[], None]) -> None:
    """Say that the limits for the back are the person's own; ``forget`` goes back to the usual."""
    words, button = st.columns([3, 1], vertical_alignment="center")
    words.caption(
        f"Your back rounds by {range_deg:.0f}°. The limits for the back are shares of that; those "
        "of a limited version stay where they are lower."
    )
    button.button("Use the usual limits", on_click=forget)


def _card(each: Offered, choose: Callable[[Offered], None], today: date) -> None:
    spec = each.spec
    with st.container():
        if (still := still_of(spec.id)) is not None:
            st.image(still, width="stretch", alt=f"Somebody doing: {spec.name}")
        st.header(said_plainly(spec.name), anchor=False)
        st.markdown(said_plainly(sentences(spec.summary)[0]))
        names = {variant.id: variant.name for variant in spec.variants}
        if each.version:
            st.caption(f"For you: {said_plainly(names[each.version].lower())}")
        if each.told is not None and each.told > today:
            st.caption(f"You were told to do this; until {each.told.day} {each.told:%B}.")
        if spec.guided is not None:
            st.caption("Guided by voice, no camera needed")
    st.button(
        f"Choose {said_plainly(spec.name.lower())}",
        key=f"choose_{spec.id}",
        on_click=choose,
        args=(each,),
    )


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each with its stop."""
    parts = text.replace("\n", " ").split(". ")
    return [part if part.endswith(".") else f"{part}." for part in parts if part]
