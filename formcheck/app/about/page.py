"""The page on privacy, on formcheck's limits, and on when not to exercise."""

from importlib import metadata
from typing import Final

import streamlit as st

from formcheck.app.language import page_words
from formcheck.app.state.visit import VISIT, Step, Visit
from formcheck.app.theme import heading, said_plainly, show_error
from formcheck.errors import FormCheckError, OutputError
from formcheck.history.data_folder import check_place, data_folder
from formcheck.history.kept import Kept, forget, forget_everything, what_is_kept
from formcheck.offer.answers import Sign
from formcheck.pose.model import MODEL_SHA256
from formcheck.review.versions import formcheck_version
from formcheck.words.catalogue import Words

__all__ = ["show"]

_TROUBLES: Final = "about_troubles"
"""The session's key for errors of deleting that are still to be shown."""

_LIBRARIES: Final = ("mediapipe", "streamlit", "streamlit-webrtc", "av", "numpy")


def show() -> None:
    """Show the page."""
    words = page_words()
    heading(words("about-title"), words("about-lead"))
    st.header(words("about-safety"), anchor=False)
    st.markdown(words("gate-not-a-device"))
    _emergency(words)
    st.header(words("about-privacy"), anchor=False)
    st.markdown(words("about-privacy-text"))
    _what_is_kept(words)
    st.header(words("about-limits"), anchor=False)
    st.markdown(words("about-limits-text"))
    st.header(words("about-browsers"), anchor=False)
    st.markdown(words("about-browsers-text"))
    _versions(words)


def _emergency(words: Words) -> None:
    text = words(
        "about-emergency",
        ever=words("gate-emergency-ever"),
        new=words("gate-emergency-new"),
        rare=words("gate-help-rare"),
    )
    st.error(text, icon=":material/emergency:")
    with st.expander(words("about-doctor-soon")):
        st.markdown("\n".join(f"- {words.of('gate-sign', sign)}" for sign in Sign))


def _what_is_kept(words: Words) -> None:
    st.subheader(words("about-kept"), anchor=False)
    for trouble in st.session_state.pop(_TROUBLES, ()):
        show_error(trouble)
    trouble = _nothing_can_be_kept()
    if trouble is not None:
        show_error(trouble)
    try:
        kept = what_is_kept()
    except FormCheckError as error:
        if trouble is None:
            show_error(error)
        return
    st.markdown(words("about-kept-text"))
    st.caption(words("about-kept-place", place=said_plainly(str(data_folder()))))
    if not kept:
        st.markdown(words("about-nothing-kept"))
    for number, each in enumerate(kept):
        _one_kept(number, each, words)
    if kept:
        with st.popover(words("about-delete-everything-opens"), icon=":material/delete_forever:"):
            st.markdown(words("about-delete-everything-text"))
            if st.button(words("about-delete-everything"), key="forget_everything", type="primary"):
                _begin_anew()
                _tell(forget_everything())


def _nothing_can_be_kept() -> FormCheckError | None:
    try:
        check_place(data_folder())
    except FormCheckError as error:
        return error
    return None


def _one_kept(number: int, kept: Kept, words: Words) -> None:
    name, amount = kept.name(words), said_plainly(kept.amount(words))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{name}: {amount}" if amount else name)
        with st.popover(words("about-delete-opens"), icon=":material/delete:"):
            st.markdown(words("about-will-be-gone", name=name))
            label = words("about-delete", name=_lowered(name))
            if st.button(label, key=f"forget_{number}", type="primary"):
                _tell(forget(kept))


def _lowered(name: str) -> str:
    return name[:1].lower() + name[1:]


def _begin_anew() -> None:
    """Forget this window's visit, too, unless the person is exercising in it."""
    visit: Visit | None = st.session_state.get(VISIT)
    if visit is not None and visit.step is not Step.LIVE:
        del st.session_state[VISIT]


def _tell(troubles: tuple[OutputError, ...]) -> None:
    """Show the page again, with what could not be deleted and why."""
    st.session_state[_TROUBLES] = troubles
    st.rerun()


def _versions(words: Words) -> None:
    st.header(words("about-versions"), anchor=False)
    others = ", ".join(f"{library} {_version(library, words)}" for library in _LIBRARIES)
    version = words("about-version", version=formcheck_version(), others=others)
    licences = words("about-licences", hash=MODEL_SHA256[:12])
    st.markdown(f"{version}\n\n{licences}")


def _version(library: str, words: Words) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return words("about-not-installed")
