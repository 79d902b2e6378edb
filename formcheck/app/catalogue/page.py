"""The page on which one reads what each exercise is, how it is filmed and what is checked."""

from typing import Final

import streamlit as st

from formcheck.app.catalogue.demonstration import clip_of, still_of
from formcheck.app.catalogue.exercise_list import Exercises, known_exercises
from formcheck.app.catalogue.exercise_words import (
    PROFILE_WORDS,
    check_facts,
    facts,
    facts_list,
    sources,
    variant_facts,
)
from formcheck.app.theme import heading, said_plainly, show_error
from formcheck.exercise.spec.models import Check, ExerciseSpec

__all__ = ["show"]

_CHOSEN: Final = "exercise"
"""In the address, so that an exercise can be linked to and the browser's own way back works."""

_COLUMNS: Final = 3
"""Cards beside one another; on a phone they stack."""

_CHECKS_ABREAST: Final = 2
"""Checks have more words than cards."""


GUIDED: Final = "guided, not judged; no camera needed"

GUIDED_WORDS: Final = (
    "**Guided, not judged.** You are told what to do and for how long. No camera looks at how it "
    "is done, so nothing is called right or wrong."
)


def show() -> None:
    """Show all exercises, or the one that was chosen."""
    exercises = known_exercises()
    spec = exercises.specs.get(st.query_params.get(_CHOSEN, ""))
    if spec is None:
        _all(exercises)
    else:
        _one(exercises, spec)


def _all(exercises: Exercises) -> None:
    heading("Exercises", "What each exercise is, and what is looked at while you do it.")
    for error in exercises.problems:
        show_error(error)
    specs = list(exercises.specs.values())
    for first in range(0, len(specs), _COLUMNS):
        row = specs[first : first + _COLUMNS]
        for column, spec in zip(st.columns(_COLUMNS), row, strict=False):
            with column.container(border=True, height="stretch"):
                _card(spec)


def _card(spec: ExerciseSpec) -> None:
    if (still := still_of(spec.id)) is not None:
        st.image(still, width="stretch", alt=f"Somebody doing: {spec.name}")
    st.header(said_plainly(spec.name), anchor=False)
    st.markdown(said_plainly(spec.summary))
    names = ", ".join(check.name.lower() for check in spec.checks)
    st.caption(said_plainly(names) if spec.guided is None else GUIDED)
    st.button(
        f"Read about {said_plainly(spec.name)}",
        key=f"read_{spec.id}",
        on_click=_choose,
        args=(spec.id,),
    )


def _choose(spec_id: str) -> None:
    st.query_params[_CHOSEN] = spec_id


def _leave() -> None:
    st.query_params.pop(_CHOSEN, None)


def _one(exercises: Exercises, spec: ExerciseSpec) -> None:
    st.button("All exercises", icon=":material/arrow_back:", on_click=_leave)
    heading(said_plainly(spec.name), said_plainly(spec.summary))
    _seen_and_told(spec)
    _cautions(spec)
    if spec.guided is None:
        _checks(spec)
    else:
        st.info(GUIDED_WORDS, icon=":material/record_voice_over:")
    _versions(exercises, spec)
    with st.expander("Where the numbers come from"):
        st.markdown("\n".join(f"- {said_plainly(source)}" for source in sources(spec)))
        st.caption("What the tags stand for is listed in docs/sources.md of formcheck.")


def _seen_and_told(spec: ExerciseSpec) -> None:
    clip = clip_of(spec.id)
    if clip is None:
        st.html(facts_list(facts(spec)))
        return
    left, right = st.columns(2, gap="medium")
    left.video(clip, loop=True, muted=True, alt=f"How it is done: {spec.name}")
    right.html(facts_list(facts(spec)))


def _cautions(spec: ExerciseSpec) -> None:
    if not spec.cautions:
        return
    lines = []
    for caution in spec.cautions:
        whom = " or ".join(PROFILE_WORDS[profile] for profile in caution.profiles)
        lead = f"**{whom[:1].upper()}{whom[1:]}:** " if whom else ""
        lines.append(f"- {lead}{said_plainly(caution.text)}")
    st.info("\n".join(lines), icon=":material/healing:")


def _checks(spec: ExerciseSpec) -> None:
    st.header("What is checked", anchor=False)
    st.markdown(
        "A limit counts only when it is exceeded by what the measure may be off. What the camera "
        "can't see is reported as not judged, never as right or wrong."
    )
    for first in range(0, len(spec.checks), _CHECKS_ABREAST):
        row = spec.checks[first : first + _CHECKS_ABREAST]
        for column, check in zip(st.columns(_CHECKS_ABREAST), row, strict=False):
            with column.container(border=True, height="stretch"):
                _check(check)


def _check(check: Check) -> None:
    st.subheader(said_plainly(check.name), anchor=False)
    for told in check.explanations:
        st.markdown(said_plainly(told))
    if check.essential:
        st.markdown("Where this can't be judged, no repetition is called good.")
    st.html(facts_list(check_facts(check)))


def _versions(exercises: Exercises, spec: ExerciseSpec) -> None:
    others = {
        "Easier": exercises.specs.get(spec.easier or ""),
        "Harder": exercises.specs.get(spec.harder or ""),
    }
    if not spec.variants and not any(others.values()):
        return
    st.header("Other versions", anchor=False)
    for variant in spec.variants:
        with st.container(border=True):
            st.subheader(said_plainly(variant.name), anchor=False)
            st.html(facts_list(variant_facts(spec, variant)))
    for how, other in others.items():
        if other is not None:
            st.button(
                f"{how}: {said_plainly(other.name)}",
                key=f"read_{how}",
                on_click=_choose,
                args=(other.id,),
            )
