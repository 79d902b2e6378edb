"""The page about the study: its words, with tables and figures made of the numbers."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from formcheck.exercise.back.bend import FITTED, MIN_TRUST, ROUGH_DEG
from formcheck.exercise.back.stretch import REFERENCE_TRUST
from formcheck.exercise.framing.yaw import MAX_BELOW_DEG
from formcheck.exercise.measure.registry import MAX_BACK_ERROR_DEG
from formcheck.landmarks.blazepose_profiles import FULL
from formcheck.landmarks.pose import BackLine
from rendering.study.chosen import CHOSEN, JUDGED_DEG, SIDE_DEG, Study
from rendering.study.figures import measured, obliqueness, roc, shapes
from rendering.study.fitting import Gains, changes
from rendering.study.gaps import back_line, gaps_table
from rendering.study.plan import Bending, What
from rendering.study.reach import judged_table, reach_table
from rendering.study.references import reference_errors
from rendering.study.rows import ANGLES, Rows
from rendering.study.scoring import (
    FAULT,
    NOTICED,
    Score,
    Task,
    mean_spread,
    operating_points,
    score,
)
from rendering.study.set_verdicts import OBLIQUE, SIDE_ON, SetRep, set_table
from rendering.study.street import Street
from rendering.study.street_tables import street_parts
from rendering.study.tables import shares, table
from rendering.study.turning import side_on_table, yaw_table
from rendering.study.words import WORDS

__all__ = ["write_page"]

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

SKEW_PER_TURN = 1.3
"""Degrees by which the lower back is bent more than the upper per degree the cubic term turns:
1.26-1.37 whichever body is left out of a fit."""

REAL = Path(__file__).parents[2] / "docs" / "accuracy" / "real.json"
"""What holds for real clips, as `make accuracy` wrote it."""

REAL_KIND = "hinges and lifts"
"""Of the real clips, those in which the back decides."""

LEFT_OUT = ("neutral", *(bending.value for bending in Bending))


def write_page(rows: Rows, fresh: Rows, street: Street, reps: Sequence[SetRep], docs: Path) -> None:
    """Write ``back.md`` and its figures into a folder.

    ``rows`` are of the stills on which everything was chosen, ``fresh`` of others, ``street`` of
    people in what they wear and hold.
    """
    study = Study.of(rows)
    (docs / "back").mkdir(parents=True, exist_ok=True)
    for name, drawn in _figures(study).items():
        (docs / "back" / f"{name}.svg").write_text(drawn, encoding="utf-8")
    words = WORDS.format(
        real=_real(REAL),
        **_tables(study, study.on(fresh)),
        **_sets(reps),
        **street_parts(study, street),
        gaps=gaps_table(rows, study.usual),
    )
    (docs / "back.md").write_text(words, encoding="utf-8")


def _real(accuracy: Path) -> str:
    """Return what holds for real people, from the evaluation that is kept."""
    kinds = json.loads(accuracy.read_text(encoding="utf-8"))["reach"]["people"]
    [people] = [each["people"] for each in kinds if each["kind"] == REAL_KIND]

    def row(words: str, part: str, whole: str) -> list[str]:
        asked = [each for each in people if each[whole]]
        mean = float(np.mean([each[part] / each[whole] for each in asked]))
        parts, wholes = (sum(each[name] for each in asked) for name in (part, whole))
        return [words, f"{mean:.0%}", f"{parts} of {wholes}", str(len(asked))]

    rows = [
        row("back judged", "back_judged", "reps"),
        row("rounded backs found", "rounded_found", "rounded"),
        row("flat backs called a fault", "long_faults", "long_backs"),
        row("flat backs warned of", "long_warned", "long_backs"),
    ]
    return table(["", "mean over people", "reps", "people"], rows)


def _figures(study: Study) -> dict[str, str]:
    rows, bend = study.rows, study.chosen.bend
    side = study.fitted(-1.0, SIDE_DEG)
    return {
        "measured": measured(rows, bend, side),
        "roc": roc(rows, bend, side),
        "shapes": shapes(rows, side),
        "yaw": obliqueness(rows, bend, rows.shirt == "fitted"),
    }


def _tables(study: Study, fresh: Study) -> dict[str, str]:
    side = study.fitted(-1.0, SIDE_DEG)
    return {
        **_gains(list(study.chosen.gain.values())),
        "skew": f"{FITTED.min_skew_deg:g}",
        "more_unsure": f"{FITTED.more_unsure:g}",
        "rough": f"{ROUGH_DEG:g}",
        "unsure": f"{MAX_BACK_ERROR_DEG:g}",
        "trust": f"{MIN_TRUST:g}",
        "reference_trust": f"{REFERENCE_TRUST:g}",
        "below": f"{MAX_BELOW_DEG:g}",
        "stills": str(len(study.rows)),
        "sessions": str(len(np.unique(study.rows.session))),
        "bodies": str(len(np.unique(study.rows.build))),
        "measures": _measures(study, side),
        "by_body": _by_body(study, side),
        "by_view": _by_view(study),
        "reach": reach_table(study),
        "errors": _errors(study),
        "judged": judged_table(study),
        "fresh_reach": reach_table(fresh),
        "fresh_errors": _errors(fresh),
        "fresh_judged": judged_table(fresh),
        "parts": _parts(study, side),
        "noticed": _limits(study, side, NOTICED, range(14, 31, 2)),
        "fault": _limits(study, side, FAULT, range(28, 45, 2)),
        "references": _references(study, side),
        "standing": _standing(study),
        "extremes": _extremes(study, side),
        "angles": _angles(study),
        "yaw": table(
            ["true yaw", "read standing", "read bowed", "by both", "judged"], yaw_table(study.rows)
        ),
        "turns": table(
            ["angle", "side-on, upright°", "bowed°", "grows per degree by"],
            side_on_table(study.rows),
        ),
    }


def _sets(reps: Sequence[SetRep]) -> dict[str, str]:
    found = (f"{bending.value} found" for bending in Bending)
    head = ["view", "task", "straighter passed", *found, "not judged"]
    body = set_table(reps)
    [side], [oblique] = (
        [row for row in body if row[:2] == [view, FAULT.name]] for view in (SIDE_ON, OBLIQUE)
    )
    thoracic = head.index(f"{Bending.THORACIC.value} found")
    return {
        "sets": table(head, body),
        "side_thoracic": side[thoracic],
        "oblique_thoracic": oblique[thoracic],
    }


def _gains(gains: Sequence[Gains]) -> dict[str, str]:
    """Return the gains' means, and their ranges over the bodies left out."""
    terms = np.array([each.terms for each in gains])
    away = terms[:, :1] * [each.away * (1.0, 1.0, -1.0) for each in gains]
    words = {"halved": f"{FITTED.halved_turn_deg:g}"}
    names = (("gain", 2), ("uneven", 2), ("added", 0), ("per_skew", 1), ("per_wave", 1))
    for (name, digits), column in zip(names, np.hstack((terms, away)).T, strict=True):
        words[name] = f"{column.mean():.{digits}f}"
        words[f"{name}s"] = f"{column.min():.{digits}f} to {column.max():.{digits}f}"
    return words


_SCORED = (
    *(f"{name}, error°" for name in LEFT_OUT),
    *(f"{task} passed / even / lumbar / thoracic" for task in ("noticed:", "fault:")),
)


def _scored(each: Score) -> list[str]:
    errors = [f"{each.error[name]:.1f} ({each.bias[name]:+.1f})" for name in LEFT_OUT]
    return [*errors, shares(each.noticed), shares(each.fault)]


def _measures(study: Study, side: Flags) -> str:
    body = []
    for name, reading in study.readings.items():
        mark = "**" if name == CHOSEN else ""
        scored = _scored(score(study.rows, reading.bend, side))
        body.append([f"{mark}{name}{mark}: {reading.measure.words}", *scored])
    return table(["measure", *_SCORED], body)


def _by_body(study: Study, side: Flags) -> str:
    body = []
    for build in np.unique(study.rows.build).tolist():
        own = score(study.rows, study.chosen.bend, side & (study.rows.build == build))
        gain = f"{float(study.chosen.gain[build].terms[0]):.2f}"
        body.append([build.replace("_", " "), gain, *_scored(own)])
    return table(["body left out", "first gain of the others", *_SCORED], body)


def _by_view(study: Study) -> str:
    loose = study.rows.shirt == "loose"
    views = {
        "fitted, to 10°": study.fitted(-1.0, 10.0),
        "fitted, 10–15°": study.fitted(10.0, SIDE_DEG),
        "fitted, 15–25°": study.fitted(SIDE_DEG, JUDGED_DEG),
        "fitted, beyond 25° (not to be judged)": study.fitted(JUDGED_DEG, 90.0),
        "loose shirt, to 15°": loose & study.view(-1.0, SIDE_DEG),
    }
    body = []
    for words, chosen in views.items():
        each = score(study.rows, study.chosen.bend, chosen)
        body.append([words, str(each.count), f"{each.judged:.2f}", *_scored(each)])
    return table(["view", "stills", "outline trusted", *_SCORED], body)


def _limits(study: Study, side: Flags, task: Task, limits: range) -> str:
    points = operating_points(study.rows, study.chosen.bend, side, task, limits)
    body = [
        [f"{point.limit_deg:g}°", f"{point.specificity:.3f}"]
        + [f"{point.sensitivity[bending]:.3f}" for bending in Bending]
        for point in points
    ]
    return table(["limit", "straight backs passed", *(f"{b.value} found" for b in Bending)], body)


def _parts(study: Study, side: Flags) -> str:
    """Return how the lower and the upper half are read, by the package's own bend and skew."""
    rows = study.rows
    halves = np.array([_halves(back_line(line)) for line in rows.line])
    change = changes(rows, halves, rows.what == What.FORWARD)
    bent = side & (rows.what == What.HINGE) & (rows.flexion >= NOTICED.bent_deg)
    body = []
    for bending in Bending:
        here = change[bent & (rows.bending == bending)]
        here = here[np.isfinite(here).all(axis=1)]
        more = float((here[:, 0] > here[:, 1]).mean())
        body.append([bending.value, *map(mean_spread, here.T), f"{more:.2f}"])
    return table(["bent ≥ 30°", "lower half°", "upper half°", "lower more than upper"], body)


def _halves(back: BackLine) -> tuple[float, float]:
    """Return how far the lower and the upper half of an outline that faces right are bent."""
    turns = FITTED.outline_turns(back, 1)
    whole, more_below = turns.bend_deg, -SKEW_PER_TURN * turns.skew_deg
    return (whole + more_below) / 2, (whole - more_below) / 2


def _references(study: Study, side: Flags) -> str:
    body = []
    for words, chosen in (("to 15°", side), ("15–25°", study.fitted(SIDE_DEG, JUDGED_DEG))):
        hinge = chosen & (study.rows.what == What.HINGE)
        body += [
            [each.words, words, f"{each.bias:+.1f}", f"{each.spread:.1f}", f"{each.within:.0f}"]
            for each in reference_errors(study.rows, study.chosen, hinge)
        ]
    return table(["counted from", "yaw", "bias°", "sd°", "nine of ten within°"], body)


def _standing(study: Study) -> str:
    """Return by how much standing outlines differ from those with the arms forward."""
    rows, bend = study.rows, study.chosen.bend
    what = (What.HANGING, What.ARCHED_HANGING, What.ARCHED_FORWARD)
    body = []
    for words, chosen in (
        ("to 15°", study.fitted(-1.0, SIDE_DEG)),
        ("15–25°", study.fitted(SIDE_DEG, JUDGED_DEG)),
    ):
        cells = [mean_spread(bend[chosen & (rows.what == each)]) for each in what]
        body.append([words, *cells])
    return table(["yaw", *(each.value for each in what)], body)


def _extremes(study: Study, side: Flags) -> str:
    rows, wrong = study.rows, study.chosen.bend - study.rows.flexion
    what = (What.SHALLOW, What.DEEP, What.SQUAT, What.ARCHED_HINGE)
    body = [[each.value, mean_spread(wrong[side & (rows.what == each)])] for each in what]
    return table(["movement", "error°, mean ± sd"], body)


def _angles(study: Study) -> str:
    """Return errors of the joints' angles, calibrated, as seen and less what a bend adds."""
    rows = study.rows
    seen = rows.seen - rows.true
    calibrated = np.full_like(seen, np.nan)
    for session in np.unique(rows.session):
        own = rows.session == session
        calibrated[own] = seen[own] - np.mean(seen[own & (rows.what == What.HANGING)], axis=0)
    round_deg = FULL.lean_per_bend * np.maximum(np.nan_to_num(study.chosen.bend), 0.0)
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
    return table(["yaw", "", *(f"{name}, error°" for name in ANGLES)], body)


def _errors(study: Study) -> str:
    """Return the errors side-on, by where the back is bent."""
    each = score(study.rows, study.chosen.bend, study.fitted(-1.0, SIDE_DEG))
    return " / ".join(f"{each.error[name]:.1f}" for name in LEFT_OUT)
