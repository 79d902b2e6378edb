"""Says one thing at a time: it estimates how long each takes, so that nothing overlaps.

At most one text waits; a newer one replaces it unless it matters less. A text that has waited for
too long is dropped: people would take a cue for the rep before last as one for the last.
"""

import math
from dataclasses import dataclass, replace
from enum import IntEnum

from formcheck.exercise.coach.reps import speaking_s
from formcheck.guide.guidance import Tone, Utterance

__all__ = ["Priority", "Speaker"]

PAUSE_S = 0.3
"""Pause between two texts: people do not understand sentences that run into each other."""

STARTING_S = 0.25
"""A voice begins about this long after the request (measured in Chromium with espeak)."""


class Priority(IntEnum):
    """How much a text matters; a text never replaces one that matters more."""

    LOW = 0
    PROMPT = 1
    CUE = 2
    SAFETY = 3


@dataclass(frozen=True, slots=True)
class _Waiting:
    utterance: Utterance
    matters: Priority


class Speaker:
    """Says one thing at a time, in the frames' time."""

    def __init__(self) -> None:
        self.caption = ""
        self._number = 0
        self._until_s = -math.inf
        self._waiting: _Waiting | None = None
        self._tones: list[Utterance] = []
        self._time_s = -math.inf

    @property
    def quiet(self) -> bool:
        """Whether nothing is being said and nothing waits."""
        return self._waiting is None and self._time_s >= self._until_s

    def say(
        self,
        text: str,
        matters: Priority = Priority.PROMPT,
        *,
        tone: Tone | None = None,
        instead: Tone | None = Tone.ATTENTION,
        good_for_s: float = 4.0,
    ) -> None:
        """Say a text as soon as nothing else is being said; at once if it is for safety."""
        if self._waiting is not None and self._waiting.matters > matters:
            return
        urgent = matters is Priority.SAFETY
        utterance = Utterance(0, self._time_s, text, tone, instead, urgent, good_for_s)
        self._waiting = _Waiting(utterance, matters)

    def sound(self, tone: Tone) -> None:
        """Sound a tone without words, even during speech."""
        self._tones.append(Utterance(0, self._time_s, tone=tone))

    def clear(self) -> None:
        """Drop the waiting text: its situation is over."""
        self._waiting = None

    def step(self, time_s: float) -> tuple[Utterance, ...]:
        """Return the utterances that begin by this time."""
        self._time_s = time_s
        begun = [self._numbered(tone) for tone in self._tones]
        self._tones.clear()
        waiting = self._waiting
        if waiting is not None and self._is_stale(waiting.utterance):
            self._waiting = waiting = None
        if waiting is not None and (time_s >= self._until_s or waiting.utterance.urgent):
            self._waiting = None
            begun.append(self._begin(waiting.utterance))
        return tuple(begun)

    def _is_stale(self, utterance: Utterance) -> bool:
        """Whether an utterance has waited for too long; false if it came before the first frame."""
        waited_s = self._time_s - utterance.time_s
        return utterance.good_for_s < waited_s < math.inf

    def _begin(self, utterance: Utterance) -> Utterance:
        self.caption = utterance.text
        takes_s = STARTING_S + speaking_s(utterance.text) + PAUSE_S
        self._until_s = self._time_s + takes_s
        return self._numbered(utterance)

    def _numbered(self, utterance: Utterance) -> Utterance:
        self._number += 1
        return replace(utterance, number=self._number, time_s=self._time_s)
