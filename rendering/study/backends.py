"""What other pose networks make of the same rendered people, as `docs/backends.md` has it.

A part of the study's stills is enough: every network reads the same ones, and what is asked is by
how much they differ from the one that everything was chosen with.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from formcheck.landmarks.blazepose_profiles import FULL_YAW
from formcheck.landmarks.profile import FourAngles, YawBias
from rendering.scene import Shirt
from rendering.study.plan import BOWED, SEED, Session, What, sessions
from rendering.study.rows import ANGLES, Rows
from rendering.study.turning import REACHING, read_turn, side_on

__all__ = ["angle_table", "chosen_sessions", "yaw_bias", "yaw_error_table"]

STILLS = (0, 1, 5, 8, 10, 13, 21, 22)
"""Of each session: standing with the arms hanging and forward, five hinges from straight to bent by
60 degrees, evenly and in the lower back, the last of them deep, and a squat."""

YAWS_DEG = (-22.0, 27.5)
"""Sessions seen from between these: further round nothing is judged."""

SIDE_ON_DEG = 15.0
"""Up to here angles are compared with the truth: a turn shortens what is seen of them."""

Floats = npt.NDArray[np.float64]


def chosen_sessions(count: int) -> list[Session]:
    """Return some sessions in fitted clothes, of all bodies in turn and of views by chance."""
    chance = random.Random(5)
    of_body: dict[str, list[Session]] = {}
    for session in sessions(SEED):
        person, camera = session.stills[0].scene.people[0], session.stills[0].scene.camera
        if person.shirt is Shirt.FITTED and YAWS_DEG[0] < camera.yaw_deg < YAWS_DEG[1]:
            of_body.setdefault(person.build.value, []).append(session)
    for each in of_body.values():
        chance.shuffle(each)
    deep = max(map(len, of_body.values()))
    order = [each[i] for i in range(deep) for each in of_body.values() if i < len(each)]
    return [replace(one, stills=tuple(one.stills[i] for i in STILLS)) for one in order[:count]]


def yaw_bias(rows: Rows, full: Rows) -> YawBias:
    """Return what a network makes of somebody side-on, by stills that full has read, too.

    By how much the two differ on them is added to what full makes of all stills, so that what is
    peculiar to a few of them falls out.
    """
    mine, its = _fitted(rows), _fitted(full)

    def shifted(known: FourAngles, part: Callable[[_Fitted], Floats]) -> FourAngles:
        return _four(np.array(known) + part(mine) - part(its))

    return YawBias(
        upright_deg=shifted(FULL_YAW.upright_deg, lambda fit: fit.upright),
        bowed_deg=shifted(FULL_YAW.bowed_deg, lambda fit: fit.bowed),
        reaching_deg=shifted(FULL_YAW.reaching_deg, lambda fit: fit.reaching),
        per_degree=_four(np.array(FULL_YAW.per_degree) * mine.growth / its.growth, digits=2),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Fitted:
    """The four angles of somebody side-on, each (4,), and by how much they grow per degree."""

    upright: Floats
    bowed: Floats
    reaching: Floats
    growth: Floats


def _fitted(rows: Rows) -> _Fitted:
    lines = side_on(rows)
    reach = np.isin(rows.what, REACHING) & np.isfinite(rows.turns).all(axis=1)
    turned = rows.yaw[reach, None] * lines.growth
    reaching = (rows.turns[reach] - turned).mean(axis=0)
    return _Fitted(lines.upright, lines.upright + lines.more_bowed, reaching, lines.growth)


def _four(values: Floats, digits: int = 1) -> FourAngles:
    a, b, c, d = np.round(values, digits).tolist()
    return a, b, c, d


def yaw_error_table(networks: Mapping[str, Rows]) -> list[list[str]]:
    """Return a row for each network: how far off a turn is read, bias ± spread, in degrees.

    Standing and bowed, first with full's biases and then with its own, which are fitted on every
    other session: nobody is read with what they taught.
    """
    table = []
    for name, rows in networks.items():
        own = np.full(len(rows), np.nan)
        half = np.isin(rows.session, np.unique(rows.session)[::2])
        for tested in (half, ~half):
            bias = yaw_bias(rows.where(~tested), networks["full"].where(~tested))
            own[tested] = read_turn(rows.where(tested), bias)
        cells = []
        for read in (read_turn(rows, FULL_YAW), own):
            for chosen in (rows.what == What.HANGING, np.isin(rows.what, BOWED)):
                off = (read - rows.yaw)[chosen]
                cells.append(f"{np.nanmean(off):+.1f} ± {np.nanstd(off):.1f}")
        table.append([name, *cells])
    return table


def angle_table(networks: Mapping[str, Rows]) -> list[list[str]]:
    """Return a row for each network: how far angles are off side-on, bias ± spread, in degrees.

    Trunk, hip and knee, each standing, in a hinge and in a squat; then the lean of the trunk per
    degree the back is bent.
    """
    table = []
    for name, rows in networks.items():
        side = np.abs(rows.yaw) <= SIDE_ON_DEG
        off = rows.seen - rows.true
        cells = []
        for angle in range(len(ANGLES)):
            for whats in ((What.HANGING, What.FORWARD), (What.HINGE, What.DEEP), (What.SQUAT,)):
                each = off[side & np.isin(rows.what, whats), angle]
                cells.append(f"{np.nanmean(each):+.1f} ± {np.nanstd(each):.1f}")
        table.append([name, *cells, f"{_lean_per_bend(rows, side):.3f}"])
    return table


def _lean_per_bend(rows: Rows, side: npt.NDArray[np.bool_]) -> float:
    """Return by how much further round than standing the trunk is seen, per degree of bend."""
    further = rows.seen[:, ANGLES.index("trunk")] - rows.true[:, ANGLES.index("trunk")]
    for session in np.unique(rows.session):
        own = rows.session == session
        further[own] -= np.nanmean(further[own & (rows.what == What.HANGING)])
    used = side & np.isin(rows.what, (What.HINGE, What.DEEP)) & np.isfinite(further)
    return float((further[used] @ rows.flexion[used]) / (rows.flexion[used] ** 2).sum())
