"""The page that explains each exercise: what it is, how to film it, and its checks."""

from typing import Final

import streamlit as st

from formcheck.app.catalogue.demonstration import clip_of, still_of
from formcheck.app.catalogue.exercise_list import Exercises, known_exercises
from formcheck.app.catalogue.exercise_words import (
    check_facts,
    facts,
    facts_list,
    profile_words,
    sources,
    variant_facts,
)
from formcheck.app.language import page_words
from formcheck.app.theme import heading, said_plainly, show_error
from formcheck.exercise.spec.models import Check, ExerciseSpec
from formcheck.words.catalogue import Words

__all__ = ["show"]

_CHOSEN: Final = "exercise"
"""A parameter of the address, so that links to an exercise and the browser's Back work."""

_COLUMNS: Final = 3
"""Cards in a row; on a phone they stack."""

_CHECKS_ABREAST: Final = 2
"""Checks have more words than cards."""


def show() -> None:
    """Show all exercises, or the chosen one."""
    words = page_words()
    exercises = known_exercises(words.language)
    spec = exercises.specs.get(st.query_params.get(_CHOSEN, ""))
    if spec is None:
        _all(exercises, words)
    else:
        _one(exercises, spec, words)


def _all(exercises: Exercises, words: Words) -> None:
    heading(words("exercises-title"), words("exercises-lead"))
    for error in exercises.problems:
        show_error(error)
    specs = list(exercises.specs.values())
    for first in range(0, len(specs), _COLUMNS):
        row = specs[first : first + _COLUMNS]
        for column, spec in zip(st.columns(_COLUMNS), row, strict=False):
            with column.container(border=True, height="stretch"):
                _card(spec, words)


def _card(spec: ExerciseSpec, words: Words) -> None:
    if (still := still_of(spec.id)) is not None:
        st.image(still, width="stretch", alt=words("exercises-picture", name=spec.name))
    st.header(said_plainly(spec.name), anchor=False)
    st.markdown(said_plainly(spec.summary))
    names = ", ".join(check.name.lower() for check in spec.checks)
    guided = words("exercises-guided-short")
    st.caption(said_plainly(names) if spec.guided is None else guided)
    st.button(
        words("exercises-read", name=said_plainly(spec.name)),
        key=f"read_{spec.id}",
        on_click=_choose,
        args=(spec.id,),
    )


def _choose(spec_id: str) -> None:
    st.query_params[_CHOSEN] = spec_id


def _leave() -> None:
    st.query_params.pop(_CHOSEN, None)


def _one(exercises: Exercises, spec: ExerciseSpec, words: Words) -> None:
    st.button(words("exercises-all"), icon=":material/arrow_back:", on_click=_leave)
    heading(said_plainly(spec.name), said_plainly(spec.summary))
    _seen_and_told(spec, words)
    _cautions(spec, words)
    if spec.guided is None:
        _checks(spec, words)
    else:
        st.info(words("exercises-guided"), icon=":material/record_voice_over:")
    _versions(exercises, spec, words)
    with st.expander(words("exercises-sources")):
        st.markdown("\n".join(f"- {said_plainly(source)}" for source in sources(spec)))
        st.caption(words("exercises-sources-where"))


def _seen_and_told(spec: ExerciseSpec, words: Words) -> None:
    clip = clip_of(spec.id)
    told = facts_list(facts(words, spec))
    if clip is None:
        st.html(told)
        return
    left, right = st.columns(2, gap="medium")
    left.video(clip, loop=True, muted=True, alt=words("exercises-clip", name=spec.name))
    right.html(told)


def _cautions(spec: ExerciseSpec, words: Words) -> None:
    if not spec.cautions:
        return
    lines = []
    for caution in spec.cautions:
        whom = profile_words(words, caution.profiles)
        whom, text = f"{whom[:1].upper()}{whom[1:]}", said_plainly(caution.text)
        told = words("exercises-caution-for", whom=whom, text=text) if whom else text
        lines.append(f"- {told}")
    st.info("\n".join(lines), icon=":material/healing:")


def _checks(spec: ExerciseSpec, words: Words) -> None:
    st.header(words("exercises-checked"), anchor=False)
    st.markdown(words("exercises-checked-lead"))
    for first in range(0, len(spec.checks), _CHECKS_ABREAST):
        row = spec.checks[first : first + _CHECKS_ABREAST]
        for column, check in zip(st.columns(_CHECKS_ABREAST), row, strict=False):
            with column.container(border=True, height="stretch"):
                _check(check, words)


def _check(check: Check, words: Words) -> None:
    st.subheader(said_plainly(check.name), anchor=False)
    for told in check.explanations:
        st.markdown(said_plainly(told))
    if check.essential:
        st.markdown(words("exercises-essential"))
    st.html(facts_list(check_facts(words, check)))


def _versions(exercises: Exercises, spec: ExerciseSpec, words: Words) -> None:
    others = {
        "exercises-easier": exercises.specs.get(spec.easier or ""),
        "exercises-harder": exercises.specs.get(spec.harder or ""),
    }
    if not spec.variants and not any(others.values()):
        return
    st.header(words("exercises-versions"), anchor=False)
    for variant in spec.variants:
        with st.container(border=True):
            st.subheader(said_plainly(variant.name), anchor=False)
            st.html(facts_list(variant_facts(words, spec, variant)))
    for how, other in others.items():
        if other is not None:
            st.button(
                words(how, name=said_plainly(other.name)),
                key=f"read_{how}",
                on_click=_choose,
                args=(other.id,),
            )
