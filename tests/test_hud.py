"""What is drawn on the live picture: read from across the room, calm, and without colour too."""

import math
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from exercises import exercise
from figures import HINGED, STANDING, Camera, figure
from hypothesis import given, settings
from hypothesis import strategies as st
from sayings import SAY

from formcheck.drawing.style import CUE_S, VERDICT_COLOUR, WORD_S
from formcheck.exercise.measure.registry import Measure
from formcheck.exercise.results.moment import Framing, HoldProgress, Moment, Unjudged
from formcheck.exercise.results.reasons import Reason, ReasonKind
from formcheck.exercise.results.report import RepReport, Verdict
from formcheck.guide.guidance import Guidance, Stage, Utterance
from formcheck.landmarks.pose import JOINTS, Pose
from formcheck.live.hud.hud import Hud, HudOptions

Image = npt.NDArray[np.uint8]
Where = npt.NDArray[np.bool_]

GREY = 90
MM_PER_PX = 230 / 640
READ_FROM_3_M_MM = 14.0
LANDSCAPE, PORTRAIT = (640, 480), (360, 640)
SIZES = [(320, 240), LANDSCAPE, (640, 360), (1280, 720), PORTRAIT, (720, 1280)]
JUDGED = [Verdict.GOOD, Verdict.WARN, Verdict.FAULT]
LOOKS = [
    HudOptions(),
    HudOptions(high_contrast=True),
    HudOptions(colour=False),
    HudOptions(True, False, 1.6),
]


def unjudged(name: str, why: str) -> Unjudged:
    return Unjudged(name, Reason(ReasonKind.OTHER, text=why))


def wall(size_wh: tuple[int, int] = LANDSCAPE, shade: int = GREY) -> Image:
    return np.full((size_wh[1], size_wh[0], 3), shade, np.uint8)


def nobody(size_wh: tuple[int, int] = LANDSCAPE) -> Pose:
    return Pose(time_s=0.0, size_wh=size_wh)


MOMENT = {field.name for field in fields(Moment)} - {"hold"}


def at(
    time_s: float, stage: Stage = Stage.SET, *, pose: Pose | None = None, **more: Any
) -> Guidance:
    """What is shown at a time; what belongs to the moment is told from the rest by its name."""
    of_moment = {name: more.pop(name) for name in tuple(more) if name in MOMENT}
    moment = Moment(time_s, pose or nobody(), **of_moment)
    return Guidance(time_s, stage, moment, **({"title": "Set 1 of 2"} | more))


def shown(
    guidance: Guidance, look: HudOptions | None = None, picture: Image | None = None
) -> Image:
    return Hud(exercise(), SAY, look).draw(wall() if picture is None else picture, guidance)


def changed(image: Image) -> Where:
    return np.asarray((image != GREY).any(axis=2))


def height_of(where: Where) -> int:
    rows = np.flatnonzero(where.any(axis=1))
    return int(rows[-1] - rows[0] + 1)


def has(image: Image, verdict: Verdict) -> bool:
    return bool((image == VERDICT_COLOUR[verdict]).all(axis=2).any())


def checked(verdict: Verdict) -> Mapping[str, Verdict]:
    return {"back": verdict}


def lasting(hud: Hud, verdict: Verdict, from_s: float = 0.0) -> Image:
    """Show a verdict for long enough that it is drawn; return the last picture."""
    for time_s in (from_s, from_s + 2.0):
        drawn = hud.draw(wall(), at(time_s, phase="bottom", checks=checked(verdict)))
    return drawn


def band(image: Image) -> tuple[int, ...]:
    """The colour at the left edge, away from the sign."""
    return tuple(int(value) for value in image[image.shape[0] // 3, 1])


def rep(verdict: Verdict) -> RepReport:
    return RepReport(
        number=1, start_s=0, extreme_s=1, end_s=2, verdict=verdict, label=verdict, checks=()
    )


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("size_wh", SIZES)
def test_every_stage_is_drawn_on_every_picture(stage: Stage, size_wh: tuple[int, int]) -> None:
    """Whatever its shape, a picture comes out as large as it went in, new and contiguous."""
    pose = figure(HINGED, camera=Camera(size_wh=size_wh, height_px=0.7 * size_wh[1]))

    for look in LOOKS:
        drawn = shown(at(1.0, stage, pose=pose, rest_left_s=20.0), look, wall(size_wh))

        assert drawn.shape == (size_wh[1], size_wh[0], 3)
        assert drawn.dtype == np.uint8
        assert drawn.flags.c_contiguous
        assert changed(drawn).any()


@pytest.mark.parametrize("stage", list(Stage))
def test_a_body_that_is_not_known_does_no_harm(stage: Stage) -> None:
    """Without anybody, or with joints that are all NaN, the plates are drawn and nothing raises."""
    unknown = replace(figure(), points_px=np.full((JOINTS, 2), np.nan))
    hold = HoldProgress(math.nan, math.nan, running=True)

    for pose in (nobody(), unknown):
        assert changed(shown(at(1.0, stage, pose=pose, hold=hold))).any()


def test_the_given_picture_stays_as_it_is() -> None:
    """The frame that was handed in is not drawn on, also where it is only a view of another."""
    large = wall((1280, 960))

    drawn = shown(at(0.0, count=3), picture=large[::2, ::-2])

    assert (large == GREY).all()
    assert drawn.shape == (480, 640, 3)


@pytest.mark.parametrize("look", LOOKS)
def test_the_count_is_read_from_three_metres(look: HudOptions) -> None:
    """One number after another changes the picture by as much as letters of 14 mm and more."""
    one, eight = (shown(at(0.0, count=count, goal=10), look) for count in (1, 8))

    differs = np.asarray((one != eight).any(axis=2))

    assert height_of(differs) * MM_PER_PX >= READ_FROM_3_M_MM


def test_a_nought_is_not_crossed() -> None:
    """Its middle is empty: crossed out, it would pass for an eight from afar."""
    number = np.asarray((shown(at(0.0, count=0))[38:115, 30:90] >= 240).all(axis=2))
    rows, columns = (np.flatnonzero(number.any(axis=axis)) for axis in (1, 0))

    middle = number[rows.mean().astype(int), columns.mean().astype(int)]

    assert number.any()
    assert not middle


def test_the_plate_keeps_its_width_from_rep_to_rep() -> None:
    """Neither another number nor another phase moves the edge of the plate."""
    ends = set()
    for count in (0, 1, 4, 9):
        for phase in exercise().phase_names:
            drawn = changed(shown(at(0.0, count=count, goal=9, phase=phase)))
            ends.add(int(np.flatnonzero(drawn.any(axis=0))[-1]))

    assert len(ends) == 1


def test_practice_is_not_counted() -> None:
    """In practice there is no number: whatever the count, the picture is the same."""
    pictures = [shown(at(0.0, Stage.PRACTICE, count=count, goal=5)) for count in (0, 3)]

    assert (pictures[0] == pictures[1]).all()
    assert (pictures[0] != shown(at(0.0, count=0, goal=5))).any()


def ring(held_s: float, *, running: bool = True, look: HudOptions | None = None) -> Image:
    hold = HoldProgress(held_s, 30.0, running)
    return shown(at(0.0, phase="holding", hold=hold, goal=2), look)


def test_the_ring_fills_while_a_position_is_held() -> None:
    """More of it is coloured the longer it lasts, and none while the timer is stopped."""
    good = VERDICT_COLOUR[Verdict.GOOD]

    amounts = [int((ring(held_s) == good).all(axis=2).sum()) for held_s in (3, 10, 20, 30)]

    assert amounts == sorted(set(amounts))
    assert not has(ring(20, running=False), Verdict.GOOD)


def test_a_stopped_timer_is_told_without_colour() -> None:
    """Drawn in greys, a ring that runs differs from one that waits."""
    running, waiting = (ring(20, running=on, look=HudOptions(colour=False)) for on in (True, False))

    assert (running != waiting).any()


def test_the_seconds_that_are_left_are_read_from_three_metres() -> None:
    """The number in the ring counts down, in digits of 14 mm and more."""
    holds = [HoldProgress(0.4 * goal_s, goal_s, running=True) for goal_s in (20.0, 30.0)]
    left = [shown(at(0.0, phase="holding", hold=hold)) for hold in holds]  # 12 and 18

    differs = np.asarray((left[0] != left[1]).any(axis=2))

    assert height_of(differs) * MM_PER_PX >= READ_FROM_3_M_MM


def test_a_rest_counts_down() -> None:
    """The ring is full when a rest begins and empties with it; afterwards it is gone."""
    hud = Hud(exercise(), SAY)

    def light(left_s: float) -> int:
        drawn = hud.draw(wall(), at(60 - left_s, Stage.RESTING, rest_left_s=left_s))
        return int((drawn >= 240).all(axis=2).sum())

    amounts = [light(left_s) for left_s in (44, 33, 22, 11)]

    assert amounts == sorted(set(amounts), reverse=True)
    assert light(math.nan) < amounts[-1]


def sentence(image: Image) -> Where:
    """Where something is drawn in the lower quarter, right of the band."""
    return changed(image)[-image.shape[0] // 4 :, image.shape[1] // 10 :]


def test_a_caption_is_shown_while_it_is_recent() -> None:
    """What was last said stays long enough to be read and is then taken away."""
    hud = Hud(exercise(), SAY)
    seen = [
        sentence(hud.draw(wall(), at(time_s, caption="Hips back.", count=int(time_s)))).any()
        for time_s in (5.0, 5.0 + CUE_S - 0.1, 5.0 + CUE_S + 0.1)
    ]

    assert seen == [True, True, False]


def test_a_number_that_is_said_is_not_written_once_more() -> None:
    """The count that was spoken is on the plate already."""
    assert not sentence(shown(at(0.0, count=2, caption="2"))).any()


@pytest.mark.parametrize("stage", [Stage.ASKING, Stage.DONE])
def test_a_set_that_is_over_shows_no_nought(stage: Stage) -> None:
    """Afterwards a number is there only if there is one to tell."""
    heights = [
        height_of(changed(shown(at(0.0, stage, count=count)))[:200, 70:]) for count in (0, 3)
    ]

    assert heights[0] < heights[1]


def test_what_is_said_again_is_shown_again() -> None:
    """The same words, spoken a second time, come back."""
    hud = Hud(exercise(), SAY)
    again = (Utterance(7, 20.0, "Hips back."),)

    hud.draw(wall(), at(5.0, caption="Hips back."))
    before = hud.draw(wall(), at(19.9, caption="Hips back."))
    after = hud.draw(wall(), at(20.0, caption="Hips back.", spoken=again))

    assert not sentence(before).any()
    assert sentence(after).any()


def test_a_caption_of_a_stream_that_begins_anew_does_not_stay() -> None:
    """When times begin again at zero, words of the time before are gone."""
    hud = Hud(exercise(), SAY)
    hud.draw(wall(), at(500.0, caption="Hips back."))

    assert not sentence(hud.draw(wall(), at(0.0, caption="Hips back."))).any()


def test_what_is_asked_stays_for_as_long_as_it_is_asked() -> None:
    """A request does not go away by itself, and comes before what was said meanwhile."""
    hud = Hud(exercise(), SAY)
    asked = [
        hud.draw(wall(), at(time_s, Stage.CALIBRATING, asked="Lift both arms.", caption=caption))
        for time_s, caption in [(0.0, ""), (60.0, "I see someone else."), (90.0, "")]
    ]

    assert sentence(asked[0]).any()
    assert (asked[0] == asked[1]).all()
    assert (asked[0] == asked[2]).all()


def test_a_stopped_set_says_how_it_goes_on() -> None:
    """That stands on the picture, whether it is asked for or not."""
    words = "Start again when you like."

    by_itself = shown(at(0.0, Stage.STOPPED))

    assert (by_itself == shown(at(0.0, Stage.STOPPED, asked=words))).all()
    assert sentence(by_itself).any()


@pytest.mark.parametrize("verdict", JUDGED)
def test_the_band_has_the_colour_of_what_is_judged(verdict: Verdict) -> None:
    """The left edge shows the worst live verdict once it has lasted."""
    assert band(lasting(Hud(exercise(), SAY), verdict)) == VERDICT_COLOUR[verdict]


def test_the_band_is_wider_with_need() -> None:
    """Without colour a fault still differs from a good rep by the width of the band."""
    hud = Hud(exercise(), SAY, HudOptions(colour=False))
    widths = [
        int((lasting(hud, verdict, 10.0 * n)[20] == 245).all(axis=1)[:40].sum())
        for n, verdict in enumerate(JUDGED)
    ]

    assert widths == sorted(set(widths))


def test_each_verdict_has_a_sign_of_its_own() -> None:
    """The tab on the band differs between any two verdicts where there is no colour."""
    hud = Hud(exercise(), SAY, HudOptions(colour=False))
    tabs = [lasting(hud, verdict, 10.0 * n)[265:330, 20:62] for n, verdict in enumerate(Verdict)]

    assert len({tab.tobytes() for tab in tabs}) == len(Verdict)


def test_each_stage_without_verdicts_has_a_sign_of_its_own() -> None:
    """Somebody who sees only the sign knows what is going on."""
    signs = set(Stage) - {Stage.SET, Stage.PRACTICE}

    tabs = {
        shown(at(0.0, stage), HudOptions(colour=False))[265:330, 6:60].tobytes() for stage in signs
    }

    assert len(tabs) == len(signs)


def test_a_fault_of_one_frame_does_not_flicker() -> None:
    """A verdict that lasts less than a fault must last is not shown."""
    hud = Hud(exercise(), SAY)
    lasting(hud, Verdict.GOOD)

    for time_s, verdict in [(2.1, Verdict.FAULT), (2.1 + WORD_S / 2, Verdict.GOOD)]:
        drawn = hud.draw(wall(), at(time_s, phase="bottom", checks=checked(verdict)))

        assert band(drawn) == VERDICT_COLOUR[Verdict.GOOD]


def test_what_has_become_better_is_shown_so_after_a_while() -> None:
    """A fault that is over stays for a moment, then the band is that of the movement now."""
    hud = Hud(exercise(), SAY)
    lasting(hud, Verdict.FAULT)
    later = [
        band(hud.draw(wall(), at(time_s, phase="bottom", checks=checked(Verdict.GOOD))))
        for time_s in (2.1, 2.6, 3.2)
    ]

    fault, good = VERDICT_COLOUR[Verdict.FAULT], VERDICT_COLOUR[Verdict.GOOD]
    assert later == [fault, fault, good]


def test_the_verdict_of_a_rep_stays_until_the_next_one() -> None:
    """Standing between two reps, one still sees how the last one was."""
    hud = Hud(exercise(), SAY)
    lasting(hud, Verdict.FAULT)
    hud.draw(wall(), at(3.0, phase="standing", finished=rep(Verdict.WARN)))
    for time_s in (4.0, 6.0, 9.0):
        resting = hud.draw(wall(), at(time_s, phase="standing"))
    for time_s in (10.0, 12.0):
        moving = hud.draw(wall(), at(time_s, phase="lowering", checks=checked(Verdict.GOOD)))

    assert band(resting) == VERDICT_COLOUR[Verdict.WARN]
    assert band(moving) == VERDICT_COLOUR[Verdict.GOOD]


def test_framing_is_seen_from_afar() -> None:
    """The band is that of a warning while advice is given, and of good when all is well."""
    bands = [
        band(shown(at(0.0, Stage.FRAMING, framing=Framing(advice=advice))))
        for advice in ("Come closer.", "")
    ]

    assert bands == [VERDICT_COLOUR[Verdict.WARN], VERDICT_COLOUR[Verdict.GOOD]]


def test_an_edge_that_cuts_somebody_off_is_marked_while_framing() -> None:
    """Feet below the picture mark its lower edge beneath them; in a set nothing is marked there."""
    pose = figure(STANDING)
    low = replace(pose, points_px=pose.points_px + np.array([0.0, 480.0 - 380.0]))

    def marked(stage: Stage) -> list[bool]:
        drawn = shown(at(0.0, stage, pose=low, framing=Framing(advice="Step back.")))
        edges = (drawn[-8:, 100:], drawn[:8, 100:], drawn[:, -8:])
        return [has(edge, Verdict.WARN) for edge in edges]

    assert marked(Stage.FRAMING) == [True, False, False]
    assert marked(Stage.SET) == [False, False, False]


def test_what_is_not_judged_is_said_quietly() -> None:
    """It stands at the top right of a wide picture, at the bottom of a narrow one."""
    reasons = (
        unjudged("Long back", "the arm hides it"),
        unjudged("Heels", "the feet are out of the picture"),
    )
    drawn = {size: shown(at(0.0, not_judged=reasons), picture=wall(size)) for size in SIZES}

    assert changed(drawn[LANDSCAPE])[:40, 400:].any()
    assert not sentence(drawn[LANDSCAPE]).any()
    assert sentence(drawn[PORTRAIT]).any()


def test_before_the_set_nothing_is_said_of_what_is_not_judged() -> None:
    """While somebody is being placed, the advice alone is shown."""
    placed, plain = (
        shown(at(0.0, Stage.FRAMING, not_judged=reasons))
        for reasons in ((unjudged("Heels", "unseen"),), ())
    )

    assert (placed == plain).all()


def test_the_word_beside_a_rounded_back_keeps_off_the_plate() -> None:
    """A back whose middle is behind the count is named below the plate, not across it."""
    pose = figure(HINGED)
    middle = pose.back_line.points_px[len(pose.back_line.points_px) // 2]
    line = pose.back_line.points_px - middle + np.array([180.0, 60.0])
    pose = replace(pose, back_line=replace(pose.back_line, points_px=line))
    hud = Hud(exercise(), SAY, HudOptions(high_contrast=True))  # no line shows through the plate
    rounded: dict[str, Any] = {
        "pose": pose,
        "back": Verdict.FAULT,
        "values": {Measure.BACK_CURV: 50.0},
    }

    early, late = (
        hud.draw(wall(), at(time_s, count=2, goal=5, **rounded)) for time_s in (0.0, WORD_S)
    )

    assert (early[10:110, 28:150] == late[10:110, 28:150]).all()
    assert (early != late).any()


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("verdict", list(Verdict))
def test_without_colour_everything_is_grey(stage: Stage, verdict: Verdict) -> None:
    """On a grey picture there is not one coloured pixel, whatever is shown."""
    pose = figure(HINGED)
    hold = HoldProgress(10.0, 30.0, running=True)
    values = {Measure.BACK_CURV: 50.0}
    for look in (HudOptions(colour=False), HudOptions(high_contrast=True, colour=False)):
        hud = Hud(exercise(), SAY, look)
        for time_s in (0.0, 2.0):
            drawn = hud.draw(
                wall(),
                at(
                    time_s,
                    stage,
                    pose=pose,
                    back=verdict,
                    checks=checked(verdict),
                    values=values,
                    hold=hold,
                    rest_left_s=20.0,
                    framing=Framing(advice="Come closer."),
                ),
            )

        assert (drawn == drawn[..., :1]).all()


def contrast(light: int, dark: int) -> float:
    """The ratio of two greys' luminances, as the accessibility guidelines have it."""

    def luminance(grey: int) -> float:
        share = grey / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    return (luminance(light) + 0.05) / (luminance(dark) + 0.05)


@pytest.mark.parametrize(
    ("look", "least"),
    [(HudOptions(), 4.5), (HudOptions(high_contrast=True), 7.0)],
)
def test_letters_stand_out_from_their_plate(look: HudOptions, least: float) -> None:
    """Even the quietest letters do on a white wall; at high contrast as far as is asked for."""
    reasons = (unjudged("Heels", "unseen"), unjudged("Depth", "unseen"))
    white = wall(shade=255)

    plate = shown(at(0.0, not_judged=reasons), look, white)[13:28, 460:615, 0]
    greys = np.bincount(plate.ravel(), minlength=256)
    dark = int(greys[:128].argmax())
    light = 128 + int(greys[128:].argmax())

    assert contrast(light, dark) >= least


def test_high_contrast_plates_are_black() -> None:
    """What is behind a plate does not show through."""
    drawn = [
        shown(at(0.0, count=3), HudOptions(high_contrast=True), wall(shade=shade))[14:90, 32:90]
        for shade in (0, 255)
    ]

    assert (drawn[0] == drawn[1]).all()


def test_the_look_may_change_between_frames() -> None:
    """Settings take effect at the next frame."""
    hud = Hud(exercise(), SAY)
    before = hud.draw(wall(), at(0.0, count=3))
    hud.look = HudOptions(high_contrast=True, text_scale=1.6)

    after = hud.draw(wall(), at(0.1, count=3))

    assert (after == shown(at(0.1, count=3), hud.look)).all()
    assert (after != before).any()


def test_the_size_of_the_frames_may_change() -> None:
    """A camera that turns or changes its resolution is drawn on as from the beginning."""
    hud = Hud(exercise(), SAY)
    for size_wh in (LANDSCAPE, PORTRAIT, (1280, 720), LANDSCAPE):
        guidance = at(0.0, Stage.CALIBRATING, asked="Lift both arms in front of you.")

        drawn = hud.draw(wall(size_wh), guidance)

        assert (drawn == shown(guidance, picture=wall(size_wh))).all()


WORDS = st.text(st.characters(codec="latin-1", categories=["L", "N", "P", "Zs"]), max_size=160)


GUIDANCES = st.builds(
    at,
    st.just(0.0),
    st.sampled_from(sorted(set(Stage) - {Stage.FRAMING})),  # framing marks the edges themselves
    title=WORDS,
    asked=WORDS,
    count=st.integers(0, 9999),
    goal=st.integers(0, 9999),
    phase=st.sampled_from(["", "bottom", "getting_ready"]),
    not_judged=st.lists(st.builds(unjudged, WORDS, WORDS), max_size=3),
    rest_left_s=st.floats(0, 9999),
)


@settings(max_examples=60, deadline=None)
@given(
    GUIDANCES,
    st.tuples(st.integers(240, 1280), st.integers(240, 1280)),
    st.builds(HudOptions, st.booleans(), st.booleans(), st.floats(0.5, 3.0)),
)
def test_no_words_reach_the_edge(
    guidance: Guidance, size_wh: tuple[int, int], look: HudOptions
) -> None:
    """Whatever is written, however large, the border of the picture stays free."""
    drawn = changed(shown(guidance, look, wall(size_wh)))

    assert not drawn[:2].any()
    assert not drawn[-2:].any()
    assert not drawn[:, -2:].any()


def test_a_long_request_is_made_smaller_before_it_is_cut() -> None:
    """The whole of the longest advice is there: its last word changes the picture."""
    advice = "I can't see your feet. Tip the screen forward a little, or move further from the"

    ends = [shown(at(0.0, Stage.FRAMING, asked=f"{advice} {end}")) for end in ("door.", "wall.")]

    assert (ends[0] != ends[1]).any()
