"""What is said, one thing at a time: how long it takes is reckoned, so that nothing overlaps.

At most one thing waits; a newer one takes its place unless it matters less. What has waited for
too long is dropped: a cue for the rep before last would be taken for the last one.
"""

import math
from dataclasses import dataclass, replace
from enum import IntEnum

from formcheck.exercise.coach.reps import speaking_s
from formcheck.guide.guidance import Tone, Utterance

__all__ = ["Priority", "Speaker"]

PAUSE_S = 0.3
"""Between two things said: sentences that run into each other are not understood."""

STARTING_S = 0.25
"""A voice begins about so long after it is told to (measured in Chromium with espeak)."""


class Priority(IntEnum):
    """How much something matters; what matters more is not pushed aside by what matters less."""

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
        """Whether nothing is being said, nor waits to be."""
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
        """Have something said as soon as nothing else is; at once where it is of safety."""
        if self._waiting is not None and self._waiting.matters > matters:
            return
        urgent = matters is Priority.SAFETY
        utterance = Utterance(0, self._time_s, text, tone, instead, urgent, good_for_s)
        self._waiting = _Waiting(utterance, matters)

    def sound(self, tone: Tone) -> None:
        """Sound a tone without words, whatever is being said."""
        self._tones.append(Utterance(0, self._time_s, tone=tone))

    def clear(self) -> None:
        """Forget what waits: the situation it was meant for is over."""
        self._waiting = None

    def step(self, time_s: float) -> tuple[Utterance, ...]:
        """Return what begins to be heard by this time."""
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
        """Whether it has waited for too long; what was asked for before the first frame has not."""
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
