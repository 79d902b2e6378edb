"""The page about the study: its words, with tables and figures made of the numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from formcheck.exercise.back import HALVED_TURN_DEG, SKEW_DEG, outline_parts_deg
from formcheck.exercise.readings import LEAN_PER_BEND
from formcheck.pose.landmarks import BackLine
from formcheck.pose.outline import ALONG
from rendering.study.figures import measured, obliqueness, roc, shapes
from rendering.study.fitting import BOWED, Reading, bends, changes, trusted
from rendering.study.measures import MEASURES
from rendering.study.plan import Bending, What
from rendering.study.references import reference_errors
from rendering.study.rows import ANGLES, Rows
from rendering.study.scoring import FAULT, NOTICED, Point, Score, Task, operating_points, score
from rendering.study.set_verdicts import SetRep, set_table
from rendering.study.turning import held_yaw, side_on, view_judged
from rendering.study.words import WORDS

__all__ = ["CHOSEN", "chosen_reading", "write_page"]

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Row = Sequence[str]

CHOSEN = "parabola and skew"
"""The measure that the package uses."""

SIDE_DEG, JUDGED_DEG = 15.0, 25.0
"""Up to here a view is side-on, and judged at all, by the true yaw."""

OURS_DEG = {NOTICED.name: 25.0, FAULT.name: 35.0}
"""Where the hip hinge warns and finds fault, with the error of the arms-forward standing."""

LEFT_OUT = ("neutral", *(bending.value for bending in Bending))


@dataclass(frozen=True, slots=True, eq=False)
class _Study:
    rows: Rows
    readings: dict[str, Reading]

    @property
    def chosen(self) -> Reading:
        return self.readings[CHOSEN]

    def fitted(self, low: float, high: float) -> Flags:
        """Return stills in fitted clothes whose true yaw is beyond ``low`` and up to ``high``."""
        chosen: Flags = self.view(low, high) & (self.rows.shirt == "fitted")
        return chosen

    def view(self, low: float, high: float) -> Flags:
        yaw = np.abs(self.rows.yaw)
        seen: Flags = (yaw > low) & (yaw <= high)
        return seen


def chosen_reading(rows: Rows) -> Reading:
    """Return the bends by the measure that the package uses, and the gains they rest on."""
    [measure] = [each for each in MEASURES if each.name == CHOSEN]
    return bends(rows, measure, rows.what == What.FORWARD)


def write_page(rows: Rows, reps: Sequence[SetRep], docs: Path) -> None:
    """Write ``back.md`` and its figures into a folder."""
    like = rows.what == What.FORWARD
    study = _Study(rows, {each.name: bends(rows, each, like) for each in MEASURES})
    (docs / "back").mkdir(parents=True, exist_ok=True)
    for name, drawn in _figures(study).items():
        (docs / "back" / f"{name}.svg").write_text(drawn, encoding="utf-8")
    words = WORDS.format(**_tables(study), sets=_sets(reps))
    (docs / "back.md").write_text(words, encoding="utf-8")


def _figures(study: _Study) -> dict[str, str]:
    rows, bend = study.rows, study.chosen.bend
    side = study.fitted(-1.0, SIDE_DEG)
    return {
        "measured": measured(rows, bend, side),
        "roc": roc(rows, bend, side),
        "shapes": shapes(rows, side),
        "yaw": obliqueness(rows, bend, rows.shirt == "fitted"),
    }


def _tables(study: _Study) -> dict[str, str]:
    side = study.fitted(-1.0, SIDE_DEG)
    gains = np.array(list(study.chosen.gain.values()))
    return {
        **_gains(gains),
        "skew": f"{SKEW_DEG:g}",
        "stills": str(len(study.rows)),
        "sessions": str(len(np.unique(study.rows.session))),
        "bodies": str(len(np.unique(study.rows.build))),
        "measures": _measures(study, side),
        "by_body": _by_body(study, side),
        "by_view": _by_view(study),
        "reach": _reach(study, side),
        "parts": _parts(study, side),
        "noticed": _limits(study, side, NOTICED, range(14, 31, 2)),
        "fault": _limits(study, side, FAULT, range(28, 45, 2)),
        "references": _references(study, side),
        "standing": _standing(study),
        "extremes": _extremes(study, side),
        "angles": _angles(study),
        "yaw": _yaw(study.rows),
        "turns": _turns(study.rows),
        "unjudged": _unjudged(study),
    }


def _sets(reps: Sequence[SetRep]) -> str:
    found = (f"{bending.value} found" for bending in Bending)
    return _table(["view", "task", "straighter passed", *found, "not judged"], set_table(reps))


def _gains(gains: Floats) -> dict[str, str]:
    """Return the gains' means, and their ranges over the bodies left out."""
    words = {"halved": f"{HALVED_TURN_DEG:g}"}
    for name, column in zip(("gain", "uneven"), gains.T, strict=True):
        words[name] = f"{column.mean():.2f}"
        words[f"{name}s"] = f"{column.min():.2f}–{column.max():.2f}"
    return words


def _table(head: Row, body: Iterable[Row]) -> str:
    lines = [head, ["---"] * len(head), *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


_SCORED = (
    *(f"{name}, error°" for name in LEFT_OUT),
    *(f"{task} passed / even / lumbar / thoracic" for task in ("noticed:", "fault:")),
)


def _scored(each: Score) -> list[str]:
    errors = [f"{each.error[name]:.1f} ({each.bias[name]:+.1f})" for name in LEFT_OUT]
    return [*errors, _shares(each.noticed), _shares(each.fault)]


def _shares(point: Point) -> str:
    found = (point.specificity, *(point.sensitivity[bending] for bending in Bending))
    return " / ".join("–" if np.isnan(share) else f"{share:.2f}" for share in found)


def _measures(study: _Study, side: Flags) -> str:
    body = []
    for name, reading in study.readings.items():
        mark = "**" if name == CHOSEN else ""
        scored = _scored(score(study.rows, reading.bend, side))
        body.append([f"{mark}{name}{mark}: {reading.measure.words}", *scored])
    return _table(["measure", *_SCORED], body)


def _by_body(study: _Study, side: Flags) -> str:
    body = []
    for build in np.unique(study.rows.build).tolist():
        own = score(study.rows, study.chosen.bend, side & (study.rows.build == build))
        gain = f"{float(study.chosen.gain[build][0]):.2f}"
        body.append([build.replace("_", " "), gain, *_scored(own)])
    return _table(["body left out", "first gain of the others", *_SCORED], body)


def _by_view(study: _Study) -> str:
    loose = study.rows.shirt == "loose"
    views = {
        "fitted, to 10°": study.fitted(-1.0, 10.0),
        "fitted, 10–15°": study.fitted(10.0, SIDE_DEG),
        "fitted, 15–25°": study.fitted(SIDE_DEG, JUDGED_DEG),
        "fitted, beyond 25° (never judged)": study.fitted(JUDGED_DEG, 90.0),
        "loose shirt, to 15°": loose & study.view(-1.0, SIDE_DEG),
    }
    body = []
    for words, chosen in views.items():
        each = score(study.rows, study.chosen.bend, chosen)
        body.append([words, str(each.count), f"{each.judged:.2f}", *_scored(each)])
    return _table(["view", "stills", "outline trusted", *_SCORED], body)


def _limits(study: _Study, side: Flags, task: Task, limits: range) -> str:
    points = operating_points(study.rows, study.chosen.bend, side, task, limits)
    body = [
        [f"{point.limit_deg:g}°", f"{point.specificity:.3f}"]
        + [f"{point.sensitivity[bending]:.3f}" for bending in Bending]
        for point in points
    ]
    return _table(["limit", "straight backs passed", *(f"{b.value} found" for b in Bending)], body)


def _reach(study: _Study, side: Flags) -> str:
    """Return what was wanted, the best that one limit gives, and all limits that give enough."""
    loose = study.view(-1.0, SIDE_DEG) & (study.rows.shirt == "loose")
    oblique = study.fitted(SIDE_DEG, JUDGED_DEG) & view_judged(study.rows)
    wanted = (
        ("side-on, fitted: noticed", side, NOTICED, 0.97, 0.97),
        ("side-on, fitted: fault", side, FAULT, 0.97, 0.97),
        ("15–25°, fitted: noticed", oblique, NOTICED, 0.93, 0.93),
        ("15–25°, fitted: fault", oblique, FAULT, 0.93, 0.93),
        ("loose shirt, to 15°: noticed", loose, NOTICED, 0.95, 0.85),
        ("loose shirt, to 15°: fault", loose, FAULT, 0.95, 0.85),
    )
    body = [[words, *_reached(study, *each)] for words, *each in wanted]
    head = ["task", "wanted passed / found", "at the half-way limit", "at ours", "enough with"]
    return _table(head, body)


def _reached(
    study: _Study, chosen: Flags, task: Task, passed: float, found: float
) -> tuple[str, str, str, str]:
    rows, bend = study.rows, study.chosen.bend
    limits = [task.limit_deg, OURS_DEG[task.name]]
    half_way, ours = operating_points(rows, bend, chosen, task, limits)
    every = operating_points(rows, bend, chosen, task, np.arange(10.0, 50.5, 0.5))
    enough = [
        point.limit_deg
        for point in every
        if point.specificity >= passed and min(point.sensitivity.values()) >= found
    ]
    words = f"{enough[0]:g}–{enough[-1]:g}°" if enough else "no limit"
    return f"{passed:.2f} / {found:.2f}", _shares(half_way), _shares(ours), words


def _parts(study: _Study, side: Flags) -> str:
    """Return how the lower and the upper half are read, by the package's own function."""
    rows = study.rows
    # Someone upright who faces right, 200 pixels from hip to shoulder.
    lines = [np.column_stack((-line, -ALONG)) * 200.0 for line in rows.line]
    trust = rows.trust.tolist()
    halves = np.array(
        [outline_parts_deg(BackLine(*each, ""), 1) for each in zip(lines, trust, strict=True)]
    )
    change = changes(rows, halves, rows.what == What.FORWARD)
    bent = side & (rows.what == What.HINGE) & (rows.flexion >= NOTICED.bent_deg)
    body = []
    for bending in Bending:
        here = change[bent & (rows.bending == bending)]
        here = here[np.isfinite(here).all(axis=1)]
        more = float((here[:, 0] > here[:, 1]).mean())
        body.append([bending.value, *map(_mean_spread, here.T), f"{more:.2f}"])
    return _table(["bent ≥ 30°", "lower half°", "upper half°", "lower more than upper"], body)


def _references(study: _Study, side: Flags) -> str:
    body = []
    for words, chosen in (("to 15°", side), ("15–25°", study.fitted(SIDE_DEG, JUDGED_DEG))):
        hinge = chosen & (study.rows.what == What.HINGE)
        body += [
            [each.words, words, f"{each.bias:+.1f}", f"{each.spread:.1f}", f"{each.within:.0f}"]
            for each in reference_errors(study.rows, study.chosen, hinge)
        ]
    return _table(["counted from", "yaw", "bias°", "sd°", "nine of ten within°"], body)


def _standing(study: _Study) -> str:
    """Return by how much standing outlines differ from those with the arms forward."""
    rows, bend = study.rows, study.chosen.bend
    what = (What.HANGING, What.ARCHED_HANGING, What.ARCHED_FORWARD)
    body = []
    for words, chosen in (
        ("to 15°", study.fitted(-1.0, SIDE_DEG)),
        ("15–25°", study.fitted(SIDE_DEG, JUDGED_DEG)),
    ):
        cells = [_mean_spread(bend[chosen & (rows.what == each)]) for each in what]
        body.append([words, *cells])
    return _table(["yaw", *(each.value for each in what)], body)


def _extremes(study: _Study, side: Flags) -> str:
    rows, wrong = study.rows, study.chosen.bend - study.rows.flexion
    what = (What.SHALLOW, What.DEEP, What.SQUAT, What.ARCHED_HINGE)
    body = [[each.value, _mean_spread(wrong[side & (rows.what == each)])] for each in what]
    return _table(["movement", "error°, mean ± sd"], body)


def _mean_spread(values: Floats) -> str:
    known = values[np.isfinite(values)]
    return f"{known.mean():+.1f} ± {known.std():.1f}" if len(known) else "–"


def _angles(study: _Study) -> str:
    """Return errors of the joints' angles, calibrated, as seen and less what a bend adds."""
    rows = study.rows
    seen = rows.seen - rows.true
    calibrated = np.full_like(seen, np.nan)
    for session in np.unique(rows.session):
        own = rows.session == session
        calibrated[own] = seen[own] - np.mean(seen[own & (rows.what == What.HANGING)], axis=0)
    round_deg = LEAN_PER_BEND * np.maximum(np.nan_to_num(study.chosen.bend), 0.0)
    less = calibrated - np.outer(round_deg, [1.0, 1.0, 0.0])
    body = []
    for words, chosen in (
        ("to 15°", study.fitted(-1.0, SIDE_DEG)),
        ("15–25°", study.fitted(SIDE_DEG, JUDGED_DEG)),
    ):
        bowed = chosen & np.isin(rows.what, (What.HINGE, What.DEEP, What.SQUAT))
        for how, angles in (("as seen", calibrated), ("less the shoulder's part", less)):
            off = np.nanmean(np.abs(angles[bowed]), axis=0)
            bias = np.nanmean(angles[bowed], axis=0)
            cells = [f"{a:.1f} ({b:+.1f})" for a, b in zip(off, bias, strict=True)]
            body.append([words, how, *cells])
    return _table(["yaw", "", *(f"{name}, error°" for name in ANGLES)], body)


YAW_BINS = (
    *((-21, -15), (-15, -7), (-7, 0), (0, 7), (7, 13), (13, 19.5), (19.5, 25), (25, 30.5)),
    (30.5, 36),
)


def _yaw(rows: Rows) -> str:
    held = held_yaw(rows)
    bowed = np.isin(rows.what, BOWED)
    body = []
    for low, high in YAW_BINS:
        chosen = (rows.yaw > low) & (rows.yaw <= high)
        known = chosen & bowed & np.isfinite(held)
        true = f"{round(rows.yaw[chosen].mean()) or 0:+d}"
        judged = f"{(held[known] <= JUDGED_DEG).mean():.2f}"
        stood = chosen & (rows.what == What.HANGING)
        cells = [_mean_spread(rows.yaw_seen[each]) for each in (stood, chosen & bowed)]
        body.append([true, *cells, judged])
    return _table(["true yaw", "read standing", "read bowed", "judged (standing ≤ 25°)"], body)


def _turns(rows: Rows) -> str:
    """Return what the four angles are side-on, and how they grow."""
    angles, growth = side_on(rows)
    names = ("shoulders by width", "shoulders by depth", "hips by width", "hips by depth")
    body = [[name, f"{angle:.1f}"] for name, angle in zip(names, angles, strict=True)]
    return _table(["angle", "side-on°"], [*body, ["the middle two grow by", f"{growth:.2f}"]])


def _unjudged(study: _Study) -> str:
    """Return the share of bows between 15 and 25 degrees that are not judged."""
    rows = study.rows
    bowed = study.fitted(SIDE_DEG, JUDGED_DEG) & np.isin(rows.what, BOWED)
    return f"{1.0 - (view_judged(rows) & trusted(rows))[bowed].mean():.2f}"
