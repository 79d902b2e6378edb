"""The models of a spec's YAML.

A spec defines a rep or a hold, the checks of each phase, the words to say, and the source of each
number. Models are frozen and strict; :mod:`formcheck.specs.rules.whole` checks what no single field
can know (contradictions, names that refer elsewhere).
"""

import math
from typing import Annotated, Literal

from pydantic import ConfigDict, Discriminator, Field, Tag

from formcheck.errors import UsageError
from formcheck.exercise.measure.registry import OUTLINES, Measure, View
from formcheck.exercise.spec.guided import Guided
from formcheck.exercise.spec.practice import Caution, Dose, Example, Tempo
from formcheck.exercise.spec.vocabulary import (
    Asks,
    Calibration,
    CueText,
    Explain,
    Explained,
    Identifier,
    Importance,
    MeasureName,
    Posture,
    Profile,
    Profiles,
    Seconds,
    Share,
    Sides,
    Source,
    StopSignal,
    Strict,
    Words,
)

__all__ = [
    "HOLD_PHASES",
    "Band",
    "Calibration",
    "Caution",
    "Check",
    "Condition",
    "Cues",
    "Dose",
    "Example",
    "ExerciseSpec",
    "Explain",
    "Explained",
    "Extreme",
    "Followed",
    "Guided",
    "Hold",
    "Importance",
    "LookAlike",
    "OwnRange",
    "Pace",
    "Phase",
    "Posture",
    "Profile",
    "Reach",
    "Reps",
    "Sides",
    "Stay",
    "Steady",
    "StopSignal",
    "Tempo",
    "Variant",
    "When",
]


class When(Strict):
    """The values of the followed measure that make a position."""

    below: float | None = Field(default=None, description="In position while smaller than this.")
    above: float | None = Field(default=None, description="In position while larger than this.")

    def is_met(self, value: float) -> bool:
        """Whether a value is inside both limits; NaN is not."""
        above = self.above is None or value > self.above
        below = self.below is None or value < self.below
        return math.isfinite(value) and above and below


class Condition(When):
    """A measure and the values of it that count."""

    measure: MeasureName = Field(description="What is looked at.")


class Band(Strict):
    """A range of good values, or the limits beyond which a value is a fault."""

    min: float | None = Field(default=None, description="Smallest value that is inside.")
    max: float | None = Field(default=None, description="Largest value that is inside.")


class Phase(Strict):
    """One part of a rep: a position where ``when`` is given, otherwise the way between two."""

    name: Identifier = Field(description="What checks call this phase.")
    when: When | None = Field(default=None, description="Makes it a position.")


class LookAlike(Strict):
    """A movement that resembles a rep and is none, such as picking up the weight."""

    name: Words = Field(description="What the movement is, in words.")
    exercise: Identifier | None = Field(
        default=None, description="The exercise it is a rep of, where there is one."
    )
    when: Condition = Field(description="Held for a moment anywhere in the movement: no rep.")
    also: Annotated[tuple[Condition, ...], Field(strict=False)] = Field(
        default=(), description="All of these must be so in the same moment."
    )
    never: Annotated[tuple[Condition, ...], Field(strict=False)] = Field(
        default=(), description="One of these, held for a moment, and it is a rep after all."
    )
    source: Source


class Followed(Strict):
    """A measure that may tell where in a rep one is, and its limits.

    Those of an exercise's first measure stand at the phases, ``attempt`` and ``wobble``.
    """

    measure: MeasureName = Field(description="What is followed.")
    first: When | None = Field(default=None, description="The first position.")
    attempt: float | None = Field(default=None, description="From this value on, it is a try.")
    count: When | None = Field(default=None, description="The other position: the count.")
    wobble: Annotated[float, Field(gt=0)] | None = Field(
        default=None, description="Back and forth smaller than this is ignored."
    )
    only: Annotated[tuple[Condition, ...], Field(strict=False)] = Field(
        default=(),
        description="A movement is told by it only where each of these is so for a moment.",
    )


def _how_many(follow: object) -> str:
    return "several" if isinstance(follow, list | tuple) else "one"


_Follow = Annotated[
    Annotated[MeasureName, Tag("one")]
    | Annotated[tuple[Followed, ...], Field(min_length=1, strict=False), Tag("several")],
    Discriminator(_how_many),
]


class Extreme(Strict):
    """What tells where a rep turns, better than the followed measure does."""

    measure: MeasureName = Field(description="What is looked at.")
    at: Literal["lowest", "highest"] = Field(description="Which of its values is the turn.")
    source: Source


class Reps(Strict):
    """An exercise of repetitions: position, way, position, way."""

    model_config = ConfigDict(serialize_by_alias=True)

    kind: Literal["reps"] = Field(description="Repetitions, a hold, or guided.")
    follows: _Follow = Field(
        alias="follow",
        description="The measure that tells where in the rep one is, or a list of several, of "
        "which each movement is told by the first that shows a rep; the limits of the first stand "
        "at the phases, 'attempt' and 'wobble', the others have their own.",
    )
    wobble: float = Field(gt=0, description="Back and forth smaller than this is ignored.")
    phases: Annotated[tuple[Phase, ...], Field(min_length=4, max_length=4, strict=False)] = Field(
        description="Position, way, position, way; a rep counts from the second position on."
    )
    attempt: float = Field(description="From this value of the followed measure, it is a try.")
    start: Literal["first", "either"] = Field(
        default="first",
        description="Whether a set always begins in the first phase, or in either position.",
    )
    look_alikes: Annotated[tuple[LookAlike, ...], Field(strict=False)] = Field(
        default=(), description="Movements that are no reps."
    )
    extreme: Extreme | None = Field(
        default=None,
        description="Where the second position is, if the followed measure tells it badly; where "
        "this is not seen, that one does. A set that begins in the second position keeps to it.",
    )
    source: Source

    @property
    def follow(self) -> Measure:
        """The measure to follow first; most exercises have no other."""
        return self.follows[0].measure if isinstance(self.follows, tuple) else self.follows

    @property
    def followed(self) -> tuple[Followed, ...]:
        """All measures that may show a rep, with their limits."""
        first = Followed(
            measure=self.follow,
            first=self.phases[0].when,
            attempt=self.attempt,
            count=self.phases[2].when,
            wobble=self.wobble,
        )
        others = self.follows[1:] if isinstance(self.follows, tuple) else ()
        return (first, *others)


class Hold(Strict):
    """An exercise of holding a position for a time; its phases are getting_ready and holding."""

    kind: Literal["hold"] = Field(description="Repetitions, a hold, or guided.")
    position: Annotated[tuple[Condition, ...], Field(min_length=1, strict=False)] = Field(
        description="All of these together are the position; the timer runs only inside it."
    )
    follow: MeasureName = Field(description="The measure whose steadiness is watched.")
    wobble: float = Field(gt=0, description="The position is left only beyond this much outside.")
    hold_s: Seconds = Field(description="How long it is to be held.")
    shortest_s: Seconds = Field(description="Anything shorter is a try, not a hold.")
    grace_s: Annotated[float, Field(ge=0, le=10)] = Field(
        description="Leaving the position for less than this does not end the hold."
    )
    sides: Annotated[Sides, Field(strict=False)] = Field(
        default=Sides.BOTH_AT_ONCE, description="Whether each side has a turn of its own."
    )
    near_limb: Words | None = Field(
        default=None, description="Which limb is towards the camera, for one-sided holds."
    )
    turn_round: bool = Field(default=False, description="The person turns round to change sides.")
    source: Source


class Cues(Strict):
    """What is said when a check does not hold, by the side on which it fails; ≤ 6 words."""

    too_low: CueText | None = Field(default=None, description="Said when the value is too small.")
    too_high: CueText | None = Field(default=None, description="Said when it is too large.")
    in_vain: CueText | None = Field(
        default=None,
        description="Said once instead of 'too_high', after two of those that did not help.",
    )


class _AnyCheck(Strict):
    id: Identifier = Field(description="What examples, variants and reports call this check.")
    name: Words = Field(description="What people call it.")
    during: Annotated[tuple[Identifier, ...], Field(min_length=1, strict=False)] = Field(
        description="The phases in which it is judged."
    )
    target: Band = Field(description="Good inside; beyond it, a warn (or a fault, see there).")
    fault: Band | None = Field(default=None, description="Beyond it, a fault. None: warn at most.")
    importance: Annotated[Importance, Field(strict=False)] = Field(
        description="What it is about; spine is spoken before range, alignment and tempo."
    )
    essential: bool = Field(
        default=False, description="A rep in which this was not judged is never called good."
    )
    cues: Cues = Field(default=Cues(), description="The few words to say.")
    explain: Explain = Field(
        description="What to tell the person after the set, in calm words: a text, or where there "
        "are two limits 'too_low' and 'too_high' with one for each."
    )
    source: Source

    def explained(self, *, too_high: bool) -> str:
        """Return the explanation for a value beyond the upper or the lower limit."""
        if isinstance(self.explain, str):
            return self.explain
        return (self.explain.too_high if too_high else self.explain.too_low) or ""

    @property
    def explanations(self) -> tuple[str, ...]:
        """All explanations, each text once."""
        told = (self.explained(too_high=False), self.explained(too_high=True))
        return tuple(dict.fromkeys(filter(None, told)))

    @property
    def of_outline(self) -> bool:
        """Whether its measure is read off the body's outline."""
        return False


class _MeasureCheck(_AnyCheck):
    measure: MeasureName = Field(description="The measure that is judged.")
    only: Condition | None = Field(
        default=None, description="Judge only the frames in which this other measure is so."
    )

    @property
    def of_outline(self) -> bool:
        """Whether its measure is read off the body's outline."""
        return self.measure in OUTLINES


class _Lasting(_MeasureCheck):
    lasting_s: Annotated[float, Field(ge=0, le=30)] = Field(
        default=0.3, description="Seconds it must last to count."
    )
    share: Share = Field(default=0.3, description="Part of the phase it must last to count.")


class OwnRange(Strict):
    """Limits as shares of how far this person's back can round, where that is known."""

    target: Share = Field(description="Replaces the largest value of the target.")
    fault: Share | None = Field(default=None, description="Replaces that of the fault limits.")
    source: Source


class Stay(_Lasting):
    """Stay inside all through the phases; leaving must last to count."""

    kind: Literal["stay"] = Field(description="Stay inside all through.")
    own_range: OwnRange | None = Field(
        default=None,
        description="For back_curv: its upper limits as shares of the person's own range.",
    )


class Reach(_MeasureCheck):
    """Come to a value: the middle value over the phase is judged."""

    kind: Literal["reach"] = Field(description="Come to a value.")


class Steady(_Lasting):
    """Change little: the largest lasting change from the rest before the rep is judged."""

    kind: Literal["steady"] = Field(description="Change little from the rest before the rep.")


class Pace(_AnyCheck):
    """Take a time: the duration of the phases together, in seconds, is judged."""

    kind: Literal["pace"] = Field(description="Take a time.")


Check = Annotated[Stay | Reach | Steady | Pace, Field(discriminator="kind")]


class Replaced(Strict):
    """What a variant puts in the place of a check's own; a check replaced has only these cues.

    Of a side whose limit stays, the check's own explanation does, too.
    """

    target: Band = Field(description="Replaces the check's target.")
    fault: Band | None = Field(default=None, description="Replaces its fault limits.")
    cues: Cues = Field(default=Cues(), description="Replaces its cues.")
    explain: Explain | None = Field(
        default=None,
        description="Replaces what is told after the set; needed for every limit that is another.",
    )


class Variant(Strict):
    """An easier, harder or limited version; what it names replaces the exercise's own."""

    id: Identifier = Field(description="What it is chosen by.")
    name: Words = Field(description="What people call it.")
    summary: Words | None = Field(
        default=None, description="Replaces how it is done, where that says too much."
    )
    profiles: Profiles = Field(default=(), description="Whose version it is.")
    attempt: float | None = Field(default=None, description="Replaces where a try begins.")
    first: When | None = Field(default=None, description="Replaces the first position.")
    count: When | None = Field(default=None, description="Replaces the other position: the count.")
    hold_s: Seconds | None = Field(default=None, description="Replaces how long it is held.")
    limit: Band | None = Field(
        default=None,
        description="The followed measure is never asked beyond this; every cue is held to it.",
    )
    leave_out: Annotated[tuple[Identifier, ...], Field(strict=False)] = Field(
        default=(), description="Ids of checks that are not made in this version."
    )
    checks: dict[Identifier, Replaced] = Field(
        default={},
        description="What replaces a check's target, fault limits, cues and explanation, by its "
        "id.",
    )
    may_look_like: Annotated[tuple[Identifier, ...], Field(strict=False)] = Field(
        default=(), description="Exercises of the look-alikes that do not count in this version."
    )
    dose: Dose | None = Field(default=None, description="Replaces how much of it.")
    easier: Identifier | None = Field(
        default=None,
        description="Another variant, or another exercise, that asks less; by itself the "
        "exercise's own, where that is not this one.",
    )
    harder: Identifier | None = Field(
        default=None,
        description="Another variant, or another exercise, that asks more; by itself this exercise "
        "as it is.",
    )
    source: Source


class ExerciseSpec(Strict):
    """One exercise, as a trainer wrote it."""

    spec: Literal[1] = Field(description="The version of this format.")
    id: Identifier = Field(description="The name of the file, without .yaml.")
    name: Words = Field(description="What people call the exercise.")
    summary: Words = Field(description="How it is done, in a sentence or two.")
    view: Annotated[View, Field(strict=False)] = Field(
        default=View.UNKNOWN, description="Where it is filmed from; only a guided one has none."
    )
    posture: Annotated[Posture, Field(strict=False)] = Field(description="How one is placed.")
    calibration: Annotated[Calibration, Field(strict=False)] = Field(
        default=Calibration.OWN_START,
        description="What is asked before the set, to know how this person is built; of a guided "
        "one nothing is.",
    )
    stop_signals: Annotated[
        tuple[Annotated[StopSignal, Field(strict=False)], ...], Field(min_length=1, strict=False)
    ] = Field(description="How to stop the set; raised_hand not where a weight is held.")
    weight: bool = Field(
        default=False,
        description="Whether a weight is held, standing too: with one people stand arched.",
    )
    asks: Asks | None = Field(
        default=None,
        description="What it asks of the body beyond what its movement tells, which always counts.",
    )
    movement: Annotated[Reps | Hold | Guided, Field(discriminator="kind")] = Field(
        description="What a rep or a hold is, or how it is guided."
    )
    checks: Annotated[tuple[Check, ...], Field(strict=False)] = Field(
        default=(), description="What is judged of it; only of a guided one nothing is."
    )
    praise: CueText = Field(
        default="",
        description="Said after good reps, now and then; where nothing is judged, never.",
    )
    short_cue: CueText | None = Field(
        default=None, description="Said after an attempt that turned early, where none is limited."
    )
    variants: Annotated[tuple[Variant, ...], Field(strict=False)] = Field(
        default=(), description="Easier, harder and limited versions."
    )
    easier: Identifier | None = Field(
        default=None, description="A variant of this spec or another exercise that asks less."
    )
    harder: Identifier | None = Field(
        default=None, description="A variant of this spec or another exercise that asks more."
    )
    tempo: Tempo | None = Field(default=None, description="How fast it is meant to go.")
    dose: Dose = Field(description="How much of it.")
    cautions: Annotated[tuple[Caution, ...], Field(strict=False)] = Field(
        default=(), description="When to leave it out or do less."
    )
    tags: Annotated[tuple[Words, ...], Field(strict=False)] = Field(
        default=(), description="Words to find it by."
    )
    examples: Annotated[tuple[Example, ...], Field(strict=False)] = Field(
        default=(), description="Recordings that prove the spec."
    )

    @property
    def phase_names(self) -> tuple[str, ...]:
        """Names of the phases that a check may name, in order."""
        if isinstance(self.movement, Reps):
            return tuple(phase.name for phase in self.movement.phases)
        return HOLD_PHASES if isinstance(self.movement, Hold) else ()

    @property
    def guided(self) -> Guided | None:
        """The guided exercise, where it is guided and not judged; else None."""
        return self.movement if isinstance(self.movement, Guided) else None

    @property
    def judged(self) -> Reps | Hold:
        """The movement of its reps or holds.

        Raises
        ------
        UsageError
            The exercise is guided, so nothing of it can be judged.
        """
        if isinstance(self.movement, Guided):
            raise UsageError(
                f"'{self.id}' is guided, not judged: no camera can tell how it is done",
                to_do="Do it on the page 'Exercise', with or without a camera",
            )
        return self.movement


HOLD_PHASES = ("getting_ready", "holding")
