"""How to place the laptop and oneself, with a drawing, and how to stop a set."""

import base64
from collections.abc import Iterator

import streamlit as st

from formcheck.app.theme import ASSETS
from formcheck.exercise.measure.registry import View
from formcheck.exercise.spec.models import ExerciseSpec, StopSignal
from formcheck.exercise.spec.posture import POSTURES, CameraHeight
from formcheck.printable import in_html
from formcheck.words.catalogue import Words

__all__ = ["checklist", "drawing_of", "show_placement", "ways_to_stop"]


def show_placement(spec: ExerciseSpec, words: Words) -> None:
    """Show the drawing, the checklist before Start, and the ways to stop the set."""
    drawing, told = st.columns([3, 2], gap="medium", vertical_alignment="center")
    drawing.html(_picture(drawing_of(spec), words))
    with told:
        st.markdown("\n".join(f"- {line}" for line in checklist(spec, words)))
        st.markdown(words("place-stop", ways="; ".join(ways_to_stop(spec, words))))


def _picture(name: str, words: Words) -> str:
    """Return a drawing as a picture with a description in words."""
    coded = base64.b64encode((ASSETS / name).read_bytes()).decode("ascii")
    shown = name.removeprefix("placement_").removesuffix(".svg")
    alt = in_html(words(f"place-drawing-{shown}"))
    return f'<img src="data:image/svg+xml;base64,{coded}" alt="{alt}" style="width:100%">'


def drawing_of(spec: ExerciseSpec) -> str:
    """Return the name of the drawing that shows how to film an exercise."""
    if spec.view is View.FRONT:
        return "placement_front.svg"
    low = POSTURES[spec.posture].camera is CameraHeight.LOW
    return "placement_lying.svg" if low else "placement_side.svg"


def checklist(spec: ExerciseSpec, words: Words) -> Iterator[str]:
    """Yield the points of the checklist before a set, in the order in which one does them."""
    if spec.guided is not None:
        yield words("place-anywhere")
        yield words("place-clear-and-chair")
        yield words("place-sound")
        return
    low = POSTURES[spec.posture].camera is CameraHeight.LOW
    yield words("place-low" if low else "place-hips")
    yield words("place-facing" if spec.view is View.FRONT else "place-side")
    yield words("place-hair")
    yield words("place-mirrors")
    yield words("place-floor")
    yield words("place-chair")
    yield words("place-sound")


def ways_to_stop(spec: ExerciseSpec, words: Words) -> Iterator[str]:
    """Yield the ways to stop a set."""
    if spec.guided is not None:
        yield words("place-stop-key")
        yield words("place-stop-walk-pauses")
        return
    if StopSignal.RAISED_HAND in spec.stop_signals:
        yield words("place-stop-hand")
    yield words("place-stop-key")
    yield words("place-stop-walk")
