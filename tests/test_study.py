"""The study of the measures of a back's bend: its parts, and that its page is its numbers'."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("scipy", reason="the study needs the dependency group 'render'")

from formcheck.exercise.back.bend import FITTED
from formcheck.exercise.back.gaps import USUAL
from formcheck.landmarks.blazepose_profiles import FULL, FULL_YAW
from formcheck.landmarks.pose import BackLine, FloatArray
from formcheck.outline.rays import ALONG_END, ALONG_START
from rendering.study.away import less_away
from rendering.study.chosen import CHOSEN
from rendering.study.fitting import bends, changes, fit, fitted_on, gains
from rendering.study.gaps import back_line, usual_of, usuals, whole_lines
from rendering.study.measures import MEASURES, Measure
from rendering.study.page import write_page
from rendering.study.plan import BOWED, FRESH_SEED, SEED, What, sessions
from rendering.study.rows import FRESH, OUTLINES, Rows
from rendering.study.set_verdicts import SetRep, load_reps, set_table
from rendering.study.sets import rendered_sets
from rendering.study.street import Street
from rendering.study.street_engine import engine_bends
from rendering.study.street_plan import Kind
from rendering.study.turning import away_shares, side_on

DOCS = Path(__file__).parents[1] / "docs"
PLACES = np.linspace(-0.2, 1.1, 40)


@pytest.fixture(scope="module")
def rows() -> Rows:
    return Rows.load()


@pytest.fixture(scope="module")
def whole(rows: Rows) -> Rows:
    """Return the stills with what is hidden of the outlines filled in."""
    return whole_lines(rows, usuals(rows))


@pytest.fixture(scope="module")
def fresh() -> Rows:
    return Rows.load(FRESH)


def bows(*heights: float) -> FloatArray:
    """Return outlines (n, points) that are parabolas of these heights from hip to shoulder."""
    return np.array([4.0 * height * PLACES * (1.0 - PLACES) for height in heights])


@pytest.mark.parametrize("measure", MEASURES, ids=lambda each: each.name)
def test_rounder_outlines_read_higher(measure: Measure) -> None:
    """The first number of every measure grows with the height of a bow, and mirrors its sign."""
    hollow, flat, slight, round_ = measure(PLACES, bows(-0.1, 0.0, 0.1, 0.2))[:, 0]

    assert hollow < flat < slight < round_
    assert flat == pytest.approx(0.0, abs=1e-9)
    assert hollow == pytest.approx(-slight)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda each: each.name)
def test_an_outline_with_a_wide_gap_is_not_read(measure: Measure) -> None:
    """With half of the points missing, a measure says nothing."""
    outline = bows(0.1)
    outline[:, 10:30] = np.nan

    assert np.isnan(measure(PLACES, outline)).all()


def test_a_parabola_reads_the_turn_of_its_ends() -> None:
    """A bow of height h turns by 8h radians from hip to shoulder, and evenly all along."""
    parabola = next(each for each in MEASURES if each.name == CHOSEN)
    read = np.ptp(PLACES[(PLACES >= ALONG_START) & (PLACES <= ALONG_END)])

    assert parabola(PLACES, bows(0.05))[0, 0] == pytest.approx(np.degrees(0.4 * read))


def test_a_fit_finds_the_gain_it_was_made_with() -> None:
    """Bends that are twice one number and once another give these coefficients."""
    numbers = np.array([[1.0, 0.0], [0.0, 1.0], [2.0, 1.0]])

    found = fit(numbers, np.array([2.0, 1.0, 5.0]), np.ones(3), 0.0)

    assert found == pytest.approx([2.0, 1.0])


def test_numbers_come_back_as_they_were_kept(rows: Rows, tmp_path: Path) -> None:
    """Saving what was read changes nothing."""
    rows.save(tmp_path / "again.npz")
    again = Rows.load(tmp_path / "again.npz")

    for name in Rows.__dataclass_fields__:
        np.testing.assert_array_equal(getattr(again, name), getattr(rows, name))


def test_the_numbers_kept_are_small() -> None:
    """A study's numbers weigh less than a megabyte."""
    assert OUTLINES.stat().st_size < 1_000_000
    assert FRESH.stat().st_size < 1_000_000


@pytest.mark.parametrize(("file", "seed"), [(OUTLINES, SEED), (FRESH, FRESH_SEED)])
def test_the_numbers_kept_are_those_of_the_plan(file: Path, seed: int) -> None:
    """Every still of the plan has its row, in order, with its own bend."""
    rows = Rows.load(file)
    planned = [(each.number, still) for each in sessions(seed) for still in each.stills]

    assert rows.session.tolist() == [number for number, _ in planned]
    assert rows.what.tolist() == [still.what for _, still in planned]
    flexion = [sum(still.posture.spine.segments) for _, still in planned]
    assert rows.flexion == pytest.approx(flexion, abs=0.05)


def test_no_body_is_read_with_gains_of_its_own(whole: Rows) -> None:
    """Changing what is true of one body changes nothing of what is read of it."""
    parabola = next(each for each in MEASURES if each.name == CHOSEN)
    own = whole.build == whole.build[0]
    lied = Rows(**{name: getattr(whole, name).copy() for name in Rows.__dataclass_fields__})
    lied.segments[own] *= 2.0
    like = whole.what == What.FORWARD

    honest, misled = (bends(each, parabola, like) for each in (whole, lied))

    np.testing.assert_array_equal(honest.bend[own], misled.bend[own])
    assert np.nanmax(np.abs(honest.bend - misled.bend)[~own]) > 0


def test_no_gap_is_filled_in_by_outlines_of_the_same_body(rows: Rows) -> None:
    """With all others' outlines the other way round gaps are filled in otherwise, and only then."""
    build = rows.build[0]
    own = rows.build == build
    some = rows.where(own & ~np.isfinite(rows.line).all(axis=1) & (rows.trust >= 0.5))

    def filled(twisted: npt.NDArray[np.bool_]) -> FloatArray:
        others = replace(rows, line=np.where(twisted[:, None], rows.line[:, ::-1], rows.line))
        return whole_lines(some, usuals(others)).line

    honest = filled(np.zeros(len(rows), dtype=bool))

    assert len(some) > 20
    np.testing.assert_array_equal(filled(own), honest)
    assert np.nanmax(np.abs(filled(~own) - honest)) > 0.01


def test_filled_in_lines_bend_as_the_packages_own(rows: Rows, whole: Rows) -> None:
    """What the study keeps of a filled line, its depth alone, changes no bend by half a degree."""
    gapped = np.isfinite(whole.line).all(axis=1) & ~np.isfinite(rows.line).all(axis=1)
    usual = usuals(rows)

    off = []
    for row in np.flatnonzero(gapped):
        model = replace(FITTED, usual=usual[rows.build[row]])
        line = model.whole_outline(back_line(rows.line[row]), 1)
        assert line is not None
        seen = BackLine(np.column_stack((line.points.real, line.points.imag)), 1.0, None)
        kept = FITTED.outline_turns(back_line(whole.line[row]), 1).bend_deg
        off.append(FITTED.outline_turns(seen, 1).bend_deg - kept)

    assert len(off) > 500
    assert np.abs(off).max() < 0.5


def test_the_package_reads_outlines_as_the_study_does(whole: Rows) -> None:
    """On bows seen side-on and turned away, its bends are the study's, with gains of all bodies."""
    measure = next(each for each in MEASURES if each.name == CHOSEN)
    like, share = whole.what == What.FORWARD, away_shares(whole)
    bowed = fitted_on(whole) | (share > 0)
    used = replace(whole, line=np.where(bowed[:, None] | like[:, None], whole.line, np.nan))
    read = [FITTED.outline_turns(back_line(line), 1) for line in used.line]
    seen = np.array([(each.bend_deg, each.skew_deg, each.wave_deg) for each in read])

    change = changes(used, seen, like)
    package = np.array([FITTED.bent_deg(*row) for row in np.column_stack((change, share)).tolist()])
    change = changes(used, measure.of(used), like)
    gain = gains(whole, measure, like)
    study = measure.terms(less_away(change, share, gain.away)) @ gain.terms

    known = bowed & np.isfinite(package) & np.isfinite(study)
    # Turned away skew and wave count as well, and the package's are those of a curved line.
    for group, within in ((known & (share == 0), 1.0), (known & (share > 0), 1.5)):
        assert group.sum() > 500
        assert np.abs(package - study)[group].mean() < within


def test_the_page_is_made_of_the_numbers(rows: Rows, fresh: Rows, tmp_path: Path) -> None:
    """``python -m rendering.study compare`` would write docs/back.md as it is."""
    write_page(rows, fresh, Street.load(), load_reps(), tmp_path)

    assert (tmp_path / "back.md").read_text("utf-8") == (DOCS / "back.md").read_text("utf-8")


def test_the_packages_usual_outline_is_the_studys(rows: Rows) -> None:
    """What the package fills gaps with is how outlines of all bodies are shaped."""
    found = usual_of(rows, np.ones(len(rows), dtype=bool))

    assert found.shapes == pytest.approx(USUAL.shapes, abs=0.5e-4)
    np.testing.assert_allclose(found.spread, USUAL.spread, atol=0.5e-6)
    assert found.rest == pytest.approx(USUAL.rest, abs=0.5e-4)


def test_the_packages_gains_are_the_studys(whole: Rows) -> None:
    """What the package multiplies with is what the stills give, as far as it is written out."""
    measure = next(each for each in MEASURES if each.name == CHOSEN)

    found = gains(whole, measure, whole.what == What.FORWARD)

    assert found.terms == pytest.approx([FITTED.bend_per_turn, FITTED.uneven], abs=0.005)
    away = FITTED.bend_per_turn * found.away
    assert away[0] == pytest.approx(FITTED.away_bend_deg, abs=0.5)
    assert away[1:] == pytest.approx([FITTED.away_per_skew, FITTED.away_per_wave], abs=0.05)


def test_the_packages_turns_are_the_studys(rows: Rows) -> None:
    """What the package takes off the angles that tell a turn is what the stills give."""
    found = side_on(rows)
    reaching = (rows.what == What.FORWARD) & np.isfinite(rows.turns).all(axis=1)

    assert found.upright == pytest.approx(FULL_YAW.upright_deg, abs=0.1)
    assert found.upright + found.more_bowed == pytest.approx(FULL_YAW.bowed_deg, abs=0.1)
    assert found.growth == pytest.approx(FULL_YAW.per_degree, abs=0.01)
    lines = np.polynomial.polynomial.polyfit(rows.yaw[reaching], rows.turns[reaching], 1)
    assert lines[0] == pytest.approx(FULL_YAW.reaching_deg, abs=0.1)


def test_turning_away_is_taken_off_the_bend_alone() -> None:
    """As much as shows of it, by the skew and the wave; nothing where none was fitted."""
    change = np.array([[30.0, 4.0, -10.0], [30.0, 4.0, -10.0]])
    share = np.array([0.0, 0.5])

    less = less_away(change, share, np.array([10.0, 1.0, -1.0]))

    assert less.tolist() == [[30.0, 4.0, -10.0], [18.0, 4.0, -10.0]]
    assert less_away(change, share, np.zeros(3)).tolist() == change.tolist()


def test_a_bend_turns_the_trunk_as_the_package_says(rows: Rows) -> None:
    """Per degree of bend, the trunk is seen so much further round than it is."""
    bowed = fitted_on(rows)
    further = np.full(len(rows), np.nan)
    for session in np.unique(rows.session):
        own = rows.session == session
        stood = own & (rows.what == What.HANGING)
        further[own] = (rows.seen - rows.true)[own, 0] - (rows.seen - rows.true)[stood, 0].mean()
    known = bowed & np.isfinite(further)
    bend = rows.flexion[known]

    assert (further[known] @ bend) / (bend @ bend) == pytest.approx(FULL.lean_per_bend, abs=0.01)


def test_what_is_worn_alike_standing_and_bowed_counts_beside_the_own_outline() -> None:
    """In hoods most bows are read, no straight one is called a fault, and most bent ones are."""
    street = Street.load()
    hooded = np.isin(street.kind, (Kind.HOOD, Kind.HOOD_AND_PLATES))
    hooded &= np.isin(street.rows.what, BOWED)

    read = engine_bends(street, (What.FORWARD, What.HANGING))

    judged, surely = hooded & np.isfinite(read.bend), read.bend - read.error
    straight, bent = street.rows.flexion <= 10.0, street.rows.flexion >= 45.0
    assert judged.sum() / hooded.sum() > 0.75
    assert not (surely[judged & straight] > 35.0).any()
    assert (surely[judged & bent] > 25.0).mean() > 0.75


def test_every_bow_of_the_sets_has_its_verdict() -> None:
    """The verdicts kept are those of the planned sets, in order."""
    planned = [(one.number, round(bend, 1)) for one in rendered_sets() for bend in one.bends_deg]

    assert [(rep.number, rep.flexion) for rep in load_reps()] == planned


def test_bows_are_counted_by_what_they_are_and_what_was_said() -> None:
    """Straight ones pass unless noticed, bent ones are found; the unjudged are apart."""

    def rep(flexion: float, verdict: str, *, yaw: float = 3.0) -> SetRep:
        return SetRep(0, "male", "even", yaw, flexion, verdict)

    said = [
        *(rep(5.0, "good"), rep(5.0, "warn"), rep(50.0, "warn"), rep(50.0, "fault")),
        *(rep(50.0, "missed"), rep(50.0, "not_judged"), rep(28.0, "fault")),
        *(rep(50.0, "good", yaw=-20.0), rep(50.0, "not_judged", yaw=25.1)),
    ]

    assert set_table(said) == [
        ["side-on, to 15°", "noticed", "1 of 2", "2 of 2", "0 of 0", "0 of 0", "2 of 7"],
        ["side-on, to 15°", "fault", "2 of 2", "1 of 2", "0 of 0", "0 of 0", "2 of 7"],
        ["15–25°", "noticed", "0 of 0", "0 of 1", "0 of 0", "0 of 0", "0 of 1"],
        ["15–25°", "fault", "0 of 0", "0 of 1", "0 of 0", "0 of 0", "0 of 1"],
        ["beyond 25°", "noticed", "0 of 0", "0 of 0", "0 of 0", "0 of 0", "1 of 1"],
        ["beyond 25°", "fault", "0 of 0", "0 of 0", "0 of 0", "0 of 0", "1 of 1"],
    ]
