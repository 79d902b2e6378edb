"""Reads the exact truth of rendered clips: one JSON file beside each."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from formcheck.disk.names import is_on_another_computer
from formcheck.errors import UsageError
from formcheck.evaluate.labels.truth import Label, LabelledClip, Marks, TrueCurves, Turn
from formcheck.evaluate.labels.vocabulary import view_for
from formcheck.exercise.measure.registry import Measure
from formcheck.landmarks.pose import FloatArray

__all__ = ["LUMBAR_SEGMENTS", "ONE_SHORT_REST_S", "TruthFile", "read_truth"]

LUMBAR_SEGMENTS = 3
"""Segments of the lumbar part: the lowest of the five segments of a rendered spine."""

ONE_SHORT_REST_S = 0.5
"""Seconds that a person who begins standing stands at least, without a calibration."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _TrueRep(_Part):
    start_s: float
    extreme_s: float
    end_s: float


class _Calibration(_Part):
    standing: tuple[float, float] | None = None


class _SpineFlexion(_Part):
    per_segment: tuple[tuple[float, ...], ...]
    total: tuple[float, ...]


class TruthFile(_Part):
    """What is read of a truth file; ``docs/samples.md`` describes the rest."""

    version: Literal[1, 2] = Field(alias="schema")
    video: str
    exercise: str
    view: str
    reps: tuple[_TrueRep, ...]
    calibration: _Calibration = _Calibration()
    faults: Mapping[str, tuple[int, ...]] = {}
    not_judged: tuple[str, ...] = ()
    time_s: tuple[float, ...]
    phase: tuple[str, ...] = ()
    spine_flex: _SpineFlexion
    curves: Mapping[str, tuple[float, ...]] = {}

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, data: object) -> object:
        """Gather the measures of every frame, which the file mixes with the rest, under one name.

        The person's true movement counts, so angles in the person's own plane go before those that
        an oblique camera sees.
        """
        if not isinstance(data, dict):
            return data
        curves = {name.value: data[name.value] for name in Measure if name.value in data}
        sagittal = data.get("sagittal")
        return {**data, "curves": {**curves, **(sagittal if isinstance(sagittal, dict) else {})}}

    @model_validator(mode="after")
    def _whole(self) -> Self:
        frames = len(self.time_s)
        series = {"spine_flex": self.spine_flex.total, **self.curves}
        for name, values in series.items():
            if len(values) != frames:
                raise ValueError(f"{name} has {len(values)} values for {frames} frames")
        return self


def read_truth(path: Path, content: bytes) -> LabelledClip:
    """Return the clip that a truth file describes.

    Raises
    ------
    UsageError
        The file is no truth file of a known version.
    """
    try:
        truth = TruthFile.model_validate_json(content)
    except ValidationError as error:
        raise UsageError(
            f"this is no truth of a clip: {_mistake_words(error.errors()[0])}",
            where=str(path),
            to_do="Render the clip again with its truth, or take the file out of the folder",
        ) from None
    if is_on_another_computer(truth.video):
        raise UsageError(
            f"its video {truth.video} is on another computer",
            where=str(path),
            to_do="Copy the recording beside its truth",
        )
    return LabelledClip(
        name=truth.video,
        video=path.parent / truth.video,
        exercise=truth.exercise,
        view=view_for(truth.view),
        count=len(truth.reps),
        turns=tuple(Turn(rep.start_s, rep.extreme_s, rep.end_s) for rep in truth.reps),
        checks={check: Marks(frozenset(reps)) for check, reps in truth.faults.items()},
        others=Label.NO,
        hidden=frozenset(truth.not_judged),
        curves=_curves(truth),
    )


def _mistake_words(found: ErrorDetails) -> str:
    """Return the mistake in a truth file in plain words."""
    at = ".".join(map(str, found["loc"]))
    if found["type"] == "value_error":  # this module's own message
        return str(found["ctx"]["error"])
    if found["type"] == "missing":
        return f"'{at}' is missing"
    return f"'{at}' is not as it should be" if at else "it cannot be read as JSON"


def _curves(truth: TruthFile) -> TrueCurves:
    times = np.array(truth.time_s)
    standing = _standing(truth, times)
    angles = {}
    for name, values in truth.curves.items():
        curve = np.array(values)
        angles[name] = curve - (np.median(curve[standing]) if standing.any() else 0.0)
    segments = np.array(truth.spine_flex.per_segment)
    return TrueCurves(
        time_s=times,
        angles=angles,
        bend=np.array(truth.spine_flex.total),
        lower_bend=segments[:, :LUMBAR_SEGMENTS].sum(axis=1),
    )


def _standing(truth: TruthFile, times: FloatArray) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return the frames in which the person stands relaxed, from which changes count."""
    if truth.calibration.standing is not None:
        start_s, end_s = truth.calibration.standing
        return np.asarray((times >= start_s) & (times <= end_s))
    first_s = truth.reps[0].start_s if truth.reps else 0.0
    stands = np.array([phase == "standing" for phase in truth.phase] or [False] * len(times))
    at_first = stands & (times < first_s)
    long_enough = first_s >= ONE_SHORT_REST_S
    return np.asarray(at_first if long_enough else np.zeros_like(stands))
