"""What the whole engine says of the study's sets, each body judged with gains from all others."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from formcheck.exercise.back.bend import FITTED, BackModel
from formcheck.exercise.back.gaps import UsualOutline
from formcheck.exercise.back.gauge import BackGauge
from formcheck.exercise.observe.subject import Subject
from formcheck.exercise.results.report import Report, RepReport, Verdict
from formcheck.exercise.session import Session
from formcheck.landmarks.pose import Pose
from formcheck.specs.files import load_spec
from rendering.study.fitting import Gains
from rendering.study.plan import Bending
from rendering.study.scoring import FAULT, NOTICED, Task
from rendering.study.sets import OBLIQUE_DEG, RenderedSet

__all__ = [
    "BEYOND",
    "OBLIQUE",
    "SETS",
    "SIDE_ON",
    "SetRep",
    "judged",
    "load_reps",
    "model_of",
    "save_reps",
    "set_table",
]

SETS = Path(__file__).with_name("sets.json")
"""Where the verdicts lie."""

EXERCISE, CHECK = "hip_hinge", "neutral_back"

SIDE_ON, OBLIQUE, BEYOND = "side-on, to 15°", "15–25°", "beyond 25°"
"""How a set was seen; those meant to be turned by 25 degrees can be a little further."""

MISSED = "missed"
"""Of a bow that was not counted."""

SAME_S = 0.6
"""A counted repetition that turns within this of a true one is that one."""

_FOUND = {
    NOTICED.name: {Verdict.WARN, Verdict.FAULT},
    FAULT.name: {Verdict.FAULT},
}


@dataclass(frozen=True, slots=True)
class SetRep:
    """One bow: what is true of it, and what was said of the back."""

    number: int
    build: str
    bending: str
    yaw: float
    flexion: float
    verdict: str


def judged(
    one: RenderedSet, poses: Iterable[Pose], gain: Gains, usual: UsualOutline
) -> Iterator[SetRep]:
    """Yield what is said of each bow of a set, read with what other bodies tell."""
    spec = load_spec(EXERCISE)
    session = Session(spec, subject=Subject(spec, BackGauge(model_of(gain, usual))))
    for pose in poses:
        session.step(pose)
    report = session.report()
    for rep, bend in zip(one.motion.reps, one.bends_deg, strict=True):
        verdict = _verdict(report, rep.extreme_s)
        yield SetRep(
            one.number,
            one.build.value,
            one.bending.value,
            round(one.yaw_deg, 1),
            round(bend, 1),
            verdict,
        )


def model_of(gain: Gains, usual: UsualOutline) -> BackModel:
    """Return the package's model of backs with these gains, and gaps filled by these shapes."""
    turn, uneven = gain.terms.tolist()
    added, per_skew, per_wave = (turn * gain.away).tolist()
    return replace(
        FITTED,
        bend_per_turn=turn,
        uneven=uneven,
        away_bend_deg=added,
        away_per_skew=per_skew,
        away_per_wave=per_wave,
        usual=usual,
    )


def _verdict(report: Report, extreme_s: float) -> str:
    found = min(report.reps, key=lambda rep: abs(rep.extreme_s - extreme_s), default=None)
    if found is None or abs(found.extreme_s - extreme_s) > SAME_S:
        return MISSED
    return _of_back(found).value


def _of_back(rep: RepReport) -> Verdict:
    return next(check.verdict for check in rep.checks if check.id == CHECK)


def save_reps(reps: Sequence[SetRep], path: Path = SETS) -> None:
    """Write the verdicts, a line each."""
    lines = ",\n".join(json.dumps(asdict(rep)) for rep in reps)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def load_reps(path: Path = SETS) -> list[SetRep]:
    """Read what :func:`save_reps` wrote."""
    return [SetRep(**row) for row in json.loads(path.read_text(encoding="utf-8"))]


def set_table(reps: Sequence[SetRep]) -> list[list[str]]:
    """Return a row for each view and task: bows passed and found, and not judged."""
    views: dict[str, list[SetRep]] = {SIDE_ON: [], OBLIQUE: [], BEYOND: []}
    for rep in reps:
        views[_view(rep)].append(rep)
    return [[view, *_row(seen, task)] for view, seen in views.items() for task in (NOTICED, FAULT)]


def _view(rep: SetRep) -> str:
    least, most = OBLIQUE_DEG
    if abs(rep.yaw) <= least:
        return SIDE_ON
    return OBLIQUE if abs(rep.yaw) <= most else BEYOND


def _row(reps: Sequence[SetRep], task: Task) -> list[str]:
    unjudged = sum(rep.verdict in {MISSED, Verdict.NOT_JUDGED.value} for rep in reps)
    known = [rep for rep in reps if rep.verdict not in {MISSED, Verdict.NOT_JUDGED.value}]
    straight = [rep for rep in known if rep.flexion <= task.straight_deg]
    passed = sum(not _is_found(rep, task) for rep in straight)
    cells = [_of(passed, len(straight))]
    for bending in Bending:
        bent = [r for r in known if r.flexion >= task.bent_deg and r.bending == bending.value]
        cells.append(_of(sum(_is_found(rep, task) for rep in bent), len(bent)))
    return [task.name, *cells, _of(unjudged, len(reps))]


def _is_found(rep: SetRep, task: Task) -> bool:
    return Verdict(rep.verdict) in _FOUND[task.name]


def _of(part: int, whole: int) -> str:
    return f"{part} of {whole}"
