"""The rendered movements: what they hold, when, and how evenly they go."""

from dataclasses import replace

import numpy as np
import pytest

from rendering.bows import RELAXED, Bow, Opening, Pace, bowing
from rendering.motions import HINGES, MOTIONS, hinge, walking_in_and_out, walking_past
from rendering.posture import Posture, Spine
from rendering.timeline import Change, Motion, Phase, ease
from rendering.walking import Turn, Walk

FPS = 25

STILL = Opening(relaxed_s=1.0, raise_s=0.5, arms_s=1.0, lower_s=0.5, ready_s=0.5)
IN_PLACE = [name for name in MOTIONS if not name.startswith("walking")]

PACE = Pace(down_s=2.0, stay_s=1.0, up_s=1.0, rest_s=0.5)


def still(motion: Motion) -> Motion:
    """The same without sway."""
    return replace(motion, sway=0.0)


def postures(motion: Motion) -> list[Posture]:
    return [moment.posture for moment in motion.moments(FPS)]


def numbers(posture: Posture) -> np.ndarray:
    """What can be counted of a posture, angles in degrees and lengths in centimetres."""
    legs = [posture.left_leg, posture.right_leg]
    arms = [posture.left_arm, posture.right_arm]
    values = [posture.trunk_deg, *posture.spine.segments, 100 * (posture.hands_ahead_m or 0)]
    values += [angle for leg in legs for angle in (leg.knee_deg, leg.shank_deg, leg.foot_deg)]
    return np.array([*values, *(arm.raise_deg for arm in arms)])


def test_reps_are_where_their_stages_put_them() -> None:
    """Two seconds down, one at the bottom, one up: the times follow by adding."""
    motion = bowing(Bow(), reps=2, opening=STILL, pace=PACE)

    assert [(r.start_s, r.extreme_s, r.end_s) for r in motion.reps] == [
        pytest.approx((3.5, 6.0, 7.5)),
        pytest.approx((8.0, 10.5, 12.0)),
    ]
    assert motion.duration_s == pytest.approx(13.1)


def test_the_start_is_standing_and_then_arms_forward() -> None:
    """Each step of the calibration lasts as long as asked for, and nothing bends in it."""
    motion = still(bowing(Bow(), opening=STILL, pace=PACE))

    (forward,) = motion.spans(Phase.ARMS_FORWARD)
    assert (forward.from_s, forward.to_s) == pytest.approx((1.5, 2.5))
    held = motion.at(2.0).posture
    assert held.left_arm.raise_deg == pytest.approx(75)
    assert held.spine.total == 0
    assert motion.at(0.5).posture == RELAXED


def test_depth_is_one_at_the_bottom_and_nothing_between_reps() -> None:
    """Depth goes from 0 to 1, stays there, and comes back."""
    motion = bowing(Bow(), reps=1, opening=STILL, pace=PACE)

    depths = [motion.at(time_s).depth for time_s in (3.4, 4.5, 5.6, 6.4, 7.0, 7.6)]

    assert depths == pytest.approx([0, 0.5, 1, 1, 0.5, 0])


def test_a_rep_reaches_the_posture_that_it_is_for() -> None:
    """The first repetition's bottom is the bow itself; the others vary a little."""
    bow = Bow(trunk_deg=50, knee_deg=12, spine=Spine.lumbar(30))
    motion = still(bowing(bow, reps=3, opening=STILL, pace=PACE))

    bottoms = [motion.at(rep.extreme_s).posture for rep in motion.reps]

    assert bottoms[0].trunk_deg == pytest.approx(50)
    assert bottoms[0].spine.lumbar_deg == pytest.approx(30)
    assert len({bottom.trunk_deg for bottom in bottoms}) == 3
    assert all(bottom.trunk_deg == pytest.approx(50, abs=4) for bottom in bottoms)


@pytest.mark.parametrize("name", IN_PLACE)
def test_nobody_jumps(name: str) -> None:
    """From frame to frame no angle changes by more than a limb can: 15 degrees in 40 ms."""
    rows = np.array([numbers(posture) for posture in postures(MOTIONS[name]())])

    assert np.abs(np.diff(rows, axis=0)).max() < 15


@pytest.mark.parametrize("name", IN_PLACE)
def test_what_is_blended_is_given_in_every_posture(name: str) -> None:
    """Where one posture says where head or hands are, all of a movement do: nothing snaps."""
    given = {
        (posture.head_line_deg is None, posture.hands_ahead_m is None)
        for posture in postures(MOTIONS[name]())
    }

    assert len(given) == 1


def test_sway_is_small_and_never_quite_stops() -> None:
    """Standing relaxed, the trunk moves all the time, but by less than a degree either way."""
    lean = [posture.trunk_deg for posture in postures(MOTIONS["hinge_neutral"]())[: 2 * FPS]]

    assert 0.1 < np.ptp(lean) < 1.2
    assert np.all(np.diff(lean) != 0)


@pytest.mark.parametrize(("kind", "sooner"), [("knees_first", True), ("hips_first", False)])
def test_what_leads_is_ahead(kind: str, *, sooner: bool) -> None:
    """When the trunk leans by 15, the knees have bent by most of their way, or hardly at all."""
    motion = still(hinge(kind, reps=1))
    start = motion.reps[0].start_s
    lowering = [motion.at(start + step / 100).posture for step in range(200)]

    at_15 = next(posture for posture in lowering if posture.trunk_deg >= 15)

    bent = at_15.left_leg.knee_deg - RELAXED.left_leg.knee_deg
    assert bent > 20 if sooner else bent < 3


def test_kinds_of_hinge_differ_in_what_they_are_named_for() -> None:
    """Rounding lies where the name says; the squatty one bends the knees, the shallow one less."""
    bends = {name.removeprefix("hinge_"): bow.spine for name, bow in HINGES.items()}

    assert bends["neutral"].total < 10
    assert bends["rounded_lumbar"].thoracic_deg == 0
    assert bends["rounded_thoracic"].lumbar_deg == 0
    assert bends["rounded_even"].lumbar_deg > 30
    assert HINGES["hinge_squatty"].knee_deg > 60
    assert HINGES["hinge_shallow"].trunk_deg < 35


def test_a_walk_goes_the_distance_and_ends_with_the_feet_together() -> None:
    """Two metres on, both legs are as at the start."""
    motion = still(walking_past(2.0, 0.5))

    end = motion.at(motion.duration_s).posture

    assert end.travel_m == pytest.approx(2.0)
    assert end.support == "both"
    assert end.left_leg.thigh_deg == pytest.approx(end.right_leg.thigh_deg)


def test_the_supporting_foot_stays_where_it_is() -> None:
    """In mid-walk the foot on the floor slides less than 2 cm in a tenth of a second."""
    motion = still(walking_past(3.0, 0.0))
    moments = [motion.at(step / 100).posture for step in range(100, 250)]
    pairs = zip(moments, moments[10:], strict=False)

    slides = [abs(b.travel_m - a.travel_m) for a, b in pairs if a.support == b.support]

    assert np.median(slides) < 0.02


def test_who_walks_in_exercises_in_their_own_place() -> None:
    """The walk ends where the exercise is, whatever its length, and all reps are still there."""
    motion = still(walking_in_and_out(hinge("neutral"), metres=1.5))

    assert motion.at(0.0).posture.travel_m == pytest.approx(-1.5)
    assert motion.at(motion.reps[0].extreme_s).posture.travel_m == pytest.approx(0.0)
    assert motion.at(motion.duration_s).posture.travel_m == pytest.approx(1.5)
    assert len(motion.reps) == 3


def test_who_turns_round_lifts_one_foot_at_a_time_and_stands_as_before() -> None:
    """The other foot stays on the floor; in the end one faces the other way, both feet down."""
    turned = replace(RELAXED, turn_deg=180.0)
    motion = still(
        Motion(turned, (Turn(seconds=2.0), Change(phase=Phase.STANDING, seconds=1.0, to=RELAXED)))
    )
    moments = [motion.at(step / 50).posture for step in range(100)]

    for posture in moments[1:]:
        lifted = posture.left_leg if posture.support == "right" else posture.right_leg
        standing_on = posture.right_leg if posture.support == "right" else posture.left_leg
        assert lifted.knee_deg >= standing_on.knee_deg
    assert max(posture.left_leg.knee_deg for posture in moments) > 20
    assert max(posture.right_leg.knee_deg for posture in moments) > 20
    assert motion.at(1.0).posture.turn_deg == pytest.approx(90)
    assert motion.at(2.0).posture.turn_deg == 0


def test_who_turned_round_walks_the_other_way() -> None:
    """The walk goes on along the facing, which the turn stays in."""
    start = replace(RELAXED, travel_m=-2.0, turn_deg=180.0)
    motion = still(Motion(start, (Walk.over(2.0),)))

    assert motion.at(1.0).posture.turn_deg == 180
    assert motion.at(motion.duration_s).posture.travel_m == pytest.approx(0)


def test_what_loops_ends_where_it_begins_though_it_sways() -> None:
    """The sway too is at the end what it was at the beginning, and there is some between."""
    stages = (Change(phase=Phase.STANDING, seconds=7.3, to=RELAXED),)
    once, loop = Motion(RELAXED, stages), Motion(RELAXED, stages, loops=True)

    leans = [loop.at(step / 10).posture.trunk_deg for step in range(73)]

    assert loop.at(7.3).posture.trunk_deg == pytest.approx(loop.at(0.0).posture.trunk_deg)
    assert once.at(7.3).posture.trunk_deg != pytest.approx(once.at(0.0).posture.trunk_deg)
    assert 0.1 < np.ptp(leans) < 1.2


@pytest.mark.parametrize(("share", "done"), [(-1, 0), (0, 0), (0.5, 0.5), (1, 1), (2, 1)])
def test_changes_begin_and_end_gently(share: float, done: float) -> None:
    """Half of the way is done in half of the time, and nothing goes beyond the ends."""
    assert ease(share) == pytest.approx(done)
    assert ease(0.01) < 0.001
