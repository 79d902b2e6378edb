"""What other pose networks are compared by: the same stills, read by each."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("scipy", reason="the study needs the dependency group 'render'")

from formcheck.landmarks.blazepose_profiles import FULL_YAW
from rendering.scene import Build
from rendering.study.backends import chosen_sessions, yaw_bias
from rendering.study.rows import Rows


@pytest.fixture(scope="module")
def rows() -> Rows:
    return Rows.load()


def test_a_network_that_reads_as_full_has_its_biases(rows: Rows) -> None:
    """The same stills, read alike, differ by nothing."""
    assert yaw_bias(rows, rows) == FULL_YAW


def test_what_a_network_reads_otherwise_is_in_its_biases(rows: Rows) -> None:
    """One whose angles grow by half as much again, and are 3 degrees further for everybody."""
    other = replace(rows, turns=1.5 * rows.turns + 3.0)

    bias = yaw_bias(other, rows)

    assert bias.per_degree == pytest.approx(1.5 * np.array(FULL_YAW.per_degree), abs=0.01)
    for more, full in (
        (bias.upright_deg, FULL_YAW.upright_deg),
        (bias.bowed_deg, FULL_YAW.bowed_deg),
        (bias.reaching_deg, FULL_YAW.reaching_deg),
    ):
        assert more == pytest.approx(1.5 * np.array(full) + 3.0, abs=0.6)


def test_the_stills_for_other_networks_are_of_every_body() -> None:
    """Bodies in turn: as many sessions of each, but for one."""
    builds = Counter(session.stills[0].scene.people[0].build for session in chosen_sessions(20))

    assert set(builds) == set(Build)
    assert max(builds.values()) - min(builds.values()) == 1
