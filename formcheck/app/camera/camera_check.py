"""What the browser knows of cameras before one is asked for, so that trouble is said beforehand."""

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
    """What the browser says of itself.

    ``media`` is whether it would give this page a camera at all, ``cameras`` how many there are
    (-1 unknown), ``permission`` is granted, denied, prompt or unknown; ``calm`` asks for less
    movement on the screen, and ``known`` tells that the browser has answered.
    """

    media: bool = True
    cameras: int = -1
    permission: str = "unknown"
    calm: bool = True
    known: bool = False


def browser_facts() -> BrowserFacts:
    """Return what the browser says of itself; nothing is known before its first answer."""
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
    """Return one sentence on what keeps the camera from this page; empty where nothing does."""
    if not facts.media:
        return words("camera-only-here")
    if facts.cameras == 0:
        return words("camera-none")
    if facts.permission == "denied":
        return words("camera-denied")
    return ""
