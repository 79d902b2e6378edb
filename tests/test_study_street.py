"""The study's lot of what people wear and hold: its plan, its numbers, and what is true of them."""

from pathlib import Path

import numpy as np
import pytest

from formcheck.outline.rays import ALONG
from rendering.study.rows import Rows
from rendering.study.street import STREET, Met, Street
from rendering.study.street_plan import Kind, bare, kind_of, street_sessions


@pytest.fixture(scope="module")
def street() -> Street:
    return Street.load()


def test_every_kind_is_worn_by_several_bodies_and_every_time_alike() -> None:
    """The same seed plans the same stills; no body wears one kind twice."""
    planned = list(street_sessions())
    kinds = [kind_of(session.stills[-1].scene) for session in planned]
    builds = [session.stills[0].scene.people[0].build for session in planned]

    assert list(street_sessions()) == planned
    assert all(
        len({b for b, k in zip(builds, kinds, strict=True) if k is kind}) >= 4 for kind in Kind
    )
    assert len(set(zip(builds, kinds, strict=True))) >= 26
    assert [s.stills for s in street_sessions(7)] != [s.stills for s in planned]


def test_the_bare_scene_is_the_same_posture_before_the_same_camera() -> None:
    """Nothing is worn or held but a fitted shirt."""
    still = next(iter(street_sessions())).stills[-1]

    plain = bare(still.scene)

    assert plain.people[0].posture == still.posture
    assert (plain.camera, plain.props, plain.people[0].hood_m) == (still.scene.camera, (), 0.0)


def test_the_lot_is_the_planned_one(street: Street) -> None:
    """Each still has its row, in order, with what is true of it."""
    stills = [still for session in street_sessions() for still in session.stills]

    assert street.rows.what.tolist() == [still.what.value for still in stills]
    bends = [still.posture.spine.total for still in stills]
    assert street.rows.flexion == pytest.approx(bends, abs=0.05)
    assert street.hood == pytest.approx([s.scene.people[0].hood_m for s in stills])


def test_a_hood_is_met_at_the_top_and_plates_hide(street: Street) -> None:
    """What rays truly met follows from the two exact outlines."""
    cloth = (street.met == Met.CLOTH).mean(axis=1)
    hooded = (street.kind == Kind.HOOD.value) & (street.rows.shirt == "fitted")
    top = (street.met == Met.CLOTH)[hooded][:, ALONG > 0.85].mean()
    low = (street.met == Met.CLOTH)[hooded][:, ALONG < 0.6].mean()
    bar = (street.kind == Kind.BAR_ON_SHOULDERS.value) & street.loaded

    assert top > 0.7
    assert low < 0.05
    assert cloth[street.kind == Kind.PRINT.value].mean() < cloth[hooded].mean()
    assert (street.met == Met.HIDDEN)[bar].any(axis=1).mean() > 0.3


def test_the_lot_is_read_anew_from_its_rays(street: Street) -> None:
    """The package's outline is that of the rays it keeps, wherever it keeps them."""
    anew = street.read_anew()
    kept = np.isfinite(anew.line)

    assert kept.mean() > 0.7
    np.testing.assert_allclose(anew.line[kept], street.depth[kept], atol=1e-9)
    assert ((anew.trust >= 0) & (anew.trust <= 1)).all()


def test_the_lot_survives_being_kept(street: Street, tmp_path: Path) -> None:
    """Kept and read again it is the same; the study's own columns are read of the same file."""
    street.save(tmp_path / "again.npz")
    again = Street.load(tmp_path / "again.npz")

    for column in ("kind", "depth", "points_px", "again", "worn"):
        np.testing.assert_array_equal(getattr(again, column), getattr(street, column))
    np.testing.assert_array_equal(Rows.load(STREET).trust, street.rows.trust)
    assert len(Street.joined([street, again])) == 2 * len(street)
