"""The next step after a summary: one more set, an easier or harder version, or rest."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from formcheck.app.catalogue.exercise_list import known_exercises
from formcheck.app.exercise import transitions
from formcheck.app.exercise.live_view import ask_about_pain
from formcheck.app.language import page_words
from formcheck.app.state.choice import Choice
from formcheck.app.state.visit import SetOutcome, Visit
from formcheck.app.theme import said_plainly
from formcheck.guide.guidance import Answer
from formcheck.offer.offer import Offered, Way, offer
from formcheck.offer.offer import ways_on as ways_that_suit
from formcheck.words.catalogue import Words

__all__ = ["show_next_step", "ways_on"]


def show_next_step(visit: Visit, outcome: SetOutcome) -> None:
    """Ask about pain if nobody answered yet, and offer the next steps."""
    words = page_words()
    if outcome.fell:
        st.button(words("next-no-fall"), on_click=transitions.did_not_fall, args=(visit,))
        return
    if outcome.sets and not outcome.answer.given and visit.run is not None:
        ask_about_pain(partial(_answer, visit), "summary", plan=visit.run.plan)
    with st.container(horizontal=True):
        if _suits_again(visit, outcome.choice):
            again = transitions.once_more
            st.button(words("next-one-more"), type="primary", on_click=again, args=(visit,))
        for label, choice in ways_on(visit, outcome.choice, words):
            st.button(label, on_click=transitions.choose_version, args=(visit, choice))


def _suits_again(visit: Visit, choice: Choice) -> bool:
    """Whether the answers still allow the same choice."""
    known = [
        each
        for each in known_exercises(page_words().language).to_offer
        if each.spec.id == choice.spec.id
    ]
    return any(
        isinstance(each, Offered) and choice.variant in each.versions
        for each in offer(visit.health, datetime.now(UTC).astimezone(), known)
    )


def ways_on(visit: Visit, choice: Choice, words: Words) -> Iterator[tuple[str, Choice]]:
    """Yield the easier and the harder version, or exercise, each with its button's text."""
    exercises = known_exercises(page_words().language)
    now = datetime.now(UTC).astimezone()
    done = Way(choice.spec.id, choice.variant)
    ways = ways_that_suit(visit.health, now, exercises.to_offer, done)
    for how, way in (("exercises-easier", ways.easier), ("exercises-harder", ways.harder)):
        if way is not None:
            other = Choice.of(exercises.specs[way.exercise], frozenset()).in_version(way.version)
            name = (other.version_name or other.spec.name).lower()
            yield words(how, name=said_plainly(name)), other


def _answer(visit: Visit, answer: Answer) -> None:
    transitions.answer(visit, answer)
    st.rerun()
