"""What was wanted of the package's measure, and what it gives."""

from dataclasses import dataclass

import numpy as np

from rendering.study.chosen import JUDGED_DEG, SIDE_DEG, Flags, Study
from rendering.study.plan import BOWED
from rendering.study.scoring import FAULT, NOTICED, Task, operating_points
from rendering.study.tables import shares, table
from rendering.study.turning import view_judged

__all__ = ["OURS_DEG", "judged_table", "reach_table"]

OURS_DEG = {NOTICED.name: 25.0, FAULT.name: 35.0}
"""Where the hip hinge warns and finds fault, with the error of the arms-forward standing."""

MAX_TURNED_DEG = 40.0
"""Nobody in the study is turned further."""


@dataclass(frozen=True, slots=True, eq=False)
class _Wanted:
    """A task on some stills: what is to pass and to be found with one limit."""

    words: str
    chosen: Flags
    task: Task
    passed: float
    found: float


def reach_table(study: Study) -> str:
    """Return what was wanted, the best that one limit gives, and all limits that give enough."""
    judged = view_judged(study.rows)
    side = study.fitted(-1.0, SIDE_DEG) & judged
    oblique = study.fitted(SIDE_DEG, JUDGED_DEG) & judged
    loose = study.view(-1.0, SIDE_DEG) & judged & (study.rows.shirt == "loose")
    every = (
        *(_Wanted("side-on, fitted", side, task, 0.97, 0.97) for task in (NOTICED, FAULT)),
        *(_Wanted("15–25°, fitted", oblique, task, 0.93, 0.93) for task in (NOTICED, FAULT)),
        *(_Wanted("loose shirt, to 15°", loose, task, 0.95, 0.85) for task in (NOTICED, FAULT)),
    )
    head = ["task", "wanted passed / found", "at the half-way limit", "at ours", "enough with"]
    return table(head, [_reached(study, wanted) for wanted in every])


def _reached(study: Study, wanted: _Wanted) -> list[str]:
    task, rows, bend = wanted.task, study.rows, study.chosen.bend
    limits = [task.limit_deg, OURS_DEG[task.name]]
    half_way, ours = operating_points(rows, bend, wanted.chosen, task, limits)
    every = operating_points(rows, bend, wanted.chosen, task, np.arange(10.0, 50.5, 0.5))
    enough = [
        point.limit_deg
        for point in every
        if point.specificity >= wanted.passed and min(point.sensitivity.values()) >= wanted.found
    ]
    return [
        f"{wanted.words}: {task.name}",
        f"{wanted.passed:.2f} / {wanted.found:.2f}",
        shares(half_way),
        shares(ours),
        f"{enough[0]:g}–{enough[-1]:g}°" if enough else "no limit",
    ]


def judged_table(study: Study) -> str:
    """Return the shares of bows that are judged, seen more and more obliquely, and how well."""
    rows, bend = study.rows, study.chosen.bend
    judged = view_judged(rows) & np.isfinite(bend)
    body = []
    for low, high in ((15.0, 20.0), (20.0, 25.0), (15.0, 25.0), (25.0, 29.0), (29.0, 90.0)):
        chosen = study.fitted(low, high) & np.isin(rows.what, BOWED)
        yaws = f"{low:g}–{high:g}°" if high <= MAX_TURNED_DEG else f"beyond {low:g}°"
        found = (
            operating_points(rows, bend, chosen & judged, task, [OURS_DEG[task.name]])[0]
            for task in (NOTICED, FAULT)
        )
        body.append([yaws, str(chosen.sum()), f"{judged[chosen].mean():.2f}", *map(shares, found)])
    return table(["turned by", "bows", "judged", "noticed, of these", "fault, of these"], body)
