"""Plays a try of a spec through a session, as a person would do it for the camera."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from formcheck.exercise.measure.registry import View
from formcheck.exercise.results.report import CheckReport, InterruptionKind, Report, Verdict
from formcheck.exercise.session import Session
from formcheck.exercise.spec.models import Calibration, ExerciseSpec, Hold, Pace, Reps
from formcheck.specs.trial.demands import Try
from formcheck.specs.trial.figures import CALIBRATION, Camera, Posture, Step, movement

__all__ = ["Played", "Tempo", "fitting_tempo", "played"]

_FPS = 10.0
"""Frames a second: as few as live judging ever takes; more show nothing new of a figure."""

_SIDE = Camera(size_wh=(1600, 1200), height_px=480.0)
_FRONT = Camera(size_wh=(1600, 1200), height_px=480.0, yaw_deg=90.0)
"""Cameras far enough away to keep a lying figure in the picture."""

_OFF = frozenset({Verdict.WARN, Verdict.FAULT})

_HELD_S, _SHORTEST_S, _GRACE_S = 4.0, 3.0, 0.5
"""Seconds that the trial shortens a hold to: its measures do not depend on its length."""

_LONGEST_S = 90.0
"""The longest part of a try, in seconds."""


@dataclass(frozen=True, slots=True)
class Tempo:
    """Seconds of the way out, in the second position, of the way back and of the rest."""

    out_s: float = 2.5
    there_s: float = 1.5
    back_s: float = 2.5
    rest_s: float = 2.5


@dataclass(frozen=True, slots=True)
class Played:
    """The result of a try.

    ``off`` are the checks with a finding; ``unjudged`` has the reasons of checks that were not
    judged, without those that did not apply; ``no_reps`` are the reasons of uncounted movements.
    """

    counted: int
    no_reps: tuple[str, ...] = ()
    off: Mapping[str, CheckReport] = field(default_factory=dict)
    unjudged: Mapping[str, str] = field(default_factory=dict)
    ended: bool = True
    stopped: bool = False


def played(spec: ExerciseSpec, tried: Try, tempo: Tempo) -> Played:
    """Return the result of doing a try once, after the calibration before the set."""
    spec = _shortened(spec)
    session = Session(spec)
    camera = _FRONT if spec.view is View.FRONT else _SIDE
    start = tried.start if spec.calibration is Calibration.OWN_START else Posture()
    for pose in movement(_steps(spec, tried, tempo), start=start, camera=camera, fps=_FPS):
        session.step(pose)
    ended = session.counted > 0 or bool(session.so_far.attempts)
    report = session.report()
    stopped = any(each.kind is InterruptionKind.STOP_SIGNAL for each in report.interruptions)
    return replace(_outcome(report), ended=ended, stopped=stopped)


def fitting_tempo(spec: ExerciseSpec, found: Played, tempo: Tempo) -> Tempo:
    """Return a tempo changed so that the checks of pace with a finding may be kept."""
    changed = {name: getattr(tempo, name) for name in ("out_s", "there_s", "back_s", "rest_s")}
    order = dict(zip(spec.phase_names, ("rest_s", "out_s", "there_s", "back_s"), strict=False))
    for check in spec.checks:
        report = found.off.get(check.id)
        if not isinstance(check, Pace) or report is None or len(order) != len(changed):
            continue
        low, high = check.target.min, check.target.max
        wanted = _middle(low, high)
        for phase in check.during:
            name = order.get(phase, "out_s")
            longer = changed[name] * wanted / max(report.value, 0.05)
            changed[name] = min(max(longer, 0.2), _LONGEST_S)
    return Tempo(**changed)


def _middle(low: float | None, high: float | None) -> float:
    if low is None:
        return 0.7 * (high or 1.0)
    return 1.3 * low if high is None else (low + high) / 2


def _shortened(spec: ExerciseSpec) -> ExerciseSpec:
    movement = spec.judged
    if isinstance(movement, Reps):
        return spec
    shorter = {
        "hold_s": min(movement.hold_s, _HELD_S),
        "shortest_s": min(movement.shortest_s, _SHORTEST_S),
        "grace_s": min(movement.grace_s, _GRACE_S),
    }
    return spec.model_copy(update={"movement": movement.model_copy(update=shorter)})


def _steps(spec: ExerciseSpec, tried: Try, tempo: Tempo) -> list[Step]:
    before: list[Step] = [(3.0, tried.start)]
    if spec.calibration is not Calibration.OWN_START:
        before = [*CALIBRATION, (1.0, tried.start), (1.5, tried.start)]
    if isinstance(spec.movement, Hold):
        there = [(1.5, tried.turn), (_HELD_S + 2.0, tried.turn)]
        return [*before, *there, (1.5, tried.start), (2.0, tried.start)]
    there, back = [(tempo.out_s, tried.turn)], [(tempo.back_s, tried.start)]
    if tried.via is not None:
        there = [(tempo.out_s / 2, tried.via), (tempo.out_s / 2, tried.turn)]
        back = [(tempo.back_s / 2, tried.via), (tempo.back_s / 2, tried.start)]
    return [*before, *there, (tempo.there_s, tried.turn), *back, (tempo.rest_s, tried.start)]


def _outcome(report: Report) -> Played:
    done = report.reps or report.holds
    checks = [check for each in done for check in each.checks]
    return Played(
        counted=len(done),
        no_reps=tuple(attempt.reason for attempt in report.attempts),
        off={check.id: check for check in checks if check.verdict in _OFF},
        unjudged={check.id: check.reason for check in checks if check.missing},
    )
