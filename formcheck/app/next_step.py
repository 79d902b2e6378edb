"""What may come after a summary: one more set, an easier or harder version, or rest."""

from collections.abc import Iterator
from functools import partial

import streamlit as st

from formcheck.app import transitions
from formcheck.app.choice import Choice
from formcheck.app.exercise_list import known_exercises
from formcheck.app.live_view import ask_about_pain
from formcheck.app.visit import Outcome, Visit
from formcheck.guide.guidance import Answer

__all__ = ["show_next_step", "ways_on"]


def show_next_step(visit: Visit, outcome: Outcome) -> None:
    """Ask about pain where it was not told, and offer what may come next."""
    if outcome.fell:
        st.button("Begin again", on_click=transitions.once_more, args=(visit,))
        return
    if outcome.sets and not outcome.answer.given and visit.run is not None:
        ask_about_pain(partial(_answer, visit), "summary", plan=visit.run.plan)
    if outcome.answer.ends_it:
        return
    with st.container(horizontal=True):
        st.button("One more set", type="primary", on_click=transitions.once_more, args=(visit,))
        for label, choice in ways_on(outcome.choice):
            st.button(label, on_click=transitions.choose_version, args=(visit, choice))


def ways_on(choice: Choice) -> Iterator[tuple[str, Choice]]:
    """Yield the easier and the harder version of what was done, or exercise, with its words."""
    spec = choice.exercise
    for how, name in (("Easier", spec.easier), ("Harder", spec.harder)):
        other = _other(choice, name) if name else None
        if other is not None:
            yield f"{how}: {(other.version_name or other.spec.name).lower()}", other


def _other(choice: Choice, name: str) -> Choice | None:
    """Return a version of the same exercise, or another exercise as one begins with it."""
    if name in {variant.id for variant in choice.spec.variants}:
        return choice.in_version(name)
    spec = known_exercises().specs.get(name)
    return None if spec is None else Choice.of(spec, frozenset())


def _answer(visit: Visit, answer: Answer) -> None:
    transitions.answer(visit, answer)
    st.rerun()
