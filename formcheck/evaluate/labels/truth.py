"""A clip's labels or truth, from a person who looked at it or from its renderer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from formcheck.exercise.measure.registry import OUTLINES, View
from formcheck.landmarks.pose import FloatArray

__all__ = [
    "BACK",
    "Bend",
    "Label",
    "LabelledClip",
    "Marks",
    "NonRep",
    "SeenBack",
    "Shows",
    "Skipped",
    "TrueCurves",
    "Turn",
]

BACK: Final = "neutral_back"
"""The id of the check of the back in every exercise."""


class Label(StrEnum):
    """Whether a rep has the fault that a check looks for, as it was labelled."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class SeenBack(StrEnum):
    """How round a back looked, to whoever labelled the rep."""

    NONE_SEEN = "none_seen"
    SLIGHT = "slight"
    ROUNDED = "rounded"
    UNSURE = "unsure"

    @property
    def label(self) -> Label:
        """The label of the check of the back that this look means."""
        return _LABEL_OF_BACK[self]


_LABEL_OF_BACK: Final = {
    SeenBack.NONE_SEEN: Label.NO,
    SeenBack.SLIGHT: Label.YES,
    SeenBack.ROUNDED: Label.YES,
    SeenBack.UNSURE: Label.UNSURE,
}
_BACK_OF_LABEL: Final = {
    Label.NO: SeenBack.NONE_SEEN,
    Label.YES: SeenBack.ROUNDED,
    Label.UNSURE: SeenBack.UNSURE,
}


class Shows(StrEnum):
    """What a clip shows, seen from the exercise that it is judged as."""

    EXERCISE = "exercise"
    VARIATION = "variation"
    """The same movement on one leg or with staggered feet: judged, and listed apart."""
    ANOTHER = "another_exercise"
    """Nothing may be counted or judged in it."""
    NOBODY = "nobody"


class Bend(StrEnum):
    """Where a back is truly bent, from the flexion of its segments."""

    LONG = "long"
    EVEN = "even"
    LUMBAR = "lumbar"
    THORACIC = "thoracic"


@dataclass(frozen=True, slots=True)
class Turn:
    """A rep or hold in seconds of the recording; a hold's extreme is its middle."""

    start_s: float
    extreme_s: float
    end_s: float

    @property
    def middle(self) -> "Turn":
        """The same turn with its middle as the extreme."""
        return Turn(self.start_s, (self.start_s + self.end_s) / 2, self.end_s)


@dataclass(frozen=True, slots=True)
class NonRep:
    """A movement that is no rep and must not be counted."""

    start_s: float
    end_s: float
    what: str


@dataclass(frozen=True, slots=True)
class Marks:
    """The labels of one fault: these reps have it, and ``rest`` labels all others."""

    reps: frozenset[int] = frozenset()
    rest: Label = Label.NO

    def of(self, rep: int) -> Label:
        """Return the label of one rep, counted from 1."""
        return Label.YES if rep in self.reps else self.rest

    def joined(self, other: "Marks") -> "Marks":
        """Return both marks together: a fault in either is a fault, and doubt in either stays."""
        order = (Label.YES, Label.UNSURE, Label.NO)
        return Marks(self.reps | other.reps, min(self.rest, other.rest, key=order.index))


@dataclass(frozen=True, slots=True, eq=False)
class TrueCurves:
    """The exact truth of a rendered clip, frame by frame.

    ``angles`` holds degrees by the name of a measure, as changes from relaxed standing if the clip
    has some; ``bend`` and ``lower_bend`` are the flexion of the whole spine and of its lower part.
    All have the shape ``(frames,)`` of ``time_s``.
    """

    time_s: FloatArray
    angles: Mapping[str, FloatArray]
    bend: FloatArray
    lower_bend: FloatArray

    def of(self, measure: str) -> tuple[FloatArray, FloatArray] | None:
        """Return the times and true values of a measure; None if they are unknown."""
        values = self.bend if measure in OUTLINES else self.angles.get(measure)
        return None if values is None else (self.time_s, values)


@dataclass(frozen=True, slots=True)
class LabelledClip:
    """A clip, the exercise it shows, and the labels of its reps.

    ``count`` is the number of reps or holds; ``turns`` are their times, empty if only the number
    is known. ``cut`` are movements cut by the clip's start or end, which may count or not; an
    unknown end is infinite. ``backs`` says how round the back looked in numbered reps, and goes
    before ``checks``. ``checks`` has the reps with faults, by the ids of the checks that look for
    them, and ``others`` the marks of all other checks. ``beyond`` are labelled faults that no
    check looks for; ``hidden`` are checks that cannot be judged in this clip. ``tolerance_s`` is
    the error of the times. ``person`` names the person in any words; ``words`` are the labels'
    name for the exercise, and ``turned_deg`` is how far the view is turned from the named one.
    """

    name: str
    video: Path
    exercise: str
    view: View
    count: int
    turns: tuple[Turn, ...] = ()
    non_reps: tuple[NonRep, ...] = ()
    checks: Mapping[str, Marks] = field(default_factory=dict)
    others: Label = Label.UNSURE
    beyond: Mapping[str, Marks] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    tier: str = ""
    tolerance_s: float = 0.0
    curves: TrueCurves | None = None
    person: str = ""
    words: str = ""
    turned_deg: float = 0.0
    shows: Shows = Shows.EXERCISE
    cut: tuple[NonRep, ...] = ()
    backs: Mapping[int, SeenBack] = field(default_factory=dict)

    def back(self, rep: int) -> SeenBack:
        """Return how round the back looked in a rep, counted from 1."""
        return self.backs.get(rep) or _BACK_OF_LABEL[self.label(BACK, rep)]

    def label(self, check: str, rep: int) -> Label:
        """Return whether a rep, counted from 1, has the fault that a check looks for."""
        if check == BACK and rep in self.backs:
            return self.backs[rep].label
        marks = self.checks.get(check)
        return self.others if marks is None else marks.of(rep)

    def is_good(self, rep: int, checks: Sequence[str]) -> bool:
        """Return whether a person looked at a rep and found no fault in it."""
        labels = self._labels(rep, checks)
        return Label.NO in labels and Label.YES not in labels

    def is_none_seen(self, rep: int, checks: Sequence[str]) -> bool:
        """Return whether a person looked for every fault in a rep and is sure of none."""
        return set(self._labels(rep, checks)) == {Label.NO}

    def _labels(self, rep: int, checks: Sequence[str]) -> list[Label]:
        named = [self.label(check, rep) for check in checks]
        return named + [marks.of(rep) for marks in self.beyond.values()]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A clip that was not evaluated, and why; ``failed`` if the reason is a mistake to mend."""

    clip: str
    why: str
    failed: bool = False
