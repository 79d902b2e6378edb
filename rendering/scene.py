"""What a picture shows and how it is taken; plain values that can be compared and repeated.

The room's frame: x to the right along the wall, y up, z from the wall towards the camera, metres;
the origin is the floor where the followed person stands. Colours are linear light, 0 to 1, red,
green, blue.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from rendering.posture import Posture

__all__ = [
    "Barbell",
    "Build",
    "Camera",
    "Chair",
    "Colour",
    "Crate",
    "Dumbbells",
    "Facing",
    "Hair",
    "Light",
    "Person",
    "Prop",
    "Room",
    "Scene",
    "Shirt",
    "Stool",
    "Trousers",
]

Colour = tuple[float, float, float]


class Build(StrEnum):
    """Whose body: shapes from the MakeHuman base mesh, or (``own_…``) geometry of our own."""

    MALE = "male"
    FEMALE = "female"
    HEAVY_MALE = "heavy_male"
    HEAVY_FEMALE = "heavy_female"
    SLIM_MALE = "slim_male"
    SLIM_FEMALE = "slim_female"
    STRONG_MALE = "strong_male"
    OWN = "own"
    OWN_STOUT = "own_stout"
    STRONG_FEMALE = "strong_female"
    FULL_FEMALE = "full_female"
    BROAD_MALE = "broad_male"
    OLD_MALE = "old_male"
    OLD_FEMALE = "old_female"


class Shirt(StrEnum):
    """A T-shirt on the skin, or one that stands off it by 3 cm."""

    FITTED = "fitted"
    LOOSE = "loose"


class Trousers(StrEnum):
    """Down to above the knee, or down to the ankle."""

    SHORTS = "shorts"
    LEGGINGS = "leggings"


class Hair(StrEnum):
    """Short over the scalp, the same with a bun, with a braid that lies on the back, or none."""

    CAP = "cap"
    BUN = "bun"
    BRAID = "braid"
    NONE = "none"


class Facing(StrEnum):
    """Which way in the picture the person looks when seen from the side."""

    RIGHT = "right"
    LEFT = "left"

    @property
    def sign(self) -> int:
        """1 for the right, -1 for the left: the facing of a pose."""
        return 1 if self is Facing.RIGHT else -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in the room.

    ``place_m`` is where they stand (x, z) when their posture does not travel. ``yaw_deg`` turns
    them about the vertical, on top of the camera's yaw; only of use for those beside the one who is
    followed. ``tipped_deg`` lays them down in the plane of the picture, positive with the head to
    the left, and ``lift_m`` is how far above the floor what they stood on then is. ``hood_m`` is
    how far a hood that hangs at the nape stands off the upper back, and ``hem_m`` how far a long
    shirt's hem stands off the seat; 0 is a shirt without. ``print_colour`` is that of patches
    across the shirt's back.
    """

    posture: Posture = field(default_factory=Posture)
    build: Build = Build.MALE
    facing: Facing = Facing.RIGHT
    yaw_deg: float = 0.0
    tipped_deg: float = 0.0
    lift_m: float = 0.0
    place_m: tuple[float, float] = (0.0, 0.0)
    shirt: Shirt = Shirt.FITTED
    trousers: Trousers = Trousers.SHORTS
    hair: Hair = Hair.CAP
    shoes: bool = True
    hood_m: float = 0.0
    hem_m: float = 0.0
    shirt_colour: Colour = (0.10, 0.30, 0.42)
    print_colour: Colour | None = None
    trousers_colour: Colour = (0.045, 0.05, 0.065)
    skin_colour: Colour = (0.62, 0.40, 0.30)
    hair_colour: Colour = (0.055, 0.035, 0.025)
    shoe_colour: Colour = (0.16, 0.17, 0.19)


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """Where the picture is taken from.

    ``yaw_deg`` is how far the followed person is turned from side-on: positive shows more of the
    chest, negative more of the back, 90 is a front view. It turns the people and what they use,
    not the room. ``roll_deg`` turns the camera about its axis, positive clockwise, so that the
    picture turns the other way. The camera looks at a point ``look_at_m`` (x ahead of the
    followed person, y above the floor) and stands ``aside_m`` ahead of them, both less with yaw.
    """

    distance_m: float = 3.0
    height_m: float = 1.0
    yaw_deg: float = 0.0
    roll_deg: float = 0.0
    vertical_fov_deg: float = 41.0
    width: int = 640
    height: int = 480
    look_at_m: tuple[float, float] = (0.18, 0.86)
    aside_m: float = 0.18


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """How bright and how clean the picture is.

    ``gain`` multiplies the picture's values; ``noise_sigma`` is in levels of 255; a
    ``jpeg_quality`` of None leaves the picture uncompressed. The key light comes from
    ``direction_deg`` about the vertical (0 from the camera, negative from its left) and
    ``elevation_deg`` above the horizon.
    """

    gain: float = 1.0
    noise_sigma: float = 1.6
    jpeg_quality: int | None = None
    direction_deg: float = -28.0
    elevation_deg: float = 54.0


class Room(StrEnum):
    """An empty tidy room, or one full of furniture and shapes behind the person."""

    PLAIN = "plain"
    TIDY = "tidy"
    CLUTTERED = "cluttered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chair:
    """A chair behind the followed person, whose seat's middle is ``behind_m`` of their ankles."""

    behind_m: float = 0.36
    seat_m: float = 0.43
    colour: Colour = (0.36, 0.25, 0.16)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stool:
    """A low stool ahead of the followed person, for a raised heel; ``aside_m`` to their left."""

    ahead_m: float = 0.85
    height_m: float = 0.35
    aside_m: float = 0.1
    colour: Colour = (0.42, 0.30, 0.20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Barbell:
    """A bar in the followed person's hands; a ``plate_m`` of 0 leaves the plates off.

    ``plate_m`` is the plates' radius: 0.225 is the standard, which reaches from the floor to the
    middle of the shin. A bar ``on_shoulders`` lies behind the neck instead, and the hands close
    where the posture has them.
    """

    plate_m: float = 0.225
    half_length_m: float = 0.9
    on_shoulders: bool = False
    colour: Colour = (0.03, 0.03, 0.035)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dumbbells:
    """One in each of the followed person's hands; their heads are balls of ``head_m`` radius."""

    head_m: float = 0.075
    half_length_m: float = 0.11
    colour: Colour = (0.05, 0.05, 0.055)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crate:
    """A wooden crate held between the followed person's hands.

    ``size_m`` is how high and how deep it is; it is as wide as the hands are apart. These are
    ``grip_m`` above its bottom, and ``behind_m`` behind its middle.
    """

    size_m: tuple[float, float] = (0.28, 0.23)
    grip_m: float = 0.22
    behind_m: float = 0.03
    colour: Colour = (0.50, 0.34, 0.19)


Prop = Chair | Stool | Barbell | Dumbbells | Crate


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One picture: who is in it, where, and how it is taken.

    The first of ``people`` is the one who is followed: the truth is about them. ``seed`` is the
    noise's. ``supersampling`` is how many times larger than the picture it is drawn.
    """

    people: tuple[Person, ...] = field(default_factory=lambda: (Person(),))
    camera: Camera = field(default_factory=Camera)
    light: Light = field(default_factory=Light)
    room: Room = Room.TIDY
    props: tuple[Prop, ...] = ()
    mat: bool = True
    seed: int = 0
    supersampling: float = 1.5
