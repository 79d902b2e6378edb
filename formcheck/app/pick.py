"""Choosing an exercise: one card each, with its picture, its name and one line."""

from collections.abc import Callable

import streamlit as st

from formcheck.app.demonstration import still_of
from formcheck.app.exercise_list import known_exercises
from formcheck.app.theme import said_plainly, show_error
from formcheck.exercise.spec import ExerciseSpec

__all__ = ["sentences", "show_own_range", "show_pick"]

COLUMNS = 3
"""Cards beside one another: at 1280 pixels a picture is then 300 wide; on a phone they stack."""


def show_pick(choose: Callable[[ExerciseSpec], None]) -> None:
    """Show all exercises; ``choose`` is called with the one that was clicked."""
    exercises = known_exercises()
    specs = list(exercises.specs.values())
    for first in range(0, len(specs), COLUMNS):
        row = specs[first : first + COLUMNS]
        for column, spec in zip(st.columns(COLUMNS), row, strict=False):
            card = column.container(border=True, height="stretch", vertical_alignment="distribute")
            with card:
                _card(spec, choose)
    for error in exercises.problems:
        show_error(error)


def show_own_range(range_deg: float, forget: Callable[[], None]) -> None:
    """Say that the limits for the back are the person's own; ``forget`` goes back to the usual."""
    words, button = st.columns([3, 1], vertical_alignment="center")
    words.caption(
        f"Your back rounds by {range_deg:.0f}°. The limits for the back are shares of that; those "
        "of a limited version stay where they are lower."
    )
    button.button("Use the usual limits", on_click=forget)


def _card(spec: ExerciseSpec, choose: Callable[[ExerciseSpec], None]) -> None:
    with st.container():
        if (still := still_of(spec.id)) is not None:
            st.image(still, width="stretch", alt=f"Somebody doing: {spec.name}")
        st.header(said_plainly(spec.name), anchor=False)
        st.markdown(said_plainly(sentences(spec.summary)[0]))
        if spec.guided is not None:
            st.caption("Guided by voice, no camera needed")
    st.button(
        f"Choose {spec.name.lower()}",
        key=f"choose_{spec.id}",
        on_click=choose,
        args=(spec,),
    )


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each with its stop."""
    parts = text.replace("\n", " ").split(". ")
    return [part if part.endswith(".") else f"{part}." for part in parts if part]
