"""How to place the laptop and oneself, with a drawing; and how a set is stopped."""

import base64
from collections.abc import Iterator

import streamlit as st

from formcheck.app.theme import ASSETS
from formcheck.exercise.measure.registry import View
from formcheck.exercise.spec.models import ExerciseSpec, Posture, StopSignal

__all__ = ["checklist", "drawing_of", "show_placement", "ways_to_stop"]


def show_placement(spec: ExerciseSpec) -> None:
    """Show the drawing, what to look to before Start, and how the set is stopped."""
    drawing, words = st.columns([3, 2], gap="medium", vertical_alignment="center")
    drawing.html(_picture(drawing_of(spec)))
    with words:
        st.markdown("\n".join(f"- {line}" for line in checklist(spec)))
        st.markdown("**To stop at any time:** " + "; ".join(ways_to_stop(spec)) + ".")


def _picture(name: str) -> str:
    """Return a drawing as a picture that says in words what it shows, as its title does."""
    drawing = (ASSETS / name).read_text("utf-8")
    words = drawing.partition("<title>")[2].partition("</title>")[0]
    coded = base64.b64encode(drawing.encode()).decode("ascii")
    return f'<img src="data:image/svg+xml;base64,{coded}" alt="{words}" style="width:100%">'


def drawing_of(spec: ExerciseSpec) -> str:
    """Return the name of the drawing that shows how an exercise is filmed."""
    if spec.view is View.FRONT:
        return "placement_front.svg"
    low = spec.posture in {Posture.LYING, Posture.KNEELING}
    return "placement_lying.svg" if low else "placement_side.svg"


def checklist(spec: ExerciseSpec) -> Iterator[str]:
    """Yield what to look to before a set, in the order in which it is done."""
    if spec.guided is not None:
        yield "Anywhere from which the camera sees you: it pauses when you leave the picture"
        yield "Floor clear, a chair or a wall within reach"
        yield "Sound on: you will be told everything"
        return
    low = spec.posture in {Posture.LYING, Posture.KNEELING}
    yield (
        "Laptop on a low stool, 0.3 to 0.6 m high" if low else "Laptop at the height of your hips"
    )
    front = spec.view is View.FRONT
    yield f"You 2 to 3.5 m away, {'facing it' if front else 'with your side to it'}"
    yield "Long hair up, shirt tucked in"
    yield "Mirrors covered, nobody behind you"
    yield "Floor clear"
    yield "A chair or a wall within reach"
    yield "Sound on: you will be told everything"


def ways_to_stop(spec: ExerciseSpec) -> Iterator[str]:
    """Yield how somebody can stop a set."""
    if spec.guided is not None:
        yield "the space bar or a clicker"
        yield "walk out of the picture, which pauses it"
        return
    if StopSignal.RAISED_HAND in spec.stop_signals:
        yield "hold a hand up for a moment"
    yield "the space bar or a clicker"
    yield "walk out of the picture"
