"""Bones: where they rest, and where a pose takes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from rendering.rotations import Floats, about, aligning

__all__ = ["Aimed", "Local", "Pose", "Skeleton", "Turn", "World"]


@dataclass(frozen=True, slots=True, eq=False)
class Local:
    """A rotation on top of the parent's, about the room's axes as they lie at rest."""

    rotation: Floats


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """A rotation from rest whatever the parent does."""

    rotation: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Aimed:
    """The bone points in a direction, by the smallest turn from where its parent leaves it.

    ``roll_deg`` then turns it about that direction.
    """

    direction: Sequence[float]
    roll_deg: float = 0.0


Turn = Local | World | Aimed
Pose = Mapping[str, Turn]


@dataclass(frozen=True, slots=True, eq=False)
class Skeleton:
    """Bones at rest, each after its parent.

    Parameters
    ----------
    names
        One per bone.
    parents
        Index of each bone's parent, -1 for the root.
    heads, tails
        (bones, 3) where each bone begins and ends, metres.
    aims
        Bone name to the direction it points in at rest, for bones that can be aimed.
    """

    names: tuple[str, ...]
    parents: tuple[int, ...]
    heads: Floats
    tails: Floats
    aims: Mapping[str, Floats]
    index: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", {name: i for i, name in enumerate(self.names)})

    def head(self, bone: str) -> Floats:
        """Return where a bone begins at rest."""
        place: Floats = self.heads[self.index[bone]]
        return place

    def length(self, bone: str, end: str) -> float:
        """Return the distance at rest between where two bones begin."""
        return float(np.linalg.norm(self.head(end) - self.head(bone)))

    def below(self, *bones: str) -> list[int]:
        """Return the indices of some bones and all that hang from them."""
        found = {self.index[bone] for bone in bones}
        for i, parent in enumerate(self.parents):
            if parent in found:
                found.add(i)
        return sorted(found)

    def transforms(self, pose: Pose) -> Floats:
        """Return (bones, 4, 4) matrices that take points at rest to where the pose has them."""
        placed = np.zeros((len(self.names), 4, 4))
        for i, (name, parent) in enumerate(zip(self.names, self.parents, strict=True)):
            before = placed[parent] if parent >= 0 else np.eye(4)
            turn = pose.get(name)
            placed[i] = before if turn is None else self._turned(i, before, turn)
        return placed

    def _turned(self, bone: int, before: Floats, turn: Turn) -> Floats:
        rotation = self._rotation(bone, before[:3, :3], turn)
        head = self.heads[bone]
        after = np.eye(4)
        after[:3, :3] = rotation
        after[:3, 3] = before[:3, :3] @ head + before[:3, 3] - rotation @ head
        return after

    def _rotation(self, bone: int, before: Floats, turn: Turn) -> Floats:
        match turn:
            case Local(rotation):
                turned: Floats = before @ rotation
                return turned
            case World(rotation):
                return rotation
            case Aimed(direction, roll_deg):
                aimed = aligning(before @ self.aims[self.names[bone]], direction) @ before
                rolled: Floats = about(np.asarray(direction, float), roll_deg) @ aimed
                return rolled

    def joint(self, transforms: Floats, bone: str) -> Floats:
        """Return where a bone begins under some transforms."""
        return moved(transforms[self.index[bone]], self.head(bone))


def moved(transform: Floats, point: Floats) -> Floats:
    """Return a point (3,) taken along by a 4 × 4 matrix."""
    place: Floats = transform[:3, :3] @ point + transform[:3, 3]
    return place


def limb_aims(names: Sequence[str], heads: Floats) -> dict[str, Floats]:
    """Return the directions at rest of upper arms, forearms, thighs and shins."""
    at = {name: heads[i] for i, name in enumerate(names)}
    chains = (
        ("upperarm01", "lowerarm01"),
        ("lowerarm01", "wrist"),
        ("upperleg01", "lowerleg01"),
        ("lowerleg01", "foot"),
    )
    return {f"{a}.{s}": at[f"{b}.{s}"] - at[f"{a}.{s}"] for a, b in chains for s in "LR"}
