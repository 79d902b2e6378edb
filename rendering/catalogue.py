"""The sample clips: who does what, where, seen from where, and what should be said of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from rendering.bows import CALM_PACE, LONG_OPENING, Pace
from rendering.lifts import (
    PULL,
    from_the_bar,
    lifts,
    like_a_squat,
    rounding_now_and_then,
    soft_kneed,
)
from rendering.live_sets import live_good, live_leaves, live_rounded
from rendering.motions import (
    hinge,
    hinges_in_two_shots,
    lift_from_floor,
    romanian_deadlift,
    squat,
    stretch_hamstring,
    walking_past,
)
from rendering.people import ADAM, BEA, CARL, DORA, EMIL, FAYE, GUS, HUGO, IDA
from rendering.scene import (
    Barbell,
    Camera,
    Dumbbells,
    Facing,
    Light,
    Person,
    Prop,
    Room,
    Scene,
    Stool,
)
from rendering.timeline import Motion

__all__ = ["SAMPLES", "Companion", "Cut", "Sample"]

FULL_RATE, USUAL_RATE = 30, 25
"""Frames a second: what cameras give, and what is enough and smaller."""


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody else in the picture."""

    person: Person
    motion: Motion


@dataclass(frozen=True, slots=True)
class Cut:
    """A hard cut: from this time on the picture is another camera's."""

    at_s: float
    camera: Camera


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
    cut
        A cut to another camera, if there is one.
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
    cut: Cut | None = None

    @property
    def frames(self) -> int:
        """How many pictures it has."""
        return round(self.motion.duration_s * self.fps)

    def camera_at(self, frame: int) -> Camera:
        """Return the camera that the picture of that number is from."""
        cut = self.cut
        return cut.camera if cut and frame >= round(cut.at_s * self.fps) else self.camera

    def scene(self, frame: int) -> Scene:
        """Return what the picture of that number shows, counted from 0."""
        time_s = frame / self.fps
        people = (Companion(self.person, self.motion), *self.others)
        return Scene(
            people=tuple(
                replace(one.person, posture=one.motion.at(time_s).posture) for one in people
            ),
            camera=self.camera_at(frame),
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

AT_KNEE_HEIGHT: Final = Camera(height_m=0.45, distance_m=3.1, look_at_m=(0.18, 0.84))
"""A phone that leans against something on the floor."""

AT_KNEE_HEIGHT_AGAIN: Final = Camera(
    height_m=0.48, distance_m=3.5, yaw_deg=-7.0, look_at_m=(0.0, 0.88), aside_m=0.05
)
"""The same phone, put down anew for the next set."""

WITH_A_RAISED_HAND: Final = Camera(distance_m=3.4, look_at_m=(0.18, 1.0))
"""So that a raised hand is in the picture too."""

EVENING: Final = Light(gain=0.8, noise_sigma=2.6, direction_deg=-50)

DAYLIGHT: Final = Light(gain=1.08, direction_deg=25)


# --- Clips ----------------------------------------------------------------------------------------

ALL_THREE: Final = (1, 2, 3)

TWO_SHOTS, CUT_S = hinges_in_two_shots()

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
        name="lift_from_floor_hood_good",
        exercise="lift_from_floor",
        shows="three lifts of two dumbbells in a hooded sweatshirt, the back kept long",
        motion=lifts([PULL] * 3),
        person=HUGO,
        props=(Dumbbells(),),
        mat=False,
    ),
    Sample(
        name="lift_from_floor_hood_rounded",
        exercise="lift_from_floor",
        shows="four lifts in a hooded sweatshirt, the back rounding in the middle two",
        motion=rounding_now_and_then(),
        person=HUGO,
        props=(Dumbbells(),),
        mat=False,
        faults={"neutral_back": (2, 3)},
    ),
    Sample(
        name="lift_from_floor_arched_lockout",
        exercise="lift_from_floor",
        shows="three pulls that begin with a crouch at the bar, each ended hollow; flat on the way",
        motion=from_the_bar(),
        person=replace(EMIL, facing=Facing.LEFT),
        camera=FARTHER,
        room=Room.PLAIN,
        props=(Barbell(),),
        mat=False,
    ),
    Sample(
        name="lift_from_floor_like_a_squat",
        exercise="lift_from_floor",
        shows="three lifts of two dumbbells that are done like squats",
        motion=like_a_squat(),
        person=GUS,
        light=DAYLIGHT,
        room=Room.PLAIN,
        props=(Dumbbells(),),
        mat=False,
        faults={"knees_help": ALL_THREE},
    ),
    Sample(
        name="romanian_deadlift_soft_knees",
        exercise="romanian_deadlift",
        shows="three Romanian deadlifts with soft knees, in a long loose shirt with a print",
        motion=soft_kneed(),
        person=IDA,
        room=Room.PLAIN,
        props=(Barbell(plate_m=0.0, half_length_m=0.4),),
        mat=False,
    ),
    Sample(
        name="hip_hinge_knee_height_cut",
        exercise="hip_hinge",
        shows="two good hinges and, after a cut, two rounded ones, from the height of the knees",
        motion=TWO_SHOTS,
        person=DORA,
        camera=AT_KNEE_HEIGHT,
        cut=Cut(CUT_S, AT_KNEE_HEIGHT_AGAIN),
        faults={"neutral_back": (3, 4)},
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
