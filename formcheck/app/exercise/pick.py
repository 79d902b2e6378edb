"""The choice of an exercise: a card for each, with picture, name and one line."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

import streamlit as st

from formcheck.app.catalogue.demonstration import still_of
from formcheck.app.exercise.offer_words import until_words, why_words
from formcheck.app.language import page_words
from formcheck.app.theme import said_plainly
from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.offer.offer import HeldBack, Offered
from formcheck.words.catalogue import Words

__all__ = ["sentences", "show_own_range", "show_pick"]

COLUMNS = 3
"""Cards in a row: at 1280 pixels a picture is then 300 wide; on a phone they stack."""


def show_pick(
    offers: Sequence[Offered | HeldBack],
    choose: Callable[[Offered], None],
    was_told: Callable[[ExerciseSpec], None],
    today: date,
) -> None:
    """Show the offered exercises, and beneath them those held back and why.

    ``choose`` gets the clicked exercise, ``was_told`` the one that a professional prescribed, as
    the person says.
    """
    words = page_words()
    offered = [each for each in offers if isinstance(each, Offered)]
    for first in range(0, len(offered), COLUMNS):
        row = offered[first : first + COLUMNS]
        for column, each in zip(st.columns(COLUMNS), row, strict=False):
            card = column.container(border=True, height="stretch", vertical_alignment="distribute")
            with card:
                _card(each, choose, today, words)
    held = [each for each in offers if isinstance(each, HeldBack)]
    if held:
        passes = any(each.until for each in held)
        st.header(words("offer-not-today" if passes else "offer-held-back"), anchor=False)
    for alike in _alike(held):
        _held_back(alike, was_told, today, words)


def _alike(held: Iterable[HeldBack]) -> Iterable[list[HeldBack]]:
    """Return the exercises held back, grouped by the same reasons and end."""
    groups: dict[tuple[object, ...], list[HeldBack]] = {}
    for each in held:
        groups.setdefault((each.why, each.until, each.unlocked), []).append(each)
    return groups.values()


def _held_back(
    alike: Sequence[HeldBack],
    was_told: Callable[[ExerciseSpec], None],
    today: date,
    words: Words,
) -> None:
    names = ", ".join(said_plainly(each.spec.name) for each in alike)
    first = alike[0]
    why, until = why_words(words, first.why), until_words(words, first.until, today)
    st.markdown(words("offer-held", names=names, why=why, until=until))
    if not first.unlocked:
        return
    with st.container(horizontal=True):
        for each in alike:
            st.button(
                words("offer-told", name=said_plainly(each.spec.name.lower())),
                key=f"told_{each.spec.id}",
                help=words("offer-told-help"),
                on_click=was_told,
                args=(each.spec,),
            )


def show_own_range(range_deg: float, forget: Callable[[], None]) -> None:
    """Show that the limits for the back are the person's own; ``forget`` restores the usual."""
    words = page_words()
    told, button = st.columns([3, 1], vertical_alignment="center")
    told.caption(words("offer-own-range", degrees=words.number(range_deg, 0)))
    button.button(words("offer-usual-limits"), on_click=forget)


def _card(each: Offered, choose: Callable[[Offered], None], today: date, words: Words) -> None:
    spec = each.spec
    with st.container():
        if (still := still_of(spec.id)) is not None:
            st.image(still, width="stretch", alt=words("exercises-picture", name=spec.name))
        st.header(said_plainly(spec.name), anchor=False)
        st.markdown(said_plainly(sentences(spec.summary)[0]))
        names = {variant.id: variant.name for variant in spec.variants}
        if each.version:
            version = said_plainly(names[each.version].lower())
            st.caption(words("offer-for-you", version=version))
        if each.told is not None and each.told > today:
            st.caption(words("offer-told-until", day=each.told.day, month=each.told.month))
        if spec.guided is not None:
            st.caption(words("offer-guided"))
    st.button(
        words("offer-choose", name=said_plainly(spec.name.lower())),
        key=f"choose_{spec.id}",
        on_click=choose,
        args=(each,),
    )


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each with its stop."""
    parts = text.replace("\n", " ").split(". ")
    return [part if part.endswith(".") else f"{part}." for part in parts if part]
