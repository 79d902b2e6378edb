"""The sample clips: who does what, where, seen from where, and what should be said of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from rendering.bows import CALM_PACE, LONG_OPENING, Pace
from rendering.live_sets import live_good, live_leaves, live_rounded
from rendering.motions import (
    hinge,
    lift_from_floor,
    romanian_deadlift,
    squat,
    stretch_hamstring,
    walking_past,
)
from rendering.people import ADAM, BEA, CARL, DORA, EMIL, FAYE, GUS
from rendering.scene import Barbell, Camera, Facing, Light, Person, Prop, Room, Scene, Stool
from rendering.timeline import Motion

__all__ = ["SAMPLES", "Companion", "Sample"]

FULL_RATE, USUAL_RATE = 30, 25
"""Frames a second: what cameras give, and what is enough and smaller."""


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody else in the picture."""

    person: Person
    motion: Motion


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One clip.

    Parameters
    ----------
    name
        The files' name, without ending.
    exercise
        Id of the exercise that is done.
    shows
        What it shows, one phrase.
    motion, person
        What the followed person does, and who it is.
    others
        Who else is in the picture.
    faults
        Check to the repetitions (or holds) that it should find fault with, counted from 1.
    not_judged
        Checks that cannot be judged in this clip.
    practice
        Repetitions that are for practice: the live page does not count them, a review does.
    """

    name: str
    exercise: str
    shows: str
    motion: Motion
    person: Person = field(default_factory=Person)
    others: tuple[Companion, ...] = ()
    camera: Camera = field(default_factory=Camera)
    light: Light = field(default_factory=Light)
    room: Room = Room.TIDY
    props: tuple[Prop, ...] = ()
    mat: bool = True
    fps: int = USUAL_RATE
    faults: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    not_judged: tuple[str, ...] = ()
    practice: tuple[int, ...] = ()

    @property
    def frames(self) -> int:
        """How many pictures it has."""
        return round(self.motion.duration_s * self.fps)

    def scene(self, frame: int) -> Scene:
        """Return what the picture of that number shows, counted from 0."""
        time_s = frame / self.fps
        people = (Companion(self.person, self.motion), *self.others)
        return Scene(
            people=tuple(
                replace(one.person, posture=one.motion.at(time_s).posture) for one in people
            ),
            camera=self.camera,
            light=self.light,
            room=self.room,
            props=self.props,
            mat=self.mat,
            seed=frame,
        )


# --- Rooms, light and cameras ---------------------------------------------------------------------

HEAD_ON: Final = Camera(yaw_deg=90)

OBLIQUE: Final = Camera(yaw_deg=33)

LOW_AND_CLOSE: Final = Camera(height_m=0.75, distance_m=2.8, look_at_m=(0.1, 0.84), aside_m=0.1)
"""A laptop on a chair."""

FARTHER: Final = Camera(distance_m=3.3)
"""So that the near plate, which is closer to the camera, is in the picture too."""

WITH_A_RAISED_HAND: Final = Camera(distance_m=3.4, look_at_m=(0.18, 1.0))
"""So that a raised hand is in the picture too."""

EVENING: Final = Light(gain=0.8, noise_sigma=2.6, direction_deg=-50)

DAYLIGHT: Final = Light(gain=1.08, direction_deg=25)


# --- Clips ----------------------------------------------------------------------------------------

ALL_THREE: Final = (1, 2, 3)

SEEN_FROM_THE_SIDE: Final = (
    "neutral_back",
    "bow_depth",
    "hips_pressed_back",
    "hips_lead",
    "knees_soft",
    "shins_still",
    "head_in_line",
    "stand_tall",
)
"""The checks of a hinge that another view cannot serve; only its tempo needs no view."""

SAMPLES: Final[tuple[Sample, ...]] = (
    Sample(
        name="hip_hinge_good",
        exercise="hip_hinge",
        shows="five hip hinges, the back kept long",
        motion=hinge("neutral", reps=5, opening=LONG_OPENING, pace=CALM_PACE),
        person=ADAM,
        fps=FULL_RATE,
    ),
    Sample(
        name="hip_hinge_rounded",
        exercise="hip_hinge",
        shows="the same five, the back rounding on the way down",
        motion=hinge("rounded_even", reps=5, opening=LONG_OPENING, pace=CALM_PACE),
        person=ADAM,
        fps=FULL_RATE,
        faults={"neutral_back": (1, 2, 3, 4, 5)},
    ),
    Sample(
        name="squat_good",
        exercise="squat",
        shows="three squats, seen by a laptop on a chair",
        motion=squat(),
        person=replace(CARL, facing=Facing.LEFT),
        camera=LOW_AND_CLOSE,
        light=DAYLIGHT,
    ),
    Sample(
        name="romanian_deadlift_good",
        exercise="romanian_deadlift",
        shows="three Romanian deadlifts with an empty bar",
        motion=romanian_deadlift(),
        person=EMIL,
        room=Room.PLAIN,
        props=(Barbell(plate_m=0.0, half_length_m=0.4),),
    ),
    Sample(
        name="lift_from_floor_plate",
        exercise="lift_from_floor",
        shows="three lifts of a loaded bar, whose plate hides the hips; arms never lifted forward",
        motion=lift_from_floor(),
        person=EMIL,
        camera=FARTHER,
        props=(Barbell(),),
        mat=False,
    ),
    Sample(
        name="hip_hinge_oblique",
        exercise="hip_hinge",
        shows="three rounded hinges from 33° off the side, which is too far to judge",
        motion=hinge("rounded_even"),
        person=FAYE,
        camera=OBLIQUE,
        light=EVENING,
        not_judged=SEEN_FROM_THE_SIDE,
    ),
    Sample(
        name="hip_hinge_front",
        exercise="hip_hinge",
        shows="three good hinges from the front, where nothing of them can be judged",
        motion=hinge("neutral"),
        person=BEA,
        camera=HEAD_ON,
        room=Room.PLAIN,
        not_judged=SEEN_FROM_THE_SIDE,
    ),
    Sample(
        name="hip_hinge_two_people",
        exercise="hip_hinge",
        shows="three good hinges while somebody else walks past behind",
        motion=hinge("neutral"),
        person=GUS,
        others=(Companion(replace(CARL, place_m=(-2.6, -0.95)), walking_past(5.2, 10.0)),),
        room=Room.CLUTTERED,
    ),
    Sample(
        name="hip_hinge_squatty",
        exercise="hip_hinge",
        shows="three attempts at a hinge that are squats",
        motion=hinge("squatty"),
        person=replace(BEA, facing=Facing.LEFT),
        light=DAYLIGHT,
        faults={"knees_soft": ALL_THREE, "shins_still": ALL_THREE},
    ),
    Sample(
        name="hip_hinge_knees_first",
        exercise="hip_hinge",
        shows="three hinges that begin with the knees instead of the hips",
        motion=hinge("knees_first", pace=Pace(down_s=2.6)),
        person=DORA,
        room=Room.CLUTTERED,
        faults={"hips_lead": ALL_THREE},
    ),
    Sample(
        name="hamstring_standing_good",
        exercise="hamstring_standing",
        shows="a stretch of the right leg, held for twelve seconds",
        motion=stretch_hamstring(),
        person=DORA,
        props=(Stool(ahead_m=0.58, height_m=0.235, aside_m=-0.1),),
        mat=False,
    ),
    Sample(
        name="hip_hinge_lumbar",
        exercise="hip_hinge",
        shows="three hip hinges, only the lower back rounding",
        motion=hinge("rounded_lumbar"),
        person=GUS,
        room=Room.CLUTTERED,
        faults={"neutral_back": ALL_THREE},
    ),
    Sample(
        name="live_hip_hinge_good",
        exercise="hip_hinge",
        shows="a whole live visit: a raised hand, a practice, five good hinges, walking away",
        motion=live_good(),
        person=ADAM,
        camera=WITH_A_RAISED_HAND,
        fps=FULL_RATE,
        practice=(1,),
    ),
    Sample(
        name="live_hip_hinge_rounded",
        exercise="hip_hinge",
        shows="a live visit with four rounded hinges and a good one",
        motion=live_rounded(),
        person=ADAM,
        camera=WITH_A_RAISED_HAND,
        fps=FULL_RATE,
        faults={"neutral_back": (1, 2, 3, 4)},
    ),
    Sample(
        name="live_hip_hinge_leaves",
        exercise="hip_hinge",
        shows="a live visit interrupted by walking out of the picture for some seconds",
        motion=live_leaves(),
        person=ADAM,
        camera=WITH_A_RAISED_HAND,
        fps=FULL_RATE,
    ),
)
"""In the order of docs/samples.md."""
