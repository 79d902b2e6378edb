"""Rules about the sources of a spec's numbers: every block that holds numbers must name one."""

import re
from collections.abc import Iterator

from formcheck.exercise.spec.models import ExerciseSpec, Reps
from formcheck.specs.lined_yaml import Place
from formcheck.specs.rules.limits import Broken

__all__ = ["TEAM_CHOICE", "readable_source", "source_problems", "sources_of"]

TEAM_CHOICE = "team choice"
OWN_JUDGEMENT = "own judgement"

_BRACKETS = re.compile(r"\[([^\]]*)\]")
_TAG = re.compile(r"S\d+[a-z]?\d?(, 2°)?|seed \d+|D")
_SECOND_HAND = re.compile(r"\[(S\d+[a-z]?\d?), 2°\]")
_LINK = re.compile(r"https?://|\bdoi\b", re.IGNORECASE)


def source_problems(spec: ExerciseSpec, *, shipped: bool) -> Iterator[Broken]:
    """Yield blocks that name no source, or one that nobody could look up."""
    for place, text in sources_of(spec):
        here = (*place, "source")
        unknown = [tag for tag in _BRACKETS.findall(text) if not _TAG.fullmatch(tag)]
        for tag in unknown:
            what = f"[{tag}] is not a source we know; "
            what += "they look like [S12], [S20b, 2°], [seed 3] or [D]"
            if tag in {"T", "K"}:
                what = f"[{tag}] is not a source; write '{TEAM_CHOICE}'"
            yield Broken(here, what)
        if shipped and OWN_JUDGEMENT in text:
            yield Broken(here, f"a shipped spec cannot rest on '{OWN_JUDGEMENT}'")
        elif not unknown and not _is_sourced(text, shipped=shipped):
            other = "" if shipped else f" or '{OWN_JUDGEMENT}'"
            yield Broken(
                here, f"this names no source: cite one like [S12], or say '{TEAM_CHOICE}'{other}"
            )


def _is_sourced(text: str, *, shipped: bool) -> bool:
    if TEAM_CHOICE in text or _BRACKETS.search(text):
        return True
    return not shipped and (OWN_JUDGEMENT in text or _LINK.search(text) is not None)


def sources_of(spec: ExerciseSpec) -> Iterator[tuple[Place, str]]:
    """Yield the place and the text of each source in a spec."""
    yield ("movement",), spec.movement.source
    if isinstance(spec.movement, Reps):
        for i, movement in enumerate(spec.movement.look_alikes):
            yield ("movement", "look_alikes", i), movement.source
    for name in ("checks", "variants", "cautions"):
        for i, block in enumerate(getattr(spec, name)):
            yield (name, i), block.source
    for i, variant in enumerate(spec.variants):
        if variant.dose is not None:
            yield ("variants", i, "dose"), variant.dose.source
    if spec.tempo is not None:
        yield ("tempo",), spec.tempo.source
    yield ("dose",), spec.dose.source


def readable_source(text: str) -> str:
    """Return a source in words: one that was only quoted elsewhere is 'commonly reported'."""
    return _SECOND_HAND.sub(r"commonly reported [\1]", text)
