"""Small exercises for testing the engine, beside the shipped ones."""

import math
from collections.abc import Mapping
from typing import Any

from formcheck.exercise.back.bend import FITTED
from formcheck.exercise.back.gauge import BackGauge, bend_sample
from formcheck.exercise.back.reference import BackReference
from formcheck.exercise.back.stretch import Outline, SeenOutline
from formcheck.exercise.measure.registry import MEASURES, OUTLINES, Measure, View
from formcheck.exercise.observe.reader import Reading
from formcheck.exercise.results.reasons import Reason
from formcheck.exercise.results.report import ReferenceKind
from formcheck.exercise.results.sample import Sample
from formcheck.exercise.spec.models import (
    Band,
    Calibration,
    Check,
    Condition,
    Cues,
    Dose,
    ExerciseSpec,
    Hold,
    Importance,
    LookAlike,
    Pace,
    Phase,
    Posture,
    Reach,
    Reps,
    Sides,
    Stay,
    StopSignal,
    When,
)

KNOWN_BACK = BackReference(0.0, ReferenceKind.ARMS_FORWARD)
"""The reference of a back after standing with the arms forward, straight as a rod."""


def known_back() -> BackGauge:
    """Return the gauge of a back whose owner stood with the arms forward."""
    gauge = BackGauge()
    gauge.held_arms_forward(Outline(0.0))
    return gauge


def reading(
    time_s: float,
    values: Mapping[Measure, float],
    *,
    reasons: Mapping[Measure, Reason] | None = None,
    back: BackReference = KNOWN_BACK,
    gap_error: float = 0.0,
    **others: Any,
) -> Reading:
    """Return the reading of one frame, each value with the evidence that the reader gives it.

    ``reasons`` has the reasons of missing values, ``back`` the reference of a bend, and
    ``gap_error`` the error that hidden parts of the outline add.
    """
    reasons = reasons or {}

    def sample(name: Measure, value: float) -> Sample:
        if math.isnan(value):
            return Sample(reason=reasons.get(name))
        if name in OUTLINES:
            return bend_sample(back, value, gap_error)
        return Sample(value, MEASURES[name].error)

    samples = {name: sample(name, value) for name, value in values.items()}
    return Reading(time_s, samples, **others)


def outline_bent(bend_deg: float) -> SeenOutline:
    """Return the outline of a back that reads as bent by ``bend_deg`` from :data:`KNOWN_BACK`."""
    return SeenOutline(bend_deg / (1.0 - FITTED.less_per_deg * abs(bend_deg)))


BOW = Reps(
    kind="reps",
    follow=Measure.TRUNK_INCL,
    wobble=5,
    phases=(
        Phase(name="standing", when=When(below=15)),
        Phase(name="lowering"),
        Phase(name="bottom", when=When(above=35)),
        Phase(name="rising"),
    ),
    attempt=20,
    look_alikes=(
        LookAlike(
            name="picking something up",
            when=Condition(measure=Measure.HAND_HEIGHT, below=0.1),
            source="test",
        ),
    ),
    source="test",
)
"""A bow: upright below 15°, a try from 20°, a rep from 35°."""

RISE = Reps(
    kind="reps",
    follow=Measure.KNEE_FLEX,
    wobble=5,
    phases=(
        Phase(name="sitting", when=When(above=60)),
        Phase(name="rising"),
        Phase(name="standing", when=When(below=25)),
        Phase(name="lowering"),
    ),
    attempt=50,
    source="test",
)
"""Standing up from a chair: the followed measure goes down first."""

LIFT = BOW.model_copy(update={"start": "either", "look_alikes": ()})
"""The same bow as a lift, which may begin bent down."""

STRETCH = Hold(
    kind="hold",
    position=(
        Condition(measure=Measure.TRUNK_INCL, above=30),
        Condition(measure=Measure.KNEE_FLEX, below=20),
    ),
    follow=Measure.TRUNK_INCL,
    wobble=5,
    hold_s=20,
    shortest_s=5,
    grace_s=2,
    sides=Sides.EACH,
    source="test",
)
"""A held bow with straight knees."""

BACK = Stay(
    kind="stay",
    id="back",
    name="Back",
    measure=Measure.BACK_CURV,
    during=("lowering", "bottom", "rising"),
    target=Band(max=25),
    fault=Band(max=35),
    importance=Importance.SPINE,
    essential=True,
    cues=Cues(too_high="Long back."),
    explain="test",
    source="test",
)
DEPTH = Reach(
    kind="reach",
    id="depth",
    name="Depth",
    measure=Measure.TRUNK_INCL,
    during=("bottom",),
    target=Band(min=45, max=75),
    fault=Band(max=85),
    importance=Importance.RANGE,
    cues=Cues(too_low="Further down.", too_high="Not so low."),
    explain="test",
    source="test",
)
KNEES = Reach(
    kind="reach",
    id="knees",
    name="Knees",
    measure=Measure.KNEE_FLEX,
    during=("bottom",),
    target=Band(min=5, max=35),
    fault=Band(max=45),
    importance=Importance.ALIGNMENT,
    cues=Cues(too_low="Unlock your knees.", too_high="Knees less bent."),
    explain="test",
    source="test",
)
HEELS = Reach(
    kind="reach",
    id="heels",
    name="Heels",
    measure=Measure.HEEL_LIFT,
    during=("bottom",),
    target=Band(max=0.05),
    fault=Band(max=0.15),
    importance=Importance.ALIGNMENT,
    cues=Cues(too_high="Heels down."),
    explain="test",
    source="test",
)
SLOWLY = Pace(
    kind="pace",
    id="slowly",
    name="Slowly",
    during=("lowering",),
    target=Band(min=0.8),
    fault=Band(min=0.4),
    importance=Importance.TEMPO,
    cues=Cues(too_low="Slower down."),
    explain="test",
    source="test",
)

STILL_BACK = BACK.model_copy(update={"during": ("holding",), "essential": False})
STRAIGHT_KNEE = Stay(
    kind="stay",
    id="straight_knee",
    name="Straight knee",
    measure=Measure.KNEE_FLEX,
    during=("holding",),
    target=Band(max=5),
    fault=Band(max=10),
    importance=Importance.ALIGNMENT,
    cues=Cues(too_high="Knee straight."),
    explain="test",
    source="test",
)


def exercise(
    *checks: Check, movement: Reps | Hold = BOW, easier: str | None = None
) -> ExerciseSpec:
    """Return a standing exercise, seen from the side, with these checks."""
    return ExerciseSpec(
        spec=1,
        id="bow",
        name="Bow",
        summary="test",
        view=View.SIDE,
        posture=Posture.STANDING,
        calibration=Calibration.STANDING_THEN_ARMS_FORWARD,
        stop_signals=(StopSignal.RAISED_HAND, StopSignal.KEY),
        movement=movement,
        checks=checks or (BACK, DEPTH, KNEES, HEELS, SLOWLY),
        praise="Good, same again.",
        short_cue="A little further.",
        easier=easier,
        dose=Dose(reps_from=5, sets=2, source="test"),
    )
