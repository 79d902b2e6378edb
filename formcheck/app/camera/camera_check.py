"""The browser's facts about cameras before one is opened, to announce trouble beforehand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import streamlit as st

from formcheck.words.catalogue import Words

__all__ = ["BrowserFacts", "browser_facts", "trouble"]


@dataclass(frozen=True, slots=True)
class BrowserFacts:
    """The browser's facts about itself.

    ``media`` is whether it would give this page a camera at all, ``cameras`` the number of cameras
    (-1 unknown), ``permission`` is granted, denied, prompt or unknown; ``calm`` is whether the
    person wants less movement on the screen, and ``known`` whether the browser has answered.
    """

    media: bool = True
    cameras: int = -1
    permission: str = "unknown"
    calm: bool = True
    known: bool = False


def browser_facts() -> BrowserFacts:
    """Return the browser's facts; nothing is known before its first answer."""
    answer = _component()(key="camera_check", on_found_change=lambda: None)
    return _facts(getattr(answer, "found", None))


@cache
def _component() -> Callable[..., object]:
    source = resources.files("formcheck.app.camera").joinpath("camera_check.js").read_text("utf-8")
    return st.components.v2.component("formcheck_camera_check", js=source)


def _facts(found: Mapping[str, Any] | None) -> BrowserFacts:
    if not found:
        return BrowserFacts()
    return BrowserFacts(
        media=bool(found["media"]),
        cameras=int(found["cameras"]),
        permission=str(found["permission"]),
        calm=bool(found["calm"]),
        known=True,
    )


def trouble(facts: BrowserFacts, words: Words) -> str:
    """Return one sentence on why this page can't get a camera; empty where it can."""
    if not facts.media:
        return words("camera-only-here")
    if facts.cameras == 0:
        return words("camera-none")
    if facts.permission == "denied":
        return words("camera-denied")
    return ""
